//! The examples of the features run as they are documented.

use std::process::Command;

/// What an example prints.
fn run(example: &str, feature: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "graph-runtime"])
        .args(["--all-features", "--example", example])
        .env("RUST_LOG", "trace")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{example} ({feature}): {text}\n{errors}"
    );
    text
}

#[test]
fn sign_in_asks_the_user_once() {
    let text = run("sign_in", "device-code");
    assert_eq!(text.matches("enter the code EMULATOR").count(), 1, "{text}");
    assert!(
        text.contains("still signed in as Some(\"Adele Vance\")"),
        "{text}"
    );
}

#[test]
fn credentials_gets_one_token() {
    let text = run("credentials", "azure-identity");
    assert!(text.contains("1 token for 3 requests"), "{text}");
}

#[test]
fn seeing_prints_spans_without_the_key() {
    let text = run("seeing", "tracing");
    assert!(text.contains("graph.request"), "{text}");
    assert!(text.contains("wait_ms=300"), "{text}");
    assert!(text.contains("/v1.0/users/{}"), "{text}");
    assert!(
        !text.contains("adele@contoso.com") && !text.contains("adele%40"),
        "{text}"
    );
    assert!(!text.contains("emulator-token"), "{text}");
}
