//! Segments that mean something else than a key after a collection.

/// The names that a segment after a collection of an entity type can have, as far as its declaration knows them.
#[derive(Debug)]
pub struct SegmentNames {
    /// The namespace of the type, in which its subtypes are.
    namespace: &'static str,
    /// The actions and functions that are bound to the collection.
    operations: &'static [&'static str],
    /// Those of a base that another declaration has.
    base: Option<&'static SegmentNames>,
    /// A bit for the length of each operation's name, so that most keys are compared with none.
    lengths: u64,
    /// A bit for the letter that each namespace begins with.
    initials: u32,
}

/// Short names that Graph's documentation has for operations of many collections; a declaration has those that it uses.
const COMMON_OPERATIONS: &[&str] = &[
    "add", "count", "create", "delta", "import", "invite", "remove",
];

/// The words that operations of collections begin with where their names have several, as in `getByIds`.
const FIRST_WORDS: &[&str] = &[
    "activate",
    "add",
    "all",
    "apply",
    "approve",
    "archive",
    "are",
    "as",
    "assign",
    "available",
    "bulk",
    "can",
    "cancel",
    "change",
    "check",
    "clear",
    "clock",
    "close",
    "complete",
    "compute",
    "confirm",
    "connect",
    "copy",
    "create",
    "creation",
    "delete",
    "disable",
    "discard",
    "discover",
    "dismiss",
    "download",
    "enable",
    "enroll",
    "evaluate",
    "execute",
    "export",
    "extract",
    "filter",
    "find",
    "get",
    "has",
    "import",
    "is",
    "list",
    "lock",
    "log",
    "lookup",
    "mark",
    "merge",
    "move",
    "mute",
    "my",
    "promote",
    "provision",
    "publish",
    "query",
    "refresh",
    "regenerate",
    "register",
    "reject",
    "remove",
    "renew",
    "reply",
    "reprovision",
    "request",
    "reset",
    "resolve",
    "restart",
    "restore",
    "retry",
    "revoke",
    "search",
    "send",
    "set",
    "share",
    "sign",
    "start",
    "stop",
    "submit",
    "summarize",
    "suspend",
    "sync",
    "tenant",
    "test",
    "unassign",
    "unenroll",
    "unlock",
    "unregister",
    "update",
    "upload",
    "validate",
    "verify",
    "wipe",
];

/// The namespace of Graph, in which those of its parts are, with the dot before a name.
const GRAPH: &str = "microsoft.graph.";

/// What Graph's schema calls that namespace for short.
const ALIAS: &str = "graph.";

/// No name of an operation is longer; keys that are need not be looked through for letters.
const LONGEST_IN_CAMEL_CASE: usize = 48;

impl SegmentNames {
    /// The names of a type, given as `#microsoft.graph.user`.
    #[doc(hidden)]
    pub const fn new(
        odata_type: &'static str,
        operations: &'static [&'static str],
        base: Option<&'static SegmentNames>,
    ) -> Self {
        let namespace = namespace_of(odata_type);
        let (lengths, initials) = match base {
            Some(base) => (base.lengths, base.initials),
            None => (
                lengths_of(COMMON_OPERATIONS),
                initial_of(GRAPH) | initial_of(ALIAS),
            ),
        };
        SegmentNames {
            namespace,
            operations,
            base,
            lengths: lengths | lengths_of(operations),
            initials: initials | initial_of(namespace),
        }
    }

    /// Tests if a key can stand as a segment and is read as the key that it is.
    ///
    /// It cannot if the service reads a system resource, a type cast or the call of an operation (OData 4.01, URL Conventions, sections
    /// 4.3.1 and 4.3.6), or if HTTP clients resolve it away. Names are compared without regard to case, since the service does so, and an
    /// operation that no declaration has is known by the form of its name: letters in `camelCase` that begin with a verb, or a name that
    /// many collections have. A key that looks so without being one is the same key in parentheses.
    #[inline]
    pub(crate) fn allow(&self, key: &str) -> bool {
        let bytes = key.as_bytes();
        let Some(&first) = bytes.first() else {
            return true;
        };
        if first <= b'9' {
            return first != b'$' && !matches!(bytes, b"." | b"..");
        }
        // Most keys are GUIDs, and no name has a hyphen.
        if bytes.get(8) == Some(&b'-') {
            return true;
        }
        let has_length = self.lengths & bit_of_length(bytes.len()) != 0;
        if has_length && self.has_operation(key) || is_camel_case(bytes) && begins_with_a_verb(key)
        {
            return false;
        }
        let has_initial = self.initials & bit_of_letter(first) != 0;
        !has_initial || !self.has_type(key)
    }

    #[cold]
    fn has_operation(&self, key: &str) -> bool {
        let is_key = |name: &&str| name.eq_ignore_ascii_case(key);
        COMMON_OPERATIONS.iter().any(is_key)
            || self
                .chain()
                .any(|names| names.operations.iter().any(is_key))
    }

    #[cold]
    fn has_type(&self, key: &str) -> bool {
        let is_simple = |name: &str| !name.is_empty() && !name.contains(['.', '@', '-']);
        starts_with(key, GRAPH).is_some()
            || starts_with(key, ALIAS).is_some_and(is_simple)
            || self.chain().any(|names| {
                let rest = starts_with(key, names.namespace);
                rest.is_some_and(|rest| rest.starts_with('.'))
            })
    }

    fn chain(&self) -> impl Iterator<Item = &SegmentNames> {
        std::iter::successors(Some(self), |names| names.base)
    }
}

