//! Expands type casts: a method of the base's path for each subtype, and the list of subtypes in the error for an unknown cast.

use graph_syntax::{cast_method, cast_segment_method};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Visibility;

use super::super::Context;
use super::super::methods::Methods;
use super::super::tokens::Tokens;

pub(super) fn cast_rust_name(context: &Context<'_>, subtype: usize) -> String {
    let model = context.model;
    cast_method(&model.namespace.text, &model.records[subtype].name.wire)
}

pub(super) fn expand_cast(
    context: &Context<'_>,
    subtype: usize,
    names: &mut Methods,
) -> TokenStream {
    let record = &context.model.records[subtype];
    let span = record.name.span;
    let path = context.path_ident(subtype);
    let qualified = context.qualified(&record.name);
    let segment = format!("/{qualified}");
    let docs = format!("The type cast `/{qualified}`.");
    let docs = Tokens::doc(&docs);
    let cfgs = &record.attributes.cfgs;
    let name = cast_rust_name(context, subtype);
    let written = cast_segment_method(&context.model.namespace.text, &record.name.wire);
    names.with_written(&name, &written, span, &docs, |method| {
        quote_spanned! {span=>
            #(#cfgs)*
            pub fn #method(self) -> #path<M> {
                #path(self.0.step(#segment))
            }
        }
    })
}

/// The error for an unknown type cast lists at most this many subtypes.
const MOST_LISTED: usize = 12;

/// Returns a type that names the subtypes, which rustc prints for an unknown cast.
pub(super) fn subtypes_type(context: &Context<'_>, index: usize) -> TokenStream {
    let model = context.model;
    let visibility = &model.records[index].visibility;
    // A type that may be configured out, or is less visible, cannot be named.
    let listed: Vec<_> = model
        .descendants(index)
        .iter()
        .map(|&subtype| (subtype, &model.records[subtype]))
        .filter(|(_, subtype)| {
            let is_seen = matches!(visibility, Visibility::Inherited)
                || matches!(subtype.visibility, Visibility::Public(_));
            is_seen && subtype.attributes.cfgs.is_empty()
        })
        .map(|(subtype, _)| context.record_ident(subtype))
        .take(MOST_LISTED)
        .collect();
    match &*listed {
        [only] => quote!(#only),
        several => quote!((#(#several),*)),
    }
}
