//! Typed properties: one constant for each, which knows its owner, its type and who may set it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_json::Serializer;

use super::route::{BaseOf, Route};
use crate::edm::{Binary, DateTimeOffset, Decimal, Duration, Guid, Json, TimeOfDay};
use crate::model::{Id, Inherits, Value};

/// A property of `Owner` that holds a `V`; `A` says who may set it, and when.
///
/// Declarations expand to constants of this type: `User::DISPLAY_NAME`.
pub struct Property<Owner, V, A = access::ReadWrite> {
    name: &'static str,
    route: Route,
    of: Marker<(Owner, V, A)>,
}

type Marker<T> = PhantomData<fn() -> T>;

/// What expansions call. No associated function: there are thousands of such calls, and each is cheaper to check this way.
pub const fn property<Owner, V, A>(name: &'static str) -> Property<Owner, V, A> {
    Property {
        name,
        route: Route::Own,
        of: PhantomData,
    }
}

impl<Owner, V, A> Property<Owner, V, A> {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn route(&self) -> Route {
        self.route
    }

    pub(crate) fn by_route(self, route: Route) -> Property<BaseOf<Owner>, V, A> {
        Property {
            name: self.name,
            route,
            of: PhantomData,
        }
    }
}

impl<Owner, V, A> Clone for Property<Owner, V, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Owner, V, A> Copy for Property<Owner, V, A> {}

impl<Owner, V, A> fmt::Debug for Property<Owner, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Property({})", self.name)
    }
}

/// Who may set a property, and when: the marker `A` of a [`Property`], and a trait for each use.
pub mod access {
    /// The client may set it, change it and clear it.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadWrite {}

    /// `#[not_null]`: the client may set and change it, but not clear it.
    #[derive(Debug, Clone, Copy)]
    pub enum NotNull {}

    /// `#[immutable]`: the client may set it when it creates the entity, and never after.
    #[derive(Debug, Clone, Copy)]
    pub enum Immutable {}

    /// `#[read_only]`: the service computes it.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadOnly {}

    /// What an update may set.
    #[diagnostic::on_unimplemented(
        message = "this property cannot be set in an update: it is `{Self}`",
        label = "cannot be set here",
        note = "a `ReadOnly` property is computed by the service; an `Immutable` one can be set in a `Create` only"
    )]
    pub trait Updatable {}

    /// What can be set when an entity is created.
    #[diagnostic::on_unimplemented(
        message = "this property is computed by the service and cannot be set: it is `{Self}`",
        label = "cannot be set",
        note = "leave it out: the service fills it in"
    )]
    pub trait Creatable {}

    /// What can be cleared, that is, set to null.
    #[diagnostic::on_unimplemented(
        message = "this property cannot be cleared: it is `{Self}`",
        label = "cannot be null",
        note = "what is declared `#[not_null]`, `#[immutable]` or `#[read_only]` is never set to null; leave it as it is, or set it to another value where it can be set"
    )]
    pub trait Clearable {}

    macro_rules! allow {
        ($($access:ident: $($trait:ident)*;)*) => {$($(
            #[diagnostic::do_not_recommend]
            impl $trait for $access {}
        )*)*};
    }

    allow! {
        ReadWrite: Updatable Creatable Clearable;
        NotNull: Updatable Creatable;
        Immutable: Creatable;
    }
}

/// What a property of type `V` can be set to.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` does not fit this property, which holds `{V}`",
    label = "expected a value that fits `{V}`",
    note = "numbers and text are passed as their Rust types, a date or time as one of `graph_runtime::edm` (`\"2026-01-31T08:15:00Z\".parse::<edm::DateTimeOffset>()?`) or of `jiff`, a member of an enumeration as its variant, a complex value by value, a collection as a `Vec`, an array or a slice",
    note = "a value never stands in an `Option`: null is what `.clear(…)` sends; a navigation property is set by `bind` or `insert`"
)]
pub trait IntoValue<V> {
    /// Appends the value's JSON.
    #[doc(hidden)]
    fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

/// Appends the JSON of a value.
///
/// # Errors
///
/// Those of the serializer.
pub fn append_value<T: Value>(value: &T, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    value.write(&mut Serializer::new(json))
}

/// Entities, complex values and enumeration members fit where their type or a base of it is asked for.
#[diagnostic::do_not_recommend]
impl<V, T: Inherits<V> + Value> IntoValue<V> for T {
    fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        append_value(self, json)
    }
}

