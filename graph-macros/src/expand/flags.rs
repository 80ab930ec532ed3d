//! Expands a flags enumeration: a set of members, with a constant for each member.

use graph_syntax::{Enumeration, constant_name};
use proc_macro2::Literal;
use quote::{quote, quote_spanned};

use super::tokens::Parts;
use super::{Context, Expansion, docs, rust_ident};

pub(super) fn expand_flags(
    context: &Context<'_>,
    enumeration: &Enumeration,
    output: &mut Expansion,
) {
    let (runtime, macros) = (&context.runtime, &context.macros);
    let name = rust_ident(&enumeration.rust_name(), enumeration.name.span);
    let wire = &enumeration.name.wire;
    let visibility = &enumeration.visibility;
    let docs_of_type = docs(&enumeration.attributes, || {
        format!("`{wire}`: a set of members, joined by `|`.")
    });
    let others = &enumeration.attributes.others;
    let cfgs: Vec<_> = enumeration.attributes.cfgs.iter().collect();
    let odata_type = context.odata_type(&enumeration.name);
    let mut members = enumeration.members.iter();
    let has_values = members.any(|member| member.value.is_some());
    let table = has_values.then(|| quote!(, #name::__VALUES));
    let member_of = if has_values {
        quote!(flag_of)
    } else {
        quote!(flag)
    };
    let (mut constants, mut values) = (Parts::default(), Parts::default());
    for member in &enumeration.members {
        let (attributes, value, member) = (&member.attributes, member.value, &member.name);
        let wire = &member.wire;
        let constant = rust_ident(
            &attributes
                .rust_name_or(|| constant_name(wire))
                .to_uppercase(),
            member.span,
        );
        let docs = docs(attributes, || match value {
            Some(value) => format!("`{wire}`: {value}."),
            None => format!("`{wire}`."),
        });
        let (cfgs, others) = (&attributes.cfgs, &attributes.others);
        constants.push(quote_spanned! {member.span=>
            #docs
            #(#cfgs)*
            #(#others)*
            pub const #constant: #name = #name(#runtime::#member_of(#wire #table));
        });
        let value = value.map(Literal::i64_unsuffixed);
        values.extend(value.map(|value| quote!(#(#cfgs)* (#wire, #value),)));
    }
    let values = values.unless_empty().map(|values| {
        quote! {
            const __VALUES: #runtime::FlagValues = &[#values];
        }
    });
    let flags = if has_values {
        quote!(#runtime::flags_of(flags, #name::__VALUES))
    } else {
        quote!(flags)
    };
    let constants = constants.into_tokens();
    let lints = context.lints_of_type(&name);
    output.items.push(quote_spanned! {enumeration.name.span=>
        #docs_of_type
        #(#cfgs)*
        #(#others)*
        #[derive(
            ::core::clone::Clone,
            ::core::cmp::PartialEq,
            ::core::default::Default,
        )]
        #lints
        #visibility struct #name(#runtime::Flags);
    });
    output.impls.push(quote_spanned! {enumeration.name.span=>
        #(#cfgs)*
        impl #name {
            #values
            #constants
        }

        #(#cfgs)*
        impl #runtime::Eq for #name {}

        #(#cfgs)*
        impl #runtime::Declared for #name {
            const ODATA_TYPE: &'static #runtime::str = #odata_type;
            type Kind = #runtime::FlagsKind;
            type Held = Self;
            type Own = Self;
        }

        #(#cfgs)*
        impl #runtime::From<#runtime::Flags> for #name {
            fn from(flags: #runtime::Flags) -> Self {
                #name(#flags)
            }
        }

        #(#cfgs)*
        impl #runtime::Deref for #name {
            type Target = #runtime::Flags;

            fn deref(&self) -> &#runtime::Flags {
                &self.0
            }
        }

        #(#cfgs)*
        impl #runtime::BitOr for #name {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                #name(self.0.with(&other.0))
            }
        }

        #(#cfgs)*
        #macros::__json! { name: #name }
    });
}
