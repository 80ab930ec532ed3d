//! Expands the relation of a type to its bases.

use graph_syntax::TypeName;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::super::Context;
use super::super::tokens::Parts;

/// Expands `Inherits` for each base.
pub(super) fn expand_ancestors(context: &Context<'_>, index: usize, name: &Ident) -> TokenStream {
    let model = context.model;
    let mut output = Parts::default();
    let own_cfgs = &model.records[index].attributes.cfgs;
    for &base in model.ancestors(index) {
        let ancestor = context.record_ident(base).into_token_stream();
        let cfgs = &model.records[base].attributes.cfgs;
        output.push(inherits(context, name, &ancestor, own_cfgs, cfgs));
    }
    if let Some(TypeName::Path(base)) = &model.records[model.root(index)].base {
        output.push(inherits_elsewhere(context, name, base, own_cfgs));
    }
    output.into_tokens()
}

/// Expands `Inherits` for a base of another declaration and all its bases.
///
/// There is no attribute of `diagnostic::` here, since that name is unknown without a prelude.
fn inherits_elsewhere(
    context: &Context<'_>,
    ty: &Ident,
    base: &syn::Path,
    cfgs: &[syn::Attribute],
) -> TokenStream {
    let runtime = &context.runtime;
    quote_spanned! {ty.span()=>
        #(#cfgs)*
        impl<__A, __I> #runtime::Inherits<__A, #runtime::There<__I>> for #ty
        where
            #base: #runtime::Inherits<__A, __I>,
        {
        }

        #(#cfgs)*
        impl #runtime::IntoValue<#base> for #ty {
            fn append_json(
                &self,
                json: &mut #runtime::Vec<#runtime::u8>,
            ) -> #runtime::Result<(), #runtime::JsonError> {
                #runtime::append_json(self, json)
            }
        }
    }
}

/// Expands `impl Inherits<Ancestor> for Type`.
pub(in super::super) fn inherits(
    context: &Context<'_>,
    ty: &Ident,
    ancestor: &TokenStream,
    cfgs: &[syn::Attribute],
    ancestor_cfgs: &[syn::Attribute],
) -> TokenStream {
    let runtime = &context.runtime;
    quote_spanned! {ty.span()=>
        #(#cfgs)*
        #(#ancestor_cfgs)*
        impl #runtime::Inherits<#ancestor> for #ty {}
    }
}
