//! An enumeration: a variant for each member, and one for what is not declared.

use graph_syntax::{Enumeration, variant_name};
use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Context, docs, json_impls, rust_ident};

pub(super) fn expand_enumeration(context: &Context<'_>, enumeration: &Enumeration) -> TokenStream {
    let (runtime, private) = (&context.runtime, &context.private);
    let name = rust_ident(&enumeration.rust_name(), enumeration.name.span);
    let wire = &enumeration.name.wire;
    let visibility = &enumeration.visibility;
    let docs_of_type = docs(&enumeration.attributes, || format!("`{wire}`."));
    let others = &enumeration.attributes.others;
    let cfgs: Vec<_> = enumeration.attributes.cfgs.iter().collect();
    let odata_type = context.odata_type(&enumeration.name);

    let mut variants = TokenStream::new();
    let mut members = TokenStream::new();
    for (attributes, member) in &enumeration.members {
        let wire = &member.wire;
        let variant = rust_ident(&attributes.rust_name_or(|| variant_name(wire)), member.span);
        let docs = docs(attributes, || format!("`{wire}`."));
        let (cfgs, others) = (&attributes.cfgs, &attributes.others);
        variants.extend(quote_spanned!(member.span=> #docs #(#cfgs)* #(#others)* #variant,));
        members.extend(quote_spanned!(member.span=> #(#cfgs)* (#wire, Self::#variant),));
    }
    let json = json_impls(context, &name, &cfgs);
    quote_spanned! {enumeration.name.span=>
        #docs_of_type
        #(#cfgs)*
        #(#others)*
        #[derive(
            ::core::clone::Clone,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        #[allow(
            dead_code,
            deprecated,
            non_camel_case_types,
            unreachable_pub,
            clippy::upper_case_acronyms
        )]
        #visibility enum #name {
            #variants
            /// A member that is not declared: its name as it came.
            Unrecognized(#private::Box<::core::primitive::str>),
        }

        #(#cfgs)*
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl #name {
            /// The name of the member on the wire.
            pub fn as_str(&self) -> &::core::primitive::str {
                #private::name_of(self)
            }
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::Declared for #name {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
            type Kind = #private::EnumerationKind;
            type Held = Self;
            type Own = Self;
            type Alone = #runtime::ValueOf<Self>;
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated, unreachable_patterns)]
        impl #private::Enumeration for #name {
            const MEMBERS: &'static [(&'static ::core::primitive::str, Self)] = &[#members];

            fn unrecognized(name: #private::Box<::core::primitive::str>) -> Self {
                Self::Unrecognized(name)
            }

            fn as_unrecognized(&self) -> ::core::option::Option<&::core::primitive::str> {
                match self {
                    Self::Unrecognized(name) => ::core::option::Option::Some(name),
                    _ => ::core::option::Option::None,
                }
            }
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::convert::From<&::core::primitive::str> for #name {
            fn from(name: &::core::primitive::str) -> Self {
                #private::member_of(name)
            }
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(#private::name_of(self))
            }
        }

        #json
    }
}
