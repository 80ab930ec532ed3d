//! `graph_path!` and `graph_request!`: the calls that a URL stands for, each at the place of its segment.

use graph_syntax::{
    Name, PathMacro, RequestMacro, Segment, Verb, cast_segment_method, escape, segment_method,
    segment_method_with, snake_case,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Path, Token};

/// `graph_path!`, given the path of the runtime, a semicolon and what the user wrote.
pub(crate) fn path(tokens: TokenStream) -> TokenStream {
    expand(tokens, PathMacro::parse, |parsed, runtime| {
        in_scope(runtime, &calls(&parsed.service, &parsed.segments))
    })
}

/// `graph_request!`, given the same.
pub(crate) fn request(tokens: TokenStream) -> TokenStream {
    expand(tokens, RequestMacro::parse, expand_request)
}

fn expand<M>(
    tokens: TokenStream,
    parse: fn(TokenStream) -> syn::Result<M>,
    expand: fn(M, &Path) -> TokenStream,
) -> TokenStream {
    let split = |input: ParseStream<'_>| {
        let runtime = input.call(Path::parse_mod_style)?;
        input.parse::<Token![;]>()?;
        Ok((runtime, input.parse::<TokenStream>()?))
    };
    match split
        .parse2(tokens)
        .and_then(|(runtime, rest)| Ok(expand(parse(rest)?, &runtime)))
    {
        Ok(output) => output,
        Err(error) => error.into_compile_error(),
    }
}

fn expand_request(request: RequestMacro, runtime: &Path) -> TokenStream {
    let calls = calls(&request.service, &request.segments);
    let (verb, span) = request.verb;
    let body = request.body;
    if let Some(problem) = request.problem {
        let error = problem.into_compile_error();
        // What the request names is used all the same, so that nothing is reported as unused besides.
        return in_scope(
            runtime,
            &quote!(let _ = (#calls, #body); let __error = #error; __error),
        );
    }
    // A verb that is not allowed is an error at the receiver, which therefore stands where the verb does.
    let path = Ident::new("__path_of_this_request", span);
    // Of the verbs with a body, POST alone can do without: which actions and collections need one, their types know.
    let method = match (verb, &body) {
        (Verb::Post, Some(_)) => "post_body",
        (Verb::Post, None) => "post_without_body",
        _ => verb.word(),
    };
    let verb = Ident::new(method, span);
    in_scope(
        runtime,
        &quote_spanned!(span=> let #path = #calls; #path.#verb(#body)),
    )
}

fn in_scope(runtime: &Path, calls: &TokenStream) -> TokenStream {
    quote! {{
        #[allow(unused_imports)]
        use #runtime::Path as _;
        #calls
    }}
}

fn calls(service: &Path, segments: &[Segment]) -> TokenStream {
    let mut calls = service.to_token_stream();
    for segment in segments {
        calls = match segment {
            Segment::Name(name) => call(&calls, name, &segment_method(&name.wire)),
            Segment::Cast(namespace, name) => {
                call(&calls, name, &cast_segment_method(namespace, &name.wire))
            }
            Segment::Call(name, arguments) if arguments.is_empty() => {
                call(&calls, name, &segment_method(&name.wire))
            }
            Segment::Call(name, arguments) => call_with(&calls, name, arguments),
            Segment::System(name) => {
                let method = if name.wire == "ref" {
                    "reference"
                } else {
                    &name.wire
                };
                call(&calls, name, method)
            }
            Segment::AtPath(path, span) => {
                quote_spanned!(*span=> #calls.at_path(::core::convert::AsRef::as_ref(&(#path))))
            }
            // Borrowed, as `format!` does, so that a key can be used again.
            Segment::Key(key, span) => quote_spanned!(*span=> #calls.by_id(&(#key))),
        };
    }
    calls
}

/// The method that is named after its arguments takes them in the order of their names.
fn call_with(before: &TokenStream, name: &Name, arguments: &[(Name, TokenStream)]) -> TokenStream {
    let names: Vec<&str> = arguments
        .iter()
        .map(|(name, _)| name.wire.as_str())
        .collect();
    let mut sorted: Vec<&(Name, TokenStream)> = arguments.iter().collect();
    sorted.sort_by_key(|(name, _)| snake_case(&name.wire));
    let values = sorted.iter().map(|(_, value)| value);
    match ident(&segment_method_with(&name.wire, &names), name.span) {
        Some(method) => quote_spanned!(name.span=> #before.#method(#(#values),*)),
        None => unnameable(name),
    }
}

fn unnameable(name: &Name) -> TokenStream {
    syn::Error::new(name.span, format!("`{}` cannot be a segment", name.wire)).into_compile_error()
}

fn call(before: &TokenStream, name: &Name, method: &str) -> TokenStream {
    match ident(method, name.span) {
        Some(method) => quote_spanned!(name.span=> #before.#method()),
        None => unnameable(name),
    }
}

/// A name as an identifier, raw where it is a keyword.
pub(crate) fn ident(name: &str, span: Span) -> Option<Ident> {
    escape(name).map(|escaped| match escaped.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(&escaped, span),
    })
}