/// A bit for a length; the last one is for all that are longer.
const fn bit_of_length(length: usize) -> u64 {
    1 << if length < 63 { length } else { 63 }
}

const fn lengths_of(names: &[&str]) -> u64 {
    let mut lengths = 0;
    let mut index = 0;
    while index < names.len() {
        lengths |= bit_of_length(names[index].len());
        index += 1;
    }
    lengths
}

/// A bit for a letter, capital or not.
const fn bit_of_letter(letter: u8) -> u32 {
    1 << (letter & 31)
}

const fn initial_of(name: &str) -> u32 {
    match name.as_bytes() {
        [first, ..] => bit_of_letter(*first),
        [] => 0,
    }
}

/// `microsoft.graph`, of `#microsoft.graph.user`.
const fn namespace_of(odata_type: &str) -> &str {
    let (_, mut namespace) = match odata_type.as_bytes() {
        [b'#', ..] => odata_type.split_at(1),
        _ => ("", odata_type),
    };
    let mut end = namespace.len();
    while end > 0 {
        end -= 1;
        if namespace.as_bytes()[end] == b'.' {
            (namespace, _) = namespace.split_at(end);
            break;
        }
    }
    namespace
}

/// What follows a prefix, in any letter case.
fn starts_with<'k>(key: &'k str, prefix: &str) -> Option<&'k str> {
    let (start, rest) = key.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Letters alone, small ones first: `getByIds`.
#[inline]
fn is_camel_case(key: &[u8]) -> bool {
    let is_candidate = key.len() <= LONGEST_IN_CAMEL_CASE && matches!(key, [b'a'..=b'z', ..]);
    is_candidate
        && key.iter().all(u8::is_ascii_alphabetic)
        && key.iter().any(u8::is_ascii_uppercase)
}

/// Tests the first word of a name in `camelCase`.
#[cold]
fn begins_with_a_verb(key: &str) -> bool {
    let end = key.find(|letter: char| letter.is_ascii_uppercase());
    let word = end.map_or(key, |end| &key[..end]);
    FIRST_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::SegmentNames;

    const BASE: SegmentNames =
        SegmentNames::new("#fabrikam.core.thing", &["rest", "wake_up"], None);
    const NAMES: SegmentNames =
        SegmentNames::new("#contoso.hr.person", &["archive", "Promote2"], Some(&BASE));

    #[test]
    fn a_key_that_is_a_name_is_no_segment() {
        for key in [
            // Operations: declared here, of a base elsewhere, and undeclared ones of Graph.
            "archive",
            "ARCHIVE",
            "promote2",
            "rest",
            "Wake_Up",
            "delta",
            "Delta",
            "count",
            "getByIds",
            "createUploadSession",
            "validateProperties",
            "allMessages",
            // Types of any namespace, in any letter case, and by the schema's alias.
            "microsoft.graph.user",
            "Microsoft.Graph.User",
            "microsoft.graph.security.alert",
            "contoso.hr.manager",
            "Contoso.HR.manager",
            "fabrikam.core.thing",
            "graph.user",
            // System resources, and what clients resolve away.
            "$count",
            "$ref",
            ".",
            "..",
        ] {
            assert!(!NAMES.allow(key), "{key}");
        }
    }

    #[test]
    fn any_other_key_is_a_segment() {
        for key in [
            "",
            "u",
            "adele",
            "Adele",
            "root",
            "inbox",
            "userId",
            "deviceConfigurationId",
            "archived",
            "deltas",
            "22e558a3-58a3-22e5-a358-e522a358e522",
            "b1c9ff1e-5b0c-4c0f-9a7f-5c2c6a0a1d3e",
            "AAMkADhMGAAA",
            "AAMkADhMGAAA/+Zq9sQ==",
            "adele@contoso.com",
            "contoso.sharepoint.com",
            "contoso.hr",
            "contoso.hrm.person",
            "graph.contoso.com",
            "graph.service@contoso.com",
            "microsoft.graphics.x",
            "microsoft.graph",
            "4711",
            "1delta",
            "delta-1",
            "...",
            "a$",
            "größe",
            "01BYE5RZ6QN3ZWBTUFOFD3GSPGOHDJD36K",
        ] {
            assert!(NAMES.allow(key), "{key}");
        }
    }

    #[test]
    fn words_are_in_order_so_that_they_are_found() {
        assert!(super::FIRST_WORDS.is_sorted());
    }

    #[test]
    fn a_namespace_is_what_stands_before_the_last_dot() {
        for (odata_type, namespace) in [
            ("#microsoft.graph.user", "microsoft.graph"),
            ("microsoft.graph.user", "microsoft.graph"),
            ("#a.b", "a"),
            ("", ""),
        ] {
            assert_eq!(super::namespace_of(odata_type), namespace);
        }
    }
}
