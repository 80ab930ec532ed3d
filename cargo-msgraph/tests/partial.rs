//! A schema with much that a declaration has no words for: each is said once, with its line, where it is asked for, and all else is written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/partial.csdl")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", arguments[0], "--metadata"])
        .arg(schema())
        .args(&arguments[1..])
        .output()
        .expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The lines of the schema that something is said of.
fn places(said: &str) -> Vec<usize> {
    let places = said
        .lines()
        .filter_map(|line| line.split_once("partial.csdl:"));
    let lines = places.filter_map(|(_, rest)| rest.split(':').next()?.parse().ok());
    lines.collect()
}

/// The lines of the schema that have one of these words in them.
fn lines_with(words: &[&str]) -> Vec<usize> {
    let text = std::fs::read_to_string(schema()).expect("it can be read");
    words
        .iter()
        .map(|word| {
            let found = text.lines().position(|line| line.contains(word));
            found.unwrap_or_else(|| panic!("no line has {word}")) + 1
        })
        .collect()
}

#[test]
fn each_unsupported_construct_is_said_once_and_the_rest_is_written() {
    let output = run(&["import", "--all", "--service", "V1=v1.0"]);
    let (said, written) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(0), "{said}");
    let expected = lines_with(&[
        "EnumType Name=\"empty\"",
        "Name=\"place\"",
        "Name=\"two²\"",
        "Name=\"anything\"",
        "Name=\"gone\"",
        "Action Name=\"resize\"",
        "Name=\"largest\"",
        "Name=\"trim\"",
        "Name=\"isLow\"",
        "Function Name=\"now\"",
        "Name=\"top\" Type=\"Edm.Int32\"/><Parameter Name=\"self\"",
        "FunctionImport",
        "Target=\"graph.site/name\"",
    ]);
    let mut found = places(&said);
    found.sort_unstable();
    assert_eq!(found, expected, "{said}");
    for line in [
        "mail: String,",
        "kind: kind,",
        "ref friends: [user],",
        "opened: self::Date,",
        "pub complex Date {",
        "/// All users.\n        users: [user],",
        "/// Sends.\n        action send(to: String),",
        "/// Those nearby.\n        collection function near(self: String, top: Int32) -> [user],",
        "pub complex size {",
        "pub flags enum kind {\n        none = 0,\n        read = 1,\n        all = 3,\n    }",
        "pub enum level {\n        low,\n    }",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
}

#[test]
fn a_note_is_said_where_it_touches_what_was_asked_for() {
    let version = ["--service", "V1=v1.0"];
    let import = |arguments: &[&str]| {
        let output = run(&[&["import"], arguments, &version[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    assert_eq!(import(&["--type", "microsoft.graph.size"]), "");
    assert_eq!(import(&["--request", "GET /users/{id}/friends/$ref"]), "");
    let site = import(&["--request", "GET /sites/{id}"]);
    assert_eq!(
        places(&site),
        lines_with(&["Name=\"gone\"", "Target=\"graph.site/name\""])
    );
    assert_eq!(import(&["-q", "--request", "GET /sites/{id}"]), "");
    assert_eq!(import(&["--quiet", "--all"]), "");
    let all = places(&import(&["-v", "--type", "microsoft.graph.size"]));
    assert!(all.len() >= 10, "{all:?}");
}

#[test]
fn a_request_and_a_check_are_as_quiet() {
    let output = run(&[
        "request",
        "--service",
        "V1=v1.0",
        "GET /users/{id}/friends/$ref",
    ]);
    assert_eq!(text(&output.stderr), "");
    let output = run(&[
        "request",
        "--service",
        "V1=v1.0",
        "GET /users/{id}/anything",
    ]);
    let anything = lines_with(&["Name=\"anything\""]);
    assert_eq!(places(&text(&output.stderr)), anything);

    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("partial_declared.rs");
    let check = |declaration: &str, option: &str| {
        let declaration = format!("graph_resource! {{ {declaration} }}");
        std::fs::write(&source, declaration).expect("it can be written");
        let output = run(&["check", option, &source.display().to_string()]);
        places(&text(&output.stderr))
    };
    assert_eq!(check("complex size { width: Int32 }", "--format=text"), []);
    assert_eq!(
        check("entity site { gone: String }", "--format=text"),
        lines_with(&["Name=\"gone\""])
    );
    assert_eq!(check("entity site { gone: String }", "-q"), []);
    assert!(check("complex size { width: Int32 }", "-v").len() >= 10);
}

#[test]
fn one_bad_request_stops_a_list_unless_it_is_to_keep_going() {
    let list = Path::new(env!("CARGO_TARGET_TMPDIR")).join("partial_requests.txt");
    let requests = "GET /v1.0/users\nGET /nothing\n# a comment\nPOST /users/{id}/send\nGET /users/{id}/frends\n";
    std::fs::write(&list, requests).expect("it can be written");
    let list = list.display().to_string();
    let output = run(&["import", "--requests", &list]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    assert!(
        said.contains("nothing is written: 2 of 4 requests cannot be declared"),
        "{said}"
    );
    assert!(said.contains("`--keep-going`"), "{said}");
    assert!(
        said.contains("partial_requests.txt:2:") && said.contains("partial_requests.txt:5:"),
        "{said}"
    );

    let output = run(&["import", "--requests", &list, "--keep-going"]);
    let (said, written) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("partial_requests.txt:2:"), "{said}");
    assert!(written.contains("pub service V1 = \"v1.0\" {"), "{written}");
    assert!(written.contains("action send(to: String)"), "{written}");

    let output = run(&[
        "import",
        "--type",
        "microsoft.graph.sit",
        "--type",
        "microsoft.graph.site",
        "--request",
        "GET /x",
    ]);
    let said = text(&output.stderr);
    let reason = "nothing is written: the request and 1 of 2 types cannot be declared";
    assert!(said.contains(reason), "{said}");
}

#[test]
fn the_version_is_taken_from_the_requests_or_asked_for() {
    let import = |requests: &[&str]| {
        let requests = requests.iter().flat_map(|it| ["--request", it]);
        let output = run(&[vec!["import"], requests.collect()].concat());
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let url = "GET https://graph.microsoft.com/v1.0/users/{id}/friends/$ref";
    let (code, written, said) = import(&[url, "GET /users/$count"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(written.contains("pub service V1 = \"v1.0\" {"), "{written}");
    let (_, written, _) = import(&["GET /beta/users"]);
    assert!(
        written.contains("pub service Beta = \"beta\" {"),
        "{written}"
    );
    let (code, written, said) = import(&["GET /users"]);
    assert_eq!((code, written.as_str()), (Some(1), ""));
    assert!(
        said.contains("nothing says which version of Graph is meant"),
        "{said}"
    );
    assert!(said.contains("--service V1=v1.0"), "{said}");
    let (code, _, said) = import(&["GET /beta/users", "GET /v1.0/sites"]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("there are requests of `beta` and of `v1.0`"),
        "{said}"
    );

    let request = |arguments: &[&str]| {
        let output = run(&[&["request"], arguments].concat());
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (code, line, _) = request(&["GET /v1.0/users"]);
    assert_eq!(
        (code, line.as_str()),
        (Some(0), "graph_request!(V1: GET /users)\n")
    );
    let (code, line, said) = request(&["GET /users"]);
    assert_eq!((code, line.as_str()), (Some(1), ""));
    assert!(said.contains("--service V1=v1.0"), "{said}");
    let (code, ..) = request(&["--service", "G=beta", "GET /users"]);
    assert_eq!(code, Some(0));
}
