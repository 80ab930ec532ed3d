//! Base URLs, and request URLs that are sent byte for byte or not at all.

use super::*;

fn origin(text: &str) -> Origin {
    Origin::parse(text).expect("an origin")
}

fn problem(url: &str) -> String {
    match origin("https://graph.microsoft.com").address(url) {
        Err(InvalidRequest::Url { problem, .. }) => problem,
        other => panic!("{url}: {other:?}"),
    }
}

#[test]
fn origins_are_written_one_way() {
    for (text, expected) in [
        ("https://graph.microsoft.com", "https://graph.microsoft.com"),
        (
            "https://graph.microsoft.com/",
            "https://graph.microsoft.com",
        ),
        (
            "HTTPS://Graph.Microsoft.US:443",
            "https://graph.microsoft.us",
        ),
        (
            "https://graph.microsoft.com:8443/",
            "https://graph.microsoft.com:8443",
        ),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.9.8.7", "http://127.9.8.7"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ] {
        assert_eq!(origin(text).as_str(), expected);
    }
    assert_eq!(
        origin("https://microsoftgraph.chinacloudapi.cn/").scope(),
        "https://microsoftgraph.chinacloudapi.cn/.default"
    );
}

#[test]
fn what_is_no_origin_is_refused() {
    for text in [
        "",
        "/",
        "graph.microsoft.com",
        "https:",
        "https:graph.microsoft.com",
        "https:\\\\graph.microsoft.com",
        "https://",
        "https:///",
        "https:///graph.microsoft.com",
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com//",
        "https://graph.microsoft.com/.",
        "https://graph.microsoft.com\\v1.0",
        "https://graph.microsoft.com?a=b",
        "https://graph.microsoft.com/?",
        "https://graph.microsoft.com#a",
        "https://user@graph.microsoft.com",
        "https://user:password@graph.microsoft.com",
        "https://@graph.microsoft.com",
        " https://graph.microsoft.com",
        "https://graph.microsoft.com\n",
        "https://graph.micro soft.com",
        "https://graph.microsoft.com:99999",
        "ftp://graph.microsoft.com",
        "file:///etc",
        "data://graph.microsoft.com",
        "https://[::1",
    ] {
        let error = Origin::parse(text)
            .err()
            .unwrap_or_else(|| panic!("{text}"));
        assert!(
            matches!(error, BuildError::BaseUrl { .. }),
            "{text}: {error:?}"
        );
        assert!(!error.to_string().contains("password@"), "{error}");
    }
}

#[test]
fn plain_http_is_for_this_machine_only() {
    for text in [
        "http://graph.microsoft.com",
        "http://graph.microsoft.com:443",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhosts",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::2]",
        "http://[::]",
        "HTTP://EXAMPLE.COM",
    ] {
        let error = Origin::parse(text)
            .err()
            .unwrap_or_else(|| panic!("{text}"));
        assert!(
            matches!(error, BuildError::Insecure { .. }),
            "{text}: {error:?}"
        );
        assert!(
            error.to_string().contains("\nhelp: write `https://`"),
            "{error}"
        );
    }
}

#[test]
fn a_url_is_kept_byte_for_byte() {
    let origin = origin("https://graph.microsoft.com:8443");
    for url in [
        "/",
        "/v1.0/me",
        "/beta/users/a%2Fb",
        "/beta/users/%2e%2E%2e",
        "/beta/users/...",
        "/beta/users/%23EXT%23@x.com",
        "/v1.0/users?",
        "/v1.0/users?$filter=a%20eq%20%27b%27&$top=5",
        "/v1.0/applications(appId='x')",
        "/v1.0/a//b",
        "/v1.0/a:b/@c",
        "/v1.0/users?$skiptoken=%zz%",
        "/v1.0/x?next=https://evil.example/../..",
    ] {
        let address = origin
            .address(url)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            address.as_str(),
            format!("https://graph.microsoft.com:8443{url}")
        );
    }
}

#[test]
fn a_url_that_could_lead_away_is_refused() {
    for url in [
        "",
        "v1.0/me",
        "https://evil.example/v1.0/me",
        "@evil.example/",
        ".evil.example/",
        ":80/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "\t//evil.example",
        " /v1.0/me",
        "?a=b",
        "#",
    ] {
        problem(url);
    }
}

