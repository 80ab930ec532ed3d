//! Adds a help to syn's messages for common mistakes.

use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, token};

use crate::ast::Name;
use crate::errors::nearest;

const ITEMS: [&str; 8] = [
    "service", "abstract", "open", "entity", "complex", "enum", "flags", "extend",
];
const MEMBERS: [&str; 7] = [
    "nav",
    "ref",
    "implicit",
    "action",
    "function",
    "collection",
    "key",
];

fn with_help(error: &syn::Error, help: &str) -> syn::Error {
    syn::Error::new(error.span(), format!("{error}\nhelp: {help}"))
}

fn word_ahead(input: ParseStream<'_>) -> Option<Ident> {
    input.fork().call(Ident::parse_any).ok()
}

/// Parses a comma, unless this is the end.
pub(super) fn parse_comma(content: ParseStream<'_>) -> syn::Result<()> {
    if content.is_empty() {
        return Ok(());
    }
    let Err(error) = content.parse::<Token![,]>() else {
        return Ok(());
    };
    Err(match word_ahead(content) {
        Some(next) => with_help(&error, &format!("a comma is missing before `{next}`")),
        None if content.peek(Token![#]) => with_help(&error, "a comma is missing before this"),
        None if content.peek(Token![;]) => with_help(
            &error,
            "members are separated by commas: write `,` instead of `;`",
        ),
        None => error,
    })
}

/// Parses the comma after a member of an enumeration. Only a flag has a number.
pub(super) fn parse_comma_of_enumeration(
    content: ParseStream<'_>,
    is_flags: bool,
) -> syn::Result<()> {
    if content.peek(Token![:]) || content.peek(Token![=]) {
        let help = if is_flags {
            "the value of a flag is written `name = 4`"
        } else {
            "a member of an enumeration is only a name: remove what follows it"
        };
        return Err(content.error(format!("expected `,`\nhelp: {help}")));
    }
    parse_comma(content)
}

/// Parses the colon after the name of a member or parameter.
pub(super) fn parse_colon(input: ParseStream<'_>, name: &Name) -> syn::Result<()> {
    let Err(error) = input.parse::<Token![:]>() else {
        return Ok(());
    };
    let name = name.wire.as_str();
    if input.peek(Token![?]) {
        return Err(with_help(&error, "remove `?`: every property may be null"));
    }
    let Some(next) = word_ahead(input) else {
        return Err(with_help(&error, &format!("write `{name}: type`")));
    };
    // A word before a name with a colon or parentheses was probably meant as a keyword.
    if !(input.peek2(Token![:]) || input.peek2(token::Paren)) {
        return Err(with_help(&error, &format!("write `{name}: {next}`")));
    }
    let meant = match name {
        "nav" | "ref" | "pub" => {
            let help = format!("remove `{name}`: write `name: type` here");
            return Err(with_help(&error, &help));
        }
        "navigation" | "navigationProperty" => Some("nav"),
        "reference" => Some("ref"),
        "fn" | "func" | "method" => Some("function"),
        _ => nearest(name, &MEMBERS),
    };
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => {
            "a property is written `name: type`, a navigation property `nav name: type`".to_owned()
        }
    };
    Err(with_help(&error, &help))
}

/// Parses the version of a service.
pub(super) fn parse_version(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse().map_err(|error| {
        with_help(
            &error,
            "write the version in quotes, as in the URLs: `\"v1.0\"` or `\"beta\"`",
        )
    })
}

/// Adds a help to syn's error for something that is not an item.
pub(super) fn unknown_item(input: ParseStream<'_>, error: syn::Error) -> syn::Error {
    if input.peek(Token![;]) || input.peek(Token![,]) {
        return with_help(&error, "remove it: an item ends with its braces");
    }
    let Some(word) = word_ahead(input).map(|word| word.to_string()) else {
        return error;
    };
    let meant = match word.as_str() {
        "struct" | "class" | "type" | "entityType" | "EntityType" => {
            return with_help(
                &error,
                "did you mean `entity`? a type without a key is a `complex`",
            );
        }
        "complexType" | "ComplexType" => Some("complex"),
        "enumeration" | "enumType" | "EnumType" => Some("enum"),
        "impl" => Some("extend"),
        _ => nearest(&word, &ITEMS),
    };
    match meant {
        Some(meant) => with_help(&error, &format!("did you mean `{meant}`?")),
        None => error,
    }
}