macro_rules! into_itself {
    ($($type:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValue<$type> for $type {
            fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
                append_value(self, json)
            }
        }
    )*};
}

into_itself!(
    bool,
    i8,
    u8,
    i16,
    i32,
    i64,
    f32,
    f64,
    Binary,
    DateTimeOffset,
    Decimal,
    Duration,
    Guid,
    Json,
    String,
    TimeOfDay,
    jiff::civil::Date,
);

#[diagnostic::do_not_recommend]
impl<X: 'static> IntoValue<Id<X>> for Id<X> {
    fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        append_value(self, json)
    }
}

/// Converts first, then appends.
macro_rules! into_other {
    ($($from:ty => $to:ty, |$value:ident| $convert:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValue<$to> for $from {
            fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
                let $value = self;
                append_value::<$to>(&$convert, json)
            }
        }
    )*};
}

into_other! {
    i32 => i64, |value| i64::from(*value);
    i32 => f64, |value| f64::from(*value);
    i32 => Decimal, |value| Decimal::from(*value);
    i64 => Decimal, |value| Decimal::from(*value);
    f32 => f64, |value| f64::from(*value);
    jiff::Timestamp => DateTimeOffset, |value| DateTimeOffset::from(*value);
    jiff::civil::Time => TimeOfDay, |value| TimeOfDay::from(*value);
    jiff::Span => Duration, |value| Duration::from(*value);
    jiff::SignedDuration => Duration, |value| Duration::from(*value);
    Vec<u8> => Binary, |value| Binary::from(&value[..]);
    &[u8] => Binary, |value| Binary::from(*value);
    serde_json::Value => Json, |value| Json::from(value.clone());
    bool => Json, |value| Json::from(serde_json::Value::from(*value));
    i32 => Json, |value| Json::from(serde_json::Value::from(*value));
    i64 => Json, |value| Json::from(serde_json::Value::from(*value));
    f64 => Json, |value| Json::from(serde_json::Value::from(*value));
    &str => Json, |value| Json::from(serde_json::Value::from(*value));
    String => Json, |value| Json::from(serde_json::Value::from(value.as_str()));
}

macro_rules! into_text {
    ($([$($param:ident)?] $from:ty => $to:ty, |$value:ident| $text:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl$(<$param>)? IntoValue<$to> for $from {
            fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
                let $value = self;
                serde_json::to_writer(json, $text)
            }
        }
    )*};
}

into_text! {
    [] &str => String, |value| *value;
    [] &String => String, |value| value.as_str();
    [] Cow<'_, str> => String, |value| &**value;
    [X] Id<X> => String, |value| value.as_str();
    [X] &Id<X> => String, |value| value.as_str();
    [X] &Id<X> => Id<X>, |value| value.as_str();
    [X] &str => Id<X>, |value| *value;
    [X] String => Id<X>, |value| value.as_str();
}

fn append_each<'a, V, T: IntoValue<V> + 'a>(
    values: impl IntoIterator<Item = &'a T>,
    json: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    json.push(b'[');
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        value.append_json(json)?;
    }
    json.push(b']');
    Ok(())
}

macro_rules! into_collection {
    ($([$($param:tt)*] $from:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<V, T: IntoValue<V>, $($param)*> IntoValue<Vec<V>> for $from {
            fn append_json(&self, json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
                append_each(self.iter(), json)
            }
        }
    )*};
}

into_collection! {
    [] Vec<T>;
    [] &Vec<T>;
    [] &[T];
    [const N: usize] [T; N];
    [const N: usize] &[T; N];
}
