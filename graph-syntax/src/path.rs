//! Parses URLs in the notation of the documentation: the input of `graph_path!` and `graph_request!`.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Ident, Lit, Path, Token, braced, parenthesized, token};

use crate::ast::{Name, Verb};
use crate::errors::suggest;
use crate::parse::parse_to_the_end;

/// `Beta: /users/{user}/messages`.
pub struct PathMacro {
    /// The service.
    pub service: Path,
    /// The segments after the service.
    pub segments: Vec<Segment>,
}

/// `Beta: PATCH /users/{user}, update`.
pub struct RequestMacro {
    /// The service.
    pub service: Path,
    /// The verb, with its span.
    pub verb: (Verb, Span),
    /// The path.
    pub segments: Vec<Segment>,
    /// The body: a Rust expression.
    pub body: Option<TokenStream>,
    /// The error for a body that the verb does not allow, or for one that is missing.
    pub problem: Option<syn::Error>,
}

/// The part of a path after a slash.
#[derive(Debug)]
pub enum Segment {
    /// A navigation property, an entity set or a singleton.
    Name(Name),
    /// `{key}`: a Rust expression.
    Key(TokenStream, Span),
    /// `microsoft.graph.user`: a type cast. The namespace, and the name.
    Cast(String, Name),
    /// `delta()` or `applications(appId={id})`: a function with its arguments, or a collection with an alternate key.
    Call(Name, Vec<(Name, TokenStream)>),
    /// `$count`, `$ref` or `$value`.
    System(Name),
    /// `:/{path}:`: the item at a path below a drive item.
    AtPath(TokenStream, Span),
}

impl PathMacro {
    /// Parses the tokens between the parentheses of `graph_path!(…)`.
    ///
    /// # Errors
    ///
    /// Returns an error if the tokens are not a path.
    pub fn parse(tokens: TokenStream) -> syn::Result<Self> {
        parse_to_the_end(tokens, Self::parse_from)
    }

    fn parse_from(input: ParseStream<'_>) -> syn::Result<Self> {
        let service = parse_service(input)?;
        let segments = parse_segments(input)?;
        if !input.is_empty() {
            return Err(input.error("expected `/` and another segment, or the end of the path"));
        }
        Ok(PathMacro { service, segments })
    }
}

impl RequestMacro {
    /// Parses the tokens between the parentheses of `graph_request!(…)`.
    ///
    /// # Errors
    ///
    /// Returns an error if the tokens are not a request.
    pub fn parse(tokens: TokenStream) -> syn::Result<Self> {
        parse_to_the_end(tokens, Self::parse_from)
    }

    fn parse_from(input: ParseStream<'_>) -> syn::Result<Self> {
        let service = parse_service(input)?;
        let verb = parse_verb(input)?;
        let segments = parse_segments(input)?;
        let body = match input.parse::<Option<Token![,]>>()? {
            Some(_) if !input.is_empty() => Some(input.parse::<TokenStream>()?),
            Some(_) => None,
            None if input.is_empty() => None,
            None => {
                return Err(
                    input.error("expected `/` and another segment, `,` and a body, or the end")
                );
            }
        };
        Ok(RequestMacro {
            problem: check_body(verb, body.as_ref()),
            service,
            verb,
            segments,
            body,
        })
    }
}

fn check_body((verb, span): (Verb, Span), body: Option<&TokenStream>) -> Option<syn::Error> {
    let name = verb.word().to_uppercase();
    match (body, verb.has_body()) {
        // An action may have no arguments.
        (None, true) if verb != Verb::Post => Some(syn::Error::new(
            span,
            format!(
                "a {name} request needs a body\nhelp: add one after the path: `{name} /…, body`"
            ),
        )),
        (Some(body), false) => Some(syn::Error::new_spanned(
            body,
            format!("a {name} request has no body\nhelp: remove it, and the comma before it"),
        )),
        _ => None,
    }
}

fn parse_service(input: ParseStream<'_>) -> syn::Result<Path> {
    if input.is_empty() || input.peek(Token![/]) {
        return Err(syn::Error::new(
            input.span(),
            "the path has no service\nhelp: begin with the service that you declared: `Beta: /…`",
        ));
    }
    let service = input.call(Path::parse_mod_style)?;
    input.parse::<Token![:]>()?;
    Ok(service)
}

fn parse_verb(input: ParseStream<'_>) -> syn::Result<(Verb, Span)> {
    if input.peek(Token![/]) {
        return Err(
            input.error("the request has no verb\nhelp: write it before the path: `GET /…`")
        );
    }
    let word = input.call(Ident::parse_any)?;
    let text = word.to_string();
    let names = Verb::ALL.map(|verb| verb.word().to_uppercase());
    match Verb::ALL
        .into_iter()
        .zip(&names)
        .find(|(_, name)| **name == text)
    {
        Some((verb, _)) => Ok((verb, word.span())),
        None => {
            let help = suggest(&text, names.iter().map(String::as_str)).unwrap_or_default();
            Err(syn::Error::new(
                word.span(),
                format!("`{text}` is not a verb\nhelp: {help}"),
            ))
        }
    }
}

