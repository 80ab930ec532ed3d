//! Sets of verbs as types.

use graph_syntax::Verb;
use proc_macro2::{Ident, Span};

use super::Context;
use super::tokens::Tokens;

/// Returns the runtime's type for a set of verbs.
pub(super) fn verb_type(context: &Context<'_>, verbs: &[Verb], span: Span) -> Tokens<'static> {
    let name: String = Verb::ALL
        .into_iter()
        .filter(|verb| verbs.contains(verb))
        .map(Verb::type_word)
        .collect();
    Tokens::in_runtime(&context.runtime, Ident::new(&name, span))
}
