//! From tokens to the syntax tree.
//!
//! A syntax error ends the parsing, in syn's words; a mistake that leaves the structure clear (an attribute or verb that does
//! not exist) is collected and passed over.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Path, Token, Visibility, braced, token};

use crate::ast::{
    Attributes, Declaration, Enumeration, Item, Member, Name, Namespace, Navigation, Property,
    Record, RecordKind, Service, Verb, VerbList,
};
use crate::errors::{Errors, suggest};

mod attributes;
#[cfg(test)]
mod tests;
mod types;

use attributes::parse_attributes;
use types::{parse_type, parse_type_name};

mod keyword {
    syn::custom_keyword!(complex);
    syn::custom_keyword!(each);
    syn::custom_keyword!(entity);
    syn::custom_keyword!(implicit);
    syn::custom_keyword!(namespace);
    syn::custom_keyword!(nav);
    syn::custom_keyword!(service);
}

impl Declaration {
    /// Parses the tokens between the braces of `graph_resource! { … }`.
    ///
    /// # Errors
    ///
    /// If they are not of the language. What can be passed over goes to `errors` instead.
    pub fn parse(tokens: TokenStream, errors: &mut Errors) -> syn::Result<Self> {
        parse_to_the_end(tokens, |input| parse_declaration(input, errors))
    }
}

/// Parses all tokens; what is missing at their end is reported at the last of them, not at the whole macro call.
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
                errors.push(at.span, "`crate = …;` stands twice", "keep one of them");
            }
        } else if input.peek(keyword::namespace) {
            let at = input.parse::<keyword::namespace>()?;
            let text = parse_dotted(input)?;
            input.parse::<Token![;]>()?;
            if namespace.replace(Namespace { text }).is_some() {
                errors.push(
                    at.span,
                    "`namespace …;` stands twice",
                    "a declaration has one namespace; declare the other's types in a `graph_resource!` of their own",
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
    let attributes = parse_attributes(input, errors)?;
    let visibility: Visibility = input.parse()?;
    let lookahead = input.lookahead1();
    if lookahead.peek(keyword::service) {
        parse_service(input, attributes, visibility, errors).map(Item::Service)
    } else if lookahead.peek(Token![abstract])
        || lookahead.peek(keyword::entity)
        || lookahead.peek(keyword::complex)
    {
        parse_record(input, attributes, visibility, errors).map(Item::Record)
    } else if lookahead.peek(Token![enum]) {
        parse_enumeration(input, attributes, visibility, errors).map(Item::Enumeration)
    } else {
        Err(lookahead.error())
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
    let version: LitStr = input.parse()?;
    let content;
    braced!(content in input);
    let mut roots = Vec::new();
    while !content.is_empty() {
        let attributes = parse_attributes(&content, errors)?;
        roots.push(parse_navigation(&content, attributes, false, errors)?);
        parse_comma(&content)?;
    }
    Ok(Service {
        attributes,
        visibility,
        name,
        version,
        roots,
    })
}

fn parse_record(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Record> {
    let is_abstract = input.parse::<Option<Token![abstract]>>()?.is_some();
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
    while !content.is_empty() {
        match parse_member(&content, errors)? {
            Member::Property(property) => properties.push(property),
            Member::Navigation(navigation) => navigations.push(navigation),
        }
        parse_comma(&content)?;
    }
    Ok(Record {
        attributes,
        visibility,
        kind,
        is_abstract,
        name,
        base,
        properties,
        navigations,
    })
}

fn parse_comma(content: ParseStream<'_>) -> syn::Result<()> {
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    Ok(())
}

/// A word is a keyword only where a name follows it: `nav: String` is a property named `nav`.
fn parse_member(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Member> {
    let attributes = parse_attributes(input, errors)?;
    if input.peek(keyword::implicit) && input.peek2(keyword::nav) {
        input.parse::<keyword::implicit>()?;
        input.parse::<keyword::nav>()?;
        return parse_navigation(input, attributes, true, errors).map(Member::Navigation);
    }
    if input.peek(keyword::nav) && !input.peek2(Token![:]) {
        input.parse::<keyword::nav>()?;
        return parse_navigation(input, attributes, false, errors).map(Member::Navigation);
    }
    let name = parse_name(input)?;
    input.parse::<Token![:]>()?;
    let ty = parse_type(input, errors)?;
    if input.peek(token::Brace) {
        let verbs = parse_verbs(input, errors)?;
        errors.push(
            verbs.span,
            format!(
                "`{}` is a property, and properties have no verbs",
                name.wire
            ),
            format!(
                "if it is a navigation property, write `nav {}: …`",
                name.wire
            ),
        );
    }
    Ok(Member::Property(Property {
        attributes,
        name,
        ty,
    }))
}

fn parse_navigation(
    input: ParseStream<'_>,
    attributes: Attributes,
    is_implicit: bool,
    errors: &mut Errors,
) -> syn::Result<Navigation> {
    let name = parse_name(input)?;
    input.parse::<Token![:]>()?;
    let target = parse_type(input, errors)?;
    let verbs = match input.peek(token::Brace) {
        true => Some(parse_verbs(input, errors)?),
        false => None,
    };
    let each = match input.parse::<Option<keyword::each>>()? {
        Some(_) => Some(parse_verbs(input, errors)?),
        None => None,
    };
    Ok(Navigation {
        attributes,
        is_implicit,
        name,
        target,
        verbs,
        each,
    })
}

fn parse_verbs(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<VerbList> {
    let content;
    let brace = braced!(content in input);
    let words = Punctuated::<Ident, Token![,]>::parse_terminated_with(&content, Ident::parse_any)?;
    let mut verbs: Vec<(Verb, Span)> = Vec::new();
    for word in &words {
        let text = word.to_string();
        match Verb::ALL.into_iter().find(|verb| verb.word() == text) {
            Some(verb) if verbs.iter().any(|(known, _)| *known == verb) => {
                errors.push(
                    word.span(),
                    format!("`{text}` stands here twice"),
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
        verbs.push((Verb::Get, brace.span.join()));
    }
    Ok(VerbList {
        span: brace.span.join(),
        verbs,
    })
}

fn parse_enumeration(
    input: ParseStream<'_>,
    attributes: Attributes,
    visibility: Visibility,
    errors: &mut Errors,
) -> syn::Result<Enumeration> {
    input.parse::<Token![enum]>()?;
    let name = parse_name(input)?;
    let content;
    braced!(content in input);
    let mut members = Vec::new();
    while !content.is_empty() {
        let attributes = parse_attributes(&content, errors)?;
        members.push((attributes, parse_name(&content)?));
        parse_comma(&content)?;
    }
    Ok(Enumeration {
        attributes,
        visibility,
        name,
        members,
    })
}
