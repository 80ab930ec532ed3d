//! Selects requests by method, path and count.

use hyper::http::request::Parts;

/// A selection of requests. It selects one request, unless [`times`](Self::times) or [`always`](Self::always) is set.
///
/// ```
/// use graph_emulator::On;
///
/// let next_request = On::any();
/// let three_patches = On::request("PATCH", "/v1.0/users/*").times(3);
/// let each_second_page = On::path("/v1.0/users?*skiptoken*").always();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a selection has no effect until it is added with a fault"]
pub struct On {
    method: Option<String>,
    pattern: Option<String>,
    absent_header: Option<String>,
    skip: u64,
    remaining: Option<u64>,
}

impl On {
    /// Selects any request.
    pub fn any() -> Self {
        Self {
            method: None,
            pattern: None,
            absent_header: None,
            skip: 0,
            remaining: Some(1),
        }
    }

    /// Selects requests whose percent-encoded path matches `pattern`. `*` matches any text, including slashes. A pattern with a
    /// `?` is compared with the path and the query.
    pub fn path(pattern: impl Into<String>) -> Self {
        Self {
            pattern: Some(pattern.into()),
            ..Self::any()
        }
    }

    /// Selects requests with this method and [`path`](Self::path).
    pub fn request(method: &str, pattern: impl Into<String>) -> Self {
        Self::path(pattern).method(method)
    }

    /// Restricts the selection to a method: `GET`.
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Restricts the selection to requests without this header.
    pub fn without_header(mut self, name: &str) -> Self {
        self.absent_header = Some(name.to_owned());
        self
    }

    /// Selects the next `times` matching requests.
    pub fn times(mut self, times: u64) -> Self {
        self.remaining = Some(times);
        self
    }

    /// Selects all matching requests.
    pub fn always(mut self) -> Self {
        self.remaining = None;
        self
    }

    /// Skips this number of matching requests first.
    pub fn after(mut self, passed: u64) -> Self {
        self.skip = passed;
        self
    }

    /// Returns true if the method, the path and the headers match. Does not count the request.
    pub(crate) fn matches(&self, head: &Parts) -> bool {
        let method = self.method.as_ref();
        let header = self.absent_header.as_ref();
        method.is_none_or(|method| head.method.as_str().eq_ignore_ascii_case(method))
            && header.is_none_or(|name| !head.headers.contains_key(name.as_str()))
            && self.pattern.as_ref().is_none_or(|pattern| {
                let target = match head.uri.path_and_query() {
                    Some(whole) if pattern.contains('?') => whole.as_str(),
                    _ => head.uri.path(),
                };
                matches_pattern(target, pattern)
            })
    }

    /// Counts a matching request, and returns true if it is selected.
    pub(crate) fn take(&mut self) -> bool {
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        match &mut self.remaining {
            None => true,
            Some(0) => false,
            Some(remaining) => {
                *remaining -= 1;
                true
            }
        }
    }

    pub(crate) fn is_used_up(&self) -> bool {
        self.remaining == Some(0)
    }
}

/// Returns true if `text` matches `pattern`, in which `*` matches any text.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let Some(mut text) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.split_once(part) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match() {
        for (text, pattern, expected) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a", false),
            ("/a/b", "/a*", true),
            ("/a/b", "*", true),
            ("/a/b", "*/b", true),
            ("/a/b/c", "/a/*/c", true),
            ("/a/c", "/a/*/c", false),
            ("/aXbXc", "/a*X*c", true),
            ("/a/b", "/a/b*b", false),
        ] {
            assert_eq!(matches_pattern(text, pattern), expected, "{text} {pattern}");
        }
    }
}
