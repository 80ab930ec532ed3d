//! Expands an entity or complex type: its struct, its constants, and its implementations.

use graph_syntax::{Edm, Property, Record, TypeName, Verb, VerbList};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

mod ancestors;
mod constants;

use ancestors::expand_ancestors;
pub(super) use ancestors::inherits;
use constants::expand_constants;
pub(super) use constants::expand_navigation_constants;

use super::tokens::{Parts, Tokens};
use super::verbs::verb_type;
use super::{Context, Expansion, docs, runtime_at, rust_ident, shown};

pub(super) fn expand_record(context: &Context<'_>, index: usize, output: &mut Expansion) {
    let name = context.record_ident(index);
    let base = base_type(context, index);
    let fields = fields(context, index);
    let Expansion { items, impls } = output;
    items.push(expand_struct(context, index, &name, &base, &fields));
    impls.push(expand_constants(context, index, &name, &fields));
    impls.push(expand_chain(context, index, &name, &base, &fields));
    impls.push(expand_ancestors(context, index, &name));
    impls.push(expand_marks(context, index, &name));
    impls.extend(expand_key_below(context, index));
}

/// A property with the tokens that its expansion repeats, since repeating a token is cheaper than creating it again.
struct Field<'a> {
    property: &'a Property,
    rust_name: String,
    name: Ident,
    wire: Literal,
    docs: Tokens<'a>,
    is_boxed: bool,
}

fn fields<'a>(context: &Context<'a>, index: usize) -> Vec<Field<'a>> {
    let properties = context.model.records[index].properties.iter();
    properties
        .enumerate()
        .map(|(position, property)| (position, property, property.field_name()))
        .map(|(position, property, rust_name)| Field {
            property,
            name: rust_ident(&rust_name, property.name.span),
            rust_name,
            wire: Literal::string(&property.name.wire),
            docs: property_docs(context, property),
            is_boxed: context.model.is_boxed(index, position),
        })
        .collect()
}

/// Returns the properties in the JSON of a value. A stream is not among them, since it has a URL of its own.
fn held_fields<'a, 'b>(fields: &'b [Field<'a>]) -> impl Iterator<Item = &'b Field<'a>> {
    fields.iter().filter(|field| !is_stream(field.property))
}

