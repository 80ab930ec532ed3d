//! What conditions are made of: properties, and what they can be compared by.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::element::{Element, lambda};
use super::filter::Filter;
use super::literal::{IntoLiteral, append_text};
use super::order::{IntoOrder, Order};
use crate::edm::{DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use crate::model::{Declared, FlagsKind, Id, InheritedBy, Inherits};
use crate::request::InvalidRequest;
use crate::schema::{Nav, Property};

/// What can stand on the left of a comparison: a property, one of a complex value, or an element of a collection.
///
/// Source: OData 4.01, URL Conventions, "System Query Option `$filter`", for its comparisons, functions and lambda operators.
#[allow(clippy::wrong_self_convention)]
pub trait Operand: Sized {
    /// The type that the filter is on.
    type Owner;

    /// The type of its values.
    type Value;

    #[doc(hidden)]
    fn path(&self) -> Cow<'_, str>;

    /// Whether directory objects answer any condition on it, and any order by it, only as an "advanced query".
    #[doc(hidden)]
    fn is_advanced(&self) -> bool {
        false
    }

    /// Is equal to the value.
    fn eq(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner> {
        compare(&self, " eq ", value, false)
    }

    /// Is not equal to the value. On directory objects it is an "advanced query".
    fn ne(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner> {
        compare(&self, " ne ", value, true)
    }

    /// Is greater than the value.
    fn gt(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, " gt ", value, false)
    }

    /// Is greater than the value, or equal to it.
    fn ge(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, " ge ", value, false)
    }

    /// Is less than the value.
    fn lt(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, " lt ", value, false)
    }

    /// Is less than the value, or equal to it.
    fn le(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, " le ", value, false)
    }

    /// Is one of the values. Graph takes fifteen at most, unless an API says otherwise.
    ///
    /// OData has no list without a value: a request with one is refused before anything is sent.
    fn is_in<T: IntoLiteral<Self::Value>>(
        self,
        values: impl IntoIterator<Item = T>,
    ) -> Filter<Self::Owner> {
        let mut text = format!("{} in (", self.path());
        let mut count = 0_usize;
        let mut is_time_without_offset = false;
        for value in values {
            if count > 0 {
                text.push(',');
            }
            value.append_literal(&mut text);
            is_time_without_offset |= value.is_time_without_offset();
            count += 1;
        }
        text.push(')');
        let property = || self.path().into_owned();
        let problem = if count == 0 {
            Some(InvalidRequest::EmptyList {
                property: property(),
            })
        } else {
            is_time_without_offset.then(|| InvalidRequest::TimeWithoutOffset {
                property: property(),
            })
        };
        Filter::new(text, self.is_advanced()).with_problem(problem.map(Box::new))
    }

    /// Has all of the flags. For a single one and for several: `has 'monday'`, `has 'monday,tuesday'`.
    fn has(self, flags: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: FlagsEnum,
    {
        compare(&self, " has ", flags, false)
    }

    /// Has no value.
    fn is_null(self) -> Filter<Self::Owner> {
        Filter::new(format!("{} eq null", self.path()), self.is_advanced())
    }

    /// Has a value. On directory objects it is an "advanced query".
    fn is_not_null(self) -> Filter<Self::Owner> {
        Filter::new(format!("{} ne null", self.path()), true)
    }

    /// Begins with the text.
    fn starts_with(self, text: impl AsRef<str>) -> Filter<Self::Owner>
    where
        Self::Value: Text,
    {
        call(&self, "startsWith", text.as_ref(), false)
    }

    /// Ends with the text. On directory objects it is an "advanced query".
    fn ends_with(self, text: impl AsRef<str>) -> Filter<Self::Owner>
    where
        Self::Value: Text,
    {
        call(&self, "endsWith", text.as_ref(), true)
    }

    /// Contains the text.
    fn contains(self, text: impl AsRef<str>) -> Filter<Self::Owner>
    where
        Self::Value: Text,
    {
        call(&self, "contains", text.as_ref(), false)
    }

    /// A property of the complex value, or of the element: `User::ADDRESS.then(Address::CITY)`.
    fn then<O, V, A, W>(self, property: Property<O, V, A>) -> Nested<Self::Owner, V>
    where
        O: InheritedBy<Self::Value, W>,
    {
        Nested {
            path: format!("{}/{}", self.path(), property.name()),
            is_advanced: self.is_advanced(),
            of: PhantomData,
        }
    }

    /// The same value as a subtype, whose properties can follow.
    fn cast<S, W>(self) -> Nested<Self::Owner, S>
    where
        S: Inherits<Self::Value, W> + Declared,
    {
        let name = S::ODATA_TYPE.trim_start_matches('#');
        Nested {
            path: format!("{}/{name}", self.path()),
            is_advanced: self.is_advanced(),
            of: PhantomData,
        }
    }

    /// At least one element of the collection fulfils the condition.
    fn any<V>(self, condition: impl FnOnce(Element<V>) -> Filter<Element<V>>) -> Filter<Self::Owner>
    where
        Self::Value: CollectionOf<V>,
    {
        lambda(&self.path(), self.is_advanced(), "any", condition)
    }

    /// Every element of the collection fulfils the condition.
    fn all<V>(self, condition: impl FnOnce(Element<V>) -> Filter<Element<V>>) -> Filter<Self::Owner>
    where
        Self::Value: CollectionOf<V>,
    {
        lambda(&self.path(), self.is_advanced(), "all", condition)
    }

    /// The collection has an element, whatever it is: `any()`.
    fn is_not_empty<V>(self) -> Filter<Self::Owner>
    where
        Self::Value: CollectionOf<V>,
    {
        Filter::new(format!("{}/any()", self.path()), self.is_advanced())
    }

    /// The number of the collection's elements: `assignedLicenses/$count`. On directory objects it makes an "advanced query".
    fn count<V>(self) -> Nested<Self::Owner, i64>
    where
        Self::Value: CollectionOf<V>,
    {
        Nested {
            path: format!("{}/$count", self.path()),
            is_advanced: true,
            of: PhantomData,
        }
    }

    /// From the smallest to the greatest, for `order_by`.
    fn asc(self) -> Order<Self::Owner> {
        Order::new(self.path().into_owned(), self.is_advanced())
    }

    /// From the greatest to the smallest, for `order_by`.
    fn desc(self) -> Order<Self::Owner> {
        Order::new(format!("{} desc", self.path()), self.is_advanced())
    }
}

