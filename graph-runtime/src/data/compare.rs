//! Whether two records are equal, by what writes them: a derived `PartialEq` would be one more body for each type, with all of its
//! properties.

use std::any::Any;
use std::slice;

use smallvec::SmallVec;

use super::record::{Derived, EachProperty, Record};
use super::value::Value;

/// The properties of one value, to be compared to those of another.
#[derive(Default)]
struct Properties<'a>(SmallVec<[&'a dyn Any; 16]>);

impl<'a> EachProperty<'a> for Properties<'a> {
    #[inline]
    fn property<T: Value>(&mut self, _: u32, _: &'static str, value: &'a Option<T>) {
        self.0.push(value);
    }

    #[inline]
    fn boxed_property<T: Value>(&mut self, _: u32, _: &'static str, value: &'a Option<Box<T>>) {
        self.0.push(value);
    }
}

/// Compares properties to those of another value of the type, which come in the same order.
struct Comparison<'a> {
    others: slice::Iter<'a, &'a dyn Any>,
    is_same: bool,
}

impl Comparison<'_> {
    #[inline]
    fn compare<T: PartialEq + 'static>(&mut self, value: &T) {
        let other = self.others.next().and_then(|other| other.downcast_ref());
        self.is_same = self.is_same && other == Some(value);
    }
}

impl<'a> EachProperty<'a> for Comparison<'_> {
    #[inline]
    fn property<T: Value>(&mut self, _: u32, _: &'static str, value: &'a Option<T>) {
        self.compare(value);
    }

    #[inline]
    fn boxed_property<T: Value>(&mut self, _: u32, _: &'static str, value: &'a Option<Box<T>>) {
        self.compare(value);
    }
}

/// Whether the properties are equal that the type itself declares.
pub(super) fn is_same_of_own<T: Derived>(value: &T, other: &T) -> bool {
    let mut others = Properties::default();
    other.each_own(&mut others);
    let mut comparison = Comparison {
        others: others.0.iter(),
        is_same: true,
    };
    value.each_own(&mut comparison);
    comparison.is_same
}

/// What `PartialEq` of a record does.
pub fn is_same<T: Derived>(value: &T, other: &T) -> bool {
    Record::is_same(value, other)
}
