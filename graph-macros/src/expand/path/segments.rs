//! The methods of a path: one for each segment that can follow it.

use graph_syntax::{
    Edm, Navigation, Property, TypeName, Verb, VerbList, method_name, segment_method,
    segment_method_with,
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::super::methods::Methods;
use super::super::tokens::{Parts, Tokens};
use super::super::verbs::verb_type;
use super::super::{Context, docs, runtime_at, rust_ident, shown};

/// The default verbs of a stream.
const ON_STREAM: &[Verb] = &[Verb::Get, Verb::Put];

pub(super) fn has_url(property: &Property) -> bool {
    is_stream(property) || property.verbs.is_some()
}

fn is_stream(property: &Property) -> bool {
    matches!(property.ty.name, TypeName::Edm(Edm::Stream, _))
}

pub(super) fn property_method(property: &Property) -> String {
    property
        .attributes
        .rust_name_or(|| method_name(&property.name.wire))
}

/// Expands the properties with URLs of their own: streams, and those that are declared with verbs.
pub(super) fn expand_properties(
    context: &Context<'_>,
    index: usize,
    names: &mut Methods,
) -> TokenStream {
    let model = context.model;
    let mut methods = Parts::default();
    for owner in model.lineage(index) {
        let properties = model.records[owner].properties.iter();
        for property in properties.filter(|property| has_url(property)) {
            methods.push(expand_property(context, property, names));
        }
    }
    methods.into_tokens()
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
            (
                ty,
                quote!(#runtime::StreamPath::from_raw(self.0.step(#segment))),
            )
        }
        Some(record) => {
            let path = context.path_ident(record);
            let shape = if property.ty.is_collection {
                quote!(#runtime::Many<#verbs, #verbs>)
            } else {
                quote!(#runtime::One<#verbs>)
            };
            (quote!(#path<#shape>), quote!(#path(self.0.step(#segment))))
        }
        None => {
            let runtime = &context.runtime;
            let held = context.field_type(&property.ty);
            let answer = match (&property.ty.name, property.ty.is_collection) {
                (TypeName::Path(path), false) => quote!(#runtime::Alone<#path>),
                _ => quote!(#runtime::ValueOf<#held>),
            };
            let ty = quote!(#runtime::PropertyPath<#answer, #verbs>);
            (
                ty,
                quote!(#runtime::PropertyPath::from_raw(self.0.step(#segment))),
            )
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

/// Expands the well-known keys: members of a collection that the service knows by name.
pub(super) fn expand_known_keys(
    context: &Context<'_>,
    index: usize,
    names: &mut Methods,
) -> TokenStream {
    let (model, runtime) = (context.model, &context.runtime);
    let path = context.path_ident(index);
    let mut methods = Parts::default();
    for owner in model.lineage(index) {
        for (attributes, key) in &model.records[owner].known_keys {
            let wire = &key.wire;
            let name = attributes.rust_name_or(|| method_name(wire));
            let segment = format!("/{wire}");
            let docs = docs(attributes, || {
                format!("The member with the well-known key `{wire}`.")
            });
            let cfgs = &attributes.cfgs;
            let written = segment_method(wire);
            methods.push(
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
    methods.into_tokens()
}

/// Expands a method for each alternate key of a collection's entities: `applications(appId='…')`.
pub(super) fn expand_alternate_keys(
    context: &Context<'_>,
    navigation: &Navigation,
    before: &TokenStream,
    segment: &str,
    follows_entity: bool,
) -> TokenStream {
    let model = context.model;
    // One span for all tokens, which rustc quotes if a bound does not hold.
    let runtime = runtime_at(navigation.name.span);
    let Some(target) = model.record_of(&navigation.target.name) else {
        return TokenStream::new();
    };
    if !navigation.target.is_collection {
        return TokenStream::new();
    }
    let mut methods = Parts::default();
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
            methods.push(quote_spanned! {span=>
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
    methods.into_tokens()
}

fn verbs_at_end(context: &Context<'_>, navigation: &Navigation) -> Tokens<'static> {
    let link = navigation.verbs_of_link();
    marked(
        context,
        navigation,
        navigation.verbs_at_end(),
        &link,
        "Linked",
    )
}

fn verbs_on_each(context: &Context<'_>, navigation: &Navigation) -> Tokens<'static> {
    let link = navigation.verbs_of_link_of_each();
    marked(
        context,
        navigation,
        navigation.verbs_on_each(),
        &link,
        "LinkedMember",
    )
}

/// Returns the type for the verbs `own`. It also has those of the link if `$ref` can follow.
fn marked(
    context: &Context<'_>,
    navigation: &Navigation,
    own: Vec<Verb>,
    link: &[Verb],
    mark: &str,
) -> Tokens<'static> {
    let (runtime, span) = (&context.runtime, navigation.name.span);
    let own = verb_type(context, &own, span);
    if !navigation.has_link() {
        return own;
    }
    let mark = Ident::new(mark, span);
    let link = Tokens::generic(runtime, mark, &verb_type(context, link, span));
    if navigation.is_reference {
        link
    } else {
        Tokens::of(quote!(#runtime::WithLink<#own, #link>))
    }
}

/// Expands the method of a segment. `start` is the raw path with the segment. `follows` is the type that must lead to one entity, if the
/// segment follows an entity.
pub(in super::super) fn expand_segment(
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
    let each = if navigation.target.is_collection {
        Some(verbs_on_each(context, navigation))
    } else {
        None
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
    // On the method and not on its `impl`, so that rustc says why a segment cannot follow, and not that it does not exist.
    let bound = follows.map(|follows| {
        let runtime = runtime_at(span);
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
