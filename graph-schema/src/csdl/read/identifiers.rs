//! The names that CSDL allows.

/// OData CSDL 4.01, section 15.2: a simple identifier has at most 128 characters.
const LONGEST_NAME: usize = 128;
pub(super) const LONGEST_QUALIFIED_NAME: usize = 512;

pub(super) fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let begins = chars
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic());
    begins
        && name.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME
        && chars.all(|char| char == '_' || char.is_alphanumeric())
}
