//! Filters: comparisons of properties with values, and what is made of them.

use std::borrow::Cow;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Not;

use super::literal::{IntoLiteral, append_text};
use super::order::Order;
use crate::data::{Declared, InheritedBy, Inherits};
use crate::edm::{DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use crate::id::Id;
use crate::nav::Nav;
use crate::property::Property;

/// A condition on an `X`.
#[derive(Debug)]
#[must_use = "a filter does nothing until a request takes it: `.filter(…)`"]
pub struct Filter<X> {
    text: String,
    /// `or` binds weaker than `and`, and both weaker than `not`.
    strength: Strength,
    is_advanced: bool,
    of: PhantomData<fn() -> X>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Whole,
}

impl<X> Filter<X> {
    fn new(text: String, is_advanced: bool) -> Self {
        Filter {
            text,
            strength: Strength::Whole,
            is_advanced,
            of: PhantomData,
        }
    }

    /// The text of the filter, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether directory objects answer it only as an "advanced query".
    pub(crate) fn is_advanced(&self) -> bool {
        self.is_advanced
    }

    /// Both conditions.
    pub fn and<Y, W>(self, other: Filter<Y>) -> Self
    where
        X: Inherits<Y, W>,
    {
        self.join(" and ", Strength::And, other)
    }

    /// One condition or the other.
    pub fn or<Y, W>(self, other: Filter<Y>) -> Self
    where
        X: Inherits<Y, W>,
    {
        self.join(" or ", Strength::Or, other)
    }

    fn join<Y>(self, word: &str, strength: Strength, other: Filter<Y>) -> Self {
        let mut text = String::with_capacity(self.text.len() + word.len() + other.text.len() + 4);
        append_at(&self.text, self.strength, strength, &mut text);
        text.push_str(word);
        append_at(&other.text, other.strength, strength, &mut text);
        Filter {
            text,
            strength,
            is_advanced: self.is_advanced || other.is_advanced,
            of: PhantomData,
        }
    }
}

fn append_at(part: &str, own: Strength, outer: Strength, text: &mut String) {
    if own < outer {
        text.push('(');
        text.push_str(part);
        text.push(')');
    } else {
        text.push_str(part);
    }
}

/// The opposite of the condition. On directory objects it is an "advanced query".
impl<X> Not for Filter<X> {
    type Output = Self;

    fn not(self) -> Self {
        Filter::new(format!("not ({})", self.text), true)
    }
}

impl<X> Clone for Filter<X> {
    fn clone(&self) -> Self {
        Filter {
            text: self.text.clone(),
            of: PhantomData,
            ..*self
        }
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
    note = "use `eq` or `ne`, or an order such as `ge`"
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

/// What can stand on the left of a comparison: a property, one of a complex value, or an element of a collection.
#[allow(clippy::wrong_self_convention)]
pub trait Operand: Sized {
    /// The type that the filter is on.
    type Owner;

    /// The type of its values.
    type Value;

    #[doc(hidden)]
    fn path(&self) -> Cow<'_, str>;

    /// Is equal to the value.
    fn eq(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner> {
        compare(&self, "eq", value, false)
    }

    /// Is not equal to the value. On directory objects it is an "advanced query".
    fn ne(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner> {
        compare(&self, "ne", value, true)
    }

    /// Is greater than the value.
    fn gt(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, "gt", value, false)
    }

    /// Is greater than the value, or equal to it.
    fn ge(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, "ge", value, false)
    }

    /// Is less than the value.
    fn lt(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, "lt", value, false)
    }

    /// Is less than the value, or equal to it.
    fn le(self, value: impl IntoLiteral<Self::Value>) -> Filter<Self::Owner>
    where
        Self::Value: Ordered,
    {
        compare(&self, "le", value, false)
    }

    /// Is one of the values. Graph takes fifteen at most, unless an API says otherwise.
    fn is_in<T: IntoLiteral<Self::Value>>(
        self,
        values: impl IntoIterator<Item = T>,
    ) -> Filter<Self::Owner> {
        let mut text = format!("{} in (", self.path());
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            value.append_literal(&mut text);
        }
        text.push(')');
        Filter::new(text, false)
    }

    /// Has no value.
    fn is_null(self) -> Filter<Self::Owner> {
        Filter::new(format!("{} eq null", self.path()), false)
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
            of: PhantomData,
        }
    }

    /// At least one element of the collection fulfils the condition.
    fn any<V>(self, condition: impl FnOnce(Element<V>) -> Filter<Element<V>>) -> Filter<Self::Owner>
    where
        Self::Value: CollectionOf<V>,
    {
        lambda(&self, "any", condition)
    }

    /// Every element of the collection fulfils the condition.
    fn all<V>(self, condition: impl FnOnce(Element<V>) -> Filter<Element<V>>) -> Filter<Self::Owner>
    where
        Self::Value: CollectionOf<V>,
    {
        lambda(&self, "all", condition)
    }

    /// From the smallest to the greatest, for `order_by`.
    fn asc(self) -> Order<Self::Owner> {
        Order::new(self.path().into_owned())
    }

    /// From the greatest to the smallest, for `order_by`.
    fn desc(self) -> Order<Self::Owner> {
        Order::new(format!("{} desc", self.path()))
    }
}

