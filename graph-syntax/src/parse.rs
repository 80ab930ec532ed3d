//! Parses tokens into the syntax tree.
//!
//! A syntax error ends the parsing. It has syn's message, and a help for common mistakes. Errors that leave the structure clear, such as
//! an unknown attribute or verb, are collected, and parsing continues.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, LitInt, Path, Token, Visibility, braced};

use crate::ast::{
    Attributes, Declaration, Enumeration, EnumerationMember, Extension, Item, Member, Name,
    Namespace, Navigation, Property, Record, RecordKind, Service,
};
use crate::errors::Errors;

mod attributes;
mod members;
mod slips;
#[cfg(test)]
mod tests;
mod types;
mod verbs;

use attributes::{parse_item_attributes, parse_member_attributes};
use members::{parse_member, parse_navigation};
use slips::{parse_comma, parse_comma_of_enumeration, parse_version, unknown_item};
use types::parse_type_name;

mod keyword {
    syn::custom_keyword!(action);
    syn::custom_keyword!(collection);
    syn::custom_keyword!(complex);
    syn::custom_keyword!(each);
    syn::custom_keyword!(entity);
    syn::custom_keyword!(extend);
    syn::custom_keyword!(flags);
    syn::custom_keyword!(function);
    syn::custom_keyword!(implicit);
    syn::custom_keyword!(key);
    syn::custom_keyword!(namespace);
    syn::custom_keyword!(nav);
    syn::custom_keyword!(open);
    syn::custom_keyword!(service);
}

impl Declaration {
    /// Parses the tokens between the braces of `graph_resource! { … }`.
    ///
    /// # Errors
    ///
    /// Returns an error for a syntax error. Errors after which parsing can continue are added to `errors` instead.
    pub fn parse(tokens: TokenStream, errors: &mut Errors) -> syn::Result<Self> {
        parse_to_the_end(tokens, |input| parse_declaration(input, errors))
    }
}

/// Parses all tokens. Reports an unexpected end at the last token, not at the whole macro call.
pub(crate) fn parse_to_the_end<T>(
    tokens: TokenStream,
    parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let end = tokens
        .clone()
        .into_iter()
        .last()
        .map_or_else(Span::call_site, |last| match last {
            TokenTree::Group(group) => group.span_close(),
            other => other.span(),
        });
    let mut all = Group::new(Delimiter::Brace, tokens);
    all.set_span(end);
    let parser = |input: ParseStream<'_>| {
        let content;
        braced!(content in input);
        parse(&content)
    };
    parser.parse2(TokenTree::Group(all).into())
}

fn parse_declaration(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Declaration> {
    let mut crate_path = None;
    let mut namespace = None;
    let mut items = Vec::new();
    while !input.is_empty() {
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            let at = input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let path = input.call(Path::parse_mod_style)?;
            input.parse::<Token![;]>()?;
            if crate_path.replace(path).is_some() {
                errors.push(at.span, "`crate = …;` is written twice", "keep one of them");
            }
        } else if input.peek(keyword::namespace) {
            let at = input.parse::<keyword::namespace>()?;
            let text = parse_dotted(input)?;
            input.parse::<Token![;]>()?;
            if namespace.replace(Namespace { text }).is_some() {
                errors.push(
                    at.span,
                    "`namespace …;` is written twice",
                    "a declaration has one namespace; declare the types of the other namespace in a second `graph_resource!`",
                );
            }
        } else {
            items.push(parse_item(input, errors)?);
        }
    }
    Ok(Declaration {
        crate_path,
        namespace: namespace.unwrap_or_default(),
        items,
    })
}

fn parse_dotted(input: ParseStream<'_>) -> syn::Result<String> {
    let mut text = parse_name(input)?.wire;
    while input.parse::<Option<Token![.]>>()?.is_some() {
        text.push('.');
        text.push_str(&parse_name(input)?.wire);
    }
    Ok(text)
}

