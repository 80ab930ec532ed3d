//! The documentation page "Update deviceConfigurationAssignment": its ten requests and its example, as plain data and
//! through an emulator.
//!
//! The page is read from `../shared/graph`; where that is absent, the tests that compare with it say so and are skipped.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::path::Path as FilePath;
use std::process::Command;

use graph_emulator::{Emulator, PatchResponse};
use graph_runtime::{Client, FixedToken, Request, StatusCode, Update};
use serde_json::{Value, json};

#[path = "../../graph-runtime/examples/update_assignment/resources.rs"]
#[allow(dead_code, unreachable_pub)]
mod resources;

use resources::{
    AnyDeviceAndAppManagementAssignmentTarget, DeviceAndAppManagementAssignmentSource,
    DeviceAndAppManagementAssignmentTarget, DeviceConfigurationAssignment, GroupAssignmentTarget,
    documented_requests,
};

const CONFIG: &str = "deviceConfigurationId";
const CERTIFICATE: &str = "windows81TrustedRootCertificateId";
const ASSIGNMENT: &str = "deviceConfigurationAssignmentId";

fn page() -> Option<String> {
    let file = FilePath::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/graph/update-deviceConfigurationAssignment.md");
    match fs::read_to_string(&file) {
        Ok(text) => Some(text.replace("\r\n", "\n")),
        Err(error) => {
            // Not by a macro: the test runner would keep it to itself.
            let line = format!("skipped: the documentation page is not there ({error})\n");
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            None
        }
    }
}

/// The example's body: a target of the abstract type, and a source that is no declared member.
fn documented_update() -> Update<DeviceConfigurationAssignment> {
    let mut target = DeviceAndAppManagementAssignmentTarget::default();
    target.set_odata_type("microsoft.graph.deviceAndAppManagementAssignmentTarget");
    Update::new()
        .set(DeviceConfigurationAssignment::TARGET, target)
        .set(
            DeviceConfigurationAssignment::SOURCE,
            DeviceAndAppManagementAssignmentSource::from("String"),
        )
        .set(DeviceConfigurationAssignment::SOURCE_ID, "Source Id value")
}

fn requests() -> [Request<Option<DeviceConfigurationAssignment>>; 10] {
    documented_requests(CONFIG, CERTIFICATE, ASSIGNMENT, documented_update)
}

/// The JSON of the page's n-th example.
fn example(page: &str, index: usize) -> Value {
    let text = page.split("``` http").skip(2).nth(index).unwrap();
    let text = text.split("```").next().unwrap();
    serde_json::from_str(&text[text.find("\n{").unwrap()..]).unwrap()
}

#[test]
fn the_ten_requests_are_the_pages() {
    let Some(page) = page() else { return };
    let section = page.split("## HTTP request").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let documented: Vec<String> = section
        .lines()
        .filter(|line| line.starts_with("PATCH "))
        .map(|line| line.replace(['{', '}'], ""))
        .collect();
    let built: Vec<String> = requests()
        .iter()
        .map(|request| {
            let path = request.url().strip_prefix("/beta").unwrap();
            format!("{} {path}", request.method())
        })
        .collect();
    assert_eq!(built, documented);
}

#[test]
fn headers_and_body_are_those_of_the_pages_example() {
    let Some(page) = page() else { return };
    for request in requests() {
        let body = request.body().unwrap();
        assert_eq!(body.content_type(), "application/json");
        let sent: Value = serde_json::from_slice(body.bytes()).unwrap();
        assert_eq!(sent, example(&page, 0));
    }
}

#[test]
fn the_pages_response_is_read_and_written_back_whole() {
    let Some(page) = page() else { return };
    let documented = example(&page, 1);
    let assignment: DeviceConfigurationAssignment =
        serde_json::from_value(documented.clone()).unwrap();
    assert_eq!(
        assignment.id.as_ref().unwrap(),
        &"22e558a3-58a3-22e5-a358-e522a358e522"
    );
    assert_eq!(assignment.source.as_ref().unwrap().as_str(), "String");
    assert_eq!(serde_json::to_value(&assignment).unwrap(), documented);
}

#[test]
fn nothing_is_sent_that_was_not_set() {
    let update = Update::<DeviceConfigurationAssignment>::new()
        .set(DeviceConfigurationAssignment::SOURCE_ID, "a")
        .clear(DeviceConfigurationAssignment::TARGET);
    let sent: Value = serde_json::from_str(&update.to_json()).unwrap();
    assert_eq!(
        sent,
        json!({
            "@odata.type": "#microsoft.graph.deviceConfigurationAssignment",
            "sourceId": "a",
            "target": null,
        })
    );
}

