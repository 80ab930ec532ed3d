//! Filters: conditions on a type, and what is made of them.

use std::marker::PhantomData;
use std::ops::Not;

use super::queried_by::QueriedBy;
use crate::request::InvalidRequest;

/// A condition on an `X`. `and`, `or` and `!` bind as OData's do; parentheses are written where they are needed.
///
/// Source: OData 4.01, URL Conventions, "System Query Option `$filter`".
#[derive(Debug)]
#[must_use = "a filter does nothing until a request takes it: `.filter(…)`"]
pub struct Filter<X> {
    text: String,
    /// `or` binds weaker than `and`, and both weaker than `not`.
    strength: Strength,
    is_advanced: bool,
    problem: Option<Box<InvalidRequest>>,
    of: PhantomData<fn() -> X>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Whole,
}

impl<X> Filter<X> {
    pub(super) fn new(text: String, is_advanced: bool) -> Self {
        Filter {
            text,
            strength: Strength::Whole,
            is_advanced,
            problem: None,
            of: PhantomData,
        }
    }

    /// The text of the filter, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Whether directory objects answer it only as an "advanced query".
    pub(crate) fn is_advanced(&self) -> bool {
        self.is_advanced
    }

    /// What makes a request with this condition impossible to send.
    pub(super) fn problem(&self) -> Option<Box<InvalidRequest>> {
        self.problem.clone()
    }

    pub(super) fn with_problem(mut self, problem: Option<Box<InvalidRequest>>) -> Self {
        self.problem = self.problem.or(problem);
        self
    }

    pub(super) fn retyped<Y>(self) -> Filter<Y> {
        Filter {
            text: self.text,
            strength: self.strength,
            is_advanced: self.is_advanced,
            problem: self.problem,
            of: PhantomData,
        }
    }

    /// Both conditions.
    pub fn and<Y, W>(self, other: Filter<Y>) -> Self
    where
        Y: QueriedBy<X, W>,
    {
        self.join(" and ", Strength::And, other)
    }

    /// One condition or the other.
    pub fn or<Y, W>(self, other: Filter<Y>) -> Self
    where
        Y: QueriedBy<X, W>,
    {
        self.join(" or ", Strength::Or, other)
    }

    fn join<Y>(self, word: &str, strength: Strength, other: Filter<Y>) -> Self {
        let mut text = self.text;
        text.reserve(word.len() + other.text.len() + 4);
        if self.strength < strength {
            text.insert(0, '(');
            text.push(')');
        }
        text.push_str(word);
        if other.strength < strength {
            text.extend(["(", &other.text, ")"]);
        } else {
            text.push_str(&other.text);
        }
        Filter {
            text,
            strength,
            is_advanced: self.is_advanced || other.is_advanced,
            problem: self.problem.or(other.problem),
            of: PhantomData,
        }
    }
}

/// The opposite of the condition. On directory objects it is an "advanced query".
impl<X> Not for Filter<X> {
    type Output = Self;

    fn not(self) -> Self {
        Filter::new(format!("not ({})", self.text), true).with_problem(self.problem)
    }
}

impl<X> Clone for Filter<X> {
    fn clone(&self) -> Self {
        Filter {
            text: self.text.clone(),
            problem: self.problem.clone(),
            of: PhantomData,
            ..*self
        }
    }
}
