//! Services and the paths to entities: one type for each entity type, one method for each segment that can follow.

use graph_syntax::{Navigation, RecordKind, Service, TypeName, Verb, VerbList, snake_case};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, docs, runtime_at, rust_ident, shown};

/// What a navigation allows where its declaration does not say.
const ON_COLLECTION: &[Verb] = &[Verb::Get, Verb::Post];
const ON_ENTITY: &[Verb] = &[Verb::Get, Verb::Put, Verb::Patch, Verb::Delete];

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
    for root in &service.roots {
        let segment = format!("/{version}/{}", root.name.wire);
        let start = quote!(#private::RawPath::root(#segment));
        methods.extend(expand_segment(context, root, &start, false));
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
        impl #runtime::Service for #name {}
    }
}

pub(super) fn expand_path(context: &Context<'_>, index: usize) -> TokenStream {
    let model = context.model;
    let record = &model.records[index];
    if record.kind != RecordKind::Entity {
        return TokenStream::new();
    }
    let mut output = expand_path_type(context, index);
    let path = context.path_ident(index);
    let cfgs_of_type = &record.attributes.cfgs;

    let mut methods = TokenStream::new();
    for inherited in model.navigations(index) {
        let navigation = inherited.navigation;
        let segment = format!("/{}", navigation.name.wire);
        let step = quote!(self.0.step(#segment));
        methods.extend(expand_segment(context, navigation, &step, true));
    }
    if !methods.is_empty() {
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
            impl<M> #path<M> {
                #methods
            }
        });
    }

    let mut casts = TokenStream::new();
    for &subtype in model.descendants(index) {
        casts.extend(expand_cast(context, subtype));
    }
    if !casts.is_empty() {
        output.extend(quote_spanned! {record.name.span=>
            #(#cfgs_of_type)*
            #[allow(dead_code, deprecated, unreachable_pub, clippy::wrong_self_convention)]
            impl<M> #path<M> {
                #casts
            }
        });
    }
    output
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
fn expand_segment(
    context: &Context<'_>,
    navigation: &Navigation,
    start: &TokenStream,
    follows_entity: bool,
) -> TokenStream {
    let runtime = &context.runtime;
    let span = navigation.name.span;
    let method = rust_ident(&navigation.method_name(), span);
    let docs = docs(&navigation.attributes, || {
        format!(
            "`/{}`: `{}`.",
            navigation.name.wire,
            shown(context.model, &navigation.target)
        )
    });
    let (cfgs, others) = (&navigation.attributes.cfgs, &navigation.attributes.others);
    let target = &navigation.target.name;
    let (end, each) = match navigation.target.is_collection {
        true => (ON_COLLECTION, Some(ON_ENTITY)),
        false => (ON_ENTITY, None),
    };
    let end = verb_type(context, navigation.verbs.as_ref(), end, span);
    let each = each.map(|each| verb_type(context, navigation.each.as_ref(), each, span));
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
    let bound = follows_entity.then(|| {
        let runtime = runtime_at(context.model, span);
        quote_spanned!(span=> where M: #runtime::ToOne)
    });
    quote_spanned! {span=>
        #docs
        #(#cfgs)*
        #(#others)*
        pub fn #method(self) -> #ty #bound {
            #value
        }
    }
}

/// The runtime's type for a set of verbs.
fn verb_type(
    context: &Context<'_>,
    declared: Option<&VerbList>,
    otherwise: &[Verb],
    span: Span,
) -> TokenStream {
    let runtime = &context.runtime;
    let allows = |verb: Verb| match declared {
        Some(list) if !list.verbs.is_empty() => list.verbs.iter().any(|(known, _)| *known == verb),
        _ => otherwise.contains(&verb),
    };
    let name: String = Verb::ALL
        .into_iter()
        .filter(|verb| allows(*verb))
        .map(Verb::type_word)
        .collect();
    let name = Ident::new(&name, span);
    quote!(#runtime::verbs::#name)
}

fn expand_cast(context: &Context<'_>, subtype: usize) -> TokenStream {
    let record = &context.model.records[subtype];
    let path = context.path_ident(subtype);
    let method = rust_ident(
        &format!("as_{}", snake_case(&record.name.wire)),
        record.name.span,
    );
    let qualified = context.qualified(&record.name);
    let segment = format!("/{qualified}");
    let docs = format!("The type cast `/{qualified}`.");
    let cfgs = &record.attributes.cfgs;
    quote_spanned! {record.name.span=>
        #[doc = #docs]
        #(#cfgs)*
        pub fn #method(self) -> #path<M> {
            #path(self.0.step(#segment))
        }
    }
}
