//! The macros of graph-runtime, which re-exports them; depend on that crate instead.
//!
//! This crate is a thin layer: `graph-syntax` parses, resolves and checks a declaration, and `expand` generates the code.

use graph_syntax::{Declaration, Errors, check, resolve};
use proc_macro2::TokenStream;

mod expand;
mod path;

/// Declares a part of Microsoft Graph in Graph's own terms. Documented in graph-runtime.
#[proc_macro]
pub fn graph_resource(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    resource(tokens.into()).into()
}

/// Expands the input of `graph_path!`, which follows the path of graph-runtime.
#[doc(hidden)]
#[proc_macro]
pub fn __path(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    path::path(tokens.into()).into()
}

/// Expands the input of `graph_request!`, which follows the path of graph-runtime.
#[doc(hidden)]
#[proc_macro]
pub fn __request(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    path::request(tokens.into()).into()
}

fn resource(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let declaration = match Declaration::parse(tokens, &mut errors) {
        Ok(declaration) => declaration,
        Err(error) => {
            errors.push_syntax(error);
            return compile_errors(errors);
        }
    };
    let model = resolve(declaration, &mut errors);
    check(&model, &mut errors);
    // All items are generated even after errors, so that their uses bring no further errors.
    let mut output = expand::expand(&model);
    output.extend(compile_errors(errors));
    output
}

fn compile_errors(errors: Errors) -> TokenStream {
    errors
        .into_syn()
        .map(syn::Error::into_compile_error)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