fn parse_item(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Item> {
    let attributes = parse_item_attributes(input, errors)?;
    let visibility: Visibility = input.parse()?;
    let lookahead = input.lookahead1();
    if lookahead.peek(keyword::service) {
        parse_service(input, attributes, visibility, errors).map(Item::Service)
    } else if lookahead.peek(Token![abstract])
        || lookahead.peek(keyword::open)
        || lookahead.peek(keyword::entity)
        || lookahead.peek(keyword::complex)
    {
        parse_record(input, attributes, visibility, errors).map(Item::Record)
    } else if lookahead.peek(Token![enum]) || lookahead.peek(keyword::flags) {
        parse_enumeration(input, attributes, visibility, errors).map(Item::Enumeration)
    } else if lookahead.peek(keyword::extend) {
        parse_extension(input, attributes, visibility, errors).map(Item::Extension)
    } else {
        Err(unknown_item(input, lookahead.error()))
    }
}

fn parse_name(input: ParseStream<'_>) -> syn::Result<Name> {
    Ok(Name::from_ident(&input.call(Ident::parse_any)?))
}

fn parse_service(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Service> {
    input.parse::<keyword::service>()?;
    let name = input.parse()?;
    input.parse::<Token![=]>()?;
    let version = parse_version(input)?;
    let content;
    braced!(content in input);
    let mut roots: Vec<Navigation> = Vec::new();
    while !content.is_empty() {
        let attributes = parse_member_attributes(&content, errors)?;
        roots.push(parse_navigation(
            &content, attributes, false, false, errors,
        )?);
        parse_comma(&content)?;
    }
    Ok(Service {
        attributes,
        visibility,
        name,
        version,
        end: roots.last().map(Navigation::end),
        roots,
    })
}

fn parse_record(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Record> {
    let mut is_abstract = input.parse::<Option<Token![abstract]>>()?.is_some();
    let is_open = input.parse::<Option<keyword::open>>()?.is_some();
    is_abstract |= input.parse::<Option<Token![abstract]>>()?.is_some();
    let lookahead = input.lookahead1();
    let kind = if lookahead.peek(keyword::entity) {
        input.parse::<keyword::entity>()?;
        RecordKind::Entity
    } else if lookahead.peek(keyword::complex) {
        input.parse::<keyword::complex>()?;
        RecordKind::Complex
    } else {
        return Err(lookahead.error());
    };
    let name = parse_name(input)?;
    let base = match input.parse::<Option<Token![:]>>()? {
        Some(_) => Some(parse_type_name(input, errors)?),
        None => None,
    };
    let content;
    braced!(content in input);
    let mut properties = Vec::new();
    let mut navigations = Vec::new();
    let mut operations = Vec::new();
    let mut known_keys = Vec::new();
    let mut segments = None;
    while !content.is_empty() {
        let (start, member) = parse_member(&content, errors)?;
        if let Some(end) = member.end_of_segment() {
            segments.get_or_insert((start, end)).1 = end;
        }
        match member {
            Member::Property(property) => properties.push(property),
            Member::Navigation(navigation) => navigations.push(navigation),
            Member::Operation(operation) => operations.push(operation),
            Member::KnownKey(attributes, name) => known_keys.push((attributes, name)),
        }
        parse_comma(&content)?;
    }
    Ok(Record {
        attributes,
        visibility,
        kind,
        is_abstract,
        is_open,
        name,
        base,
        properties,
        navigations,
        operations,
        known_keys,
        segments,
    })
}

/// Parses `extend crate::X { … }`, or `extend other::X as XExt { … }`.
fn parse_extension(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Extension> {
    input.parse::<keyword::extend>()?;
    let target = input.call(Path::parse_mod_style)?;
    let trait_name = match input.parse::<Option<Token![as]>>()? {
        Some(_) => Some(input.parse()?),
        None => None,
    };
    let content;
    braced!(content in input);
    let mut extension = Extension {
        attributes,
        visibility,
        target,
        trait_name,
        roots: Vec::new(),
        navigations: Vec::new(),
        operations: Vec::new(),
    };
    while !content.is_empty() {
        // After attributes, `name: …` is a member of a service. Members of an entity begin with a keyword.
        let ahead = content.fork();
        ahead.call(Attribute::parse_outer)?;
        if ahead.peek2(Token![:]) {
            let attributes = parse_member_attributes(&content, errors)?;
            let root = parse_navigation(&content, attributes, false, false, errors)?;
            extension.roots.push(root);
        } else {
            match parse_member(&content, errors)?.1 {
                Member::Navigation(navigation) => extension.navigations.push(navigation),
                Member::Operation(operation) => extension.operations.push(operation),
                Member::Property(Property { name, .. }) | Member::KnownKey(_, name) => {
                    errors.push(
                        name.span,
                        format!("an extension cannot add `{}`", name.wire),
                        "an extension can add `nav`, `ref`, `action` and `function`; declare this in the type itself",
                    );
                }
            }
        }
        parse_comma(&content)?;
    }
    Ok(extension)
}

/// Parses `= 4` after the name of a flag.
fn parse_value(input: ParseStream<'_>) -> syn::Result<i64> {
    input.parse::<Token![=]>()?;
    let is_negative = input.parse::<Option<Token![-]>>()?.is_some();
    let number: LitInt = input.parse()?;
    let sign = if is_negative { "-" } else { "" };
    let value = format!("{sign}{}", number.base10_digits()).parse();
    value.ok().filter(|_| number.suffix().is_empty()).ok_or_else(|| {
        syn::Error::new(
            number.span(),
            "the value of a flag must be a 64-bit integer\nhelp: write the schema's `Value`: `= 4`",
        )
    })
}

fn parse_enumeration(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Enumeration> {
    let is_flags = input.parse::<Option<keyword::flags>>()?.is_some();
    input.parse::<Token![enum]>()?;
    let name = parse_name(input)?;
    let content;
    braced!(content in input);
    let mut members = Vec::new();
    while !content.is_empty() {
        let attributes = parse_member_attributes(&content, errors)?;
        let name = parse_name(&content)?;
        let value = if is_flags && content.peek(Token![=]) {
            Some(parse_value(&content)?)
        } else {
            None
        };
        members.push(EnumerationMember {
            attributes,
            name,
            value,
        });
        parse_comma_of_enumeration(&content, is_flags)?;
    }
    Ok(Enumeration {
        attributes,
        visibility,
        is_flags,
        name,
        members,
    })
}