#[test]
fn a_url_that_would_be_changed_is_refused_with_the_reason() {
    for (url, expected) in [
        ("/v1.0/..", "the segment `..`"),
        ("/v1.0/%2e%2e/x", "the segment `%2e%2e`"),
        ("/v1.0/%2E./x", "the segment `%2E.`"),
        ("/v1.0/./x", "the segment `.`"),
        ("/v1.0/a b", "' ' at byte 7"),
        ("/v1.0/ä", "'ä' at byte 6"),
        ("/v1.0/a\r\nX: y", "'\\r' at byte 7"),
        ("/v1.0/a\0", "'\\0' at byte 7"),
        ("/v1.0/a\u{7f}", "'\\u{7f}' at byte 7"),
        ("/v1.0/a#b", "write `%23`"),
        (
            "/v1.0/a\\b",
            "`\\` at byte 7 would be changed on the way; write `%5C`",
        ),
        ("/v1.0/a\"b", "write `%22`"),
        ("/v1.0/a<b", "write `%3C`"),
        ("/v1.0/{id}", "write `%7B`"),
        (
            "/v1.0/a?$filter=b'c",
            "`'` at byte 17 would be changed on the way; write `%27`",
        ),
    ] {
        let problem = problem(url);
        assert!(problem.contains(expected), "{url}: {problem}");
    }
}

#[test]
fn a_url_goes_on_the_wire_as_it_is_written() {
    let origin = origin("https://graph.microsoft.com");
    let urls = (0..=0x7f_u8).map(char::from).flat_map(|c| {
        [
            format!("/v1.0/{c}"),
            format!("/v1.0/a{c}b/c"),
            format!("/v1.0/a?{c}"),
            format!("/v1.0/a?b{c}=c"),
        ]
    });
    let mut sent = 0;
    for url in urls {
        let Ok(address) = origin.address(&url) else {
            continue;
        };
        let uri =
            http::Uri::try_from(address.as_str()).unwrap_or_else(|error| panic!("{url}: {error}"));
        assert_eq!(uri.path_and_query().map(|sent| sent.as_str()), Some(&*url));
        sent += 1;
    }
    assert!(sent > 4 * 70, "{sent} of them were sent");
}

#[test]
fn a_url_that_is_too_long_is_refused_and_not_shown_whole() {
    let longest = LONGEST - "https://graph.microsoft.com".len();
    let url = format!("/{}", "a".repeat(longest - 1));
    assert!(origin("https://graph.microsoft.com").address(&url).is_ok());
    let error = origin("https://graph.microsoft.com")
        .address(&format!("{url}a"))
        .expect_err("a problem");
    assert!(
        error
            .to_string()
            .contains(&format!("{} bytes long", longest + 1)),
        "{error}"
    );
    assert!(error.to_string().len() < 500, "{error}");
}

#[test]
fn errors_do_not_show_the_query() {
    let error = origin("https://graph.microsoft.com")
        .address("/v1.0/a\nb?$search=private\\")
        .expect_err("a problem");
    assert!(error.to_string().contains("`/v1.0/a\\nb`"), "{error}");
    assert!(!error.to_string().contains("private"), "{error}");
}

#[test]
fn another_scheme_host_or_port_is_another_origin() {
    let origin = origin("https://graph.microsoft.com");
    let is_of = |text: &str| origin.is_of(&Url::parse(text).expect("a URL"));
    assert!(is_of("https://graph.microsoft.com/a"));
    assert!(is_of("https://GRAPH.microsoft.com:443/a"));
    assert!(!is_of("http://graph.microsoft.com/a"));
    assert!(!is_of("http://graph.microsoft.com:443/a"));
    assert!(!is_of("https://graph.microsoft.com:8443/a"));
    assert!(!is_of("https://graph.microsoft.com.evil.example/a"));
    assert!(!is_of("https://graph.microsoft.com./a"));
    assert!(!is_of("https://evil.example/graph.microsoft.com"));
}
