//! The query options of a request: each in the URL once, percent-encoded once.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::problem::InvalidRequest;

/// What is percent-encoded in the value of a query option: all but RFC 3986's unreserved characters and those of its
/// `query` that neither end a value nor mean a space to anybody.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'=');

/// Query options in the order in which they were first given, their values not encoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    list: Vec<(&'static str, String)>,
    /// What makes a request with them impossible to send.
    problem: Option<Box<InvalidRequest>>,
}

impl Options {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(known, _)| *known == name)
    }

    /// Sets an option; a list that is there already is continued.
    pub(crate) fn add(&mut self, name: &'static str, value: impl Into<String> + AsRef<str>) {
        let is_list = matches!(name, SELECT | EXPAND | ORDER_BY);
        match self.list.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if is_list => {
                known.push(',');
                known.push_str(value.as_ref());
            }
            Some((_, known)) => *known = value.into(),
            None => self.list.push((name, value.into())),
        }
    }

    /// The value of an option, not encoded.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.list
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Keeps what makes a request with these options impossible to send, unless there is something already.
    pub(crate) fn note(&mut self, problem: Option<Box<InvalidRequest>>) {
        self.problem = self.problem.take().or(problem);
    }

    pub(crate) fn problem(&self) -> Option<Box<InvalidRequest>> {
        self.problem.clone()
    }

    /// As they stand in the parentheses of an expanded navigation property.
    pub(crate) fn nested(&self) -> String {
        let options: Vec<String> = self
            .list
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        options.join(";")
    }

    /// Their names, each once.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().map(|(name, _)| *name)
    }

    /// Appends them to a URL. True if the URL has options already.
    pub(super) fn append_to(&self, url: &mut String) -> bool {
        let has_others = url.contains('?');
        let mut separator = if has_others { '&' } else { '?' };
        for (name, value) in &self.list {
            url.push(separator);
            separator = '&';
            url.push_str(name);
            url.push('=');
            url.extend(utf8_percent_encode(value, RESERVED));
        }
        has_others
    }
}

pub(crate) const COUNT: &str = "$count";
pub(crate) const EXPAND: &str = "$expand";
pub(crate) const FILTER: &str = "$filter";
pub(crate) const ORDER_BY: &str = "$orderby";
pub(crate) const SEARCH: &str = "$search";
pub(crate) const SELECT: &str = "$select";
pub(crate) const SKIP: &str = "$skip";
pub(crate) const TOP: &str = "$top";
