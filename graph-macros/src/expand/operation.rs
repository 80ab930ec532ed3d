//! Expands actions and functions: a method of the paths that they are bound to.

use graph_syntax::{
    Edm, Operation, OperationKind, Parameter, TypeName, TypeRef, segment_method,
    segment_method_with, snake_case,
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};

use super::methods::Methods;
use super::tokens::{Parts, Tokens};
use super::verbs::verb_type;
use super::{Context, docs, runtime_at, rust_ident, shown};

mod arguments;

use arguments::arguments_ident;
pub(super) use arguments::{expand_arguments, expand_arguments_of};

/// Expands the methods of operations that are bound to a record, or to collections of it.
pub(super) fn expand_operations<'a>(
    context: &Context<'_>,
    operations: impl Iterator<Item = &'a (usize, &'a Operation)>,
    receiver: &Receiver,
    names: &mut Methods,
) -> TokenStream {
    operations
        .map(|(owner, operation)| match operation.kind {
            OperationKind::Action => {
                let owner = context.model.records[*owner].rust_name();
                expand_action(context, &owner, operation, receiver, names)
            }
            OperationKind::Function => expand_function(context, operation, receiver, names),
        })
        .collect()
}

/// The part of a method that depends on the `impl` or trait in which it is.
pub(super) struct Receiver {
    /// The expression for the raw path.
    pub(super) raw: TokenStream,
    /// The type that says whether the path leads to one entity; `None` if the `impl` does.
    pub(super) shape: Option<TokenStream>,
    /// The visibility of the method; empty in a trait.
    pub(super) visibility: TokenStream,
}

impl Receiver {
    /// Returns that of the type's own `impl`.
    pub(super) fn own() -> Self {
        Receiver {
            raw: quote!(self.0),
            shape: Some(quote!(M)),
            visibility: quote!(pub),
        }
    }

    /// Returns that of an `impl` for one shape.
    pub(super) fn of_shape() -> Self {
        Receiver {
            shape: None,
            ..Receiver::own()
        }
    }
}

