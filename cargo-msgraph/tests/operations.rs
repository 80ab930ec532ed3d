//! Actions and functions, as `cargo msgraph import` and `cargo msgraph request` write them for `operations/requests.txt`, and as
//! `cargo msgraph check` compares them. Both files are compiled; `BLESS=1` writes them.

#![deny(warnings)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use graph_runtime::model::ValueOf;
use graph_runtime::{Arguments, Create, Page, Request, Update};

#[path = "operations/graph.rs"]
mod graph;
#[path = "operations/requests.rs"]
mod requests;

fn here(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations");
    tests.join(name)
}

fn cargo_msgraph(command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", command, "--metadata", "schema.csdl"])
        .args(arguments)
        .current_dir(here(""))
        .output()
        .expect("it runs")
}

fn place(file: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("operations-{file}"))
}

/// Runs a command that writes a file, and compares it.
fn assert_writes(command: &str, file: &str) {
    let place = place(file);
    let _ = fs::remove_file(&place);
    let output = place.display().to_string();
    let arguments = [
        "--service",
        "Beta=beta",
        "--requests",
        "requests.txt",
        "-o",
        &output,
    ];
    let output = cargo_msgraph(command, &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let written = fs::read_to_string(&place).expect("it was written");
    if std::env::var_os("BLESS").is_some() {
        fs::write(here(file), &written).expect("it can be written");
    }
    let expected = fs::read_to_string(here(file)).unwrap_or_default();
    assert_eq!(
        written, expected,
        "bless with BLESS=1, and read what changed"
    );
}

/// What `check` says of declarations, and its exit code.
fn checked(name: &str, declarations: &str) -> (Option<i32>, String) {
    let place = place(name);
    let text = format!("graph_resource! {{ {declarations} }}\n");
    fs::write(&place, text).expect("it can be written");
    let output = cargo_msgraph("check", &[&place.display().to_string()]);
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn import_and_request_write_what_is_compiled_here() {
    assert_writes("import", "graph.rs");
    assert_writes("request", "requests.rs");
    let written = fs::read_to_string(here("graph.rs")).expect("it can be read");
    // Of all operations, the overload with other parameters alone has a name of its own.
    assert_eq!(written.matches(" as ").count(), 1, "{written}");
    let output = cargo_msgraph("check", &[&here("graph.rs").display().to_string()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn the_most_derived_overload_has_its_type() {
    let groups: Request<Page<graph::AnyGroup>> = requests::get_groups_delta();
    let of_token: Request<Page<graph::AnyGroup>> = requests::get_groups_delta_with_token("t");
    let teams: Request<Page<graph::Team>> = requests::get_teams_delta();
    let roles: Request<Page<graph::AnyDirectoryObject>> = requests::get_roles_delta();
    let base: Request<ValueOf<bool>> = requests::get_directory_object_is_member("i", "o", true);
    let own: Request<ValueOf<String>> = requests::get_group_is_member("i", "o", true);
    for (url, expected) in [
        (groups.url(), "/beta/groups/delta()"),
        (of_token.url(), "/beta/groups/delta(token=%27t%27)"),
        (teams.url(), "/beta/teams/delta()"),
        (roles.url(), "/beta/roles/delta()"),
        (
            base.url(),
            "/beta/directoryObjects/i/isMember(of=%27o%27,deep=true)",
        ),
        (own.url(), "/beta/groups/i/isMember(deep=true,of=%27o%27)"),
    ] {
        assert_eq!(url, expected);
    }
    let arguments = Arguments::new().set(graph::AppProtectionTargetApps::APP_GROUP_TYPE, "allApps");
    let _: Request<ValueOf<bool>> = requests::post_ios_protection_target_apps("i", arguments);
    let arguments = Arguments::new().set(graph::AppPolicyTargetApps::APPS, ["a"]);
    let _: Request<()> = requests::post_configuration_target_apps("i", arguments);
    let arguments = Arguments::new().set(graph::AppProtectionAssign::ASSIGNMENTS, [1]);
    let _: Request<()> = requests::post_protection_assign("i", arguments);
}

#[test]
fn the_verbs_of_results_are_imported() {
    let written = fs::read_to_string(here("graph.rs")).expect("it can be read");
    for line in [
        "        function range(address: String) -> range { get, patch },\n",
        "        function usedRange(valuesOnly: Boolean) -> range { get, patch },\n",
        "        function ranges() -> [range] { get } each { get, delete },\n",
        "        function size() -> size,\n",
        "        function incident() -> self::security::Incident { get, patch },\n",
        "        function incidents() -> [self::security::Incident] { get } each { get, put },\n",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
}

#[test]
fn requests_behind_functions_have_their_bodies_and_types() {
    let address = || Update::<graph::Range>::new().set(graph::Range::ADDRESS, "A1");
    let changed: Request<Option<graph::Range>> =
        requests::patch_sheet_range("s", "A1:B2", address());
    let used: Request<Option<graph::Range>> =
        requests::patch_sheet_range_used_range("s", "A1", true, address());
    let deleted: Request<()> = requests::delete_sheet_range("s", "r");
    let incident = Update::<graph::security::Incident>::new();
    let incident: Request<Option<graph::security::Incident>> =
        requests::patch_sheet_incident("s", incident);
    let put = Create::<graph::security::Incident>::new();
    let put: Request<Option<graph::security::Incident>> =
        requests::put_sheet_incident("s", "i", put);
    for (url, expected) in [
        (changed.url(), "/beta/sheets/s/range(address=%27A1%3AB2%27)"),
        (
            used.url(),
            "/beta/sheets/s/range(address=%27A1%27)/usedRange(valuesOnly=true)",
        ),
        (deleted.url(), "/beta/sheets/s/ranges()/r"),
        (incident.url(), "/beta/sheets/s/incident()"),
        (put.url(), "/beta/sheets/s/incidents()/i"),
    ] {
        assert_eq!(url, expected);
    }
}

#[test]
fn a_verb_that_a_result_does_not_take_is_refused() {
    for (request, text) in [
        (
            "POST /sheets/{id}/range(address='A1')",
            "`range` is a function, which has no POST",
        ),
        (
            "PATCH /sheets/{id}/ranges",
            "`ranges` is a function, which has no PATCH",
        ),
        (
            "PATCH /sheets/{id}/size",
            "`size` is a function, which has no PATCH",
        ),
    ] {
        let imported = cargo_msgraph("import", &["--service", "Beta=beta", "--request", request]);
        let printed = cargo_msgraph("request", &["--service", "Beta=beta", request]);
        for output in [imported, printed] {
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{request}: {said}");
            assert!(said.contains(text), "{request}: {said}");
        }
    }
}

#[test]
fn declarations_are_compared_with_the_overload_of_their_type() {
    let right = "entity directoryObject { collection function delta() -> [directoryObject] }
        entity group: directoryObject { collection function delta() -> [group] }
        entity team: group { collection function delta() -> [team] }
        entity role: directoryObject { collection function delta() -> [directoryObject] }
        abstract entity appPolicy { action targetApps(apps: [String]) }
        entity appProtection: appPolicy { action targetApps(apps: [String], appGroupType: String) -> Boolean }";
    let (code, said) = checked("right.rs", right);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = checked(
        "wrong.rs",
        "entity directoryObject { function isMember(of: String, deep: Boolean) -> Boolean }
        entity group: directoryObject {
            collection function delta() -> [directoryObject],
            function isMember(of: String, deep: Boolean) -> Boolean,
        }
        entity team: group { collection function delta() -> [group] }
        abstract entity appPolicy {}
        entity appProtection: appPolicy { action targetApps(apps: [String]) }",
    );
    assert_eq!(code, Some(1));
    for line in [
        "error[type]: the type of `delta()` is `[group]`, not `[directoryObject]`",
        "error[type]: the type of `delta()` is `[team]`, not `[group]`",
        "error[type]: the type of `isMember()` is `String`, not `Boolean`",
        // The base's has no such parameter.
        "error[missing-parameter]: `targetApps` cannot be called without `appGroupType`",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert_eq!(said.matches("error[").count(), 4, "{said}");
}

#[test]
fn functions_of_subtypes_that_have_no_type_in_common_need_a_type_cast() {
    for command in ["import", "request"] {
        let request = "GET /beta/directoryObjects/{id}/summary()";
        let arguments = match command {
            "import" => vec!["--request", request],
            _ => vec![request],
        };
        let output = cargo_msgraph(command, &arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        for text in [
            "`summary` returns something else on `microsoft.graph.group` than on `microsoft.graph.role`",
            "write the type before it: `/microsoft.graph.group/summary`",
        ] {
            assert!(said.contains(text), "{said}");
        }
    }
}
