//! Parses attributes: those of the language, and those that are copied to the expansion.

use proc_macro2::Delimiter;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, MacroDelimiter, Meta, Token};

use super::verbs::parse_verb_words;
use crate::ast::{Attributes, TypeName, Verb, VerbList};
use crate::errors::{Errors, nearest, suggest};

const OF_ITEMS: [&str; 5] = [
    "media",
    "directory_object",
    "path_addressed",
    "keyless",
    "rust_name",
];
const OF_MEMBERS: [&str; 6] = [
    "key",
    "alternate_key",
    "read_only",
    "immutable",
    "not_null",
    "rust_name",
];

/// Parses the attributes of an item.
pub(super) fn parse_item_attributes(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Attributes> {
    parse_attributes(input, &OF_ITEMS, errors)
}

/// Parses the attributes of a member.
pub(super) fn parse_member_attributes(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Attributes> {
    parse_attributes(input, &OF_MEMBERS, errors)
}

fn parse_attributes(
    input: ParseStream<'_>,
    usual: &[&str],
    errors: &mut Errors,
) -> syn::Result<Attributes> {
    let mut attributes = Attributes::default();
    while input.peek(Token![#]) {
        if is_doc(input) {
            attributes.docs.push(input.parse()?);
            attributes.docs.push(input.parse()?);
            continue;
        }
        for attribute in Attribute::parse_outer(input)? {
            sort_attribute(attribute, &mut attributes, usual, errors);
        }
    }
    Ok(attributes)
}

/// Tests if `#[doc …]` comes next. Its content is not parsed, since most of a declaration is documentation.
fn is_doc(input: ParseStream<'_>) -> bool {
    let after_pound = input.cursor().punct().map(|(_, rest)| rest);
    let inside = after_pound.and_then(|rest| rest.group(Delimiter::Bracket));
    let name = inside.and_then(|(inside, ..)| inside.ident());
    name.is_some_and(|(name, _)| name == "doc")
}

/// Stores an attribute. For an unknown one, the help suggests a similar name, or else lists `usual`.
fn sort_attribute(attribute: Attribute, to: &mut Attributes, usual: &[&str], errors: &mut Errors) {
    let path = attribute.path();
    let span = path.span();
    let word = TypeName::Path(path.clone()).to_string();
    let flag = match word.as_str() {
        "cfg" => {
            to.cfgs.push(attribute);
            return;
        }
        "deprecated" | "allow" | "warn" | "deny" | "expect" | "forbid" => {
            to.others.push(attribute);
            return;
        }
        "rust_name" => {
            to.rust_name = match &attribute.meta {
                Meta::NameValue(pair) => match &pair.value {
                    syn::Expr::Path(value) => value.path.get_ident().cloned(),
                    _ => None,
                },
                _ => None,
            };
            if to.rust_name.is_none() {
                errors.push(
                    span,
                    "`rust_name` needs a Rust identifier",
                    "write `#[rust_name = other_name]`",
                );
            }
            return;
        }
        "key" => &mut to.key,
        "read_only" => &mut to.read_only,
        "immutable" => &mut to.immutable,
        "not_null" => &mut to.not_null,
        "alternate_key" => &mut to.alternate_key,
        "media" | "path_addressed" => {
            let verbs = parse_attribute_verbs(&attribute, &word, errors);
            let (flag, list) = if word == "media" {
                (&mut to.media, &mut to.media_verbs)
            } else {
                (&mut to.path_addressed, &mut to.path_verbs)
            };
            *flag = Some(span);
            *list = verbs;
            return;
        }
        "directory_object" => &mut to.directory_object,
        "keyless" => &mut to.keyless,
        _ => {
            let all: Vec<&str> = OF_ITEMS.into_iter().chain(OF_MEMBERS).collect();
            let choices = match nearest(&word, &all) {
                Some(_) => &all[..],
                None => usual,
            };
            let help = suggest(&word, choices.iter().copied()).unwrap_or_default();
            errors.push(
                span,
                format!("`#[{word}]` is not an attribute of this language"),
                help,
            );
            return;
        }
    };
    if attribute.meta.require_path_only().is_err() {
        errors.push(
            span,
            format!("`#[{word}]` takes no value"),
            format!("write `#[{word}]`"),
        );
    }
    *flag = Some(span);
}

/// Parses `{ get, put }` in `#[media { get, put }]`. Returns `None` if there are no verbs.
fn parse_attribute_verbs(
    attribute: &Attribute,
    word: &str,
    errors: &mut Errors,
) -> Option<VerbList> {
    let list = match &attribute.meta {
        Meta::Path(_) => return None,
        Meta::List(list) if matches!(list.delimiter, MacroDelimiter::Brace(_)) => list,
        _ => {
            errors.push(
                attribute.path().span(),
                format!("`#[{word}]` takes only verbs in braces"),
                format!("write `#[{word}]`, or `#[{word} {{ get }}]`"),
            );
            return None;
        }
    };
    let span = list.delimiter.span().join();
    let parsed =
        list.parse_args_with(|input: ParseStream<'_>| parse_verb_words(input, span, errors));
    let verbs = match parsed {
        Ok(verbs) => verbs,
        Err(error) => {
            errors.push(
                error.span(),
                error.to_string(),
                "list verbs: `{ get, put }`",
            );
            return None;
        }
    };
    if verbs.verbs.is_empty() {
        errors.push(
            span,
            format!("`#[{word}]` lists no verbs"),
            "list verbs, such as `{ get }`, or remove the braces to allow the default verbs",
        );
    }
    for (_, span) in verbs.verbs.iter().filter(|(verb, _)| *verb == Verb::Post) {
        errors.push(
            *span,
            format!("`#[{word}]` does not allow POST"),
            "it allows `get`, `put`, `patch` and `delete`",
        );
    }
    Some(verbs)
}
