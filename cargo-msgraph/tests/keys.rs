//! Keys that subtypes of keyless bases declare: imported, checked, and left out where the schema contradicts itself.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_msgraph::import::{Selection, Service, declarations};
use graph_schema::csdl::{self, Schema};
use graph_schema::route::follow;

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keys")
        .join(name)
}

fn schema() -> Schema {
    let text = fs::read_to_string(here("schema.csdl")).expect("it can be read");
    csdl::read(&text).unwrap_or_else(|message| panic!("{}", message.text))
}

fn imported(requests: &[&str]) -> String {
    let schema = schema();
    let mut selection = Selection::new(&schema);
    for request in requests {
        selection.add_route(&follow(&schema, request).expect("the schema knows it"));
    }
    if requests.is_empty() {
        selection.add_all();
    }
    let service: Service = "V1=v1.0".parse().expect("it is a service");
    let declared = declarations(&selection, &service);
    declared.unwrap_or_else(|it| panic!("{it}")).file()
}

#[track_caller]
fn assert_has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_key_below_a_keyless_base_is_imported() {
    let text = imported(&[
        "GET /identity/policies/{id}",
        "GET /identity/workflows/{id}/versions/{versionNumber}",
    ]);
    assert_has(
        &text,
        &[
            "    #[keyless]\n    pub abstract entity policyDeletableItem {\n        deletedDateTime: DateTimeOffset,\n    }",
            "    pub entity namedLocation: policyDeletableItem {\n        #[key] id: String,\n        #[not_null] displayName: String,\n    }",
            "    pub entity countryNamedLocation: namedLocation {}",
            "        #[keyless]\n        pub abstract entity workflowBase {",
            "        pub entity workflow: workflowBase {\n            #[key] id: String,\n            nav versions: [workflowVersion]",
            "        pub entity workflowVersion: workflowBase {\n            #[key] versionNumber: Int32,\n        }",
            "        pub entity location: super::PolicyDeletableItem {\n            #[key] code: Guid,\n        }",
        ],
    );
    // What only singletons are has no key in the schema, and none of its subtypes has one.
    assert_has(&text, &["    pub entity identityRoot {"]);
}

#[test]
fn a_key_that_a_path_goes_through_is_imported_without_other_properties() {
    let text = imported(&["GET /identity/workflows/{id}/versions"]);
    let workflow = "        pub entity workflow: workflowBase {\n            #[key] id: String,\n            nav versions";
    assert_has(&text, &[workflow]);
}

#[test]
fn keys_of_any_type_and_of_bases_are_imported() {
    let text = imported(&[]);
    assert_has(
        &text,
        &[
            "    pub entity stage {\n        #[key] id: Int32,\n    }",
            "    #[keyless]\n    pub abstract entity numbered {\n        #[not_null] number: Int64,\n    }",
            "    pub entity invoice: numbered {}",
            "    pub entity twice {\n        #[not_null] code: String,\n    }",
        ],
    );
    let warnings: Vec<String> = schema()
        .warnings
        .iter()
        .map(|warning| warning.text.clone())
        .collect();
    assert_eq!(
        warnings,
        ["`microsoft.graph.twice` has the key of its base, `id`; its own key `code` is left out"]
    );
}

#[test]
fn keys_are_checked_where_they_are_declared() {
    let source = fs::read_to_string(here("declared.rs")).expect("it can be read");
    let expected: Vec<usize> = (1..)
        .zip(source.lines())
        .filter(|(_, line)| line.ends_with(" // key"))
        .map(|(number, _)| number)
        .collect();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "check", "--format", "json", "--metadata"])
        .args([here("schema.csdl"), here("declared.rs")])
        .output()
        .expect("it runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let found = found["disagreements"].as_array().expect("it is a list");
    let lines: Vec<u64> = found
        .iter()
        .map(|it| it["line"].as_u64().expect("it is a number"))
        .collect();
    let expected: Vec<u64> = expected.iter().map(|it| *it as u64).collect();
    assert_eq!(lines, expected, "{found:#?}");
    assert!(found.iter().all(|it| it["rule"] == "key"));
}
