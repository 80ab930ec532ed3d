//! The list of published crates against their manifests.

use std::fs;

use super::{CRATES, toolchain};
use crate::root;

fn manifest(directory: &str) -> String {
    let path = root().join(directory).join("Cargo.toml");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn each_crate_follows_the_crates_that_it_depends_on() {
    for (index, name) in CRATES.iter().enumerate() {
        let manifest = manifest(name);
        for later in &CRATES[index..] {
            // A dependency by path alone is for tests here, and is not published.
            let is_dependency = manifest.lines().any(|line| {
                line.starts_with(&format!("{later}.workspace"))
                    || line.starts_with(&format!("{later} = {{ workspace"))
            });
            assert!(
                !is_dependency,
                "{name} depends on {later}, which is published later"
            );
        }
    }
}

#[test]
fn each_member_is_listed_or_not_published() {
    let workspace = manifest("");
    let members = workspace
        .lines()
        .find_map(|line| line.strip_prefix("members = "))
        .expect("the workspace has members");
    let members: Vec<&str> = members.split('"').skip(1).step_by(2).collect();
    assert!(members.len() > CRATES.len(), "{members:?}");
    for member in members {
        let is_private = manifest(member)
            .lines()
            .any(|line| line == "publish = false");
        let is_listed = CRATES.contains(&member);
        assert!(
            is_private != is_listed,
            "{member}: published and in the list, or neither"
        );
    }
}

#[test]
fn each_crate_has_the_metadata_of_a_release() {
    for name in CRATES {
        let manifest = manifest(name);
        for key in [
            "description",
            "license",
            "repository",
            "readme",
            "keywords",
            "categories",
            "rust-version",
        ] {
            let is_there = manifest.lines().any(|line| {
                line.strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with([' ', '.']))
            });
            assert!(is_there, "{name} lacks {key}");
        }
        assert!(manifest.contains("[package.metadata.docs.rs]"), "{name}");
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let text = |directory: &str| fs::read(root().join(directory).join(file)).ok();
            assert!(text(name).is_some(), "{name} lacks {file}");
            assert_eq!(text(name), text(""), "{name}: {file}");
        }
    }
}

#[test]
fn a_toolchain_is_found_by_its_version() {
    let list = "stable-x86_64-unknown-linux-gnu (active, default)\n1.8-x86_64\n1.88.0-x86_64 (x)\n";
    assert_eq!(toolchain(list, "1.88"), Some("1.88.0-x86_64"));
    assert_eq!(toolchain("1.88-x86_64\n", "1.88"), Some("1.88-x86_64"));
    assert_eq!(toolchain("1.880-x86_64\n", "1.88"), None);
    assert_eq!(toolchain("1.89.0-x86_64\n", "1.88"), None);
    assert_eq!(toolchain("", "1.88"), None);
}