fn bound(operation: &Operation, receiver: &Receiver) -> Option<TokenStream> {
    let shape = receiver.shape.as_ref()?;
    let span = operation.name.span;
    // One span for all tokens, which rustc quotes if the bound does not hold.
    let runtime = runtime_at(span);
    Some(if operation.on_collection {
        quote_spanned!(span=> where #shape: #runtime::ToMany)
    } else {
        quote_spanned!(span=> where #shape: #runtime::ToOne)
    })
}

fn operation_docs<'a>(context: &Context<'_>, operation: &'a Operation) -> Tokens<'a> {
    docs(&operation.attributes, || {
        let word = match operation.kind {
            OperationKind::Action => "action",
            OperationKind::Function => "function",
        };
        let result = operation.result.as_ref().map_or_else(String::new, |ty| {
            format!(", which returns `{}`", shown(context.model, ty))
        });
        format!("The {word} `{}`{result}.", operation.name.wire)
    })
}

pub(super) fn expand_action(
    context: &Context<'_>,
    owner: &str,
    operation: &Operation,
    receiver: &Receiver,
    names: &mut Methods,
) -> TokenStream {
    let runtime = &context.runtime;
    let span = operation.name.span;
    let segment = format!("/{}", operation.name.wire);
    let docs = operation_docs(context, operation);
    let (cfgs, others) = (&operation.attributes.cfgs, &operation.attributes.others);
    let bound = bound(operation, receiver);
    let Receiver {
        raw, visibility, ..
    } = receiver;
    let answer = response_type(context, operation.result.as_ref());
    let (path, ty) = if operation.has_arguments_type() {
        let arguments = arguments_ident(owner, operation);
        (
            quote!(#runtime::ActionPath),
            quote!(#runtime::ActionPath<#arguments, #answer>),
        )
    } else {
        (
            quote!(#runtime::BareActionPath),
            quote!(#runtime::BareActionPath<#answer>),
        )
    };
    let written = segment_method(&operation.name.wire);
    names.with_written(&operation.method_name(), &written, span, &docs, |method| {
        quote_spanned! {span=>
            #(#cfgs)*
            #(#others)*
            #visibility fn #method(self) -> #ty #bound {
                #path::from_raw(#raw.step(#segment))
            }
        }
    })
}

/// Expands a function: the method of its own name, and one for each set of arguments, named after them, which `graph_path!` calls.
pub(super) fn expand_function(
    context: &Context<'_>,
    operation: &Operation,
    receiver: &Receiver,
    names: &mut Methods,
) -> TokenStream {
    let span = operation.name.span;
    let wire = &operation.name.wire;
    let sets = argument_sets(operation);
    let rust_name = operation.method_name();
    let method = rust_ident(&rust_name, span);
    let mut methods = Parts::default();
    for (index, set) in sets.iter().enumerate() {
        let written = if set.is_empty() {
            segment_method(wire)
        } else {
            let parameters: Vec<&str> = set
                .iter()
                .map(|parameter| parameter.name.wire.as_str())
                .collect();
            segment_method_with(wire, &parameters)
        };
        let mut sorted = set.clone();
        sorted.sort_by_key(|parameter| snake_case(&parameter.name.wire));
        if index == 0 {
            // Under the name that `graph_path!` calls, it takes the arguments in the order of `graph_path!`.
            let (signature, declared) = if written == rust_name {
                (&sorted, Some(set))
            } else {
                (set, None)
            };
            let call = expand_call(context, operation, &method, signature, declared, receiver);
            methods.push(call);
        }
        if !names.take(&written) {
            continue;
        }
        let written = rust_ident(&written, span);
        methods.push(quote_spanned!(span=> #[allow(non_snake_case)]));
        let call = expand_call(context, operation, &written, &sorted, Some(set), receiver);
        methods.push(call);
    }
    methods.into_tokens()
}

/// At most this many optional parameters can be left out in any combination. No function of Graph has more.
const MOST_COMBINED: usize = 4;

/// Returns the sets of arguments with which a function can be called, each in the order of the declaration. The first has only the
/// required ones.
fn argument_sets(operation: &Operation) -> Vec<Vec<&Parameter>> {
    let optional: Vec<usize> = (0..operation.parameters.len())
        .filter(|&index| operation.parameters[index].is_optional)
        .collect();
    let count = optional.len();
    // Each combination as bits. With too many parameters for all combinations: none, each alone, and all.
    let combinations: Vec<u128> = match count {
        0..=MOST_COMBINED => (0..1 << count).collect(),
        _ => {
            let count = count.min(127);
            let alone = (0..count).map(|index| 1 << index);
            std::iter::once(0)
                .chain(alone)
                .chain([(1 << count) - 1])
                .collect()
        }
    };
    let with = |combination: u128| {
        let given = |index| match optional.iter().position(|&known| known == index) {
            Some(bit) => combination & 1_u128.checked_shl(bit as u32).unwrap_or(0) != 0,
            None => true,
        };
        let parameters = operation.parameters.iter().enumerate();
        parameters
            .filter(|(index, _)| given(*index))
            .map(|(_, parameter)| parameter)
            .collect()
    };
    combinations.into_iter().map(with).collect()
}

/// Expands one method. Its parameters have the order of `parameters`, the call that of the declaration.
fn expand_call(
    context: &Context<'_>,
    operation: &Operation,
    method: &Ident,
    parameters: &[&Parameter],
    declared: Option<&Vec<&Parameter>>,
    receiver: &Receiver,
) -> TokenStream {
    let runtime = &context.runtime;
    let span = operation.name.span;
    let docs = match declared {
        _ if *method == operation.method_name() => operation_docs(context, operation),
        None => operation_docs(context, operation),
        Some(_) => {
            let text = format!("`/{}`, with these arguments.", operation.name.wire);
            Tokens::doc(&text)
        }
    };
    let (cfgs, others) = (&operation.attributes.cfgs, &operation.attributes.others);
    let bound = bound(operation, receiver);
    let Receiver {
        raw, visibility, ..
    } = receiver;
    let signature = parameters.iter().map(|parameter| {
        let name = parameter_ident(parameter);
        let span = parameter.name.span;
        let runtime = runtime_at(span);
        let ty = context.value_type(&parameter.ty);
        match form_of(context, &parameter.ty) {
            Form::Literal => quote_spanned!(span=> #name: impl #runtime::IntoLiteral<#ty>),
            Form::Json | Form::Foreign => {
                quote_spanned!(span=> #name: impl #runtime::IntoValue<#ty>)
            }
        }
    });
    let mut call = if parameters.is_empty() {
        let segment = format!("/{}()", operation.name.wire);
        quote!(#raw.step(#segment))
    } else {
        let segment = format!("/{}(", operation.name.wire);
        quote!(#raw.call(#segment))
    };
    let in_order = declared.map_or(parameters, |declared| declared.as_slice());
    for (index, parameter) in in_order.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let prefix = format!("{comma}{}=", parameter.name.wire);
        let name = parameter_ident(parameter);
        let ty = context.value_type(&parameter.ty);
        let argument = match form_of(context, &parameter.ty) {
            Form::Literal => quote!(argument),
            Form::Json => quote!(json_argument),
            Form::Foreign => quote!(foreign_argument),
        };
        call = quote!(#call.#argument::<#ty>(#prefix, &#name));
    }
    if !parameters.is_empty() {
        call = quote!(#call.step(")"));
    }
    let (ty, value) = match entity_result(context, operation) {
        Some(ty) => (ty, quote!(#runtime::Path::from_raw(#call))),
        None => {
            let answer = response_type(context, operation.result.as_ref());
            let ty = quote!(#runtime::FunctionPath<#answer>);
            (ty, quote!(#runtime::FunctionPath::from_raw(#call)))
        }
    };
    quote_spanned! {span=>
        #docs
        #(#cfgs)*
        #(#others)*
        #visibility fn #method(self, #(#signature),*) -> #ty #bound {
            #value
        }
    }
}

fn parameter_ident(parameter: &Parameter) -> Ident {
    rust_ident(&snake_case(&parameter.name.wire), parameter.name.span)
}

/// The form of an argument in a URL.
enum Form {
    Literal,
    /// JSON, since the type has no literal.
    Json,
    /// Either, since the type is in another declaration.
    Foreign,
}

fn form_of(context: &Context<'_>, ty: &TypeRef) -> Form {
    match &ty.name {
        _ if ty.is_collection || context.model.record_of(&ty.name).is_some() => Form::Json,
        TypeName::Edm(Edm::Json, _) => Form::Json,
        TypeName::Path(_) => Form::Foreign,
        _ => Form::Literal,
    }
}

/// Returns the type of the path to the result, if that is an entity or a collection of entities. A type of another declaration is an
/// entity if verbs follow it.
fn entity_result(context: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let runtime = &context.runtime;
    let result = operation.result.as_ref()?;
    let span = operation.name.span;
    let end = verb_type(context, &operation.verbs_at_result(), span);
    let shape = if result.is_collection {
        let each = verb_type(context, &operation.verbs_on_each_of_result(), span);
        quote!(#runtime::Many<#end, #each>)
    } else {
        quote!(#runtime::One<#end>)
    };
    let has_verbs = operation.verbs.is_some() || operation.each.is_some();
    match (&result.name, context.model.record_of(&result.name)) {
        (TypeName::Path(path), _) if has_verbs => {
            Some(quote_spanned!(result.name.span()=> <#path as #runtime::Entity>::Path<#shape>))
        }
        (_, Some(record)) if context.model.has_path(record) => {
            let path = context.path_ident(record);
            Some(quote!(#path<#shape>))
        }
        _ => None,
    }
}

/// Returns the type of an operation's response.
fn response_type(context: &Context<'_>, result: Option<&TypeRef>) -> TokenStream {
    let runtime = &context.runtime;
    let Some(ty) = result else {
        return quote!(());
    };
    if let TypeName::Edm(Edm::Stream, _) = ty.name {
        return quote!(#runtime::Bytes);
    }
    let one = TypeRef {
        name: ty.name.clone(),
        is_collection: false,
    };
    let held = context.field_type(&one);
    let is_object = context.model.record_of(&ty.name).is_some();
    match (ty.is_collection, &ty.name) {
        (true, _) => quote!(#runtime::Page<#held>),
        (false, TypeName::Path(path)) => quote!(#runtime::Alone<#path>),
        (false, _) if is_object => held.into_token_stream(),
        (false, _) => quote!(#runtime::ValueOf<#held>),
    }
}
