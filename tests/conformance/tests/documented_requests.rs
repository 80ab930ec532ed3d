//! Every request that Graph's documentation prints, as a user has it: imported, written as a function by `cargo msgraph request`,
//! and compiled. For beta and for v1.0.
//!
//! Two crates for each under `target/conformance`: one is what `import` declares for all documented requests, the other has their
//! functions. The type of each function is compared with the one that the data says. What is not as the data says is listed
//! with its reason in `documented_requests/`, which this test holds against the run: neither a fix nor a regression goes
//! unseen. `BLESS=1` writes it. The data is `../shared/graph`; where that is absent, the test says so and is skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::{env, fs};

use cargo_msgraph::import::{self, Declarations, Selection, Service};
use cargo_msgraph::request::{self, Functions};
use graph_schema::{csdl, route};
use graph_tests::generated::{Generated, shared, workspace};

#[path = "documented_requests/compile.rs"]
mod compile;
#[path = "documented_requests/types.rs"]
mod types;

use compile::refused;
use types::{Types, returned};

/// A line of the documentation.
struct Row<'a> {
    verb: &'a str,
    request: String,
    /// Whether the one who collected them finds it in the schema, `unresolved` if not.
    status: &'a str,
    /// What it ends in, in a word.
    terminal: &'a str,
    /// The type there.
    ty: &'a str,
    page: &'a str,
}

/// How many of a thousand rows may have neither a function nor a mistake of the documentation.
const MOST_UNEXPLAINED: usize = 3;

/// Why a row that the data resolves has no function: what the documentation says is wrong by OData or by the schema. A reason that contains
/// the text on the left is of the kind on the right.
const MISTAKES: [(&str, &str); 9] = [
    (
        "is a function, which has no",
        "a function is called by GET (OData 4.01 Protocol, 11.5.3)",
    ),
    (
        "is an action, which has no",
        "an action is carried out by POST (OData 4.01 Protocol, 11.5.4)",
    ),
    (
        "`$ref` of a collection has no",
        "members are linked by POST (OData 4.01 Protocol, 11.4.6.1)",
    ),
    (
        "`$ref` of a member has no",
        "a link to a member is read and removed (OData 4.01 Protocol, 11.4.6)",
    ),
    (
        "`$ref` of a single",
        "a single link is set by PUT (OData 4.01 Protocol, 11.4.6.3)",
    ),
    (
        "a DELETE unlinks one member",
        "the key of the member is missing",
    ),
    (
        "a key is missing: `$value`",
        "the key of the member is missing",
    ),
    (
        "is a list of values, which has no",
        "the schema has a list of values there, and no entities",
    ),
    (
        "is a single value, which has no",
        "the schema has a single value there, and no entity",
    ),
];

#[test]
fn all_documented_requests_of_beta_compile_with_their_types() {
    assert_listed("beta");
}

#[test]
fn all_documented_requests_of_v1_0_compile_with_their_types() {
    assert_listed("v1.0");
}

fn assert_listed(version: &str) {
    let read = |name: String| shared(&name).and_then(|path| fs::read_to_string(path).ok());
    let (Some(schema), Some(table)) = (
        read(format!("{version}.csdl")),
        read(format!("documented-requests-{version}.tsv")),
    ) else {
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/graph is not there");
        return;
    };
    let schema = csdl::read(&schema).unwrap_or_else(|message| panic!("{}", message.text));
    let rows: Vec<Row<'_>> = table.lines().skip(1).map(row).collect();
    let service: Service = format!("Graph={version}").parse().expect("it is a service");
    let word = version.replace('.', "_");
    let path = format!("documented_declarations_{word}::graph");

    let requests = rows.iter().map(|row| row.request.as_str());
    let requests: Vec<_> = requests
        .map(|request| (request, route::follow(&schema, request)))
        .collect();
    let mut selection = Selection::new(&schema);
    for (_, route) in &requests {
        if let Ok(route) = route {
            selection.add_route(route);
        }
    }
    let declared = import::declarations(&selection, &service);
    let declared = declared.unwrap_or_else(|failure| panic!("{failure}"));
    let functions = request::module(&schema, &service, &path, &requests);
    let functions = functions.unwrap_or_else(|failure| panic!("{failure}"));
    let declarations = Generated::new(&format!("documented-declarations-{word}"));
    let declarations = declarations.expect("it can be written");
    let crate_of_requests =
        Generated::depending_on(&[&declarations], &format!("documented-requests-{word}"));
    let crate_of_requests = crate_of_requests.expect("it can be written");
    write_declarations(&declarations, &declared);
    let write = |text: &str| {
        let written = crate_of_requests.write("src/lib.rs", text);
        written.expect("it can be written");
    };
    write(&functions.text);

    let refused = refused(&crate_of_requests, &functions.text);
    if !refused.is_empty() {
        // The rest has to be whole: an error can hide others.
        let kept: Vec<_> = requests
            .into_iter()
            .zip(&functions.names)
            .filter(|(_, name)| name.as_ref().is_ok_and(|name| !refused.contains_key(name)))
            .map(|(request, _)| request)
            .collect();
        let rest = request::module(&schema, &service, &path, &kept);
        let rest = rest.unwrap_or_else(|failure| panic!("{failure}"));
        write(&rest.text);
        let hidden = compile::refused(&crate_of_requests, &rest.text);
        assert!(hidden.is_empty(), "errors that others hid: {hidden:#?}");
    }

    let types = Types {
        schema: &schema,
        selection: &selection,
        declarations: &declared,
    };
    let (found, unexplained) = outcomes(&rows, &functions, &refused, &types);
    let list = format!("tests/conformance/tests/documented_requests/{version}.txt");
    let list = workspace().join(list);
    if env::var_os("BLESS").is_some() {
        fs::write(&list, &found).expect("the list can be written");
    }
    let listed = fs::read_to_string(&list).unwrap_or_default();
    assert_eq!(found, listed, "bless with BLESS=1, and read what changed");
    let resolved = rows.iter().filter(|row| row.is_resolved()).count();
    assert!(
        unexplained * 1000 <= resolved * MOST_UNEXPLAINED,
        "{unexplained} of {resolved} have neither a function of their type nor a mistake:\n{found}"
    );
}

