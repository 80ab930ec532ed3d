//! The errors of a declaration, each with the span of its token, so that one build shows all independent errors.

use proc_macro2::Span;

/// One error: its span, and a message with a help.
#[derive(Debug, Clone)]
pub struct Error {
    span: Span,
    message: String,
}

impl Error {
    /// Returns the span of the token that is wrong.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the message: the error, and after `help: ` the remedy.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Collects errors.
#[derive(Debug, Default)]
pub struct Errors {
    errors: Vec<Error>,
}

impl Errors {
    /// Returns an empty collection.
    pub fn new() -> Self {
        Errors::default()
    }

    /// Adds an error. Both the message and the help begin in lower case and have no full stop.
    pub fn push(&mut self, span: Span, message: impl Into<String>, help: impl AsRef<str>) {
        let mut message = message.into();
        let help = help.as_ref();
        if !help.is_empty() {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        self.errors.push(Error { span, message });
    }

    /// Adds errors of `syn`, with their messages.
    pub fn push_syntax(&mut self, error: syn::Error) {
        self.errors.extend(error.into_iter().map(|error| Error {
            span: error.span(),
            message: error.to_string(),
        }));
    }

    /// Tests if there are no errors.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns the errors in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Error> {
        self.errors.iter()
    }

    /// Combines the errors into one of `syn`. Returns `None` if there are no errors.
    pub fn into_syn(self) -> Option<syn::Error> {
        self.errors
            .into_iter()
            .map(|error| syn::Error::new(error.span, error.message))
            .reduce(|mut all, error| {
                all.combine(error);
                all
            })
    }
}

/// Returns `did you mean …?`, or a list of the choices if they are few, or `None`.
pub fn suggest<'a>(written: &str, choices: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const FEW: usize = 8;
    let choices: Vec<&str> = choices.into_iter().collect();
    if let Some(near) = nearest(written, &choices) {
        return Some(format!("did you mean `{near}`?"));
    }
    match choices.as_slice() {
        [] => None,
        [only] => Some(format!("the only choice is `{only}`")),
        few if few.len() <= FEW => Some(format!("choose one of {}", quoted(few))),
        _ => None,
    }
}

pub(crate) fn nearest<'a>(written: &str, choices: &[&'a str]) -> Option<&'a str> {
    let lower = written.to_lowercase();
    choices
        .iter()
        .map(|choice| {
            (
                strsim::damerau_levenshtein(&lower, &choice.to_lowercase()),
                *choice,
            )
        })
        .filter(|(distance, choice)| *distance <= 1 + choice.len().max(written.len()) / 5)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, choice)| choice)
}

pub(crate) fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_suggested_whatever_its_case() {
        let choices = ["displayName", "jobTitle", "mail"];
        for (written, meant) in [
            ("jobTitel", "jobTitle"),
            ("DISPLAYNAME", "displayName"),
            ("mial", "mail"),
        ] {
            assert_eq!(
                suggest(written, choices),
                Some(format!("did you mean `{meant}`?"))
            );
        }
    }

    #[test]
    fn few_choices_are_all_listed_and_many_are_not() {
        assert_eq!(suggest("x", []), None);
        assert_eq!(
            suggest("x", ["displayName"]).as_deref(),
            Some("the only choice is `displayName`")
        );
        assert_eq!(
            suggest("x", ["displayName", "jobTitle"]).as_deref(),
            Some("choose one of `displayName`, `jobTitle`")
        );
        let nine = [
            "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india",
        ];
        assert!(suggest("xxxxx", nine[..8].iter().copied()).is_some());
        assert_eq!(suggest("xxxxx", nine), None);
    }

    #[test]
    fn the_nearest_of_several_is_taken() {
        assert_eq!(
            nearest("user", &["users", "user_", "usr", "user"]),
            Some("user")
        );
        assert_eq!(nearest("group", &["device", "message"]), None);
    }
}
