//! What `cargo graph import` and `cargo graph request` write for the same requests: compared with what is in `written/`, and compiled
//! as a user has it, without a warning. `BLESS=1` writes it; read what changed.

#![deny(warnings)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use graph_runtime::{Body, Update, graph_path};

#[path = "written/graph.rs"]
mod graph;
#[path = "written/requests.rs"]
mod requests;

fn here(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/written");
    tests.join(name)
}

fn cargo_graph(command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-graph"))
        .args(["graph", command, "--metadata", "schema.csdl"])
        .args(["--requests", "requests.txt"])
        .args(arguments)
        .current_dir(here(""))
        .output()
        .expect("it runs")
}

/// Runs a command that writes a file, and compares it.
fn assert_writes(command: &str, file: &str) -> Output {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let output = cargo_graph(command, &["-o", &place.display().to_string()]);
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
    let first_lines: Vec<&str> = said.lines().filter(|it| it.starts_with("error")).collect();
    assert_eq!(
        first_lines,
        [
            "error: GET /user/{id}: `user` is not a segment of the service",
            "error: PATCH /me/outlook/supportedTimeZones: `supportedTimeZones` is a function, which has no PATCH",
        ]
    );
    assert!(said.contains("help: did you mean `users`?"), "{said}");
}

#[test]
fn a_directory_becomes_a_module_with_a_file_for_each_other_namespace() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written-tree");
    let _ = fs::remove_dir_all(&directory);
    cargo_graph("import", &["-o", &directory.display().to_string()]);
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
    assert!(case.contains("settings: super::MailboxSettings,"), "{case}");
}

#[test]
fn what_was_imported_agrees_with_the_schema() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written-and-checked");
    let _ = fs::remove_dir_all(&directory);
    cargo_graph("import", &["-o", &directory.display().to_string()]);
    for source in [here("graph.rs"), directory] {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-graph"))
            .args(["graph", "check", "--metadata"])
            .args([here("schema.csdl"), source])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
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
