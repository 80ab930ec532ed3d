//! Values as OData writes them in a URL. Whatever a value holds, it stays one literal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Deref;

use crate::edm::{Binary, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use crate::model::{Declared, Enumeration, EnumerationKind, Flags, FlagsKind, Id, name_of};

/// What a property of type `V` can be compared with, and what a function's parameter of type `V` can be given.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot stand for a `{V}`",
    label = "expected a value that fits `{V}`",
    note = "numbers and text are passed as their Rust types, a date or time as one of `graph_runtime::edm` (`\"2026-01-31T08:15:00Z\".parse::<edm::DateTimeOffset>()?`) or of `jiff`, a member of an enumeration as its variant",
    note = "null is asked for by `is_null` and `is_not_null`; the elements of a collection by `any` and `all`, a property of a complex value behind `then`"
)]
pub trait IntoLiteral<V> {
    /// Appends the literal, not percent-encoded (OData 4.01, ABNF, `primitiveLiteral`).
    #[doc(hidden)]
    fn append_literal(&self, url: &mut String);

    /// Whether it is a `DateTimeOffset` that OData has no literal for.
    #[doc(hidden)]
    #[inline]
    fn is_time_without_offset(&self) -> bool {
        false
    }
}

/// In single quotes, with those inside doubled.
pub(crate) fn append_text(text: &str, url: &mut String) {
    url.push('\'');
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\'') {
        url.push_str(before);
        url.push_str("''");
        rest = after;
    }
    url.push_str(rest);
    url.push('\'');
}

/// Writing into a `String` cannot fail.
fn append_display(value: impl std::fmt::Display, url: &mut String) {
    let _infallible = write!(url, "{value}");
}

macro_rules! texts {
    ($([$($param:ident)?] $from:ty => $to:ty, |$value:ident| $text:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl$(<$param>)? IntoLiteral<$to> for $from {
            fn append_literal(&self, url: &mut String) {
                let $value = self;
                append_text($text, url);
            }
        }
    )*};
}

texts! {
    [] &str => String, |value| value;
    [] &&str => String, |value| value;
    [] String => String, |value| value;
    [] &String => String, |value| value;
    [] Cow<'_, str> => String, |value| value;
    [X] Id<X> => String, |value| value.as_str();
    [X] &Id<X> => String, |value| value.as_str();
    [X] Id<X> => Id<X>, |value| value.as_str();
    [X] &Id<X> => Id<X>, |value| value.as_str();
    [X] &str => Id<X>, |value| value;
    [X] &&str => Id<X>, |value| value;
    [X] String => Id<X>, |value| value;
    [X] &String => Id<X>, |value| value;
}

#[diagnostic::do_not_recommend]
impl IntoLiteral<bool> for bool {
    fn append_literal(&self, url: &mut String) {
        url.push_str(if *self { "true" } else { "false" });
    }
}

macro_rules! displayed {
    ($($from:ty => $to:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoLiteral<$to> for $from {
            fn append_literal(&self, url: &mut String) {
                append_display(self, url);
            }
        }
    )*};
}

displayed! {
    u8 => u8;
    i8 => i8;
    i16 => i16;
    i32 => i32;
    i64 => i64;
    i32 => i64;
    i32 => Decimal;
    i64 => Decimal;
    i32 => f64;
    Decimal => Decimal;
    &Decimal => Decimal;
    Guid => Guid;
    &Guid => Guid;
    jiff::civil::Date => jiff::civil::Date;
    jiff::Timestamp => DateTimeOffset;
    TimeOfDay => TimeOfDay;
    jiff::civil::Time => TimeOfDay;
}

#[diagnostic::do_not_recommend]
impl IntoLiteral<DateTimeOffset> for DateTimeOffset {
    fn append_literal(&self, url: &mut String) {
        append_display(self, url);
    }

    fn is_time_without_offset(&self) -> bool {
        !self.has_offset()
    }
}

macro_rules! floats {
    ($($from:ty => $to:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoLiteral<$to> for $from {
            fn append_literal(&self, url: &mut String) {
                if self.is_nan() {
                    url.push_str("NaN");
                } else if self.is_infinite() {
                    url.push_str(if *self > 0.0 { "INF" } else { "-INF" });
                } else {
                    append_display(self, url);
                }
            }
        }
    )*};
}

floats! {
    f32 => f32;
    f64 => f64;
    f32 => f64;
}

macro_rules! prefixed {
    ($($prefix:literal, $from:ty => $to:ty, |$value:ident| $text:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoLiteral<$to> for $from {
            fn append_literal(&self, url: &mut String) {
                let $value = self;
                url.push_str($prefix);
                append_text(&$text, url);
            }
        }
    )*};
}

prefixed! {
    "duration", Duration => Duration, |value| value.as_str();
    "duration", &Duration => Duration, |value| value.as_str();
    "duration", jiff::Span => Duration, |value| Duration::from(*value).as_str();
    "duration", jiff::SignedDuration => Duration, |value| Duration::from(*value).as_str();
    "binary", Binary => Binary, |value| value.to_url_safe();
    "binary", &Binary => Binary, |value| value.to_url_safe();
    "binary", &[u8] => Binary, |value| Binary::from(*value).to_url_safe();
}

/// Graph takes the member's name in quotes, without the name of the enumeration. So it does the members of a set.
#[diagnostic::do_not_recommend]
impl<E: Declared<Kind: Named<E>>> IntoLiteral<E> for E {
    fn append_literal(&self, url: &mut String) {
        append_text(E::Kind::name(self), url);
    }
}

/// The kinds of declared types whose values are names.
pub trait Named<E> {
    #[doc(hidden)]
    fn name(value: &E) -> &str;
}

impl<E: Enumeration> Named<E> for EnumerationKind {
    fn name(value: &E) -> &str {
        name_of(value)
    }
}

/// The names of the members, separated by commas.
impl<E: Deref<Target = Flags>> Named<E> for FlagsKind {
    fn name(value: &E) -> &str {
        value.as_str()
    }
}
