//! Generates Rust code from a resolved declaration. This cannot fail.
//!
//! The code is thin: names, and calls of the runtime, which has everything that does not depend on a user's names.

use graph_syntax::{Attributes, Edm, Model, Name, TypeName, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::path::ident;

mod enumeration;
mod extension;
mod family;
mod flags;
mod methods;
mod operation;
mod path;
mod record;
mod tokens;
mod verbs;

use tokens::{Parts, Tokens};

/// The parts of an expansion.
#[derive(Default)]
struct Expansion {
    /// The items with names, in the module of the declaration.
    items: Parts,
    /// The `impl`s that share one `#[allow]`, in a `const _` block: an attribute on each would be a twentieth of the time to compile an
    /// expansion. Those with methods of paths are items instead, since rustc would call them `_::<impl UserPath<M>>::messages` in errors.
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
    // A glob, since several invocations in one module import the same name.
    output.items.push(quote! {
        #[allow(unused_imports)]
        use #path::__private::anchor::*;
        #[allow(unused_imports, unreachable_pub)]
        pub use #path::{path::Path as _, query::Operand as _};
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

/// The context of one item's expansion.
struct Context<'a> {
    model: &'a Model,
    /// The name of the runtime, with the span of the item's name, so that rustc shows that in errors and not the whole macro call.
    runtime: Ident,
    /// The path of the runtime, for its macros, with the same span.
    macros: Tokens<'static>,
    repeated: &'a Repeated,
}

/// The tokens that are repeated for every item.
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

    /// Returns the `#[allow]` of a type. Derived code repeats it, so that it is as short as possible.
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

    /// Returns the `#[allow]` of an `impl` with methods of paths.
    fn lints_of_methods(&self) -> &'a Tokens<'static> {
        &self.repeated.lints_of_methods
    }

    /// Returns the name of a record's struct.
    fn record_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&record.rust_name(), record.name.span)
    }

    /// Returns the name of the enum of a record's subtypes.
    fn family_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("Any{}", record.rust_name()), record.name.span)
    }

    /// Returns the name of the struct of the paths to an entity.
    fn path_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("{}Path", record.rust_name()), record.name.span)
    }

    /// Returns the alias of the paths to collections of an entity.
    fn paths_ident(&self, record: usize) -> Ident {
        let record = &self.model.records[record];
        rust_ident(&format!("{}Paths", record.rust_name()), record.name.span)
    }

    fn is_family(&self, record: usize) -> bool {
        !self.model.descendants(record).is_empty()
    }

    /// Returns the type of a field that is declared as the record: its struct, or the enum of its subtypes.
    fn held_ident(&self, record: usize) -> Ident {
        if self.is_family(record) {
            self.family_ident(record)
        } else {
            self.record_ident(record)
        }
    }

    /// Returns the name in the form of `@odata.type`.
    fn odata_type(&self, name: &Name) -> String {
        format!("#{}", self.qualified(name))
    }

    fn qualified(&self, name: &Name) -> String {
        format!("{}.{}", self.model.namespace.text, name.wire)
    }

    /// Returns the type parameter of a property's constant: the type itself, even if it has subtypes.
    fn value_type(&self, ty: &TypeRef) -> Tokens<'static> {
        let one = match &ty.name {
            TypeName::Edm(edm, span) => self.edm_type(*edm, *span),
            TypeName::Path(path) => Tokens::of(path),
            name => self.declared_type(name, Self::record_ident),
        };
        self.collected(ty, one)
    }

    /// Returns the type of a field.
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

    /// Returns a type of the runtime with one type argument.
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

/// Returns the name of the runtime in an expansion, with the span `span`. It is one token and not a path, because it is repeated so
/// often that this saves a tenth of the time to compile an expansion.
fn runtime_at(span: Span) -> Ident {
    Ident::new("__graph", span)
}

/// Returns the path of the runtime.
fn runtime_path(model: &Model) -> TokenStream {
    match &model.crate_path {
        Some(path) => path.to_token_stream(),
        None => quote!(::graph_runtime),
    }
}

/// Returns an identifier for a name that `graph-syntax` has checked.
fn rust_ident(name: &str, span: Span) -> Ident {
    ident(name, span).unwrap_or_else(|| Ident::new("__unnameable", span))
}

/// Returns the doc comments of the user, or else the generated one.
fn docs(attributes: &Attributes, generated: impl FnOnce() -> String) -> Tokens<'_> {
    match &attributes.docs[..] {
        [] => Tokens::doc(&generated()),
        written => Tokens::borrowed(written),
    }
}

/// Returns a type in Graph's notation.
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
