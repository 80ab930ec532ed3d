//! From a resolved declaration to Rust. Nothing here can fail.
//!
//! What an expansion says is thin: names, and calls into the runtime. All that does not mention a user's name is there.

use graph_syntax::{Attributes, Edm, Model, Name, TypeName, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::path::ident;

mod enumeration;
mod extension;
mod family;
mod flags;
mod operation;
mod path;
mod record;
mod tokens;

use tokens::{Parts, Tokens};

/// What an expansion consists of.
#[derive(Default)]
struct Expansion {
    /// What has a name, where the declaration stands.
    items: Parts,
    /// The `impl`s, but for those with methods of paths: rustc would name these `_::<impl UserPath<M>>::messages` in errors. The
    /// others share what is allowed in them: that each says it for itself is a twentieth of what an expansion costs to compile.
    impls: Parts,
}

impl Expansion {
    fn into_tokens(self) -> TokenStream {
        let Expansion { mut items, impls } = self;
        let impls = impls.into_tokens();
        items.push(quote! {
            #[allow(
                dead_code,
                deprecated,
                unreachable_patterns,
                unreachable_pub,
                unused_qualifications
            )]
            const _: () = {
                #impls
            };
        });
        items.into_tokens()
    }
}

/// Expands a declaration.
pub(crate) fn expand(model: &Model) -> TokenStream {
    let path = runtime_path(model);
    let mut output = Expansion::default();
    // A glob, since several invocations in one module bring the same name.
    output.items.push(quote! {
        #[allow(unused_imports)]
        use #path::__private::anchor::*;
        #[allow(unused_imports, unreachable_pub)]
        pub use #path::{Operand as _, Path as _};
    });
    let repeated = Repeated::new(model);
    for service in &model.services {
        let context = Context::new(model, &repeated, service.name.span());
        path::expand_service(&context, service, &mut output);
    }
    for (index, record) in model.records.iter().enumerate() {
        let context = Context::new(model, &repeated, record.name.span);
        record::expand_record(&context, index, &mut output);
        family::expand_family(&context, index, &mut output);
        path::expand_path(&context, index, &mut output);
        operation::expand_arguments(&context, index, &mut output);
    }
    for extension in &model.extensions {
        let context = Context::new(model, &repeated, extension.target.span());
        extension::expand_extension(&context, extension, &mut output);
    }
    for enumeration in &model.enumerations {
        let context = Context::new(model, &repeated, enumeration.name.span);
        if enumeration.is_flags {
            flags::expand_flags(&context, enumeration, &mut output)
        } else {
            enumeration::expand_enumeration(&context, enumeration, &mut output)
        }
    }
    output.into_tokens()
}

/// What every part of one item's expansion needs.
struct Context<'a> {
    model: &'a Model,
    /// The runtime, at the item's name: rustc shows what goes wrong there, not the whole macro call.
    runtime: Ident,
    /// The path of the runtime, where its macros are, at the item's name as well.
    macros: Tokens<'static>,
    repeated: &'a Repeated,
}

/// What is said of every item.
struct Repeated {
    macros: Tokens<'static>,
    lints_of_type: Tokens<'static>,
    lints_of_unusual_type: Tokens<'static>,
    lints_of_methods: Tokens<'static>,
}

impl Repeated {
    fn new(model: &Model) -> Self {
        let of_type =
            quote!(#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]);
        let of_name = quote!(#[allow(non_camel_case_types, clippy::upper_case_acronyms)]);
        Repeated {
            macros: Tokens::of(runtime_path(model)),
            lints_of_unusual_type: Tokens::of(quote!(#of_type #of_name)),
            lints_of_type: Tokens::of(of_type),
            lints_of_methods: Tokens::of(quote! {
                #[allow(
                    dead_code,
                    deprecated,
                    unreachable_pub,
                    unused_qualifications,
                    clippy::new_ret_no_self,
                    clippy::should_implement_trait,
                    clippy::wrong_self_convention
                )]
            }),
        }
    }
}

impl<'a> Context<'a> {
    fn new(model: &'a Model, repeated: &'a Repeated, span: Span) -> Self {
        Context {
            model,
            runtime: runtime_at(span),
            macros: repeated.macros.located_at(span),
            repeated,
        }
    }

    /// What is allowed in the declaration of a type. What is derived says it again, so that it is short where it can be.
    fn lints_of_type(&self, name: &Ident) -> &'a Tokens<'static> {
        let text = name.to_string();
        let mut letters = text.chars().zip(text.chars().skip(1));
        let has_acronym = letters.any(|(one, next)| one.is_uppercase() && next.is_uppercase());
        if text.contains('_') || text.starts_with(char::is_lowercase) || has_acronym {
            &self.repeated.lints_of_unusual_type
        } else {
            &self.repeated.lints_of_type
        }
    }

    /// What is allowed in an `impl` with methods of paths.
    fn lints_of_methods(&self) -> &'a Tokens<'static> {
        &self.repeated.lints_of_methods
    }

    /// The struct of a record.
    fn record_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&record.rust_name(), record.name.span)
    }

