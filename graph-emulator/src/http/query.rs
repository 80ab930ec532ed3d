//! Parses query strings and forms.

use percent_encoding::percent_decode_str;

/// A query string. Malformed percent-encodings are kept as they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<'q>(&'q str);

impl<'q> Query<'q> {
    pub(crate) fn new(query: Option<&'q str>) -> Self {
        Self(query.unwrap_or_default())
    }

    fn pairs(self) -> impl Iterator<Item = (&'q str, String, String)> {
        self.0
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let decode = |text: &str| {
                    let text = text.replace('+', " ");
                    percent_decode_str(&text).decode_utf8_lossy().into_owned()
                };
                (pair, decode(name), decode(value))
            })
    }

    /// Returns the value of an option. A system query option is found with and without its dollar sign, as OData 4.01 requires.
    pub(crate) fn get(self, name: &str) -> Option<String> {
        self.pairs()
            .find(|(_, found, _)| is_named(found, name))
            .map(|(_, _, value)| value)
    }

    /// Returns the query without the options `without`, followed by one more option.
    pub(crate) fn with(self, without: &[&str], name: &str, value: &str) -> String {
        let kept = self
            .pairs()
            .filter(|(_, found, _)| without.iter().all(|without| !is_named(found, without)));
        let mut query = String::new();
        for (pair, _, _) in kept {
            query.push_str(pair);
            query.push('&');
        }
        query + name + "=" + value
    }
}

fn is_named(found: &str, name: &str) -> bool {
    found.eq_ignore_ascii_case(name)
        || name
            .strip_prefix('$')
            .is_some_and(|bare| found.eq_ignore_ascii_case(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_and_replaced() {
        let query = Query::new(Some("%24top=5&$filter=a%20eq%20%27b%26c%27&%zz&Skip=2"));
        assert_eq!(query.get("$top").as_deref(), Some("5"));
        assert_eq!(query.get("$filter").as_deref(), Some("a eq 'b&c'"));
        assert_eq!(query.get("$skip").as_deref(), Some("2"));
        assert_eq!(query.get("$count"), None);
        assert_eq!(
            query.with(&["$skip", "$top"], "$skiptoken", "x"),
            "$filter=a%20eq%20%27b%26c%27&%zz&$skiptoken=x"
        );
        assert_eq!(
            Query::new(None).with(&[], "$skiptoken", "x"),
            "$skiptoken=x"
        );
    }
}
