//! Expands services and the paths to entities: a type for each entity type, a method for each segment that can follow.

use std::collections::HashSet;

use graph_syntax::{Navigation, Operation, RecordKind, Service, TypeName, method_name};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

mod casts;
mod segments;

use casts::{cast_rust_name, expand_cast, subtypes_type};
pub(super) use segments::expand_segment;
use segments::{
    expand_alternate_keys, expand_known_keys, expand_properties, has_url, property_method,
};

use super::methods::Methods;
use super::operation::Receiver;
use super::tokens::Parts;
use super::{Context, Expansion, docs, operation};

pub(super) fn expand_service(context: &Context<'_>, service: &Service, output: &mut Expansion) {
    let runtime = &context.runtime;
    let name = &service.name;
    let visibility = &service.visibility;
    let version = service.version.value();
    let docs_of_type = docs(&service.attributes, || {
        format!("The service whose paths begin with `/{version}`.")
    });
    let (cfgs, others) = (&service.attributes.cfgs, &service.attributes.others);
    let mut methods = Parts::default();
    let mut names = Methods::of(service.roots.iter().map(Navigation::method_name));
    for root in &service.roots {
        let segment = format!("/{version}/{}", root.name.wire);
        let start = quote!(#runtime::RawPath::root(#segment));
        methods.push(expand_segment(
            context,
            root,
            &start,
            None,
            &quote!(pub),
            &mut names,
        ));
        let before = quote!(#runtime::RawPath::<()>::root(""));
        methods.push(expand_alternate_keys(
            context, root, &before, &segment, false,
        ));
    }
    let methods = methods.into_tokens();
    let struct_of_service = at_segments(
        quote_spanned!(name.span()=> #visibility struct #name;),
        service.end.map(|end| (service.version.span(), end)),
    );
    output.items.push(quote_spanned! {name.span()=>
        #docs_of_type
        #(#cfgs)*
        #(#others)*
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
            ::core::default::Default,
        )]
        #[allow(dead_code, unused_qualifications, unreachable_pub)]
        #struct_of_service
    });
    let lints = context.lints_of_methods();
    output.items.push(quote_spanned! {name.span()=>
        #(#cfgs)*
        #lints
        impl #name {
            /// The first segment of the service's paths.
            pub const VERSION: &'static #runtime::str = #version;

            #methods
        }
    });
    output.impls.push(quote_spanned! {name.span()=>
        #(#cfgs)*
        impl #runtime::Service for #name {
            const VERSION: &'static #runtime::str = #version;
        }
    });
}

/// Gives a type the span of its segments, which rustc then shows when it does not find a segment.
fn at_segments(ty: TokenStream, segments: Option<(Span, Span)>) -> TokenStream {
    let Some((start, end)) = segments else {
        return ty;
    };
    let mut tokens: Vec<_> = ty.into_iter().collect();
    if let Some(first) = tokens.first_mut() {
        first.set_span(first.span().located_at(start));
    }
    if let Some(last) = tokens.last_mut() {
        last.set_span(last.span().located_at(end));
    }
    tokens.into_iter().collect()
}

