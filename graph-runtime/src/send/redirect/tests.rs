//! Where redirects lead, without a network.

use super::*;

fn next(
    origin: &str,
    place: &Destination,
    method: &Method,
    status: u16,
    location: &str,
) -> Result<Option<Destination>, RedirectError> {
    let origin = Origin::parse(origin).expect("an origin");
    let mut headers = HeaderMap::new();
    headers.insert(
        "location",
        HeaderValue::from_bytes(location.as_bytes()).expect("a value"),
    );
    place.next(
        &origin,
        method,
        StatusCode::from_u16(status).expect("a status"),
        &headers,
    )
}

fn at(url: &str) -> Destination {
    Destination::first(Url::parse(url).expect("a URL"))
}

/// Where the public service's redirect leads, and whether the token goes along.
fn led_to(location: &str) -> (String, bool) {
    let place = at("https://graph.microsoft.com/v1.0/a/b?c");
    match next(
        "https://graph.microsoft.com",
        &place,
        &Method::GET,
        302,
        location,
    ) {
        Ok(Some(place)) => (place.url.to_string(), place.own),
        other => panic!("{location}: {other:?}"),
    }
}

#[test]
fn the_token_stays_at_home() {
    for (location, url, own) in [
        ("/v1.0/x", "https://graph.microsoft.com/v1.0/x", true),
        ("x", "https://graph.microsoft.com/v1.0/a/x", true),
        (
            "https://graph.microsoft.com:443/x#y",
            "https://graph.microsoft.com/x",
            true,
        ),
        ("//evil.example/x", "https://evil.example/x", false),
        ("/\\evil.example/x", "https://evil.example/x", false),
        (
            "https://graph.microsoft.com.evil.example/",
            "https://graph.microsoft.com.evil.example/",
            false,
        ),
        (
            "https://graph.microsoft.com:8443/",
            "https://graph.microsoft.com:8443/",
            false,
        ),
        ("https://cdn.example/ä", "https://cdn.example/%C3%A4", false),
    ] {
        assert_eq!(led_to(location), (url.to_owned(), own), "{location}");
    }
}

#[test]
fn who_has_left_does_not_come_back_with_the_token() {
    let home = "https://graph.microsoft.com";
    let away = next(
        home,
        &at("https://graph.microsoft.com/a"),
        &Method::GET,
        302,
        "https://cdn.example/b",
    )
    .expect("a redirect")
    .expect("a place");
    let back = next(
        home,
        &away,
        &Method::GET,
        307,
        "https://graph.microsoft.com/v1.0/me",
    )
    .expect("a redirect")
    .expect("a place");
    assert!(!back.own);
    assert_eq!(back.followed, 2);
}

#[test]
fn plain_http_is_followed_on_this_machine_only() {
    let public = at("https://graph.microsoft.com/a");
    let local = at("http://127.0.0.1:1/a");
    for (origin, place, location, followed) in [
        (
            "https://graph.microsoft.com",
            &public,
            "http://graph.microsoft.com/",
            false,
        ),
        (
            "https://graph.microsoft.com",
            &public,
            "http://127.0.0.1/",
            false,
        ),
        ("http://127.0.0.1:1", &local, "http://example.com/", false),
        ("http://127.0.0.1:1", &local, "http://[::1]:2/", true),
        ("http://127.0.0.1:1", &local, "https://example.com/", true),
    ] {
        let next = next(origin, place, &Method::GET, 302, location);
        assert_eq!(next.is_ok(), followed, "{location}");
        if let Err(error) = next {
            assert!(matches!(error, RedirectError::Insecure { .. }), "{error:?}");
        }
    }
}

#[test]
fn a_location_that_is_none_is_an_error() {
    for location in [
        "https://",
        "https://[::1",
        "ftp://example.com/",
        "javascript:alert(1)",
        "data:text/plain,x",
        "https://user@example.com/",
        "https://user:password@example.com/",
    ] {
        let next = next(
            "https://graph.microsoft.com",
            &at("https://graph.microsoft.com/a"),
            &Method::GET,
            302,
            location,
        );
        assert_eq!(
            next,
            Err(RedirectError::NoLocation {
                status: StatusCode::FOUND
            }),
            "{location}"
        );
    }
}

#[test]
fn only_a_get_is_repeated_and_only_for_a_redirect() {
    let place = at("https://graph.microsoft.com/a");
    let home = "https://graph.microsoft.com";
    for status in [301, 302, 303, 307, 308] {
        assert!(matches!(
            next(home, &place, &Method::GET, status, "/b"),
            Ok(Some(_))
        ));
        for method in [
            Method::POST,
            Method::PATCH,
            Method::PUT,
            Method::DELETE,
            Method::HEAD,
        ] {
            assert!(matches!(
                next(home, &place, &method, status, "/b"),
                Err(RedirectError::NotRepeatable { .. })
            ));
        }
    }
    for status in [300, 304, 305, 306, 399, 404, 500] {
        assert_eq!(next(home, &place, &Method::GET, status, "/b"), Ok(None));
        assert_eq!(next(home, &place, &Method::POST, status, "/b"), Ok(None));
    }
}
