//! Services and the paths to entities: one type for each entity type, one method for each segment that can follow.

use std::collections::HashSet;

use graph_syntax::{
    Edm, Navigation, Operation, Property, Service, TypeName, Verb, VerbList, cast_method,
    cast_segment_method, escape, method_name, segment_method, segment_method_with,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::operation::Receiver;
use super::{Context, docs, operation, runtime_at, rust_ident, shown};

/// What a stream allows where its declaration does not say.
const ON_STREAM: &[Verb] = &[Verb::Get, Verb::Put];

/// The names of the methods of a path, so that the spelling of a segment does not take one a second time.
#[derive(Clone)]
pub(super) struct Methods(HashSet<String>);

impl Methods {
    pub(super) fn of(names: impl IntoIterator<Item = String>) -> Self {
        Methods(names.into_iter().collect())
    }

    /// Whether a method can have the name; it is taken from now on.
    pub(super) fn take(&mut self, name: &str) -> bool {
        escape(name).is_some() && self.0.insert(name.to_owned())
    }

    /// A method and, where a path of `graph_path!` calls another name for the segment as it is written, that as well.
    pub(super) fn with_written(
        &mut self,
        rust_name: &str,
        segment: &str,
        span: Span,
        docs: &TokenStream,
        method: impl Fn(&Ident) -> TokenStream,
    ) -> TokenStream {
        let in_rust = method(&rust_ident(rust_name, span));
        let written = (segment != rust_name && self.take(segment)).then(|| {
            let method = method(&rust_ident(segment, span));
            quote_spanned!(span=> #[doc(hidden)] #[allow(non_snake_case)] #method)
        });
        quote_spanned!(span=> #docs #in_rust #written)
    }
}

pub(super) fn expand_service(context: &Context<'_>, service: &Service) -> TokenStream {
    let runtime = &context.runtime;
    let private = &context.private;
    let name = &service.name;
    let visibility = &service.visibility;
    let version = service.version.value();
    let docs_of_type = docs(&service.attributes, || {
        format!("The service whose paths begin with `/{version}`.")
    });
    let (cfgs, others) = (&service.attributes.cfgs, &service.attributes.others);
    let mut methods = TokenStream::new();
    let mut names = Methods::of(service.roots.iter().map(Navigation::method_name));
    for root in &service.roots {
        let segment = format!("/{version}/{}", root.name.wire);
        let start = quote!(#private::RawPath::root(#segment));
        methods.extend(expand_segment(
            context,
            root,
            &start,
            None,
            &quote!(pub),
            &mut names,
        ));
        let before = quote!(#private::RawPath::<()>::root(""));
        methods.extend(expand_alternate_keys(
            context, root, &before, &segment, false,
        ));
    }
    quote_spanned! {name.span()=>
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
        #[allow(dead_code, unreachable_pub)]
        #visibility struct #name;

        #(#cfgs)*
        #[allow(
            dead_code,
            deprecated,
            unreachable_pub,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            clippy::wrong_self_convention
        )]
        impl #name {
            /// The first segment of the service's paths.
            pub const VERSION: &'static ::core::primitive::str = #version;

            #methods
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #runtime::Service for #name {
            const VERSION: &'static ::core::primitive::str = #version;
        }
    }
}

pub(super) fn expand_path(context: &Context<'_>, index: usize) -> TokenStream {
    let model = context.model;
    let record = &model.records[index];
    if !model.has_path(index) {
        return TokenStream::new();
    }
    let mut output = expand_path_type(context, index);
    let path = context.path_ident(index);
    let cfgs_of_type = &record.attributes.cfgs;

    // What one entity and a collection of them both have is in an `impl` for each; all else in one for both, where a bound
    // on the method says why it cannot follow.
    let operations = model.operations(index);
    let on_collection: HashSet<&str> = wires(&operations, true).collect();
    let on_entity: HashSet<&str> = model
        .navigations(index)
        .iter()
        .map(|inherited| inherited.navigation.name.wire.as_str())
        .chain(wires(&operations, false))
        .collect();
    let is_shared = |name: &str| on_collection.contains(name) && on_entity.contains(name);

    let mut names = rust_names(context, index, &operations);
    let shape = quote!(M);
    let (mut methods, mut of_one, mut of_many) =
        (TokenStream::new(), TokenStream::new(), TokenStream::new());
    for inherited in model.navigations(index) {
        let navigation = inherited.navigation;
        let wire = &navigation.name.wire;
        let segment = format!("/{wire}");
        let step = quote!(self.0.step(#segment));
        let (to, shape) = match is_shared(wire) {
            true => (&mut of_one, None),
            false => (&mut methods, Some(&shape)),
        };
        to.extend(expand_segment(
            context,
            navigation,
            &step,
            shape,
            &quote!(pub),
            &mut names,
        ));
        let before = quote!(self.0);
        methods.extend(expand_alternate_keys(
            context, navigation, &before, &segment, true,
        ));
    }
    methods.extend(expand_properties(context, index, &mut names));
    for (to, shared, on_collection) in [
        (&mut methods, false, None),
        (&mut of_one, true, Some(false)),
        (&mut of_many, true, Some(true)),
    ] {
        let receiver = match shared {
            true => Receiver::of_shape(),
            false => Receiver::own(),
        };
        let those = operations.iter().filter(|(_, operation)| {
            is_shared(&operation.name.wire) == shared
                && on_collection.is_none_or(|side| operation.on_collection == side)
        });
        // The same names on one entity and on a collection do not meet.
        let mut shared_names = shared.then(|| names.clone());
        let names = shared_names.as_mut().unwrap_or(&mut names);
        to.extend(operation::expand_operations(
            context, those, &receiver, names,
        ));
    }
    methods.extend(expand_known_keys(context, index, &mut names));
    for &subtype in model.descendants(index) {
        methods.extend(expand_cast(context, subtype, &mut names));
    }
    let runtime = &context.runtime;
    if let Some(TypeName::Path(base)) = &record.base {
        methods.extend(quote_spanned! {record.name.span=>
            /// The same path as one to the base, which another declaration has: for what follows it there.
            pub fn as_base(self) -> <#base as #runtime::Entity>::Path<M>
            where
                M: #runtime::Shape,
            {
                #runtime::Path::from_raw(self.0)
            }
        });
    }
    let impls = [
        (quote!(<M> #path<M>), methods),
        (quote!(<V> #path<#runtime::One<V>>), of_one),
        (quote!(<C, E> #path<#runtime::Many<C, E>>), of_many),
    ];
    for (of, methods) in impls.into_iter().filter(|(_, methods)| !methods.is_empty()) {
        output.extend(quote_spanned! {record.name.span=>
            #(#cfgs_of_type)*
            #[allow(
                dead_code,
                deprecated,
                unreachable_pub,
                clippy::new_ret_no_self,
                clippy::should_implement_trait,
                clippy::wrong_self_convention
            )]
            impl #of {
                #methods
            }
        });
    }
    output
}

/// The names of the operations that are bound to collections, or of those that are not.
fn wires<'a>(
    operations: &'a [(usize, &'a Operation)],
    on_collection: bool,
) -> impl Iterator<Item = &'a str> {
    operations
        .iter()
        .filter(move |(_, operation)| operation.on_collection == on_collection)
        .map(|(_, operation)| operation.name.wire.as_str())
}

/// The names in Rust of what a path to the record has.
fn rust_names(context: &Context<'_>, index: usize, operations: &[(usize, &Operation)]) -> Methods {
    let model = context.model;
    let lineage = || model.lineage(index).into_iter();
    let navigations = model.navigations(index);
    Methods::of(
        navigations
            .iter()
            .map(|inherited| inherited.navigation.method_name())
            .chain(
                operations
                    .iter()
                    .map(|(_, operation)| operation.method_name()),
            )
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

fn has_url(property: &Property) -> bool {
    is_stream(property) || property.verbs.is_some()
}

fn is_stream(property: &Property) -> bool {
    matches!(property.ty.name, TypeName::Edm(Edm::Stream, _))
}

fn property_method(property: &Property) -> String {
    property
        .attributes
        .rust_name_or(|| method_name(&property.name.wire))
}

/// The properties that have URLs of their own: streams, and those that are declared with verbs.
fn expand_properties(context: &Context<'_>, index: usize, names: &mut Methods) -> TokenStream {
    let model = context.model;
    let mut methods = TokenStream::new();
    for owner in model.lineage(index) {
        let properties = model.records[owner].properties.iter();
        for property in properties.filter(|property| has_url(property)) {
            methods.extend(expand_property(context, property, names));
        }
    }
    methods
}

fn expand_property(context: &Context<'_>, property: &Property, names: &mut Methods) -> TokenStream {
    let runtime = &context.runtime;
    let span = property.name.span;
    let wire = &property.name.wire;
    let segment = format!("/{wire}");
    let docs = docs(&property.attributes, || {
        format!("`/{wire}`: `{}`.", shown(context.model, &property.ty))
    });
    let (cfgs, others) = (&property.attributes.cfgs, &property.attributes.others);
    let bound = quote_spanned!(span=> where M: #runtime::ToOne);
    let verbs = VerbList::verbs_or(property.verbs.as_ref(), ON_STREAM);
    let verbs = verb_type(context, &verbs, span);
    let (ty, value) = match context.model.record_of(&property.ty.name) {
        _ if is_stream(property) => {
            let ty = quote!(#runtime::StreamPath<#verbs>);
            (ty.clone(), quote!(<#ty>::from_raw(self.0.step(#segment))))
        }
        Some(record) => {
            let path = context.path_ident(record);
            let shape = match property.ty.is_collection {
                true => quote!(#runtime::Many<#verbs, #verbs>),
                false => quote!(#runtime::One<#verbs>),
            };
            (quote!(#path<#shape>), quote!(#path(self.0.step(#segment))))
        }
        None => {
            let private = &context.private;
            let held = context.field_type(&property.ty);
            let answer = match (&property.ty.name, property.ty.is_collection) {
                (TypeName::Path(path), false) => quote!(<#path as #private::Declared>::Alone),
                _ => quote!(#runtime::ValueOf<#held>),
            };
            let ty = quote!(#runtime::PropertyPath<#answer, #verbs>);
            (ty.clone(), quote!(<#ty>::from_raw(self.0.step(#segment))))
        }
    };
    let name = property_method(property);
    names.with_written(&name, &segment_method(wire), span, &docs, |method| {
        quote_spanned! {span=>
            #(#cfgs)*
            #(#others)*
            pub fn #method(self) -> #ty #bound {
                #value
            }
        }
    })
}

/// Members of a collection that the service knows by name.
fn expand_known_keys(context: &Context<'_>, index: usize, names: &mut Methods) -> TokenStream {
    let (model, runtime) = (context.model, &context.runtime);
    let path = context.path_ident(index);
    let mut methods = TokenStream::new();
    for owner in model.lineage(index) {
        for (attributes, key) in &model.records[owner].known_keys {
            let wire = &key.wire;
            let name = attributes.rust_name_or(|| method_name(wire));
            let segment = format!("/{wire}");
            let docs = docs(attributes, || {
                format!("The member that is known as `{wire}`.")
            });
            let cfgs = &attributes.cfgs;
            let written = segment_method(wire);
            methods.extend(
                names.with_written(&name, &written, key.span, &docs, |method| {
                    quote_spanned! {key.span=>
                        #(#cfgs)*
                        pub fn #method(self) -> #path<<M as #runtime::Collection>::Each>
                        where
                            M: #runtime::Collection,
                        {
                            #path(self.0.step(#segment))
                        }
                    }
                }),
            );
        }
    }
    methods
}

/// Where a collection leads to entities with alternate keys, a method for each: `applications(appId='…')`.
fn expand_alternate_keys(
    context: &Context<'_>,
    navigation: &Navigation,
    before: &TokenStream,
    segment: &str,
    follows_entity: bool,
) -> TokenStream {
    let model = context.model;
    // All at one place, which rustc quotes where a bound does not hold.
    let runtime = runtime_at(model, navigation.name.span);
    let mut methods = TokenStream::new();
    let Some(target) = model.record_of(&navigation.target.name) else {
        return methods;
    };
    if !navigation.target.is_collection {
        return methods;
    }
    let span = navigation.name.span;
    let path = context.path_ident(target);
    let verbs = verbs_on_each(context, navigation);
    for owner in model.lineage(target) {
        let keys = model.records[owner].properties.iter();
        for property in keys.filter(|property| property.attributes.alternate_key.is_some()) {
            let wire = &property.name.wire;
            let method = rust_ident(&segment_method_with(&navigation.name.wire, &[wire]), span);
            let ty = context.value_type(&property.ty);
            let (open, name) = (format!("{segment}("), format!("{wire}="));
            let docs = format!("The member of `{segment}` with this `{wire}`.");
            let cfgs = navigation
                .attributes
                .cfgs
                .iter()
                .chain(&property.attributes.cfgs);
            let others = navigation
                .attributes
                .others
                .iter()
                .chain(&property.attributes.others);
            let bound = follows_entity.then(|| quote_spanned!(span=> where M: #runtime::ToOne));
            methods.extend(quote_spanned! {span=>
                #[doc = #docs]
                #[allow(non_snake_case)]
                #(#cfgs)*
                #(#others)*
                pub fn #method(
                    self,
                    key: impl #runtime::IntoLiteral<#ty>,
                ) -> #path<#runtime::One<#verbs>> #bound {
                    #path(#before.alternate_key::<#ty, _>(#open, #name, &key))
                }
            });
        }
    }
    methods
}

fn verbs_at_end(context: &Context<'_>, navigation: &Navigation) -> TokenStream {
    let verbs = verb_type(context, &navigation.verbs_at_end(), navigation.name.span);
    linked(context, navigation, verbs, "Linked")
}

fn verbs_on_each(context: &Context<'_>, navigation: &Navigation) -> TokenStream {
    let verbs = verb_type(context, &navigation.verbs_on_each(), navigation.name.span);
    linked(context, navigation, verbs, "LinkedMember")
}

/// The verbs of what a navigation refers to are marked, so that `$ref` can follow.
fn linked(
    context: &Context<'_>,
    navigation: &Navigation,
    verbs: TokenStream,
    mark: &str,
) -> TokenStream {
    if !navigation.is_reference {
        return verbs;
    }
    let runtime = &context.runtime;
    let mark = Ident::new(mark, navigation.name.span);
    quote!(#runtime::#mark<#verbs>)
}

fn expand_path_type(context: &Context<'_>, index: usize) -> TokenStream {
    let (runtime, private) = (&context.runtime, &context.private);
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
        Some(TypeName::Path(base)) => {
            let span = record.name.span;
            quote_spanned!(span=> <#base as #runtime::Entity>::Root)
        }
        _ => context
            .record_ident(context.model.root(index))
            .into_token_stream(),
    };
    quote_spanned! {record.name.span=>
        #[doc = #docs]
        #(#cfgs)*
        #[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[allow(
            dead_code,
            non_camel_case_types,
            unreachable_pub,
            clippy::upper_case_acronyms
        )]
        #visibility struct #path<M>(#private::RawPath<M>);

        #[doc = #paths_docs]
        #(#cfgs)*
        #[allow(
            dead_code,
            non_camel_case_types,
            unreachable_pub,
            clippy::upper_case_acronyms
        )]
        #visibility type #paths<C, E> = #path<#runtime::Many<C, E>>;

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #runtime::Entity for #name {
            type Root = #root;
            type Path<M: #runtime::Shape> = #path<M>;
        }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl<__M: #runtime::Shape> #runtime::Path for #path<__M> {
            type Entity = #name;
            type Shape = __M;

            fn into_raw(self) -> #private::RawPath<__M> {
                self.0
            }

            fn from_raw(raw: #private::RawPath<__M>) -> Self {
                #path(raw)
            }
        }
    }
}

/// The method of a segment; `start` is the raw path behind it.
///
/// `follows` is the type that has to lead to one entity, if the segment follows an entity.
pub(super) fn expand_segment(
    context: &Context<'_>,
    navigation: &Navigation,
    start: &TokenStream,
    follows: Option<&TokenStream>,
    visibility: &TokenStream,
    names: &mut Methods,
) -> TokenStream {
    let runtime = &context.runtime;
    let span = navigation.name.span;
    let docs = docs(&navigation.attributes, || {
        format!(
            "`/{}`: `{}`.",
            navigation.name.wire,
            shown(context.model, &navigation.target)
        )
    });
    let (cfgs, others) = (&navigation.attributes.cfgs, &navigation.attributes.others);
    let target = &navigation.target.name;
    let end = verbs_at_end(context, navigation);
    let each = match navigation.target.is_collection {
        true => Some(verbs_on_each(context, navigation)),
        false => None,
    };
    let shape = match &each {
        Some(each) => quote!(#runtime::Many<#end, #each>),
        None => quote!(#runtime::One<#end>),
    };
    let (ty, value) = match context.model.record_of(target) {
        Some(record) => {
            let constructor = context.path_ident(record);
            let ty = match &each {
                Some(each) => {
                    let paths = context.paths_ident(record);
                    quote!(#paths<#end, #each>)
                }
                None => quote!(#constructor<#shape>),
            };
            (ty, quote!(#constructor(#start)))
        }
        None => {
            let path = match target {
                TypeName::Path(path) => path.to_token_stream(),
                _ => TokenStream::new(),
            };
            let ty = quote_spanned!(target.span()=> <#path as #runtime::Entity>::Path<#shape>);
            (ty, quote!(#runtime::Path::from_raw(#start)))
        }
    };
    // On the method rather than on its impl, so that rustc says why a segment cannot follow instead of finding none.
    let bound = follows.map(|follows| {
        let runtime = runtime_at(context.model, span);
        quote_spanned!(span=> where #follows: #runtime::ToOne)
    });
    let written = segment_method(&navigation.name.wire);
    names.with_written(&navigation.method_name(), &written, span, &docs, |method| {
        quote_spanned! {span=>
            #(#cfgs)*
            #(#others)*
            #visibility fn #method(self) -> #ty #bound {
                #value
            }
        }
    })
}

/// The runtime's type for a set of verbs.
fn verb_type(context: &Context<'_>, verbs: &[Verb], span: Span) -> TokenStream {
    let runtime = &context.runtime;
    let name: String = Verb::ALL
        .into_iter()
        .filter(|verb| verbs.contains(verb))
        .map(Verb::type_word)
        .collect();
    let name = Ident::new(&name, span);
    quote!(#runtime::verbs::#name)
}

fn cast_rust_name(context: &Context<'_>, subtype: usize) -> String {
    let model = context.model;
    cast_method(&model.namespace.text, &model.records[subtype].name.wire)
}

fn expand_cast(context: &Context<'_>, subtype: usize, names: &mut Methods) -> TokenStream {
    let record = &context.model.records[subtype];
    let span = record.name.span;
    let path = context.path_ident(subtype);
    let qualified = context.qualified(&record.name);
    let segment = format!("/{qualified}");
    let docs = format!("The type cast `/{qualified}`.");
    let docs = quote_spanned!(span=> #[doc = #docs]);
    let cfgs = &record.attributes.cfgs;
    let name = cast_rust_name(context, subtype);
    let written = cast_segment_method(&context.model.namespace.text, &record.name.wire);
    names.with_written(&name, &written, span, &docs, |method| {
        quote_spanned! {span=>
            #(#cfgs)*
            pub fn #method(self) -> #path<M> {
                #path(self.0.step(#segment))
            }
        }
    })
}