pub(super) fn expand_path(context: &Context<'_>, index: usize, output: &mut Expansion) {
    let model = context.model;
    let record = &model.records[index];
    if !model.has_path(index) {
        return;
    }
    expand_path_type(context, index, output);
    let path = context.path_ident(index);
    let cfgs_of_type = &record.attributes.cfgs;

    // A name that both one entity and a collection have is in an `impl` for each. All other methods are in one `impl` for both, with a
    // bound whose message says why the segment cannot follow.
    let operations = model.operations(index);
    let on_collection: HashSet<&str> = wires(&operations, true).collect();
    let on_entity: HashSet<&str> = model
        .navigations(index)
        .iter()
        .map(|inherited| inherited.navigation.name.wire.as_str())
        .chain(wires(&operations, false))
        .collect();
    let is_shared = |name: &str| on_collection.contains(name) && on_entity.contains(name);

    let mut names = rust_names(context, index, operations.iter());
    let shape = quote!(M);
    let (mut methods, mut of_one, mut of_many) =
        (Parts::default(), Parts::default(), Parts::default());
    for inherited in model.navigations(index) {
        let navigation = inherited.navigation;
        let wire = &navigation.name.wire;
        let segment = format!("/{wire}");
        let step = quote!(self.0.step(#segment));
        let (to, shape) = if is_shared(wire) {
            (&mut of_one, None)
        } else {
            (&mut methods, Some(&shape))
        };
        to.push(expand_segment(
            context,
            navigation,
            &step,
            shape,
            &quote!(pub),
            &mut names,
        ));
        let before = quote!(self.0);
        methods.push(expand_alternate_keys(
            context, navigation, &before, &segment, true,
        ));
    }
    methods.push(expand_properties(context, index, &mut names));
    for (to, shared, on_collection) in [
        (&mut methods, false, None),
        (&mut of_one, true, Some(false)),
        (&mut of_many, true, Some(true)),
    ] {
        let receiver = if shared {
            Receiver::of_shape()
        } else {
            Receiver::own()
        };
        let those = operations.iter().filter(|(_, operation)| {
            is_shared(&operation.name.wire) == shared
                && on_collection.is_none_or(|side| operation.on_collection == side)
        });
        // The same name on one entity and on a collection is no conflict.
        let mut names_of_side = on_collection.map(|side| {
            let those = operations.iter().filter(|(_, operation)| {
                !is_shared(&operation.name.wire) || operation.on_collection == side
            });
            rust_names(context, index, those)
        });
        let names = names_of_side.as_mut().unwrap_or(&mut names);
        to.push(operation::expand_operations(
            context, those, &receiver, names,
        ));
    }
    methods.push(expand_known_keys(context, index, &mut names));
    for &subtype in model.descendants(index) {
        methods.push(expand_cast(context, subtype, &mut names));
    }
    let runtime = &context.runtime;
    if let Some(TypeName::Path(base)) = &record.base {
        methods.push(match record.kind {
            RecordKind::Entity => quote_spanned! {record.name.span=>
                /// Returns the path as one to the base, whose segments another declaration has.
                pub fn as_base(self) -> <#base as #runtime::Entity>::Path<M>
                where
                    M: #runtime::Shape,
                {
                    #runtime::Path::from_raw(self.0)
                }
            },
            // Only the declaration of a complex type knows if paths lead to it, so the bound is checked where the method is called.
            RecordKind::Complex => quote_spanned! {record.name.span=>
                /// Returns the path as one to the base, whose segments another declaration has.
                pub fn as_base(self) -> <#base as #runtime::Addressed<M>>::Path
                where
                    #base: #runtime::Addressed<M>,
                {
                    <#base as #runtime::Addressed<M>>::at(self.0)
                }
            },
        });
    }
    let impls = [
        (quote!(<M> #path<M>), methods),
        (quote!(<V> #path<#runtime::One<V>>), of_one),
        (quote!(<C, E> #path<#runtime::Many<C, E>>), of_many),
    ];
    for (of, methods) in impls {
        let Some(methods) = methods.unless_empty() else {
            continue;
        };
        let lints = context.lints_of_methods();
        output.items.push(quote_spanned! {record.name.span=>
            #(#cfgs_of_type)*
            #lints
            impl #of {
                #methods
            }
        });
    }
}

/// Returns the names of the operations that are bound to collections, or of the others.
fn wires<'a>(
    operations: &'a [(usize, &'a Operation)],
    on_collection: bool,
) -> impl Iterator<Item = &'a str> {
    operations
        .iter()
        .filter(move |(_, operation)| operation.on_collection == on_collection)
        .map(|(_, operation)| operation.name.wire.as_str())
}

/// Returns the Rust names of the segments that can follow a path to the record.
fn rust_names<'a>(
    context: &Context<'_>,
    index: usize,
    operations: impl Iterator<Item = &'a (usize, &'a Operation)>,
) -> Methods {
    let model = context.model;
    let lineage = || model.lineage(index);
    let navigations = model.navigations(index);
    Methods::of(
        navigations
            .iter()
            .map(|inherited| inherited.navigation.method_name())
            .chain(operations.map(|(_, operation)| operation.method_name()))
            .chain(
                model
                    .descendants(index)
                    .iter()
                    .map(|&subtype| cast_rust_name(context, subtype)),
            )
            .chain(lineage().flat_map(|owner| {
                let record = &model.records[owner];
                let properties = record
                    .properties
                    .iter()
                    .filter(|property| has_url(property))
                    .map(property_method);
                let keys = record
                    .known_keys
                    .iter()
                    .map(|(attributes, key)| attributes.rust_name_or(|| method_name(&key.wire)));
                properties.chain(keys)
            })),
    )
}

/// Returns the names that cannot be written as plain keys, apart from the namespace: operations that are bound to collections of the
/// entity, and the names that the declaration of its base knows. Returns `None` if there are no such names.
fn segment_names(context: &Context<'_>, index: usize) -> Option<TokenStream> {
    let (model, runtime) = (context.model, &context.runtime);
    let record = &model.records[index];
    if record.kind != RecordKind::Entity {
        return None;
    }
    let operations = model.operations(index);
    let mut names: Vec<&str> = wires(&operations, true).collect();
    names.sort_unstable();
    names.dedup();
    let base = match &model.records[model.root(index)].base {
        Some(TypeName::Path(base)) => {
            let span = record.name.span;
            quote_spanned!(span=> #runtime::Some(<#base as #runtime::Entity>::SEGMENT_NAMES))
        }
        _ if names.is_empty() => return None,
        _ => quote!(#runtime::None),
    };
    let odata_type = context.odata_type(&record.name);
    Some(quote_spanned! {record.name.span=>
        const SEGMENT_NAMES: &'static #runtime::SegmentNames =
            &#runtime::SegmentNames::new(#odata_type, &[#(#names),*], #base);
    })
}

fn expand_path_type(context: &Context<'_>, index: usize, output: &mut Expansion) {
    let (runtime, macros) = (&context.runtime, &context.macros);
    let record = &context.model.records[index];
    let (name, path, paths) = (
        context.record_ident(index),
        context.path_ident(index),
        context.paths_ident(index),
    );
    let (visibility, cfgs) = (&record.visibility, &record.attributes.cfgs);
    let wire = &record.name.wire;
    let docs = format!("A path to `{wire}`: to one entity or, as [`{paths}`], to a collection.");
    let paths_docs = format!(
        "A path to a collection of `{wire}`, with the verbs `C`, and the verbs `E` on each member."
    );
    let root = match &context.model.records[context.model.root(index)].base {
        // A complex type shares no id with its base, and the base may have no path.
        Some(TypeName::Path(base)) if record.kind == RecordKind::Entity => {
            let span = record.name.span;
            quote_spanned!(span=> <#base as #runtime::Entity>::Root)
        }
        _ => context
            .record_ident(context.model.root(index))
            .into_token_stream(),
    };
    let subtypes = subtypes_type(context, index);
    let names = segment_names(context, index);
    let text = path.to_string();
    let struct_of_path = at_segments(
        quote_spanned!(record.name.span=> #visibility struct #path<M>(#runtime::RawPath<M>);),
        record.segments,
    );
    let lints = context.lints_of_type(&path);
    output.items.push(quote_spanned! {record.name.span=>
        #[doc = #docs]
        #(#cfgs)*
        #[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
        #lints
        #struct_of_path

        #[doc = #paths_docs]
        #(#cfgs)*
        #lints
        #visibility type #paths<C, E> = #path<#runtime::Many<C, E>>;
    });
    output.impls.push(quote_spanned! {record.name.span=>
        #(#cfgs)*
        impl #runtime::Entity for #name {
            type Root = #root;
            type Subtypes = #subtypes;
            #names
            type Path<M: #runtime::Shape> = #path<M>;
        }

        #(#cfgs)*
        #macros::__paths! { entity: #name, path: #path, text: #text }
    });
}