/// A value that has elements of type `V`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a single value, which has no elements",
    label = "not a collection",
    note = "`any` and `all` are for collections, declared as `name: [type]`; compare a single value with `eq`"
)]
pub trait CollectionOf<V> {}

#[diagnostic::do_not_recommend]
impl<V> CollectionOf<V> for Vec<V> {}

fn compare<L: Operand>(
    left: &L,
    operator: &str,
    value: impl IntoLiteral<L::Value>,
    is_advanced: bool,
) -> Filter<L::Owner> {
    let mut text = format!("{} {operator} ", left.path());
    value.append_literal(&mut text);
    Filter::new(text, is_advanced)
}

fn call<L: Operand>(left: &L, function: &str, value: &str, is_advanced: bool) -> Filter<L::Owner> {
    let mut text = format!("{function}({},", left.path());
    append_text(value, &mut text);
    text.push(')');
    Filter::new(text, is_advanced)
}

thread_local! {
    /// How many conditions on elements are being made, one inside the other.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// One condition more, until it is dropped.
struct Inner(usize);

impl Inner {
    fn enter() -> Self {
        let depth = DEPTH.get() + 1;
        DEPTH.set(depth);
        Inner(depth)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        DEPTH.set(self.0 - 1);
    }
}

/// Each variable has a name that none of those around it has, so that a condition can name them all.
fn lambda<L: Operand, V>(
    collection: &L,
    word: &str,
    condition: impl FnOnce(Element<V>) -> Filter<Element<V>>,
) -> Filter<L::Owner> {
    let inner = Inner::enter();
    let depth = inner.0;
    let condition = condition(Element {
        depth,
        of: PhantomData,
    });
    drop(inner);
    let text = format!("{}/{word}(x{depth}:{})", collection.path(), condition.text);
    Filter::new(text, condition.is_advanced)
}

impl<O, V, A> Operand for Property<O, V, A> {
    type Owner = O;
    type Value = V;

    fn path(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name())
    }
}

impl<O, T, K> Operand for Nav<O, T, K>
where
    K: crate::nav::Multiplicity,
{
    type Owner = O;
    type Value = K::Of<T>;

    fn path(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name())
    }
}

/// A property of a complex value, or of an element.
#[derive(Debug)]
pub struct Nested<Owner, V> {
    path: String,
    of: PhantomData<fn() -> (Owner, V)>,
}

impl<Owner, V> Clone for Nested<Owner, V> {
    fn clone(&self) -> Self {
        Nested {
            path: self.path.clone(),
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
}

/// An element of a collection, in the condition of `any` or `all`, as often as the condition names it.
#[derive(Debug)]
pub struct Element<V> {
    depth: usize,
    of: PhantomData<fn() -> V>,
}

impl<V> Clone for Element<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Element<V> {}

impl<V> Operand for Element<V> {
    type Owner = Element<V>;
    type Value = V;

    fn path(&self) -> Cow<'_, str> {
        Cow::Owned(format!("x{}", self.depth))
    }
}

/// Conditions of one element can be joined.
#[diagnostic::do_not_recommend]
impl<V> Inherits<Element<V>> for Element<V> {
    fn upcast_mut(&mut self) -> &mut Element<V> {
        self
    }
}
