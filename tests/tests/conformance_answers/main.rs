//! Every documented response of Graph's beta and v1.0 whose type is known, decoded into that type as the client decodes it, and encoded
//! again; and the bodies of requests in the same way.
//!
//! What does not decode, is not equal afterwards ([`verdict`]) or has a value that does not fit its property is listed with its reason in
//! `conformance/answers-VERSION.txt`, which this test holds against the run: neither a fix nor a regression goes unseen. `BLESS=1` writes it. The
//! data is `../shared/graph`; where that is absent, the test says so and is skipped.

mod cases;
mod program;
mod report;
mod verdict;

use std::error::Error;
use std::io::Write as _;

use graph_schema::csdl;
use graph_tests::generated::{shared, workspace};

use report::Report;

#[test]
fn documented_json_of_beta_comes_back_as_it_came() -> Result<(), Box<dyn Error>> {
    assert_listed("beta")
}

#[test]
fn documented_json_of_v1_0_comes_back_as_it_came() -> Result<(), Box<dyn Error>> {
    assert_listed("v1.0")
}

fn assert_listed(version: &str) -> Result<(), Box<dyn Error>> {
    let (Some(schema), Some(examples)) = (
        shared(&format!("{version}.csdl")),
        shared(&format!("documented-examples-{version}.jsonl")),
    ) else {
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/graph is not there");
        return Ok(());
    };
    let schema = csdl::read(&std::fs::read_to_string(schema)?).map_err(|message| message.text)?;
    let found = cases::read(&examples, &schema)?;
    let outcomes = program::run(version, &schema, &found.cases)?;
    let mut report = Report::new(&found);
    for (case, outcome) in found.cases.iter().zip(&outcomes) {
        report.add(&schema, case, outcome)?;
    }
    let text = report.to_string();
    let list = workspace().join(format!("tests/conformance/answers-{version}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&list, &text)?;
    }
    report.assert_shares();
    let listed = std::fs::read_to_string(&list).unwrap_or_default();
    assert_eq!(text, listed, "bless with BLESS=1, and read what changed");
    Ok(())
}
