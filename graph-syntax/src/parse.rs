//! From tokens to the syntax tree.
//!
//! A syntax error ends the parsing, in syn's words; a mistake that leaves the structure clear (an attribute or verb that does
//! not exist) is collected and passed over.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Path, Token, Visibility, braced, parenthesized, token};

use crate::ast::{
    Attributes, Declaration, Enumeration, Extension, Item, Member, Name, Namespace, Navigation,
    Operation, OperationKind, Parameter, Property, Record, RecordKind, Service, Verb, VerbList,
};
use crate::errors::{Errors, suggest};

mod attributes;
#[cfg(test)]
mod tests;
mod types;

use attributes::{parse_item_attributes, parse_member_attributes};
use types::{parse_type, parse_type_name};

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
    while !content.is_empty() {
        match parse_member(&content, errors)? {
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
    })
}

/// `extend crate::X { … }`, or `extend other::X as XExt { … }`.
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
        // Behind attributes, `name: …` is what a service has; an entity's members begin with a word.
        let ahead = content.fork();
        ahead.call(Attribute::parse_outer)?;
        if ahead.peek2(Token![:]) {
            let attributes = parse_member_attributes(&content, errors)?;
            let root = parse_navigation(&content, attributes, false, false, errors)?;
            extension.roots.push(root);
        } else {
            match parse_member(&content, errors)? {
                Member::Navigation(navigation) => extension.navigations.push(navigation),
                Member::Operation(operation) => extension.operations.push(operation),
                Member::Property(Property { name, .. }) | Member::KnownKey(_, name) => {
                    errors.push(
                        name.span,
                        format!("`{}` cannot be added from outside its type", name.wire),
                        "an extension adds `nav`, `ref`, `action` and `function`; declare this in the type itself",
                    );
                }
            }
        }
        parse_comma(&content)?;
    }
    Ok(extension)
}

fn parse_comma(content: ParseStream<'_>) -> syn::Result<()> {
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    Ok(())
}

/// A word is a keyword only where a name follows it: `nav: String` is a property named `nav`.
fn parse_member(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Member> {
    let attributes = parse_member_attributes(input, errors)?;
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
    input.parse::<Token![:]>()?;
    let ty = parse_type(input, errors)?;
    let verbs = match input.peek(token::Brace) {
        true => Some(parse_verbs(input, errors)?),
        false => None,
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

/// `action assign(assignments: [assignment]) -> [assignment] as assign_all`.
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
        content.parse::<Token![:]>()?;
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
        alias,
    })
}

fn parse_navigation(
    input: ParseStream<'_>,
    attributes: Attributes,
    is_reference: bool,
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
        is_reference,
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
    let is_flags = input.parse::<Option<keyword::flags>>()?.is_some();
    input.parse::<Token![enum]>()?;
    let name = parse_name(input)?;
    let content;
    braced!(content in input);
    let mut members = Vec::new();
    while !content.is_empty() {
        let attributes = parse_member_attributes(&content, errors)?;
        members.push((attributes, parse_name(&content)?));
        parse_comma(&content)?;
    }
    Ok(Enumeration {
        attributes,
        visibility,
        is_flags,
        name,
        members,
    })
}
