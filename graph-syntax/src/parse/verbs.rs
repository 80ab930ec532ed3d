//! Parses lists of verbs.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, braced};

use super::slips::parse_comma;
use crate::ast::{Verb, VerbList};
use crate::errors::{Errors, suggest};

/// Parses `{ get, patch }`.
pub(super) fn parse_verbs(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<VerbList> {
    let content;
    let brace = braced!(content in input);
    parse_verb_words(&content, brace.span.join(), errors)
}

/// Parses the verbs in a list. `span` is that of the braces.
pub(super) fn parse_verb_words(
    content: ParseStream<'_>,
    span: Span,
    errors: &mut Errors,
) -> syn::Result<VerbList> {
    let mut words: Vec<Ident> = Vec::new();
    while !content.is_empty() {
        words.push(content.call(Ident::parse_any)?);
        parse_comma(content)?;
    }
    let mut verbs: Vec<(Verb, Span)> = Vec::new();
    for word in &words {
        let text = word.to_string();
        match Verb::ALL.into_iter().find(|verb| verb.word() == text) {
            Some(verb) if verbs.iter().any(|(known, _)| *known == verb) => {
                errors.push(
                    word.span(),
                    format!("`{text}` is listed twice"),
                    "keep one of them",
                );
            }
            Some(verb) => verbs.push((verb, word.span())),
            None => {
                let choices = Verb::ALL.map(Verb::word);
                errors.push(
                    word.span(),
                    format!("`{text}` is not a verb"),
                    suggest(&text, choices).unwrap_or_default(),
                );
            }
        }
    }
    // A list of unknown verbs is not reported as an empty list as well.
    if verbs.is_empty() && !words.is_empty() {
        verbs.push((Verb::Get, span));
    }
    Ok(VerbList { span, verbs })
}
