//! Which requests a rule is about.

use hyper::http::request::Parts;

/// Which requests meet a fault, and how many of them; the next one, unless [`times`](Self::times) or
/// [`always`](Self::always) say otherwise.
///
/// ```
/// use graph_emulator::On;
///
/// let next_request = On::any();
/// let three_patches = On::request("PATCH", "/v1.0/users/*").times(3);
/// let each_second_page = On::path("/v1.0/users?*skiptoken*").always();
/// ```
#[derive(Clone, Debug)]
#[must_use = "it says which requests; a fault has to be added with it"]
pub struct On {
    method: Option<String>,
    pattern: Option<String>,
    absent_header: Option<String>,
    skipped: u64,
    left: Option<u64>,
}

impl On {
    /// Every request, whichever it is.
    pub fn any() -> Self {
        Self {
            method: None,
            pattern: None,
            absent_header: None,
            skipped: 0,
            left: Some(1),
        }
    }

    /// Requests whose path is `pattern`, as it is on the wire. `*` stands for anything, slashes too; a pattern with a `?` is
    /// compared with the path and the query.
    pub fn path(pattern: impl Into<String>) -> Self {
        Self {
            pattern: Some(pattern.into()),
            ..Self::any()
        }
    }

    /// Requests of a method to a [`path`](Self::path).
    pub fn request(method: &str, pattern: impl Into<String>) -> Self {
        Self::path(pattern).method(method)
    }

    /// Of these, the ones of a method: `GET`.
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Of these, the ones that lack a header.
    pub fn without_header(mut self, name: &str) -> Self {
        self.absent_header = Some(name.to_owned());
        self
    }

    /// The next `times` of them.
    pub fn times(mut self, times: u64) -> Self {
        self.left = Some(times);
        self
    }

    /// All of them.
    pub fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Only after this many of them have passed unharmed.
    pub fn after(mut self, passed: u64) -> Self {
        self.skipped = passed;
        self
    }

    pub(crate) fn fits(&self, head: &Parts) -> bool {
        let method = self.method.as_ref();
        let header = self.absent_header.as_ref();
        method.is_none_or(|method| head.method.as_str().eq_ignore_ascii_case(method))
            && header.is_none_or(|name| !head.headers.contains_key(name.as_str()))
            && self.pattern.as_ref().is_none_or(|pattern| {
                let target = match head.uri.path_and_query() {
                    Some(whole) if pattern.contains('?') => whole.as_str(),
                    _ => head.uri.path(),
                };
                is_like(target, pattern)
            })
    }

    /// Counts a request that fits; whether it is one of those that are meant.
    pub(crate) fn take(&mut self) -> bool {
        if self.skipped > 0 {
            self.skipped -= 1;
            return false;
        }
        match &mut self.left {
            None => true,
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
        }
    }

    pub(crate) fn is_used_up(&self) -> bool {
        self.left == Some(0)
    }
}

/// Whether `text` is `pattern`, in which `*` stands for anything.
fn is_like(text: &str, pattern: &str) -> bool {
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
    fn patterns() {
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
            assert_eq!(is_like(text, pattern), expected, "{text} {pattern}");
        }
    }
}
