//! A query string comes in; its options go out, and the rest of it as it was.

use percent_encoding::percent_decode_str;

/// The options of a URL. What is not well encoded is read as well as it can be.
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

    /// The value of an option. OData's are found with and without their dollar sign, as the service finds them.
    pub(crate) fn get(self, name: &str) -> Option<String> {
        self.pairs()
            .find(|(_, found, _)| is_named(found, name))
            .map(|(_, _, value)| value)
    }

    /// The query as it was without these options, and with one more.
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

/// A token for a link that no client can read anything out of.
pub(crate) fn seal(numbers: &[u64]) -> String {
    let text: Vec<_> = numbers.iter().map(u64::to_string).collect();
    let bytes = text.join(".").into_bytes();
    let hex = bytes.iter().map(|byte| format!("{:02x}", byte ^ MASK));
    hex.collect()
}

/// What [`seal`] sealed; `None` of anything else.
pub(crate) fn open<const N: usize>(token: &str) -> Option<[u64; N]> {
    let digits = token.as_bytes().chunks(2);
    let bytes = digits.map(|pair| {
        let byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        Some(byte ^ MASK)
    });
    let text = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    let numbers = text.split('.').map(|number| number.parse().ok());
    numbers.collect::<Option<Vec<u64>>>()?.try_into().ok()
}

const MASK: u8 = 0x5a;

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

    #[test]
    fn tokens_are_read_back_and_nothing_else_is() {
        assert_eq!(open(&seal(&[0, u64::MAX])), Some([0, u64::MAX]));
        assert_eq!(open::<3>(&seal(&[1, 2])), None);
        for garbage in ["", "x", "abc", "zz", "é"] {
            assert_eq!(open::<1>(garbage), None, "{garbage}");
        }
    }
}
