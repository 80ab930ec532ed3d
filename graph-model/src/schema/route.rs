//! How a query reaches a property: by its name, or as that of a subtype.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::model::Inherits;

/// Stands for each type that `S` is a subtype of: the owner of what was made by `implicit` or `by_cast`.
///
/// No value of it exists.
#[derive(Debug)]
pub struct BaseOf<S> {
    of: PhantomData<fn() -> S>,
}

/// Conditions on bases of one subtype can be joined.
#[diagnostic::do_not_recommend]
impl<S> Inherits<BaseOf<S>> for BaseOf<S> {}

/// How a query reaches a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// It is the type's own, or inherited.
    Own,
    /// It is a subtype's, named as if it were the type's own.
    Implicit,
    /// It is a subtype's, behind the name of that type, which begins with `#`.
    Cast(&'static str),
}

impl Route {
    /// The property's name, as a query writes it.
    pub(crate) fn to(self, name: &'static str) -> Cow<'static, str> {
        match self {
            Route::Own | Route::Implicit => Cow::Borrowed(name),
            Route::Cast(subtype) => {
                Cow::Owned(format!("{}/{name}", subtype.trim_start_matches('#')))
            }
        }
    }

    /// Whether directory objects answer it only as an "advanced query".
    pub(crate) fn is_advanced(self) -> bool {
        self != Route::Own
    }
}
