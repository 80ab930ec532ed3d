//! What stands in the braces of an item: properties, navigation properties, operations, keys.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Token, braced, parenthesized, token};

use super::attributes::parse_member_attributes;
use super::slips::{parse_colon, parse_comma};
use super::types::parse_type;
use super::{keyword, parse_name};
use crate::ast::{
    Attributes, Link, Member, Navigation, Operation, OperationKind, Parameter, Property, Verb,
    VerbList,
};
use crate::errors::{Errors, suggest};

/// A member, and where it begins behind its attributes.
pub(super) fn parse_member(
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<(Span, Member)> {
    let attributes = parse_member_attributes(input, errors)?;
    let start = input.span();
    Ok((start, parse_after_attributes(input, attributes, errors)?))
}

/// A word is a keyword only where a name follows it: `nav: String` is a property named `nav`.
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

/// Whether it is `ref`.
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

/// `action assign(assignments: [assignment]) -> [assignment] as assign_all`, or `function range(address: String) -> range { get, patch }`.
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

/// `{ get, post } each { get, patch }`, either of which can be left out.
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

/// `ref { get, post } each { get, delete }`, behind a `nav`. Without braces, it would be the next member, after a comma.
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

fn parse_verbs(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<VerbList> {
    let content;
    let brace = braced!(content in input);
    parse_verb_words(&content, brace.span.join(), errors)
}

/// What stands in the braces of a list of verbs, which `span` is the place of.
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
    // An unknown verb is reported as such, not as an empty list as well.
    if verbs.is_empty() && !words.is_empty() {
        verbs.push((Verb::Get, span));
    }
    Ok(VerbList { span, verbs })
}
