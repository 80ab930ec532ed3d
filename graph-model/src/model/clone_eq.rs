//! What is done with two values of a type, property by property, by way of what shows one's: a derived `PartialEq` and a derived `Clone`
//! would be two more bodies for each type, with all of its properties.

use std::any::Any;
use std::slice;

use smallvec::SmallVec;

use super::record::{Derived, EachProperty, EachPropertyMut, Record};
use super::value::Value;

/// The properties of one value, to be paired with those of another.
#[derive(Default)]
struct Properties<'a>(SmallVec<[&'a dyn Any; 16]>);

impl<'a> EachProperty<'a> for Properties<'a> {
    #[inline]
    fn property<T: Value>(&mut self, _: &'static str, value: &'a Option<T>) {
        self.0.push(value);
    }

    #[inline]
    fn boxed_property<T: Value>(&mut self, _: &'static str, value: &'a Option<Box<T>>) {
        self.0.push(value);
    }
}

impl<'a> Properties<'a> {
    fn of<T: Derived>(record: &'a T) -> Self {
        let mut properties = Properties::default();
        record.each_own(&mut properties);
        properties
    }

    /// To go through them with those of another value of the type, which come in the same order.
    fn iter(&self) -> Others<'a, '_> {
        Others(self.0.iter())
    }
}

struct Others<'a, 'b>(slice::Iter<'b, &'a dyn Any>);

impl<'a> Others<'a, '_> {
    #[inline]
    fn next<T: 'static>(&mut self) -> Option<&'a T> {
        self.0.next().and_then(|other| other.downcast_ref())
    }
}

struct Comparison<'a, 'b> {
    others: Others<'a, 'b>,
    is_same: bool,
}

impl Comparison<'_, '_> {
    #[inline]
    fn compare<T: PartialEq + 'static>(&mut self, value: &T) {
        let other = self.others.next();
        self.is_same = self.is_same && other == Some(value);
    }
}

impl<'a> EachProperty<'a> for Comparison<'_, '_> {
    #[inline]
    fn property<T: Value>(&mut self, _: &'static str, value: &'a Option<T>) {
        self.compare(value);
    }

    #[inline]
    fn boxed_property<T: Value>(&mut self, _: &'static str, value: &'a Option<Box<T>>) {
        self.compare(value);
    }
}

struct Copying<'a, 'b> {
    originals: Others<'a, 'b>,
}

impl Copying<'_, '_> {
    #[inline]
    fn copy<T: Clone + 'static>(&mut self, slot: &mut Option<T>) {
        if let Some(Some(value)) = self.originals.next::<Option<T>>() {
            *slot = Some(value.clone());
        }
    }
}

impl EachPropertyMut for Copying<'_, '_> {
    #[inline]
    fn property<T: Value>(&mut self, _: &'static str, slot: &mut Option<T>) {
        self.copy(slot);
    }

    #[inline]
    fn boxed_property<T: Value>(&mut self, _: &'static str, slot: &mut Option<Box<T>>) {
        self.copy(slot);
    }
}

/// Whether the properties are equal that the type itself declares.
pub(super) fn is_same_of_own<T: Derived>(value: &T, other: &T) -> bool {
    let others = Properties::of(other);
    let mut comparison = Comparison {
        others: others.iter(),
        is_same: true,
    };
    value.each_own(&mut comparison);
    comparison.is_same
}

/// What `PartialEq` of a record does.
pub fn is_same<T: Derived>(value: &T, other: &T) -> bool {
    Record::is_same(value, other)
}

/// What `Clone` of a record does.
pub fn copy_of<T: Derived>(value: &T) -> T {
    let originals = Properties::of(value);
    let mut copy = T::default();
    *copy = (**value).clone();
    copy.each_own_mut(&mut Copying {
        originals: originals.iter(),
    });
    copy
}