/// Returns the type of the struct's `base` field: the base, or else the root type of the runtime.
fn base_type(context: &Context<'_>, index: usize) -> TokenStream {
    let runtime = &context.runtime;
    let record = &context.model.records[index];
    match &record.base {
        Some(TypeName::Path(path)) => path.to_token_stream(),
        Some(base) => context
            .model
            .record_of(base)
            .map_or_else(TokenStream::new, |base| {
                context.record_ident(base).into_token_stream()
            }),
        None if context.model.has_graphs_id(index) => {
            let name = context.record_ident(index);
            quote!(#runtime::EntityBase<#name>)
        }
        None => quote!(#runtime::BareBase),
    }
}

/// Tests if a value needs `@odata.type`, since the type has a base or subtypes.
fn is_typed(context: &Context<'_>, index: usize) -> bool {
    context.model.records[index].base.is_some() || context.is_family(index)
}

/// Returns the expression for the `base` field of a new value.
fn new_base(context: &Context<'_>, index: usize) -> TokenStream {
    let runtime = &context.runtime;
    let name = &context.model.records[index].name;
    let odata_type = context.odata_type(name);
    if is_typed(context, index) {
        quote_spanned!(name.span=> #runtime::new_base(#odata_type))
    } else {
        quote_spanned!(name.span=> #runtime::Record::new())
    }
}

fn is_stream(property: &Property) -> bool {
    matches!(property.ty.name, TypeName::Edm(Edm::Stream, _))
}

fn expand_struct(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &TokenStream,
    fields: &[Field<'_>],
) -> TokenStream {
    let record = &context.model.records[index];
    let visibility = &record.visibility;
    let wire = &record.name.wire;
    let docs_of_type = docs(&record.attributes, || format!("`{wire}`."));
    let (cfgs, others) = (&record.attributes.cfgs, &record.attributes.others);
    let base_docs = match &record.base {
        Some(_) => "The properties of the base. They can be read as fields of this type.",
        None => "Its type, and all that no declaration knows.",
    };
    let lints = context.lints_of_type(name);
    let mut declared = Parts::default();
    for field in held_fields(fields) {
        let Field {
            property,
            name,
            docs,
            ..
        } = field;
        let mut ty = context.field_type(&property.ty);
        if field.is_boxed {
            ty = context.generic("Box", &ty);
        }
        // The span of the whole type, which rustc shows in errors about it.
        let span = property.ty.name.span();
        let ty = Tokens::generic(&runtime_at(span), Ident::new("Option", span), &ty);
        let (cfgs, others) = (&property.attributes.cfgs, &property.attributes.others);
        declared.push(quote_spanned! {property.name.span=>
            #docs
            #(#cfgs)*
            #(#others)*
            pub #name: #ty,
        });
    }
    let declared = declared.into_tokens();
    quote_spanned! {record.name.span=>
        #docs_of_type
        #(#cfgs)*
        #(#others)*
        #lints
        #visibility struct #name {
            #[doc = #base_docs]
            pub base: #base,
            #declared
        }
    }
}

fn property_docs<'a>(context: &Context<'_>, property: &'a Property) -> Tokens<'a> {
    docs(&property.attributes, || {
        format!(
            "`{}`: `{}`.",
            property.name.wire,
            shown(context.model, &property.ty)
        )
    })
}

/// Expands the implementations that every type has.
fn expand_chain(
    context: &Context<'_>,
    index: usize,
    name: &Ident,
    base: &TokenStream,
    fields: &[Field<'_>],
) -> TokenStream {
    let (runtime, macros) = (&context.runtime, &context.macros);
    let record = &context.model.records[index];
    let span = record.name.span;
    let cfgs_of_type = &record.attributes.cfgs;
    let odata_type = context.odata_type(&record.name);
    let held = context.held_ident(index);
    let is_typed = is_typed(context, index).then(|| quote!(const TYPED: #runtime::bool = true;));
    let is_keyed = record
        .key()
        .map(|_| quote!(const KEYED: #runtime::bool = true;));
    let directory_object = directory_object(context, index);
    let is_abstract = record.is_abstract.then(|| {
        quote!(
            const IS_ABSTRACT: #runtime::bool = true;
        )
    });
    let mut own = Parts::default();
    let mut own_count: u32 = 0;
    for field in held_fields(fields) {
        let Field {
            property,
            name,
            wire,
            ..
        } = field;
        let cfgs = &property.attributes.cfgs;
        let method = if field.is_boxed {
            "boxed_property"
        } else {
            "property"
        };
        let method = Ident::new(method, property.ty.name.span());
        own.push(quote!(#(#cfgs)* #name #method #wire));
        own_count += 1;
    }
    let fields = own.unless_empty().map(|own| quote!(, fields: { #own }));
    let own_count = (own_count > 0).then(|| quote!(const OWN: #runtime::u32 = #own_count;));
    let new_base = new_base(context, index);
    quote_spanned! {span=>
        #(#cfgs_of_type)*
        #macros::__record! {
            name: #name,
            base: #base,
            new_base: [#new_base],
            derived: {
                const ODATA_TYPE: &'static #runtime::str = #odata_type;
                type Held = #held;
                #is_abstract
                #directory_object
                #own_count
                #is_typed
                #is_keyed
            }
            #fields
        }
    }
}

/// `directoryObject` and its best-known subtypes, which are often declared without their base.
const DIRECTORY_OBJECTS: &[&str] = &[
    "administrativeUnit",
    "application",
    "device",
    "directoryObject",
    "directoryRole",
    "group",
    "orgContact",
    "servicePrincipal",
    "user",
];

/// Expands the constant for Entra's directory objects: types that extend `microsoft.graph.directoryObject`, or are known or marked to.
fn directory_object(context: &Context<'_>, index: usize) -> TokenStream {
    let (model, runtime) = (context.model, &context.runtime);
    let is_marked = model.lineage(index).any(|ancestor| {
        let record = &model.records[ancestor];
        record.attributes.directory_object.is_some()
            || (model.namespace.text == "microsoft.graph"
                && DIRECTORY_OBJECTS.contains(&record.name.wire.as_str()))
    });
    let value = match &model.records[model.root(index)].base {
        _ if is_marked => quote!(true),
        Some(TypeName::Path(base)) => quote!(<#base as #runtime::Declared>::IS_DIRECTORY_OBJECT),
        _ => return TokenStream::new(),
    };
    quote!(const IS_DIRECTORY_OBJECT: #runtime::bool = #value;)
}

/// Expands a check that the base has no key, for a type with a key whose first base is in another declaration.
fn expand_key_below(context: &Context<'_>, index: usize) -> Option<TokenStream> {
    let (model, runtime) = (context.model, &context.runtime);
    let record = &model.records[index];
    let span = record.key()?.attributes.key?;
    let Some(TypeName::Path(base)) = &model.records[model.root(index)].base else {
        return None;
    };
    let cfgs = &record.attributes.cfgs;
    let message = format!(
        "`{}` already has a key, from its base: remove `#[key]`, or mark the base `#[keyless]`",
        record.name.wire
    );
    Some(quote_spanned! {span=>
        #(#cfgs)*
        const _: () = #runtime::assert_keyless(<#base as #runtime::Record>::HAS_KEY, #message);
    })
}

/// Expands the traits for attributes and keywords. Subtypes inherit them.
fn expand_marks(context: &Context<'_>, index: usize, name: &Ident) -> TokenStream {
    let (model, runtime) = (context.model, &context.runtime);
    let cfgs = &model.records[index].attributes.cfgs;
    let mark = |mark: &str, inside: TokenStream| {
        let mark = Ident::new(mark, name.span());
        quote! {
            #(#cfgs)*
            impl #runtime::#mark for #name { #inside }
        }
    };
    let nearest = |mark: fn(&Record) -> bool| {
        let mut records = model
            .lineage(index)
            .map(|ancestor| &model.records[ancestor]);
        records.find(|record| mark(record))
    };
    let mut marks = TokenStream::new();
    if let Some(record) = nearest(|record| record.attributes.media.is_some()) {
        let verbs = match &record.attributes.media_verbs {
            None => quote!(V),
            Some(list) => verb_type(context, &verbs(list), list.span).to_token_stream(),
        };
        marks.extend(mark("Media", quote!(type Stream<V> = #verbs;)));
    }
    if let Some(record) = nearest(|record| record.attributes.path_addressed.is_some()) {
        let verbs = match &record.attributes.path_verbs {
            None => verb_type(context, ON_ITEM, name.span()),
            Some(list) => verb_type(context, &verbs(list), list.span),
        };
        marks.extend(mark("PathAddressed", quote!(type Verbs = #verbs;)));
    }
    if nearest(|record| record.is_open).is_some() {
        marks.extend(mark("Open", TokenStream::new()));
    }
    marks
}

/// The default verbs of an item at a path.
const ON_ITEM: &[Verb] = &[Verb::Get, Verb::Put, Verb::Patch, Verb::Delete];

fn verbs(list: &VerbList) -> Vec<Verb> {
    VerbList::verbs_or(Some(list), &[Verb::Get])
}
