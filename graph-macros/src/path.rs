//! Expands `graph_path!` and `graph_request!` to a method call for each segment, with the segment's span.

use graph_syntax::{
    Name, PathMacro, RequestMacro, Segment, Verb, cast_segment_method, escape, segment_method,
    segment_method_with, snake_case,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Path, Token};

/// Expands `graph_path!`, given the path of the runtime, a semicolon and the user's input.
pub(crate) fn path(tokens: TokenStream) -> TokenStream {
    expand(tokens, PathMacro::parse, |parsed, runtime| {
        let calls = calls(&parsed.service, &parsed.segments);
        in_scope(runtime, &parsed.segments, &calls)
    })
}

/// Expands `graph_request!`, given the same.
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
        // The path and the body are used nevertheless, so that nothing is reported as unused.
        return in_scope(
            runtime,
            &request.segments,
            &quote!(let _ = (#calls, #body); let __error = #error; __error),
        );
    }
    // rustc reports a verb that is not allowed at the receiver, which therefore has the span of the verb.
    let path = Ident::new("__path_of_this_request", span);
    // POST is the only verb with an optional body. The types decide which actions and collections need one.
    let method = match (verb, &body) {
        (Verb::Post, Some(_)) => "post_body",
        (Verb::Post, None) => "post_without_body",
        _ => verb.word(),
    };
    let verb = Ident::new(method, span);
    in_scope(
        runtime,
        &request.segments,
        &quote_spanned!(span=> let #path = #calls; #path.#verb(#body)),
    )
}

fn in_scope(runtime: &Path, segments: &[Segment], calls: &TokenStream) -> TokenStream {
    let undeclared = undeclared(runtime, segments);
    quote! {{
        #[allow(unused_imports)]
        use #runtime::path::Path as _;
        #undeclared
        #calls
    }}
}

/// Generates a method for each type cast and each segment with arguments, which is called if the path does not have it.
///
/// It takes a reference, so that it is tried last. Its bound fails with a message that lists what is declared. Without the method,
/// rustc would suggest the name of another method, which is not valid in a path.
fn undeclared(runtime: &Path, segments: &[Segment]) -> TokenStream {
    let mut names: Vec<Ident> = Vec::new();
    let mut methods = TokenStream::new();
    let private = quote!(#runtime::__private);
    let entity = quote!(<Self as #runtime::path::Path>::Entity);
    for segment in segments {
        let (method, span, count) = match segment {
            Segment::Cast(namespace, name) => {
                let method = cast_segment_method(namespace, &name.wire);
                (method, name.span, None)
            }
            Segment::Call(name, arguments) if !arguments.is_empty() => {
                let count = Some(arguments.len());
                (call_method(name, arguments), name.span, count)
            }
            _ => continue,
        };
        let Some(method) = ident(&method, span).filter(|method| !names.contains(method)) else {
            continue;
        };
        methods.extend(match count {
            None => {
                let listed = quote! {
                    #private::UndeclaredCast<#entity, <#entity as #runtime::path::Entity>::Subtypes>
                };
                quote! {
                    fn #method(&self) -> <() as #listed>::Path
                    where
                        Self: #runtime::path::Path,
                        (): #listed,
                    {
                        ::core::default::Default::default()
                    }
                }
            }
            Some(count) => {
                let types: Vec<_> = (0..count).map(|index| format_ident!("A{index}")).collect();
                quote! {
                    fn #method<#(#types),*>(&self, #(_: #types),*) -> <Self as #private::UndeclaredCall>::Path
                    where
                        Self: #private::UndeclaredCall,
                    {
                        ::core::default::Default::default()
                    }
                }
            }
        });
        names.push(method);
    }
    if names.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[allow(dead_code, non_snake_case, clippy::too_many_arguments)]
        trait __Undeclared: ::core::marker::Sized {
            #methods
        }
        impl<T> __Undeclared for T {}
    }
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
            // A key is borrowed, as in `format!`, so that it can be used again.
            Segment::Key(key, span) => quote_spanned!(*span=> #calls.by_id(&(#key))),
        };
    }
    calls
}

/// Calls the method that is named after its arguments, which takes them in the order of their names.
fn call_with(before: &TokenStream, name: &Name, arguments: &[(Name, TokenStream)]) -> TokenStream {
    let mut sorted: Vec<&(Name, TokenStream)> = arguments.iter().collect();
    sorted.sort_by_key(|(name, _)| snake_case(&name.wire));
    let values = sorted.iter().map(|(_, value)| value);
    match ident(&call_method(name, arguments), name.span) {
        Some(method) => quote_spanned!(name.span=> #before.#method(#(#values),*)),
        None => unnameable(name),
    }
}

fn call_method(name: &Name, arguments: &[(Name, TokenStream)]) -> String {
    let names: Vec<&str> = arguments
        .iter()
        .map(|(name, _)| name.wire.as_str())
        .collect();
    segment_method_with(&name.wire, &names)
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

/// Returns a name as an identifier, a raw one for a keyword.
pub(crate) fn ident(name: &str, span: Span) -> Option<Ident> {
    escape(name).map(|escaped| match escaped.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(&escaped, span),
    })
}
