//! Attributes: those of the language, and those that go through to what they stand on.

use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Meta};

use crate::ast::{Attributes, TypeName};
use crate::errors::{Errors, suggest};

const OWN_ATTRIBUTES: [&str; 5] = ["key", "read_only", "immutable", "not_null", "rust_name"];

pub(super) fn parse_attributes(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Attributes> {
    let mut attributes = Attributes::default();
    for attribute in input.call(Attribute::parse_outer)? {
        sort_attribute(attribute, &mut attributes, errors)?;
    }
    Ok(attributes)
}

fn sort_attribute(
    attribute: Attribute,
    to: &mut Attributes,
    errors: &mut Errors,
) -> syn::Result<()> {
    let path = attribute.path();
    let span = path.span();
    let word = TypeName::Path(path.clone()).to_string();
    let flag = match word.as_str() {
        "doc" => {
            to.docs.push(attribute);
            return Ok(());
        }
        "cfg" => {
            to.cfgs.push(attribute);
            return Ok(());
        }
        "deprecated" | "allow" | "warn" | "deny" | "expect" | "forbid" => {
            to.others.push(attribute);
            return Ok(());
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
            return Ok(());
        }
        "key" => &mut to.key,
        "read_only" => &mut to.read_only,
        "immutable" => &mut to.immutable,
        "not_null" => &mut to.not_null,
        _ => {
            let help = suggest(&word, OWN_ATTRIBUTES).unwrap_or_default();
            errors.push(
                span,
                format!("`#[{word}]` is not an attribute of this language"),
                help,
            );
            return Ok(());
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
    Ok(())
}