fn parse_segments(input: ParseStream<'_>) -> syn::Result<Vec<Segment>> {
    let mut segments = Vec::new();
    if !input.peek(Token![/]) {
        return Err(syn::Error::new(
            input.span(),
            "the path is missing\nhelp: write it as in the documentation: `/users/{id}`",
        ));
    }
    while let Some(slash) = input.parse::<Option<Token![/]>>()? {
        if input.is_empty() || input.peek(Token![,]) {
            return Err(syn::Error::new(
                slash.span,
                "the path ends in `/`\nhelp: remove it, or add a segment",
            ));
        }
        segments.push(parse_segment(input)?);
        if input.peek(Token![:]) {
            segments.push(parse_at_path(input)?);
        }
    }
    if input.peek(token::Brace) {
        return Err(input.error("a key is a segment of its own\nhelp: write `/` before it"));
    }
    if input.peek(Token![?]) {
        return Err(input.error(
            "a path has no query\nhelp: query options are methods of the request: `.select(…)`, `.filter(…)`",
        ));
    }
    Ok(segments)
}

/// Parses `:/{path}` or `:/{path}:` after a drive item.
fn parse_at_path(input: ParseStream<'_>) -> syn::Result<Segment> {
    input.parse::<Token![:]>()?;
    input.parse::<Token![/]>()?;
    if !input.peek(token::Brace) {
        return Err(input.error(
            "a path below an item is written in braces\nhelp: write `:/{\"…\"}:`, or another Rust expression in the braces",
        ));
    }
    let content;
    let brace = braced!(content in input);
    if input.peek(Token![:]) {
        input.parse::<Token![:]>()?;
    }
    Ok(Segment::AtPath(content.parse()?, brace.span.join()))
}

fn parse_arguments(input: ParseStream<'_>) -> syn::Result<Vec<(Name, TokenStream)>> {
    let content;
    parenthesized!(content in input);
    let mut arguments = Vec::new();
    while !content.is_empty() {
        let name = Name::from_ident(&content.call(Ident::parse_any)?);
        content.parse::<Token![=]>()?;
        if !content.peek(token::Brace) {
            return Err(content.error(format!(
                "an argument is written in braces\nhelp: write `{0}={{…}}`, with a Rust expression in the braces",
                name.wire
            )));
        }
        let value;
        braced!(value in content);
        arguments.push((name, value.parse()?));
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(arguments)
}

fn parse_segment(input: ParseStream<'_>) -> syn::Result<Segment> {
    if input.peek(Lit) {
        let key: Lit = input.parse()?;
        return Err(syn::Error::new(
            key.span(),
            "a key is written in braces\nhelp: write `{\"…\"}`, or another Rust expression in the braces",
        ));
    }
    if input.peek(token::Brace) {
        let content;
        let brace = braced!(content in input);
        let span = brace.span.join();
        if content.is_empty() {
            return Err(syn::Error::new(
                span,
                "the key is missing\nhelp: write a Rust expression in the braces: `{user_id}`",
            ));
        }
        return Ok(Segment::Key(content.parse()?, span));
    }
    if input.peek(Token![$]) {
        input.parse::<Token![$]>()?;
        return parse_system(input);
    }
    if input.peek(Token![:]) {
        return Err(input.error(
            "a key is written in braces\nhelp: write `{id}`, with a Rust expression in the braces",
        ));
    }
    let mut name = Name::from_ident(&input.call(Ident::parse_any)?);
    let mut namespace: Vec<String> = Vec::new();
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        if input.peek(Lit) {
            return Err(syn::Error::new(
                name.span,
                "a path does not begin with the version\nhelp: remove it: the service has the version",
            ));
        }
        let next = Name::from_ident(&input.call(Ident::parse_any)?);
        namespace.push(std::mem::replace(&mut name, next).wire);
    }
    if input.peek(token::Paren) {
        let namespace = namespace.join(".");
        if !matches!(namespace.as_str(), "" | "microsoft.graph") {
            return Err(syn::Error::new(
                name.span,
                format!(
                    "`{0}` is called in the namespace `{namespace}`\nhelp: remove the namespace: `{0}(…)`",
                    name.wire
                ),
            ));
        }
        return Ok(Segment::Call(name, parse_arguments(input)?));
    }
    Ok(if namespace.is_empty() {
        Segment::Name(name)
    } else {
        Segment::Cast(namespace.join("."), name)
    })
}

fn parse_system(input: ParseStream<'_>) -> syn::Result<Segment> {
    const KNOWN: [&str; 3] = ["$count", "$ref", "$value"];
    const OPTIONS: [(&str, &str); 8] = [
        ("apply", "raw_query_option_unchecked"),
        ("expand", "expand"),
        ("filter", "filter"),
        ("orderby", "order_by"),
        ("search", "search"),
        ("select", "select"),
        ("skip", "skip"),
        ("top", "top"),
    ];
    let name = Name::from_ident(&input.call(Ident::parse_any)?);
    let written = format!("${}", name.wire);
    if KNOWN.contains(&written.as_str()) {
        return Ok(Segment::System(name));
    }
    let help = match OPTIONS.iter().find(|(option, _)| *option == name.wire) {
        Some((_, method)) => {
            format!("query options are methods of the request: `.{method}(…)`")
        }
        None => suggest(&written, KNOWN).unwrap_or_default(),
    };
    Err(syn::Error::new(
        name.span,
        format!("`{written}` is not a segment of a path\nhelp: {help}"),
    ))
}

#[cfg(test)]
mod tests;
