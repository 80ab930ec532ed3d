//! The types of properties and navigation properties.

use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Path, Token, bracketed, parenthesized, token};

use crate::ast::{Name, TypeName, TypeRef};
use crate::edm::Edm;
use crate::errors::Errors;

pub(super) fn parse_type(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<TypeRef> {
    if input.peek(token::Bracket) {
        let content;
        bracketed!(content in input);
        return parse_element(&content, errors);
    }
    if input.peek2(token::Paren)
        && input
            .fork()
            .parse::<Ident>()
            .is_ok_and(|word| word == "Collection")
    {
        let word: Ident = input.parse()?;
        let content;
        parenthesized!(content in input);
        let element = parse_element(&content, errors)?;
        errors.push(
            word.span(),
            "a collection is written in brackets",
            format!("write `{element}`"),
        );
        return Ok(element);
    }
    Ok(TypeRef {
        name: parse_type_name(input, errors)?,
        is_collection: false,
    })
}

/// The type of a collection's elements, with nothing behind it.
fn parse_element(content: ParseStream<'_>, errors: &mut Errors) -> syn::Result<TypeRef> {
    let name = parse_type_name(content, errors)?;
    if !content.is_empty() {
        return Err(content.error("expected the end of the collection's type"));
    }
    Ok(TypeRef {
        name,
        is_collection: true,
    })
}

/// `String` is a primitive type, `user` one of this declaration, `crate::User` and `User` are Rust paths.
pub(super) fn parse_type_name(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<TypeName> {
    if input.peek(Token![::]) || input.peek2(Token![::]) {
        return input.call(Path::parse_mod_style).map(TypeName::Path);
    }
    let mut ident = input.call(Ident::parse_any)?;
    if input.peek(Token![.]) {
        let namespace = ident.span();
        while input.parse::<Option<Token![.]>>()?.is_some() {
            ident = input.call(Ident::parse_any)?;
        }
        errors.push(
            namespace,
            "a type is named without its namespace",
            format!("write `{ident}`"),
        );
    }
    let name = Name::from_ident(&ident);
    if let Some(edm) = Edm::from_name(&name.wire) {
        return Ok(TypeName::Edm(edm, name.span));
    }
    Ok(match name.wire.starts_with(char::is_uppercase) {
        true => TypeName::Path(Path::from(ident)),
        false => TypeName::Declared(name),
    })
}
