//! Expansions compared with the ones in `snapshots/`, and held to a budget of lines.
//!
//! Each `NAME.rs` there declares one construct, and is compiled by the workspace's tests. `NAME.expanded.rs` is its expansion. To
//! renew the expansions after a change, run the tests with `BLESS=1` and read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

mod pretty;

use pretty::pretty;

/// No expanded snapshot has more lines, so that each can be read at a glance.
const MOST_LINES: usize = 80;

fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

/// The tokens between the braces of a file's one `graph_resource!`.
fn declaration(source: &str) -> TokenStream {
    let file = syn::parse_file(source).expect("a snapshot is Rust");
    match file.items.as_slice() {
        [syn::Item::Macro(item)] => item.mac.tokens.clone(),
        _ => panic!("a snapshot is one graph_resource!"),
    }
}

#[test]
fn expansions_are_the_snapshots() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut compared = 0;
    for entry in fs::read_dir(snapshots()).expect("the snapshots are there") {
        let path = entry.expect("the snapshots can be listed").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".expanded.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a snapshot can be read");
        let expanded = pretty(super::resource(declaration(&source)));
        let lines = expanded.lines().count();
        assert!(
            lines < MOST_LINES,
            "{name} expands to {lines} lines: split it"
        );
        assert!(
            !expanded.contains("compile_error"),
            "{name} has a mistake:\n{expanded}"
        );
        let expected = path.with_extension("expanded.rs");
        if bless {
            fs::write(&expected, &expanded).expect("a snapshot can be written");
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        assert!(
            expanded == known,
            "{name}: if the change is meant, run the tests with BLESS=1"
        );
        compared += 1;
    }
    assert!(compared >= 24, "only {compared} snapshots were found");
}

fn lines_of(declaration: &str) -> usize {
    let tokens = declaration.parse().expect("a declaration is tokens");
    pretty(super::resource(tokens)).lines().count()
}

fn entity(name: &str, properties: usize, navigations: usize) -> String {
    let mut text = format!("entity {name} {{");
    for index in 0..properties {
        text.push_str(&format!("property{index}: String,"));
    }
    for index in 0..navigations {
        text.push_str(&format!("nav navigation{index}: [{name}],"));
    }
    text + "}"
}

#[test]
fn expansions_stay_within_their_budget() {
    let plain = lines_of(&entity("x", 2, 0));
    let per_property = (lines_of(&entity("x", 12, 0)) - plain).div_ceil(10);
    assert!(per_property <= 13, "{per_property} lines a property");
    let per_navigation =
        (lines_of(&entity("x", 2, 11)) - lines_of(&entity("x", 2, 1))).div_ceil(10);
    // Three of them are the bound by which rustc says that a key is missing; it costs no measurable time. Six are the
    // constant that queries, deep inserts and bindings take.
    assert!(
        per_navigation <= 18,
        "{per_navigation} lines a navigation property"
    );
    let two = entity("x", 2, 0) + &entity("y", 2, 0);
    let per_entity = lines_of(&two) - plain;
    assert!(per_entity <= 160, "{per_entity} lines an entity");
}
