//! The names of the methods of a path.

use std::collections::HashSet;

use graph_syntax::escape;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};

use super::rust_ident;
use super::tokens::Tokens;

/// The names of the methods of a path, so that the spelling of a segment does not repeat one.
pub(super) struct Methods(HashSet<String>);

impl Methods {
    pub(super) fn of(names: impl IntoIterator<Item = String>) -> Self {
        Methods(names.into_iter().collect())
    }

    /// Takes a name. Returns `false` if it is taken already, or is not a name in Rust.
    pub(super) fn take(&mut self, name: &str) -> bool {
        escape(name).is_some() && self.0.insert(name.to_owned())
    }

    /// Generates a method, and a second one under the name that `graph_path!` calls for the segment, if that differs.
    pub(super) fn with_written(
        &mut self,
        rust_name: &str,
        segment: &str,
        span: Span,
        docs: &Tokens<'_>,
        method: impl Fn(&Ident) -> TokenStream,
    ) -> TokenStream {
        let in_rust = method(&rust_ident(rust_name, span));
        let written = (segment != rust_name && self.take(segment)).then(|| {
            let method = method(&rust_ident(segment, span));
            quote_spanned!(span=> #[doc(hidden)] #[allow(non_snake_case)] #method)
        });
        let mut methods = docs.to_token_stream();
        methods.extend([in_rust].into_iter().chain(written));
        methods
    }
}
