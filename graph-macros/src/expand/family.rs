//! Expands the enum of a type and its subtypes.

use graph_syntax::RecordKind;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::record::inherits;
use super::tokens::Parts;
use super::{Context, Expansion};

/// A subtype.
struct Variant<'a> {
    record: Ident,
    qualified: String,
    wire: &'a str,
    cfgs: Vec<&'a syn::Attribute>,
    is_boxed: bool,
}

pub(super) fn expand_family(context: &Context<'_>, index: usize, output: &mut Expansion) {
    if !context.is_family(index) {
        return;
    }
    let model = context.model;
    let variants: Vec<Variant<'_>> = model
        .descendants(index)
        .iter()
        .map(|&subtype| variant(context, index, subtype))
        .collect();
    let name = context.family_ident(index);
    let base = context.record_ident(index);
    let Expansion { items, impls } = output;
    items.push(expand_enum(context, index, &name, &base, &variants));
    impls.push(expand_impls(context, index, &name, &base, &variants));
    let own_cfgs = &model.records[index].attributes.cfgs;
    for ancestor in std::iter::once(index).chain(model.ancestors(index).iter().copied()) {
        impls.push(inherits(
            context,
            &name,
            &context.record_ident(ancestor).into_token_stream(),
            own_cfgs,
            &model.records[ancestor].attributes.cfgs,
        ));
    }
}

fn variant<'a>(context: &Context<'a>, family: usize, subtype: usize) -> Variant<'a> {
    let record = &context.model.records[subtype];
    // A subtype exists only if all types between it and the base exist.
    let between = context
        .model
        .ancestors(subtype)
        .iter()
        .take_while(|&&ancestor| ancestor != family)
        .flat_map(|&ancestor| &context.model.records[ancestor].attributes.cfgs);
    Variant {
        record: context.record_ident(subtype),
        qualified: context.qualified(&record.name),
        wire: &record.name.wire,
        cfgs: record.attributes.cfgs.iter().chain(between).collect(),
        is_boxed: record.kind == RecordKind::Entity,
    }
}

fn expand_enum(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let runtime = &context.runtime;
    let record = &context.model.records[index];
    let (visibility, cfgs) = (&record.visibility, &record.attributes.cfgs);
    let wire = &record.name.wire;
    let docs = format!(
        "`{wire}` or one of its declared subtypes, by `@odata.type`. Dereferences to [`{base}`]."
    );
    let base_docs = format!("`{wire}` itself, or a subtype that is not declared.");
    let lints = context.lints_of_type(name);
    let mut members = Parts::default();
    for variant in variants {
        let (ident, cfgs) = (&variant.record, &variant.cfgs);
        let docs = format!("`{}`.", variant.wire);
        let content = if variant.is_boxed {
            quote!(#runtime::Box<#ident>)
        } else {
            ident.to_token_stream()
        };
        members.push(quote!(#[doc = #docs] #(#cfgs)* #ident(#content),));
    }
    let members = members.into_tokens();
    quote_spanned! {record.name.span=>
        #[doc = #docs]
        #(#cfgs)*
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #lints
        #[allow(clippy::large_enum_variant, clippy::enum_variant_names)]
        #visibility enum #name {
            #[doc = #base_docs]
            #base(#base),
            #members
        }
    }
}

/// The implementations of the enum, without those for its ancestors.
fn expand_impls(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let macros = &context.macros;
    let record = &context.model.records[index];
    let odata_type = context.odata_type(&record.name);
    let cfgs = &record.attributes.cfgs;
    let mut subtypes = Parts::default();
    for variant in variants {
        let (ident, cfgs, qualified) = (&variant.record, &variant.cfgs, &variant.qualified);
        let read = if variant.is_boxed {
            quote!(read_boxed)
        } else {
            quote!(read_inline)
        };
        subtypes.push(quote!(#(#cfgs)* #ident #read #qualified));
    }
    let subtypes = subtypes.into_tokens();
    quote_spanned! {name.span()=>
        #(#cfgs)*
        #macros::__family! {
            name: #name,
            base: #base,
            odata_type: #odata_type,
            subtypes: { #subtypes }
        }
    }
}
