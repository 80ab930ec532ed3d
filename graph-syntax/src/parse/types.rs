//! Parses the types of properties, navigation properties and operations.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Path, Token, bracketed, parenthesized, token};

use crate::ast::{Name, TypeName, TypeRef};
use crate::edm::Edm;
use crate::errors::Errors;

/// Parses a type. Reports and corrects other notations, such as `Option<…>` and `type[]`.
pub(super) fn parse_type(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<TypeRef> {
    let wrappers = parse_wrappers(input)?;
    let mut ty = parse_alone(input, errors)?;
    for _ in &wrappers {
        input.parse::<Token![>]>()?;
    }
    for wrapper in &wrappers {
        if wrapper == "Option" {
            push_optional(wrapper.span(), "Option<…>", errors);
        } else {
            ty.is_collection = true;
            push_collection(wrapper.span(), &ty, errors);
        }
    }
    if !ty.is_collection && input.peek(token::Bracket) {
        let content;
        let brackets = bracketed!(content in input);
        if !content.is_empty() {
            return Err(content.error("expected `]`\nhelp: a collection is written `[type]`"));
        }
        ty.is_collection = true;
        push_collection(brackets.span.join(), &ty, errors);
    }
    if let Some(mark) = input.parse::<Option<Token![?]>>()? {
        push_optional(mark.span, "?", errors);
    }
    Ok(ty)
}

/// Parses `Option<`, `Vec<` and other names of collections. A loop rather than recursion, since the nesting has no limit.
fn parse_wrappers(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut wrappers = Vec::new();
    while input.peek2(Token![<]) {
        let wrapper = input.call(Ident::parse_any)?;
        if !["Option", "Vec", "List", "Array", "Collection"].contains(&&*wrapper.to_string()) {
            return Err(syn::Error::new(
                wrapper.span(),
                format!(
                    "`{wrapper}` takes no type in angle brackets\nhelp: write the type alone, or `[type]` for a collection"
                ),
            ));
        }
        input.parse::<Token![<]>()?;
        wrappers.push(wrapper);
    }
    Ok(wrappers)
}

fn push_optional(span: Span, what: &str, errors: &mut Errors) {
    errors.push(
        span,
        "a type cannot be marked as optional",
        format!("remove `{what}`: every value may be null"),
    );
}

fn push_collection(span: Span, ty: &TypeRef, errors: &mut Errors) {
    errors.push(
        span,
        "a collection is written in brackets",
        format!("write `{ty}`"),
    );
}

fn parse_alone(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<TypeRef> {
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
        push_collection(word.span(), &element, errors);
        return Ok(element);
    }
    Ok(TypeRef {
        name: parse_type_name(input, errors)?,
        is_collection: false,
    })
}

/// Parses the type of a collection's elements, up to the end of the brackets.
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

/// Parses a type name: `String` is a primitive type, `user` a type of this declaration, `crate::User` and `User` are Rust paths.
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
    Ok(if name.wire.starts_with(char::is_uppercase) {
        TypeName::Path(Path::from(ident))
    } else {
        TypeName::Declared(name)
    })
}
