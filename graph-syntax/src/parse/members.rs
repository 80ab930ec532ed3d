//! Parses members: properties, navigation properties, operations, keys.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Token, parenthesized, token};

use super::attributes::parse_member_attributes;
use super::slips::{parse_colon, parse_comma};
use super::types::parse_type;
use super::verbs::parse_verbs;
use super::{keyword, parse_name};
use crate::ast::{
    Attributes, Link, Member, Navigation, Operation, OperationKind, Parameter, Property, VerbList,
};
use crate::errors::Errors;

/// Parses a member. Returns also the span of its start, after the attributes.
pub(super) fn parse_member(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<(Span, Member)> {
    let attributes = parse_member_attributes(input, errors)?;
    let start = input.span();
    Ok((start, parse_after_attributes(input, attributes, errors)?))
}

/// Parses a member after its attributes. A word is a keyword only if a name follows it: `nav: String` is a property named `nav`.
fn parse_after_attributes(
    input: ParseStream<'_>,
    attributes: Attributes,
    errors: &mut Errors,
) -> syn::Result<Member> {
    let is_property = input.peek2(Token![:]);
    if !is_property {
        if input.peek(keyword::implicit) {
            input.parse::<keyword::implicit>()?;
            let is_reference = parse_nav_or_ref(input)?;
            return parse_navigation(input, attributes, is_reference, true, errors)
                .map(Member::Navigation);
        }
        if input.peek(keyword::nav) || input.peek(Token![ref]) {
            let is_reference = parse_nav_or_ref(input)?;
            return parse_navigation(input, attributes, is_reference, false, errors)
                .map(Member::Navigation);
        }
        if input.peek(keyword::collection)
            || input.peek(keyword::action)
            || input.peek(keyword::function)
        {
            return parse_operation(input, attributes, errors).map(Member::Operation);
        }
        if input.peek(keyword::key) {
            input.parse::<keyword::key>()?;
            return Ok(Member::KnownKey(attributes, parse_name(input)?));
        }
    }
    let name = parse_name(input)?;
    parse_colon(input, &name)?;
    let ty = parse_type(input, errors)?;
    let verbs = if input.peek(token::Brace) {
        Some(parse_verbs(input, errors)?)
    } else {
        None
    };
    Ok(Member::Property(Property {
        attributes,
        name,
        ty,
        verbs,
    }))
}

/// Parses `nav` or `ref`. Returns `true` for `ref`.
fn parse_nav_or_ref(input: ParseStream<'_>) -> syn::Result<bool> {
    let lookahead = input.lookahead1();
    if lookahead.peek(Token![ref]) {
        input.parse::<Token![ref]>()?;
        Ok(true)
    } else if lookahead.peek(keyword::nav) {
        input.parse::<keyword::nav>()?;
        Ok(false)
    } else {
        Err(lookahead.error())
    }
}

/// Parses `action assign(assignments: [assignment]) -> [assignment] as assign_all`, or `function range(address: String) -> range { get, patch }`.
fn parse_operation(
    input: ParseStream<'_>,
    attributes: Attributes,
    errors: &mut Errors,
) -> syn::Result<Operation> {
    let on_collection = input.parse::<Option<keyword::collection>>()?.is_some();
    let lookahead = input.lookahead1();
    let kind = if lookahead.peek(keyword::action) {
        input.parse::<keyword::action>()?;
        OperationKind::Action
    } else if lookahead.peek(keyword::function) {
        input.parse::<keyword::function>()?;
        OperationKind::Function
    } else {
        return Err(lookahead.error());
    };
    let name = parse_name(input)?;
    if !input.peek(token::Paren) {
        return Err(syn::Error::new(
            name.span,
            format!(
                "`{0}` has no list of parameters\nhelp: write `{0}()`, or the parameters in the parentheses",
                name.wire
            ),
        ));
    }
    let content;
    parenthesized!(content in input);
    let mut parameters = Vec::new();
    while !content.is_empty() {
        let name = parse_name(&content)?;
        let is_optional = content.parse::<Option<Token![?]>>()?.is_some();
        parse_colon(&content, &name)?;
        parameters.push(Parameter {
            name,
            is_optional,
            ty: parse_type(&content, errors)?,
        });
        parse_comma(&content)?;
    }
    let result = match input.parse::<Option<Token![->]>>()? {
        Some(_) => Some(parse_type(input, errors)?),
        None => None,
    };
    let (verbs, each) = parse_verbs_and_each(input, errors)?;
    let alias = match input.parse::<Option<Token![as]>>()? {
        Some(_) => Some(input.call(Ident::parse_any)?),
        None => None,
    };
    Ok(Operation {
        attributes,
        kind,
        on_collection,
        name,
        parameters,
        result,
        verbs,
        each,
        alias,
    })
}

pub(super) fn parse_navigation(
    input: ParseStream<'_>,
    attributes: Attributes,
    is_reference: bool,
    is_implicit: bool,
    errors: &mut Errors,
) -> syn::Result<Navigation> {
    let name = parse_name(input)?;
    parse_colon(input, &name)?;
    let target = parse_type(input, errors)?;
    let (verbs, each) = parse_verbs_and_each(input, errors)?;
    let link = parse_link(input, errors)?;
    Ok(Navigation {
        attributes,
        is_reference,
        is_implicit,
        name,
        target,
        verbs,
        each,
        link,
    })
}

/// Parses `{ get, post } each { get, patch }`. Both parts are optional.
fn parse_verbs_and_each(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<(Option<VerbList>, Option<VerbList>)> {
    let verbs = if input.peek(token::Brace) {
        Some(parse_verbs(input, errors)?)
    } else {
        None
    };
    let each = match input.parse::<Option<keyword::each>>()? {
        Some(_) => Some(parse_verbs(input, errors)?),
        None => None,
    };
    Ok((verbs, each))
}

/// Parses `ref { get, post } each { get, delete }` after a `nav`. A `ref` without braces is the next member, after a missing comma.
fn parse_link(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<Link>> {
    if !(input.peek(Token![ref]) && input.peek2(token::Brace)) {
        return Ok(None);
    }
    input.parse::<Token![ref]>()?;
    let verbs = parse_verbs(input, errors)?;
    let each = match input.parse::<Option<keyword::each>>()? {
        Some(_) => Some(parse_verbs(input, errors)?),
        None => None,
    };
    Ok(Some(Link { verbs, each }))
}
