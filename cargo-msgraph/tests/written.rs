//! What `cargo msgraph import` and `cargo msgraph request` write for the same requests: compared with what is in `written/`, and compiled
//! as a user has it, without a warning. `BLESS=1` writes it; read what changed.

#![deny(warnings)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use graph_runtime::request::Body;
use graph_runtime::{Update, graph_path};

#[path = "written/graph.rs"]
mod graph;
#[path = "written/requests.rs"]
mod requests;

fn here(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/written");
    tests.join(name)
}

fn cargo_msgraph(command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args([
            "msgraph",
            command,
            "--service",
            "Beta=beta",
            "--metadata",
            "schema.csdl",
        ])
        .args(["--requests", "requests.txt", "--keep-going"])
        .args(arguments)
        .current_dir(here(""))
        .output()
        .expect("it runs")
}

/// Runs a command that writes a file, and compares it.
fn assert_writes(command: &str, file: &str) -> Output {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let _ = fs::remove_file(&place);
    let output = cargo_msgraph(command, &["-o", &place.display().to_string()]);
    let written = fs::read_to_string(&place).expect("it was written");
    if std::env::var_os("BLESS").is_some() {
        fs::write(here(file), &written).expect("it can be written");
    }
    let expected = fs::read_to_string(here(file)).unwrap_or_default();
    assert_eq!(
        written, expected,
        "bless with BLESS=1, and read what changed"
    );
    output
}

#[test]
fn import_writes_what_requests_need() {
    assert_eq!(assert_writes("import", "graph.rs").status.code(), Some(1));
}

#[test]
fn request_writes_a_function_for_each_request_and_says_which_have_none() {
    let output = assert_writes("request", "requests.rs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    for lines in [
        "error: `user` is not a segment of the service\n  --> requests.txt:29:1\n",
        "error: `supportedTimeZones` is a function, which has no PATCH\n  --> requests.txt:30:1\n",
        "help: did you mean `users`?",
        "requests.rs: written without 2 requests",
    ] {
        assert!(said.contains(lines), "{lines}\n{said}");
    }
    assert_eq!(said.matches("error").count(), 2, "{said}");
}

#[test]
fn what_a_refused_request_would_need_is_not_imported() {
    let requests = fresh("written-refused").join("requests.txt");
    let text = "GET /users\nPATCH /me/outlook/supportedTimeZones(timeZoneStandard='{zone}')\n";
    fs::write(&requests, text).expect("it can be written");
    let module = requests.with_file_name("requests.rs");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args([
            "msgraph",
            "request",
            "--service",
            "Beta=beta",
            "--metadata",
            "schema.csdl",
        ])
        .args(["--keep-going"])
        .arg("--requests")
        .arg(&requests)
        .arg("-o")
        .arg(&module)
        .current_dir(here(""))
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let written = fs::read_to_string(module).expect("it was written");
    assert!(
        written.contains("use graph_runtime::{Page, Request, graph_request};"),
        "{written}"
    );
}

/// A directory of this name that is empty.
fn fresh(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("it can be made");
    directory
}

#[test]
fn what_somebody_else_wrote_is_not_replaced() {
    let directory = fresh("written-over");
    for (command, file) in [
        ("import", "graph.rs"),
        ("import", "tree/mod.rs"),
        ("request", "requests.rs"),
    ] {
        let file = directory.join(file);
        let output = match file.ends_with("mod.rs") {
            true => directory.join("tree"),
            false => file.clone(),
        };
        fs::create_dir_all(directory.join("tree")).expect("it can be made");
        fs::write(&file, "// mine, not Written by `cargo msgraph`\n").expect("it can be written");
        let output = output.display().to_string();
        let refused = cargo_msgraph(command, &["-o", &output]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains("did not write it"), "{said}");
        assert!(said.contains("add `--force`"), "{said}");
        assert!(!said.contains("written without"), "{said}");
        let read = || fs::read_to_string(&file).expect("it can be read");
        assert!(read().starts_with("// mine"));

        cargo_msgraph(command, &["--force", "-o", &output]);
        let written = read();
        assert!(!written.contains("mine"), "{written}");
        fs::write(&file, format!("{written}// changed\n")).expect("it can be written");
        cargo_msgraph(command, &["-o", &output]);
        assert_eq!(read(), written);
    }
}

/// What is said of requests that nobody has in a file.
fn said_of(command: &str, requests: &[&str]) -> (Output, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"));
    process.args([
        "msgraph",
        command,
        "--service",
        "Beta=beta",
        "--metadata",
        "schema.csdl",
    ]);
    for request in requests {
        match command {
            "import" => process.args(["--request", request]),
            _ => process.arg(request),
        };
    }
    let output = process.current_dir(here("")).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn a_request_whose_brackets_do_not_match_is_none() {
    let broken = "DELETE /applications/{id}/owners/{oid/$ref";
    for command in ["import", "request"] {
        let (output, said) = said_of(command, &[broken]);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(output.stdout.is_empty(), "{said}");
        assert!(
            said.contains("the placeholder `{oid` lacks its `}`"),
            "{said}"
        );
    }
    let requests = fresh("written-broken").join("requests.txt");
    fs::write(&requests, format!("# Broken.\n{broken}\n")).expect("it can be written");
    let module = requests.with_file_name("requests.rs");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args([
            "msgraph",
            "request",
            "--metadata",
            "schema.csdl",
            "--requests",
        ])
        .arg(&requests)
        .arg("-o")
        .arg(&module)
        .current_dir(here(""))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("requests.txt:2:1"), "{said}");
    assert!(said.contains("nothing is written"), "{said}");
    assert!(!module.exists(), "{said}");
}

