//! Expands additions to services and entities of other declarations: methods of their paths or, across crates, a trait.

use graph_syntax::{Extension, Navigation, Operation, OperationKind};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Path;

use super::methods::Methods;
use super::operation::{Receiver, expand_action, expand_arguments_of, expand_function};
use super::path::expand_segment;
use super::record::expand_navigation_constants;
use super::tokens::Parts;
use super::{Context, Expansion, docs};

pub(super) fn expand_extension(
    context: &Context<'_>,
    extension: &Extension,
    output: &mut Expansion,
) {
    let Some(last) = extension.target.segments.last() else {
        return;
    };
    let is_service = !extension.roots.is_empty();
    let receiver = receiver(context, extension, is_service);
    let methods = expand_methods(context, extension, &receiver);
    let owner = last.ident.to_string();
    expand_arguments_of(
        context,
        &owner,
        &extension.visibility,
        &extension.attributes.cfgs,
        &extension.operations,
        output,
    );
    match &extension.trait_name {
        Some(name) => expand_trait(context, extension, name, is_service, &methods, output),
        None => expand_inherent(context, extension, is_service, &methods, output),
    }
}

/// Returns the receiver of the methods. It uses the trait of paths, since the field of a path is private to its module.
fn receiver(context: &Context<'_>, extension: &Extension, is_service: bool) -> Receiver {
    let runtime = &context.runtime;
    let target = &extension.target;
    let raw = if is_service {
        quote!(#runtime::RawPath::<()>::of_service(<#target as #runtime::Service>::VERSION))
    } else {
        quote!(#runtime::Path::into_raw(self))
    };
    let (shape, visibility) = match extension.trait_name {
        Some(_) => (Some(quote!(Self::Shape)), quote!()),
        None => (Some(quote!(M)), extension.visibility.to_token_stream()),
    };
    Receiver {
        raw,
        shape,
        visibility,
    }
}

fn expand_methods(
    context: &Context<'_>,
    extension: &Extension,
    receiver: &Receiver,
) -> TokenStream {
    let raw = &receiver.raw;
    let mut methods = Parts::default();
    let navigations = extension.roots.iter().chain(&extension.navigations);
    let mut names = Methods::of(
        navigations
            .map(Navigation::method_name)
            .chain(extension.operations.iter().map(Operation::method_name)),
    );
    for root in &extension.roots {
        let segment = format!("/{}", root.name.wire);
        let start = quote!(#raw.step(#segment));
        methods.push(expand_segment(
            context,
            root,
            &start,
            None,
            &receiver.visibility,
            &mut names,
        ));
    }
    for navigation in &extension.navigations {
        let segment = format!("/{}", navigation.name.wire);
        let start = quote!(#raw.step(#segment));
        let shape = receiver.shape.as_ref();
        methods.push(expand_segment(
            context,
            navigation,
            &start,
            shape,
            &receiver.visibility,
            &mut names,
        ));
    }
    let owner = extension
        .target
        .segments
        .last()
        .map_or_else(String::new, |segment| segment.ident.to_string());
    for operation in &extension.operations {
        methods.push(match operation.kind {
            OperationKind::Action => {
                expand_action(context, &owner, operation, receiver, &mut names)
            }
            OperationKind::Function => expand_function(context, operation, receiver, &mut names),
        });
    }
    methods.into_tokens()
}

/// Expands an extension in the crate of the target: inherent methods.
fn expand_inherent(
    context: &Context<'_>,
    extension: &Extension,
    is_service: bool,
    methods: &TokenStream,
    output: &mut Expansion,
) {
    let runtime = &context.runtime;
    let target = &extension.target;
    let cfgs = &extension.attributes.cfgs;
    let lints = context.lints_of_methods();
    if is_service {
        output.items.push(quote! {
            #(#cfgs)*
            #lints
            impl #target {
                #methods
            }
        });
        return;
    }
    let path = path_of(target);
    let constants = expand_navigation_constants(context, &extension.navigations, target);
    output.items.push(quote! {
        #(#cfgs)*
        #lints
        impl<M: #runtime::Shape> #path<M> {
            #methods
        }
    });
    output.impls.push(quote! {
        #(#cfgs)*
        impl #target {
            #constants
        }
    });
}

/// Returns the path of the type of the paths to an entity, which is next to the entity.
fn path_of(target: &Path) -> Path {
    let mut path = target.clone();
    if let Some(last) = path.segments.last_mut() {
        last.ident = format_ident!("{}Path", last.ident);
    }
    path
}

/// Expands an extension across crates: a trait for all paths to the target.
fn expand_trait(
    context: &Context<'_>,
    extension: &Extension,
    name: &Ident,
    is_service: bool,
    methods: &TokenStream,
    output: &mut Expansion,
) {
    let runtime = &context.runtime;
    let target = &extension.target;
    let (visibility, cfgs) = (&extension.visibility, &extension.attributes.cfgs);
    let docs = docs(&extension.attributes, || {
        let last = target
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        format!(
            "Further segments of the paths of `{}`.",
            last.unwrap_or_default()
        )
    });
    let (bound, implementation) = if is_service {
        (quote!(#runtime::Service), quote!(impl #name for #target {}))
    } else {
        (
            quote!(#runtime::Path<Entity = #target>),
            quote!(impl<P: #runtime::Path<Entity = #target>> #name for P {}),
        )
    };
    let lints = context.lints_of_methods();
    output.items.push(quote_spanned! {name.span()=>
        #docs
        #(#cfgs)*
        #lints
        #visibility trait #name: #bound {
            #methods
        }
    });
    output.impls.push(quote_spanned! {name.span()=>
        #(#cfgs)*
        #implementation
    });
}
