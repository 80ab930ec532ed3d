//! The names of OData's control information, which services of OData 4.01 write without the prefix `odata.`.
//!
//! Source: OData JSON Format 4.01, section 4.5: `@odata.type` and `@type` are the same, as are `members@odata.count` and `members@count`.

/// The form of a name of control information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// With `odata.`: `@odata.type`.
    Prefixed,
    /// Without: `@type`.
    Bare,
}

impl Form {
    /// The form of a name that begins with `@`.
    pub(crate) fn of(name: &str) -> Self {
        if name.starts_with("@odata.") {
            Form::Prefixed
        } else {
            Form::Bare
        }
    }

    /// One of the two names of what has both.
    pub(crate) fn choose(self, prefixed: &'static str, bare: &'static str) -> &'static str {
        match self {
            Form::Prefixed => prefixed,
            Form::Bare => bare,
        }
    }
}

/// The form in which control information came, and is written back; it makes no difference to equality.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenForm(pub(crate) Form);

impl Default for WrittenForm {
    fn default() -> Self {
        WrittenForm(Form::Prefixed)
    }
}

impl PartialEq for WrittenForm {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The other form of a name: `@type` for `@odata.type`, `members@odata.count` for `members@count`.
///
/// `None` if it is not the name of control information: the terms of other annotations have a namespace.
pub(crate) fn other_form(name: &str) -> Option<String> {
    let (target, term) = name.rsplit_once('@')?;
    let bare = term.strip_prefix("odata.");
    if bare.unwrap_or(term).contains('.') {
        return None;
    }
    Some(match bare {
        Some(bare) => format!("{target}@{bare}"),
        None => format!("{target}@odata.{term}"),
    })
}

#[cfg(test)]
mod tests {
    use super::other_form;

    #[test]
    fn control_information_has_two_names() {
        for (prefixed, bare) in [
            ("@odata.type", "@type"),
            ("members@odata.nextLink", "members@nextLink"),
            ("manager@odata.bind", "manager@bind"),
        ] {
            assert_eq!(other_form(prefixed).as_deref(), Some(bare));
            assert_eq!(other_form(bare).as_deref(), Some(prefixed));
        }
        for name in [
            "type",
            "odata.type",
            "@microsoft.graph.downloadUrl",
            "a@b.c",
        ] {
            assert_eq!(other_form(name), None);
        }
    }
}