fn write_declarations(to: &Generated, declared: &Declarations<'_>) {
    fs::create_dir_all(to.directory().join("src/graph")).expect("it can be made");
    let root = "//! The declarations that all documented requests need.\n\npub mod graph;\n";
    let files = declared.files().into_iter();
    let files = files.map(|(name, text)| (format!("src/graph/{name}"), text));
    for (file, text) in files.chain([("src/lib.rs".to_owned(), root.to_owned())]) {
        to.write(&file, &text)
            .unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

fn row(line: &str) -> Row<'_> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [verb, path, status, terminal, ty, page] = fields.as_slice() else {
        panic!("not a row: {line}");
    };
    Row {
        verb,
        request: format!("{verb} {path}"),
        status,
        terminal,
        ty,
        page,
    }
}

impl Row<'_> {
    fn is_resolved(&self) -> bool {
        self.status != "unresolved"
    }
}

/// How many of the requests went how, then the pages of those that did not go as the data says, and how many of them no mistake of
/// the documentation explains.
fn outcomes(
    rows: &[Row<'_>],
    functions: &Functions,
    refused: &BTreeMap<String, String>,
    types: &Types<'_>,
) -> (String, usize) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut exceptions: BTreeSet<String> = BTreeSet::new();
    let mut unexplained = 0;
    for (row, name) in rows.iter().zip(&functions.names) {
        let reason = match name {
            Err(unknown) => Some(unknown.text.clone()),
            Ok(name) => refused.get(name).cloned(),
        };
        let other = match name {
            Ok(name) if reason.is_none() && row.is_resolved() => {
                let returned = returned(&functions.text, name);
                let is_implicit = row.status == "resolved_with_implicit_cast";
                types.mismatch(row.verb, row.terminal, row.ty, is_implicit, &returned)
            }
            _ => None,
        };
        let mistake = reason.as_deref().and_then(|reason| {
            let mut mistakes = MISTAKES.iter();
            let found = mistakes.find(|(part, _)| name.is_err() && reason.contains(part));
            found.map(|(_, mistake)| *mistake)
        });
        let (outcome, said) = match (row.is_resolved(), reason, mistake, other) {
            (true, None, _, None) => ("compile, with the type that the data says", None),
            (true, None, _, Some(other)) => ("compile, with another type", Some(other)),
            (true, Some(reason), Some(mistake), _) => (
                "are refused: the documentation is wrong",
                Some(format!("{reason}: {mistake}")),
            ),
            (true, Some(reason), None, _) => (
                "do not compile, though the data resolves them",
                Some(reason),
            ),
            (false, None, ..) => (
                "compile, though the data does not resolve them",
                Some("compiles".to_owned()),
            ),
            (false, Some(_), ..) => ("do not compile, as the data says", None),
        };
        if outcome == "compile, with another type" || outcome.ends_with("the data resolves them") {
            unexplained += 1;
        }
        *counts.entry(outcome).or_default() += 1;
        if let Some(said) = said {
            exceptions.insert(format!("{} {}: {said}", row.page, row.verb));
        }
    }
    let mut found = String::new();
    for (outcome, count) in counts {
        writeln!(found, "{count} {outcome}").expect("writing to a string does not fail");
    }
    for exception in exceptions {
        writeln!(found, "{exception}").expect("writing to a string does not fail");
    }
    (found, unexplained)
}
