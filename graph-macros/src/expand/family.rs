//! A type with subtypes: the enum of all that a value of it can be.

use graph_syntax::RecordKind;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::record::inherits;
use super::tokens::Parts;
use super::{Context, Expansion};

/// One type that a value can be.
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
    let cfgs: Vec<_> = model.records[index].attributes.cfgs.iter().collect();
    let Expansion { items, impls } = output;
    items.push(expand_enum(context, index, &name, &base, &variants));
    impls.push(expand_member_reading(
        context, index, &name, &base, &variants,
    ));
    impls.push(expand_deref(index, context, &name, &base, &variants));
    impls.push(expand_from(context, &name, &cfgs, &variants));
    impls.push(expand_common(context, index, &name, &base, &cfgs));
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
        let content = match variant.is_boxed {
            true => quote!(#runtime::Box<#ident>),
            false => ident.to_token_stream(),
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

fn expand_member_reading(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let runtime = &context.runtime;
    let record = &context.model.records[index];
    let cfgs_of_type = &record.attributes.cfgs;
    let (mut reads, mut writes, mut names) = (Parts::default(), Parts::default(), Parts::default());
    for variant in variants {
        let (ident, cfgs, qualified) = (&variant.record, &variant.cfgs, &variant.qualified);
        let (read, content) = match variant.is_boxed {
            true => (quote!(read_boxed), quote!(&**value)),
            false => (quote!(read_inline), quote!(value)),
        };
        reads.push(quote! {
            #(#cfgs)* #qualified => #runtime::#read(is_member, reader, Self::#ident),
        });
        names.push(quote!(#(#cfgs)* #qualified,));
        writes.push(quote! {
            #(#cfgs)* Self::#ident(value) => #runtime::write_record(#content, serializer),
        });
    }
    let (reads, writes) = (reads.into_tokens(), writes.into_tokens());
    let names = names.into_tokens();
    quote_spanned! {record.name.span=>
        #(#cfgs_of_type)*
        impl #runtime::Family for #name {
            type Base = #base;

            const SUBTYPES: &'static [&'static #runtime::str] = &[#names];

            fn read_member(
                name: &#runtime::str,
                is_member: #runtime::bool,
                reader: &mut #runtime::Reader<'_>,
            ) -> #runtime::Result<Self, #runtime::NotJson> {
                match name {
                    #reads
                    _ => #runtime::read_other(name, is_member, reader),
                }
            }

            fn write_member<S: #runtime::Serializer>(
                &self,
                serializer: S,
            ) -> #runtime::Result<S::Ok, S::Error> {
                match self {
                    Self::#base(value) => #runtime::write_record(value, serializer),
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
    let runtime = &context.runtime;
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
        impl #runtime::Deref for #name {
            type Target = #base;

            fn deref(&self) -> &#base {
                match self {
                    Self::#base(value) => value,
                    #arms
                }
            }
        }

        #(#cfgs_of_type)*
        impl #runtime::DerefMut for #name {
            fn deref_mut(&mut self) -> &mut #base {
                match self {
                    Self::#base(value) => value,
                    #arms
                }
            }
        }
    }
}

/// What every such enum has. Subtypes of other declarations are read by their own type.
fn expand_common(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &Ident,
    cfgs: &[&syn::Attribute],
) -> TokenStream {
    let macros = &context.macros;
    let odata_type = context.odata_type(&context.model.records[index].name);
    quote_spanned! {name.span()=>
        #(#cfgs)*
        #macros::__family! { #name #base #odata_type }
    }
}

fn expand_from(
    context: &Context<'_>,
    name: &Ident,
    cfgs_of_type: &[&syn::Attribute],
    variants: &[Variant<'_>],
) -> TokenStream {
    let runtime = &context.runtime;
    let mut output = Parts::default();
    for variant in variants {
        let (ident, cfgs) = (&variant.record, &variant.cfgs);
        let content = match variant.is_boxed {
            true => quote!(#runtime::Box::new(value)),
            false => quote!(value),
        };
        output.push(quote! {
            #(#cfgs_of_type)*
            #(#cfgs)*
            impl #runtime::From<#ident> for #name {
                fn from(value: #ident) -> Self {
                    Self::#ident(#content)
                }
            }
        });
    }
    output.into_tokens()
}
