//! Expands the constants of a type: one for each property and navigation property.

use graph_syntax::{Navigation, Property, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::super::tokens::Parts;
use super::super::{Context, docs, rust_ident, shown};
use super::{Field, is_stream};

pub(super) fn expand_constants(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    fields: &[Field<'_>],
) -> TokenStream {
    let record = &context.model.records[index];
    let runtime = &context.runtime;
    let cfgs_of_type = &record.attributes.cfgs;
    let mut constants = Parts::default();
    // A property of that name is reported as an error.
    let declares_id = || {
        record
            .properties
            .iter()
            .any(|property| property.name.wire == "id")
    };
    if context.model.has_graphs_id(index) && !declares_id() {
        let root = context.record_ident(context.model.root(index));
        constants.push(quote_spanned! {record.name.span=>
            /// `id`: identifies the entity.
            pub const ID: #runtime::Property<#root, #runtime::Id<#root>, #runtime::ReadOnly> =
                #runtime::property("id");
        });
    }
    let mut properties = Parts::default();
    for field in fields {
        let Field {
            property,
            wire,
            docs,
            ..
        } = field;
        let span = property.name.span;
        let constant = rust_ident(&field.rust_name.to_uppercase(), span);
        let ty = context.value_type(&property.ty);
        let access = access_of(property).map(|access| {
            let access = Ident::new(access, span);
            quote!(, #runtime::#access)
        });
        let (cfgs, others) = (&property.attributes.cfgs, &property.attributes.others);
        properties.push(quote! {
            #docs
            #(#cfgs)*
            #(#others)*
            #constant (#ty #access) #wire
        });
    }
    let macros = &context.macros;
    constants.extend(properties.into_chunks().map(|properties| {
        quote_spanned! {name.span()=>
            #macros::__properties! { owner: #name, properties: { #properties } }
        }
    }));
    constants.extend(expand_navigation_constants(
        context,
        &record.navigations,
        name,
    ));
    let Some(constants) = constants.unless_empty() else {
        return TokenStream::new();
    };
    quote_spanned! {record.name.span=>
        #(#cfgs_of_type)*
        impl #name {
            #constants
        }
    }
}

/// Expands the constants of navigation properties, without the implicit ones. Returns `None` if there are none.
pub(in super::super) fn expand_navigation_constants(
    context: &Context<'_>,
    navigations: &[Navigation],
    owner: &impl ToTokens,
) -> Option<TokenStream> {
    let (macros, span) = (&context.macros, context.runtime.span());
    let constants: Parts = navigations
        .iter()
        .filter(|navigation| !navigation.is_implicit)
        .map(|navigation| expand_navigation_constant(context, navigation))
        .collect();
    let constants: Parts = constants
        .into_chunks()
        .map(|constants| {
            quote_spanned! {span=>
                #macros::__navigations! { owner: #owner, navigations: { #constants } }
            }
        })
        .collect();
    constants.unless_empty()
}

fn expand_navigation_constant(context: &Context<'_>, navigation: &Navigation) -> TokenStream {
    let wire = &navigation.name.wire;
    let span = navigation.name.span;
    let constant = rust_ident(&navigation.method_name().to_uppercase(), span);
    let one = TypeRef {
        name: navigation.target.name.clone(),
        is_collection: false,
    };
    let target = context.value_type(&one);
    let kind = match (navigation.is_reference, navigation.is_linkable()) {
        (false, false) => "Contained",
        (_, true) => "Reference",
        (true, false) => "ReadOnlyReference",
    };
    let many = if navigation.target.is_collection {
        "Many"
    } else {
        ""
    };
    let kind = Ident::new(&format!("{kind}{many}"), span);
    let docs = docs(&navigation.attributes, || {
        format!("`{wire}`: `{}`.", shown(context.model, &navigation.target))
    });
    let (cfgs, others) = (&navigation.attributes.cfgs, &navigation.attributes.others);
    quote!(#docs #(#cfgs)* #(#others)* #constant (#target) #kind #wire)
}

/// Returns the access of a property, or `None` if clients may always set it.
fn access_of(property: &Property) -> Option<&'static str> {
    let attributes = &property.attributes;
    if attributes.read_only.is_some() || is_stream(property) {
        Some("ReadOnly")
    } else if attributes.immutable.is_some() {
        Some("Immutable")
    } else if attributes.not_null.is_some() || attributes.key.is_some() {
        Some("NotNull")
    } else {
        None
    }
}