    /// The enum of a record's subtypes.
    fn family_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("Any{}", record.rust_name()), record.name.span)
    }

    /// The struct of the paths to an entity.
    fn path_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("{}Path", record.rust_name()), record.name.span)
    }

    /// The alias of the paths to collections of an entity.
    fn paths_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("{}Paths", record.rust_name()), record.name.span)
    }

    fn is_family(&self, record: usize) -> bool {
        !self.model.descendants(record).is_empty()
    }

    /// What holds a value that is declared as the record: the record, or the enum of it and its subtypes.
    fn held_ident(&self, record: usize) -> Ident {
        if self.is_family(record) {
            self.family_ident(record)
        } else {
            self.record_ident(record)
        }
    }

    /// The name as `@odata.type` writes it.
    fn odata_type(&self, name: &Name) -> String {
        format!("#{}", self.qualified(name))
    }

    fn qualified(&self, name: &Name) -> String {
        format!("{}.{}", self.model.namespace.text, name.wire)
    }

    /// What marks a property's values: the type itself, whatever its subtypes.
    fn value_type(&self, ty: &TypeRef) -> Tokens<'static> {
        let one = match &ty.name {
            TypeName::Edm(edm, span) => self.edm_type(*edm, *span),
            TypeName::Path(path) => Tokens::of(path),
            name => self.declared_type(name, Self::record_ident),
        };
        self.collected(ty, one)
    }

    /// What a field holds.
    fn field_type(&self, ty: &TypeRef) -> Tokens<'static> {
        let one = match &ty.name {
            TypeName::Edm(edm, span) => self.edm_type(*edm, *span),
            TypeName::Path(path) => {
                let runtime = runtime_at(ty.name.span());
                Tokens::of(quote_spanned!(ty.name.span()=> <#path as #runtime::Declared>::Held))
            }
            name => self.declared_type(name, Self::held_ident),
        };
        self.collected(ty, one)
    }

    fn declared_type(&self, name: &TypeName, of: fn(&Self, usize) -> Ident) -> Tokens<'static> {
        if let Some(record) = self.model.record_of(name) {
            let mut ident = of(self, record);
            ident.set_span(name.span());
            return Tokens::ident(ident);
        }
        match self.model.enumeration_of(name) {
            Some(enumeration) => {
                let name_in_rust = self.model.enumerations[enumeration].rust_name();
                Tokens::ident(rust_ident(&name_in_rust, name.span()))
            }
            None => Tokens::of(quote!(())),
        }
    }

    fn collected(&self, ty: &TypeRef, one: Tokens<'static>) -> Tokens<'static> {
        if ty.is_collection {
            self.generic("Vec", &one)
        } else {
            one
        }
    }

    /// A type of the runtime that has one type parameter.
    fn generic(&self, name: &str, argument: &Tokens<'_>) -> Tokens<'static> {
        let name = Ident::new(name, Span::call_site());
        Tokens::generic(&self.runtime, name, argument)
    }

    fn edm_type(&self, edm: Edm, span: Span) -> Tokens<'static> {
        let (name, span) = match edm {
            Edm::String => ("String", Span::call_site()),
            Edm::Boolean => ("bool", Span::call_site()),
            Edm::Byte => ("u8", Span::call_site()),
            Edm::SByte => ("i8", Span::call_site()),
            Edm::Int16 => ("i16", Span::call_site()),
            Edm::Int32 => ("i32", Span::call_site()),
            Edm::Int64 => ("i64", Span::call_site()),
            Edm::Single => ("f32", Span::call_site()),
            Edm::Double => ("f64", Span::call_site()),
            Edm::Binary
            | Edm::Date
            | Edm::DateTimeOffset
            | Edm::Decimal
            | Edm::Duration
            | Edm::Guid
            | Edm::Json
            | Edm::Stream
            | Edm::TimeOfDay => (edm.name(), span),
        };
        Tokens::in_runtime(&self.runtime, Ident::new(name, span))
    }
}

/// The name of the runtime in an expansion, as if it were written at `span`. What the expansion says most often is one token, not
/// a path: that is a tenth of what it costs to compile.
fn runtime_at(span: Span) -> Ident {
    Ident::new("__graph", span)
}

/// The path of the runtime from the declaration.
fn runtime_path(model: &Model) -> TokenStream {
    match &model.crate_path {
        Some(path) => path.to_token_stream(),
        None => quote!(::graph_runtime),
    }
}

/// A name that `graph-syntax` has found fit to be one.
fn rust_ident(name: &str, span: Span) -> Ident {
    ident(name, span).unwrap_or_else(|| Ident::new("__unnameable", span))
}

/// The doc comments of the user, or one with the name on the wire.
fn docs(attributes: &Attributes, generated: impl FnOnce() -> String) -> Tokens<'_> {
    match &attributes.docs[..] {
        [] => Tokens::doc(&generated()),
        written => Tokens::borrowed(written),
    }
}

/// A type in Graph's notation.
fn shown(model: &Model, ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Edm(edm, _) => format!("Edm.{}", edm.name()),
        TypeName::Declared(name) => format!("{}.{}", model.namespace.text, name.wire),
        TypeName::Path(path) => path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect::<Vec<_>>()
            .join("::"),
    };
    if ty.is_collection {
        format!("Collection({name})")
    } else {
        name
    }
}