async fn emulator(answers: PatchResponse) -> Emulator {
    let mut emulator = Emulator::builder().patch_response(answers);
    for request in requests() {
        emulator = emulator.seed(request.url(), json!({"id": ASSIGNMENT, "source": "direct"}));
    }
    emulator.start().await.unwrap()
}

fn client(emulator: &Emulator) -> Client {
    Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()
        .unwrap()
}

fn update() -> Update<DeviceConfigurationAssignment> {
    let target = GroupAssignmentTarget {
        group_id: Some("g".to_owned()),
        ..GroupAssignmentTarget::default()
    };
    Update::new()
        .set(DeviceConfigurationAssignment::TARGET, target)
        .set(
            DeviceConfigurationAssignment::SOURCE,
            DeviceAndAppManagementAssignmentSource::PolicySets,
        )
        .set(DeviceConfigurationAssignment::SOURCE_ID, "Source Id value")
}

#[tokio::test]
async fn each_request_updates_its_assignment_and_reads_the_answer() {
    let emulator = emulator(PatchResponse::Object).await;
    let client = client(&emulator);
    for request in documented_requests(CONFIG, CERTIFICATE, ASSIGNMENT, update) {
        let url = request.url().to_owned();
        let answer = client.send_with_response(request).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK);
        let updated = answer.body.unwrap();
        assert_eq!(
            updated.source,
            Some(DeviceAndAppManagementAssignmentSource::PolicySets)
        );
        assert_eq!(updated.source_id.as_deref(), Some("Source Id value"));
        match updated.target.unwrap() {
            AnyDeviceAndAppManagementAssignmentTarget::GroupAssignmentTarget(target) => {
                assert_eq!(target.group_id.as_deref(), Some("g"));
            }
            other => panic!("{other:?}"),
        }
        let stored = emulator.get(&url).unwrap();
        assert_eq!(stored["source"], "policySets");
    }
    for received in emulator.requests() {
        assert_eq!(received.method(), "PATCH");
        assert_eq!(received.header("content-type"), Some("application/json"));
        let authorization = format!("Bearer {}", emulator.token());
        assert_eq!(
            received.header("authorization"),
            Some(authorization.as_str())
        );
    }
    assert_eq!(emulator.requests().len(), 10);
}

#[tokio::test]
async fn an_answer_without_content_is_none() {
    let emulator = emulator(PatchResponse::NoContent).await;
    let client = client(&emulator);
    let [request, ..] = documented_requests(CONFIG, CERTIFICATE, ASSIGNMENT, update);
    let answer = client.send_with_response(request).await.unwrap();
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.body, None);
}

fn example_command() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "graph-runtime",
            "--example",
            "update_assignment",
        ])
        .current_dir(FilePath::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .env_remove("GRAPH_ACCESS_TOKEN")
        .env_remove("GRAPH_BASE_URL");
    command
}

#[test]
fn the_example_prints_ten_updates() {
    let output = example_command().output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = text.lines().filter(|line| {
        line.contains("PATCH /beta/deviceManagement/deviceConfigurations/")
            && line.contains("200 OK")
    });
    assert_eq!(lines.count(), 10, "{text}");
}

/// What means a real service is never answered by the emulator's "200 OK".
#[test]
fn the_example_fails_without_a_token_or_an_argument() {
    for (arguments, token, says) in [
        (
            &["config", "assignment", "group"][..],
            None,
            "GRAPH_ACCESS_TOKEN: ",
        ),
        (&["config", "assignment"], None, "GRAPH_ACCESS_TOKEN: "),
        (
            &["config", "assignment"],
            Some("token"),
            "three ids are needed",
        ),
        (&[], Some("token"), "three ids are needed"),
    ] {
        let mut command = example_command();
        command.arg("--").args(arguments);
        if let Some(token) = token {
            command.env("GRAPH_ACCESS_TOKEN", token);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {text}");
        assert!(text.contains(says), "{arguments:?}: {text}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_fails_with_graphs_words_when_the_token_is_wrong() {
    let emulator = Emulator::builder()
        .token("the right one")
        .start()
        .await
        .unwrap();
    let mut command = example_command();
    command
        .args(["--", "config", "assignment", "group"])
        .env("GRAPH_BASE_URL", emulator.url())
        .env("GRAPH_ACCESS_TOKEN", "a-wrong-one");
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("InvalidAuthenticationToken"), "{text}");
    assert!(text.contains("Access token validation failure"), "{text}");
    assert!(!text.contains("a-wrong-one"), "{text}");
}
