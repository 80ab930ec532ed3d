//! Expands the types of the arguments of actions, with a constant for each parameter.

use graph_syntax::{Operation, constant_name};
use proc_macro2::Ident;
use quote::{quote, quote_spanned};
use syn::{Attribute, Visibility};

use super::super::{Context, Expansion, runtime_path, rust_ident, shown};

pub(super) fn arguments_ident(owner: &str, operation: &Operation) -> Ident {
    rust_ident(&operation.arguments_name(owner), operation.name.span)
}

/// Expands the types of the arguments of a record's own actions.
pub(in super::super) fn expand_arguments(
    context: &Context<'_>,
    index: usize,
    output: &mut Expansion,
) {
    let record = &context.model.records[index];
    let owner = record.rust_name();
    let (visibility, cfgs) = (&record.visibility, &record.attributes.cfgs);
    expand_arguments_of(
        context,
        &owner,
        visibility,
        cfgs,
        &record.operations,
        output,
    );
}

/// Expands the types of the arguments of actions.
pub(in super::super) fn expand_arguments_of(
    context: &Context<'_>,
    owner: &str,
    visibility: &Visibility,
    cfgs_of_owner: &[Attribute],
    operations: &[Operation],
    output: &mut Expansion,
) {
    let macros = &context.macros;
    let path = runtime_path(context.model).to_string().replace(' ', "");
    for operation in operations
        .iter()
        .filter(|operation| operation.has_arguments_type())
    {
        let span = operation.name.span;
        let name = arguments_ident(owner, operation);
        let cfgs: Vec<_> = cfgs_of_owner
            .iter()
            .chain(&operation.attributes.cfgs)
            .collect();
        let docs = format!(
            "The parameters of the action `{}`, for [`Arguments`](::graph_runtime::Arguments).",
            operation.name.wire
        );
        let docs = docs.replace("::graph_runtime", &path);
        let constants = operation.parameters.iter().map(|parameter| {
            let wire = &parameter.name.wire;
            let constant = rust_ident(&constant_name(wire), parameter.name.span);
            let ty = context.value_type(&parameter.ty);
            let docs = format!("`{wire}`: `{}`.", shown(context.model, &parameter.ty));
            quote!(#[doc = #docs] #constant (#ty) #wire)
        });
        let lints = context.lints_of_type(&name);
        output.items.push(quote_spanned! {span=>
            #[doc = #docs]
            #(#cfgs)*
            #lints
            #visibility enum #name {}
        });
        output.impls.push(quote_spanned! {span=>
            #(#cfgs)*
            impl #name {
                #macros::__properties! { owner: #name, properties: { #(#constants)* } }
            }
        });
    }
}