#[test]
fn what_a_request_deletes_and_lacks_is_said() {
    for command in ["import", "request"] {
        let requests = [
            "DELETE /applications/{id}/owners/{oid}",
            "GET https://graph.microsoft.com/v1.0/me/calendar/events?startDateTime={start}",
        ];
        let (output, said) = said_of(command, &requests);
        assert_eq!(output.status.code(), Some(0), "{said}");
        for part in [
            "warning: DELETE /applications/{id}/owners/{oid}: `owners` is not contained: this deletes the `directoryObject` itself",
            "to remove it from `owners` only, write `…/$ref`",
            "the request is for `v1.0`, but `Beta` is `beta`",
            "the query `?startDateTime={start}` is left out",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }
}

#[test]
fn a_type_that_is_none_is_named_with_what_is_near() {
    let output = cargo_msgraph("import", &["--type", "microsoft.graph.usr"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("did you mean `microsoft.graph.user`?"),
        "{said}"
    );
}

#[test]
fn a_directory_becomes_a_module_with_a_file_for_each_other_namespace() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written-tree");
    let _ = fs::remove_dir_all(&directory);
    cargo_msgraph("import", &["-o", &directory.display().to_string()]);
    let read = |file: &str| fs::read_to_string(directory.join(file)).expect("it was written");
    let (root, case) = (read("mod.rs"), read("ediscovery.rs"));
    assert!(
        root.contains(
            "/// `microsoft.graph.ediscovery`.\n#[allow(unreachable_pub)]\npub mod ediscovery;\n"
        ),
        "{root}"
    );
    assert!(
        root.contains("nav cases: [self::ediscovery::Case]"),
        "{root}"
    );
    assert!(
        case.contains("    namespace microsoft.graph.ediscovery;\n"),
        "{case}"
    );
    assert!(
        case.contains("settings: super::MailboxSettings { get, patch },"),
        "{case}"
    );
}

#[test]
fn what_was_imported_agrees_with_the_schema() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written-and-checked");
    let _ = fs::remove_dir_all(&directory);
    cargo_msgraph("import", &["-o", &directory.display().to_string()]);
    for source in [here("graph.rs"), directory] {
        assert_agrees(&source, &here("schema.csdl"));
    }
}

fn assert_agrees(source: &Path, metadata: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "check", "--metadata"])
        .args([metadata, source])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// The documentation may ask for what the schema denies; that is said once, where the declaration is written.
#[test]
fn what_was_imported_against_the_schema_says_so() {
    let directory = fresh("written-against");
    let metadata = here("../check/schema.csdl");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "import", "--service", "Beta=beta", "--metadata"])
        .arg(&metadata)
        .args(["--request", "PATCH /users/{id}/people/{id}"])
        .args(["--request", "GET /users/{id}/messages/{id}/$value"])
        .arg("-o")
        .arg(&directory)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let text = fs::read_to_string(directory.join("mod.rs")).expect("it was written");
    let allowed: Vec<&str> = text
        .lines()
        .filter(|it| it.contains("graph-check"))
        .collect();
    assert_eq!(
        allowed,
        [
            "        nav people: [person] { get } each { patch }, // graph-check: allow(verb)",
            "    #[media { get }] // graph-check: allow(media)",
        ],
        "{text}"
    );
    assert_agrees(&directory, &metadata);
}

#[test]
fn an_operation_with_another_verb_is_no_request() {
    for command in ["import", "request"] {
        let (output, said) = said_of(command, &["POST /users/delta", "GET /users"]);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("POST /users/delta: `delta` is a function, which has no POST"),
            "{said}"
        );
        let written = String::from_utf8_lossy(&output.stdout);
        assert!(!written.contains("delta"), "{written}");
    }
}

