//! The examples run as they are documented, against the emulator, and end as they should. Those of a feature are run by
//! graph-runtime's own tests (`tests/features`), `update_assignment` with its page (`page.rs`).

use std::path::Path;
use std::process::Command;

/// What an example prints.
fn run(example: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "graph-runtime"])
        .args(["--example", example])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example}: {text}\n{errors}");
    text
}

#[test]
fn each_of_the_nine_is_shown() {
    for (example, lines) in [
        ("throttling", &["Some(\"Adele\") came after"][..]),
        ("list_with_progress", &["50000 users are in sales"]),
        (
            "follow_changes",
            &[
                r#"at first:   {"1": "Adele", "2": "Alex", "3": "Diego"}"#,
                r#"then:       {"1": "Adele", "3": "Diego Siciliani"}"#,
                "starting over: ",
                r#"read again: {"1": "Adele", "3": "Diego Siciliani"}"#,
            ],
        ),
        (
            "batches",
            &[
                "user 100 was not changed: ",
                "user 100 was not read, since the change failed",
                "100 users are retail managers",
            ],
        ),
        ("concurrency_control", &["8 telephone numbers after "]),
        ("long_work", &["in the end: "]),
        (
            "transfer",
            &["cut off at ", "downloaded 25165824 bytes, the same"],
        ),
        ("test_your_program", &["reported: "]),
    ] {
        let text = run(example);
        for line in lines {
            assert!(text.contains(line), "{example}: {line} is not in\n{text}");
        }
    }
}

#[test]
fn the_language_is_shown() {
    for example in ["typed_queries", "extend_elsewhere"] {
        assert!(!run(example).is_empty(), "{example} prints nothing");
    }
}
