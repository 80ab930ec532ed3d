//! The catalogue of what does not compile, each case with what the compiler then says, and of what has to.
//!
//! After a change of a message: `TRYBUILD=overwrite cargo test -p graph-tests --test ui`, and read what was written.

#[test]
fn declarations_and_their_uses() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}