#[test]
fn all_commands_refuse_the_same_requests() {
    for (request, expected) in [
        (
            "PUT /users/{id}/displayName",
            "`displayName` is a single value, which has no PUT",
        ),
        (
            "PATCH /me/mailboxSettings/timeZone",
            "`timeZone` is a single value, which has no PATCH",
        ),
        (
            "PUT /users/{id}/displayName/$value",
            "`$value` of `displayName` has no PUT here",
        ),
        (
            "GET /me/mailboxSettings/$value",
            "`mailboxSettings` is a complex value, which has no `$value`",
        ),
        (
            "GET /applications/{id}/logo/$value",
            "`logo` is a stream, whose own URL gives its bytes",
        ),
        ("GET /users/delta()/$value", "`$value`"),
        (
            "GET /users/{id}/displayName/$count",
            "`$count` does not follow a collection",
        ),
        ("POST /users/$count", "`$count` has no POST"),
        (
            "PUT /applications/{id}/owners/$ref",
            "`$ref` of a collection has no PUT",
        ),
        (
            "PATCH /applications/{id}/owners/{id}/$ref",
            "`$ref` of a member has no PATCH",
        ),
        (
            "POST /me/manager/$ref",
            "`$ref` of a single `directoryObject` has no POST",
        ),
        (
            "DELETE /applications/{id}/owners/$ref",
            "a key is missing: a DELETE unlinks one member",
        ),
        (
            "GET /users/{id}/$ref",
            "`$ref` does not follow a navigation property",
        ),
        (
            "GET /me/calendars/$value",
            "a key is missing: `$value` is of each `calendar`",
        ),
        ("POST /applications/{id}/logo", "a stream has no POST"),
        (
            "POST /security/cases/{id}/settings",
            "`settings` is a single value, which has no POST",
        ),
        (
            "GET /security/cases/{id}/settings/timeZone",
            "the type of `settings` is in another namespace, `microsoft.graph.mailboxSettings`",
        ),
        (
            "GET /users/delta(x='1')",
            "`x` is not a segment of the parameters",
        ),
        (
            "POST /users/{id}/setPassword(password='x')",
            "`setPassword` is an action, whose arguments are in the body",
        ),
    ] {
        for command in ["import", "request"] {
            let (output, said) = said_of(command, &[request]);
            assert_eq!(output.status.code(), Some(1), "{request}: {said}");
            assert!(said.contains(expected), "{request}: {said}");
            assert!(output.stdout.is_empty(), "{request}");
        }
        let module = fresh("written-refused-alike").join("requests.rs");
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
            .args([
                "msgraph",
                "request",
                "--service",
                "Beta=beta",
                "--metadata",
                "schema.csdl",
                request,
                "-o",
            ])
            .arg(&module)
            .current_dir(here(""))
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(expected), "{request}: {said}");
    }
}

#[test]
fn a_file_without_requests_is_a_mistake() {
    let requests = fresh("written-nothing").join("requests.txt");
    fs::write(&requests, "# None yet.\n").expect("it can be written");
    for command in ["import", "request"] {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
            .args([
                "msgraph",
                command,
                "--service",
                "Beta=beta",
                "--metadata",
                "schema.csdl",
                "--requests",
            ])
            .arg(&requests)
            .current_dir(here(""))
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("requests.txt` contains no request"), "{said}");
    }
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    for arguments in [
        ["import", "--type", "microsoft.graph.user"],
        ["request", "--requests", "requests.txt"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
            .args([
                "msgraph",
                arguments[0],
                "--service",
                "Beta=beta",
                "--metadata",
                "schema.csdl",
            ])
            .args(&arguments[1..])
            .current_dir(here(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("standard output"), "{said}");
    }
}

#[test]
fn functions_make_the_requests_that_the_documentation_prints() {
    let update = Update::<graph::User>::new().set(graph::User::DISPLAY_NAME, "Adele");
    let patch = requests::patch_user("adele@contoso.com", update);
    assert_eq!(patch.method(), "PATCH");
    assert_eq!(patch.url(), "/beta/users/adele%40contoso.com");

    let owner = graph_path!(graph::Beta: /users/{"adele"});
    let link = requests::post_application_owners_ref("app", owner);
    assert_eq!(link.url(), "/beta/applications/app/owners/$ref");

    for (url, expected) in [
        (
            requests::get_users_2().url(),
            "/beta/users?$select=displayName&$expand=calendar($select=name)",
        ),
        (
            requests::get_users_3().url(),
            "/beta/users?$filter=displayName%20eq%20%27O%27%27Neil%27&$top=5",
        ),
        (
            requests::get_me_calendar_events_today().url(),
            "/beta/me/calendar/events/today",
        ),
        (
            requests::get_me_drive_root_at_path().url(),
            "/beta/me/drive/root:/Reports/Q1%20plan.txt",
        ),
        (
            requests::get_me_drive_root_at_path_content("Reports", "Q1 plan").url(),
            "/beta/me/drive/root:/Reports/Q1%20plan.txt:/content",
        ),
        (
            requests::get_user_drive("contoso.com", "t").url(),
            "/beta/users/contoso.com%2Ct/drive",
        ),
        (requests::get_users_delta().url(), "/beta/users/delta()"),
        (
            requests::get_application_by_app_id("it's").url(),
            "/beta/applications(appId=%27it%27%27s%27)",
        ),
        (
            requests::get_me_outlook_supported_time_zones_with_time_zone_standard(
                graph::TimeZoneStandard::Iana,
            )
            .url(),
            "/beta/me/outlook/supportedTimeZones(timeZoneStandard=%27iana%27)",
        ),
        (
            requests::put_me_drive_root_at_path_content(
                "Reports/Q1 plan.txt",
                Body::new("text/plain", "1"),
            )
            .url(),
            "/beta/me/drive/root:/Reports/Q1%20plan.txt:/content",
        ),
    ] {
        assert_eq!(url, expected);
    }
}
