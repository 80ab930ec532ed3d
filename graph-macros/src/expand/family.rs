//! A type with subtypes: the enum of all that a value of it can be.

use graph_syntax::RecordKind;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::record::inherits;
use super::{Context, json_impls};

/// One type that a value can be.
struct Variant<'a> {
    record: Ident,
    qualified: String,
    wire: &'a str,
    cfgs: Vec<&'a syn::Attribute>,
    is_boxed: bool,
}

pub(super) fn expand_family(context: &Context<'_>, index: usize) -> TokenStream {
    if !context.is_family(index) {
        return TokenStream::new();
    }
    let model = context.model;
    let variants: Vec<Variant<'_>> = model
        .descendants(index)
        .iter()
        .map(|&subtype| variant(context, index, subtype))
        .collect();
    let name = context.family_ident(index);
    let base = context.record_ident(index);
    let cfgs: Vec<_> = model.records[index].attributes.cfgs.iter().collect();
    let mut output = expand_enum(context, index, &name, &base, &variants);
    output.extend(expand_member_reading(
        context, index, &name, &base, &variants,
    ));
    output.extend(expand_deref(index, context, &name, &base, &variants));
    output.extend(expand_from(context, &name, &base, &cfgs, &variants));
    output.extend(expand_downcast(context, &name, &base, &cfgs));
    output.extend(json_impls(context, &name, &cfgs));
    let own_cfgs = &model.records[index].attributes.cfgs;
    for ancestor in std::iter::once(index).chain(model.ancestors(index).iter().copied()) {
        output.extend(inherits(
            context,
            &name,
            &context.record_ident(ancestor).into_token_stream(),
            own_cfgs,
            &model.records[ancestor].attributes.cfgs,
        ));
    }
    output
}

fn variant<'a>(context: &Context<'a>, family: usize, subtype: usize) -> Variant<'a> {
    let record = &context.model.records[subtype];
    // A subtype is there only where all types between it and the family's are.
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
    let private = &context.private;
    let record = &context.model.records[index];
    let (visibility, cfgs) = (&record.visibility, &record.attributes.cfgs);
    let wire = &record.name.wire;
    let docs = format!(
        "`{wire}` or one of its declared subtypes, by `@odata.type`. Dereferences to [`{base}`]."
    );
    let base_docs = format!("`{wire}` itself, or a subtype that is not declared.");
    let mut members = TokenStream::new();
    for variant in variants {
        let (ident, cfgs) = (&variant.record, &variant.cfgs);
        let docs = format!("`{}`.", variant.wire);
        let content = match variant.is_boxed {
            true => quote!(#private::Box<#ident>),
            false => ident.to_token_stream(),
        };
        members.extend(quote!(#[doc = #docs] #(#cfgs)* #ident(#content),));
    }
    quote_spanned! {record.name.span=>
        #[doc = #docs]
        #(#cfgs)*
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #[allow(
            dead_code,
            deprecated,
            non_camel_case_types,
            unreachable_pub,
            clippy::large_enum_variant,
            clippy::enum_variant_names,
            clippy::upper_case_acronyms
        )]
        #visibility enum #name {
            #[doc = #base_docs]
            #base(#base),
            #members
        }
    }
}

fn expand_member_reading(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let private = &context.private;
    let record = &context.model.records[index];
    let cfgs_of_type = &record.attributes.cfgs;
    let odata_type = context.odata_type(&record.name);
    let mut reads = TokenStream::new();
    let mut writes = TokenStream::new();
    for variant in variants {
        let (ident, cfgs, qualified) = (&variant.record, &variant.cfgs, &variant.qualified);
        let (read, content) = match variant.is_boxed {
            true => (quote!(read_boxed), quote!(&**value)),
            false => (quote!(read_inline), quote!(value)),
        };
        reads.extend(quote! {
            #(#cfgs)* #qualified => #private::#read(is_member, reader, Self::#ident),
        });
        writes.extend(quote! {
            #(#cfgs)* Self::#ident(value) => #private::write_record(#content, serializer),
        });
    }
    quote_spanned! {record.name.span=>
        #(#cfgs_of_type)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::Declared for #name {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
            type Kind = #private::FamilyKind;
            type Held = Self;
            type Own = #base;
            type Alone = Self;
            const IS_DIRECTORY_OBJECT: ::core::primitive::bool =
                <#base as #private::Declared>::IS_DIRECTORY_OBJECT;
        }

        #(#cfgs_of_type)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #private::Family for #name {
            type Base = #base;

            fn from_base(base: #base) -> Self {
                Self::#base(base)
            }

            fn read_member(
                name: &::core::primitive::str,
                is_member: ::core::primitive::bool,
                reader: &mut #private::Reader<'_>,
            ) -> ::core::result::Result<Self, #private::NotJson> {
                match name {
                    #reads
                    _ => #private::read_base(is_member, reader),
                }
            }

            fn write_member<S: #private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    Self::#base(value) => #private::write_record(value, serializer),
                    #writes
                }
            }
        }
    }
}

fn expand_deref(
    index: usize,
    context: &Context<'_>,
    name: &Ident,
    base: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let record = &context.model.records[index];
    let cfgs_of_type = &record.attributes.cfgs;
    let arms: TokenStream = variants
        .iter()
        .map(|variant| {
            let (ident, cfgs) = (&variant.record, &variant.cfgs);
            quote!(#(#cfgs)* Self::#ident(value) => value,)
        })
        .collect();
    quote_spanned! {record.name.span=>
        #(#cfgs_of_type)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::ops::Deref for #name {
            type Target = #base;

            fn deref(&self) -> &#base {
                match self {
                    Self::#base(value) => value,
                    #arms
                }
            }
        }

        #(#cfgs_of_type)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::ops::DerefMut for #name {
            fn deref_mut(&mut self) -> &mut #base {
                match self {
                    Self::#base(value) => value,
                    #arms
                }
            }
        }
    }
}

/// Subtypes of other declarations are read by their own type.
fn expand_downcast(
    context: &Context<'_>,
    name: &Ident,
    base: &Ident,
    cfgs: &[&syn::Attribute],
) -> TokenStream {
    let (runtime, private) = (&context.runtime, &context.private);
    quote_spanned! {name.span()=>
        #(#cfgs)*
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl #name {
            /// The value as a subtype that another declaration has; `None` if it is of another type.
            pub fn downcast<S, I>(&self) -> ::core::option::Option<S>
            where
                S: #private::Derived + #private::Value + #runtime::Inherits<#base, I>,
            {
                #private::downcast(self, self.odata_type())
            }
        }
    }
}

fn expand_from(
    context: &Context<'_>,
    name: &Ident,
    base: &Ident,
    cfgs_of_type: &[&syn::Attribute],
    variants: &[Variant<'_>],
) -> TokenStream {
    let private = &context.private;
    let mut output = quote! {
        #(#cfgs_of_type)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::convert::From<#base> for #name {
            fn from(value: #base) -> Self {
                Self::#base(value)
            }
        }
    };
    for variant in variants {
        let (ident, cfgs) = (&variant.record, &variant.cfgs);
        let content = match variant.is_boxed {
            true => quote!(#private::Box::new(value)),
            false => quote!(value),
        };
        output.extend(quote! {
            #(#cfgs_of_type)*
            #(#cfgs)*
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<#ident> for #name {
                fn from(value: #ident) -> Self {
                    Self::#ident(#content)
                }
            }
        });
    }
    output
}
