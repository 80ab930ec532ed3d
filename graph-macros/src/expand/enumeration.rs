//! Expands an enumeration: a variant for each member, and one for undeclared members.

use graph_syntax::{Enumeration, variant_name};
use quote::quote_spanned;

use super::tokens::Parts;
use super::{Context, Expansion, docs, rust_ident};

pub(super) fn expand_enumeration(
    context: &Context<'_>,
    enumeration: &Enumeration,
    output: &mut Expansion,
) {
    let (runtime, macros) = (&context.runtime, &context.macros);
    let name = rust_ident(&enumeration.rust_name(), enumeration.name.span);
    let wire = &enumeration.name.wire;
    let visibility = &enumeration.visibility;
    let docs_of_type = docs(&enumeration.attributes, || format!("`{wire}`."));
    let others = &enumeration.attributes.others;
    let cfgs: Vec<_> = enumeration.attributes.cfgs.iter().collect();
    let odata_type = context.odata_type(&enumeration.name);

    let (mut variants, mut members) = (Parts::default(), Parts::default());
    for member in &enumeration.members {
        let (attributes, member) = (&member.attributes, &member.name);
        let wire = &member.wire;
        let variant = rust_ident(&attributes.rust_name_or(|| variant_name(wire)), member.span);
        let docs = docs(attributes, || format!("`{wire}`."));
        let (cfgs, others) = (&attributes.cfgs, &attributes.others);
        variants.push(quote_spanned!(member.span=> #docs #(#cfgs)* #(#others)* #variant,));
        members.push(quote_spanned!(member.span=> #(#cfgs)* (#wire, Self::#variant),));
    }
    let (variants, members) = (variants.into_tokens(), members.into_tokens());
    // The members can have unusual names even if the type does not.
    let lints = &context.repeated.lints_of_unusual_type;
    output.items.push(quote_spanned! {enumeration.name.span=>
        #docs_of_type
        #(#cfgs)*
        #(#others)*
        #[derive(::core::clone::Clone)]
        #lints
        #visibility enum #name {
            #variants
            /// A member that is not declared, with its name as received.
            Unrecognized(#runtime::Box<#runtime::str>),
        }
    });
    output.impls.push(quote_spanned! {enumeration.name.span=>
        #(#cfgs)*
        #macros::__enumeration! {
            name: #name,
            odata_type: #odata_type,
            members: [#members]
        }
    });
}