/// Values that have an order: all but Booleans, and what has parts.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` have no order",
    label = "cannot be compared by order",
    note = "use `eq` or `ne`"
)]
pub trait Ordered {}

/// Values that are text.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` are not text",
    label = "only text can be searched in",
    note = "use `eq` or `ne`, or an order such as `ge`; the elements of a collection are asked for by `any` and `all`"
)]
pub trait Text {}

macro_rules! ordered {
    ($($type:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl Ordered for $type {}
    )*};
}

ordered!(
    String,
    u8,
    i8,
    i16,
    i32,
    i64,
    f32,
    f64,
    Decimal,
    Guid,
    jiff::civil::Date,
    DateTimeOffset,
    TimeOfDay,
    Duration,
);

#[diagnostic::do_not_recommend]
impl<X> Ordered for Id<X> {}

#[diagnostic::do_not_recommend]
impl Text for String {}

#[diagnostic::do_not_recommend]
impl<X> Text for Id<X> {}

/// A value that has elements of type `V`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a single value, which has no elements",
    label = "not a collection",
    note = "`any` and `all` are for collections, declared as `name: [type]`; compare a single value with `eq`"
)]
pub trait CollectionOf<V> {}

#[diagnostic::do_not_recommend]
impl<V> CollectionOf<V> for Vec<V> {}

/// Values that are sets of flags.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of flags",
    label = "only sets have members",
    note = "`has` is for what is declared as `flags enum`; use `eq`, or `any` for the elements of a collection"
)]
pub trait FlagsEnum {}

#[diagnostic::do_not_recommend]
impl<E: Declared<Kind = FlagsKind>> FlagsEnum for E {}

/// Room for an operator or the name of a function, for a short value, and for conditions that are joined to it.
const USUAL_LENGTH: usize = 96;

fn compare<L: Operand>(
    left: &L,
    operator: &str,
    value: impl IntoLiteral<L::Value>,
    is_advanced: bool,
) -> Filter<L::Owner> {
    let path = left.path();
    let mut text = String::with_capacity(path.len() + USUAL_LENGTH);
    text.push_str(&path);
    text.push_str(operator);
    value.append_literal(&mut text);
    let filter = Filter::new(text, is_advanced || left.is_advanced());
    if value.is_time_without_offset() {
        let property = path.into_owned();
        return filter.with_problem(Some(Box::new(InvalidRequest::TimeWithoutOffset {
            property,
        })));
    }
    filter
}

fn call<L: Operand>(left: &L, function: &str, value: &str, is_advanced: bool) -> Filter<L::Owner> {
    let path = left.path();
    let mut text = String::with_capacity(path.len() + value.len() + USUAL_LENGTH);
    for part in [function, "(", &path, ","] {
        text.push_str(part);
    }
    append_text(value, &mut text);
    text.push(')');
    Filter::new(text, is_advanced || left.is_advanced())
}

impl<O, V, A> Operand for Property<O, V, A> {
    type Owner = O;
    type Value = V;

    fn path(&self) -> Cow<'_, str> {
        self.route().to(self.name())
    }

    fn is_advanced(&self) -> bool {
        self.route().is_advanced()
    }
}

impl<O, T, K> Operand for Nav<O, T, K>
where
    K: crate::schema::Multiplicity,
{
    type Owner = O;
    type Value = K::Of<T>;

    fn path(&self) -> Cow<'_, str> {
        self.route().to(self.name())
    }

    fn is_advanced(&self) -> bool {
        self.route().is_advanced()
    }
}

/// A property of a complex value or of an element, or the number of a collection's elements.
#[derive(Debug)]
pub struct Nested<Owner, V> {
    path: String,
    is_advanced: bool,
    of: PhantomData<fn() -> (Owner, V)>,
}

impl<Owner, V> Clone for Nested<Owner, V> {
    fn clone(&self) -> Self {
        Nested {
            path: self.path.clone(),
            is_advanced: self.is_advanced,
            of: PhantomData,
        }
    }
}

impl<Owner, V> Operand for Nested<Owner, V> {
    type Owner = Owner;
    type Value = V;

    fn path(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.path)
    }

    fn is_advanced(&self) -> bool {
        self.is_advanced
    }
}

impl<V> Operand for Element<V> {
    type Owner = Element<V>;
    type Value = V;

    fn path(&self) -> Cow<'_, str> {
        Cow::Owned(self.variable())
    }
}

#[diagnostic::do_not_recommend]
impl<O, V, A> IntoOrder for Property<O, V, A> {
    type Owner = O;

    fn into_order(self) -> Order<O> {
        self.asc()
    }
}

#[diagnostic::do_not_recommend]
impl<O, V> IntoOrder for Nested<O, V> {
    type Owner = O;

    fn into_order(self) -> Order<O> {
        self.asc()
    }
}
