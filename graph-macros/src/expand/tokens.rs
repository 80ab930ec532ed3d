//! Collections of tokens that are cheap to repeat.
//!
//! A `TokenStream` belongs to rustc: concatenating, splitting, cloning or dropping one sends a message to rustc, which was a third of the
//! time of an expansion. So repeated tokens are kept as a list, and long streams are concatenated once.

use std::borrow::Cow;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

/// A few tokens that are written in several places.
pub(super) struct Tokens<'a>(Cow<'a, [TokenTree]>);

impl Tokens<'static> {
    pub(super) fn of(tokens: impl ToTokens) -> Self {
        Tokens(tokens.into_token_stream().into_iter().collect())
    }

    pub(super) fn ident(ident: Ident) -> Self {
        Tokens(Cow::Owned(vec![ident.into()]))
    }

    /// `runtime::name`.
    pub(super) fn in_runtime(runtime: &Ident, name: Ident) -> Self {
        Tokens(Cow::Owned(path(runtime, name)))
    }

    /// `runtime::name<argument>`.
    pub(super) fn generic(runtime: &Ident, name: Ident, argument: &Tokens<'_>) -> Self {
        let span = name.span();
        let mut tokens = path(runtime, name);
        tokens.push(punct('<', Spacing::Alone, span));
        tokens.extend(argument.0.iter().cloned());
        tokens.push(punct('>', Spacing::Alone, span));
        Tokens(Cow::Owned(tokens))
    }

    /// `#[doc = "text"]`.
    pub(super) fn doc(text: &str) -> Self {
        let mut inside = TokenStream::new();
        inside.append(Ident::new("doc", Span::call_site()));
        inside.append(Punct::new('=', Spacing::Alone));
        inside.append(Literal::string(text));
        Tokens(Cow::Owned(vec![
            Punct::new('#', Spacing::Alone).into(),
            Group::new(Delimiter::Bracket, inside).into(),
        ]))
    }
}

impl<'a> Tokens<'a> {
    pub(super) fn borrowed(tokens: &'a [TokenTree]) -> Self {
        Tokens(Cow::Borrowed(tokens))
    }

    /// Returns the same tokens with the span `span`, which rustc shows in errors.
    pub(super) fn located_at(&self, span: Span) -> Tokens<'static> {
        let mut tokens = self.0.to_vec();
        for token in &mut tokens {
            token.set_span(token.span().located_at(span));
        }
        Tokens(Cow::Owned(tokens))
    }
}

impl ToTokens for Tokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(self.0.iter());
    }
}

fn path(runtime: &Ident, name: Ident) -> Vec<TokenTree> {
    let span = name.span();
    vec![
        runtime.clone().into(),
        punct(':', Spacing::Joint, span),
        punct(':', Spacing::Alone, span),
        name.into(),
    ]
}

fn punct(char: char, spacing: Spacing, span: Span) -> TokenTree {
    let mut punct = Punct::new(char, spacing);
    punct.set_span(span);
    punct.into()
}

/// The number of parts in one call of a macro.
const CHUNK: usize = 8;

/// Consecutive parts, which are concatenated once.
#[derive(Default)]
pub(super) struct Parts(Vec<TokenStream>);

impl Parts {
    pub(super) fn push(&mut self, part: TokenStream) {
        self.0.push(part);
    }

    pub(super) fn extend(&mut self, parts: impl IntoIterator<Item = TokenStream>) {
        self.0.extend(parts);
    }

    pub(super) fn into_tokens(self) -> TokenStream {
        self.0.into_iter().collect()
    }

    /// Returns chunks of a few parts, for macros that match them, since rustc copies all previous matches for each further one.
    pub(super) fn into_chunks(self) -> impl Iterator<Item = TokenStream> {
        let mut parts = self.0.into_iter().peekable();
        std::iter::from_fn(move || {
            parts.peek()?;
            Some(parts.by_ref().take(CHUNK).collect())
        })
    }

    /// Returns the tokens, or `None` if all parts are empty.
    pub(super) fn unless_empty(self) -> Option<TokenStream> {
        let is_empty = self.0.iter().all(TokenStream::is_empty);
        (!is_empty).then(|| self.into_tokens())
    }
}

impl FromIterator<TokenStream> for Parts {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(parts: I) -> Self {
        Parts(parts.into_iter().collect())
    }
}
