//! All that is wrong with a declaration, each at its own token, so that one build shows every independent mistake.

use proc_macro2::Span;

/// One mistake: where it is, what it is, and what to write instead.
#[derive(Debug, Clone)]
pub struct Error {
    span: Span,
    message: String,
}

impl Error {
    /// The offending token.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What is wrong, and behind `help: ` what to write.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Collects mistakes.
#[derive(Debug, Default)]
pub struct Errors {
    errors: Vec<Error>,
}

impl Errors {
    /// None so far.
    pub fn new() -> Self {
        Errors::default()
    }

    /// Adds a mistake. The message begins in lower case and has no full stop; so has the help.
    pub fn push(&mut self, span: Span, message: impl Into<String>, help: impl AsRef<str>) {
        let mut message = message.into();
        let help = help.as_ref();
        if !help.is_empty() {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        self.errors.push(Error { span, message });
    }

    /// Adds what `syn` found, in its own words.
    pub fn push_syntax(&mut self, error: syn::Error) {
        self.errors.extend(error.into_iter().map(|error| Error {
            span: error.span(),
            message: error.to_string(),
        }));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Error> {
        self.errors.iter()
    }

    /// All of them, as `syn` passes errors on; `None` if there is none.
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

/// `did you mean …?`, or all the choices where they are few, or nothing.
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
