//! References to types, in properties, navigation properties and operations.

use std::fmt;

use proc_macro2::Span;
use syn::Path;

use super::Name;
use crate::edm::Edm;

/// A type, or a collection of it.
#[derive(Clone)]
pub struct TypeRef {
    /// The type, or that of each element of a collection.
    pub name: TypeName,
    /// `true` if it is written in brackets.
    pub is_collection: bool,
}

/// The name of a type.
#[derive(Clone)]
pub enum TypeName {
    /// A primitive type.
    Edm(Edm, Span),
    /// A type of this declaration.
    Declared(Name),
    /// A type that another declaration expands to, by its Rust path.
    Path(Path),
}

impl TypeName {
    /// Returns the span in the source.
    pub fn span(&self) -> Span {
        match self {
            TypeName::Edm(_, span) => *span,
            TypeName::Declared(name) => name.span,
            TypeName::Path(path) => path
                .segments
                .last()
                .map_or_else(Span::call_site, |segment| segment.ident.span()),
        }
    }
}

/// Prints it as a declaration writes it.
impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_collection {
            write!(f, "[{}]", self.name)
        } else {
            self.name.fmt(f)
        }
    }
}

/// Prints it as a declaration writes it.
impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypeName::Edm(edm, _) => f.write_str(edm.name()),
            TypeName::Declared(name) => f.write_str(&name.wire),
            TypeName::Path(path) => {
                let mut separator = if path.leading_colon.is_some() {
                    "::"
                } else {
                    ""
                };
                for segment in &path.segments {
                    write!(f, "{separator}{}", segment.ident)?;
                    separator = "::";
                }
                Ok(())
            }
        }
    }
}
