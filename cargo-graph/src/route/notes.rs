//! What whoever asks for a request should know of it, though the schema knows it.

use graph_syntax::Verb;

use super::{Route, Step};

/// Something to know of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is: lower case, no full stop.
    pub text: String,
    /// What to do, in the same form.
    pub help: String,
}

/// What of a request as it was written does not go into the code for it, and what it deletes that one may not expect.
///
/// `service` is the Rust name of the declared service, and `version` what stands for it in URLs.
pub fn notes(route: &Route<'_>, service: &str, version: &str) -> Vec<Note> {
    let deleted = deleted(route);
    let version = route
        .version
        .as_deref()
        .filter(|it| !it.eq_ignore_ascii_case(version))
        .map(|written| Note {
            text: format!("the request is of `{written}`, and `{service}` is `{version}`"),
            help: format!("for `{written}`, use its schema and `--service NAME={written}`"),
        });
    let origin = route
        .origin
        .as_deref()
        .filter(|it| !it.eq_ignore_ascii_case("https://graph.microsoft.com"))
        .map(|origin| Note {
            text: format!("`{origin}` is left out"),
            help: "a client has the origin, and a request its path".to_owned(),
        });
    let query = route.query.as_deref().map(|query| Note {
        text: format!("the query `?{query}` is left out"),
        help: format!("add {} to the request", options(query).join(", ")),
    });
    [deleted, version, origin, query]
        .into_iter()
        .flatten()
        .collect()
}

/// A member of a navigation that is not contained exists elsewhere, too (OData 4.01, Protocol, section 11.4.6.2).
fn deleted(route: &Route<'_>) -> Option<Note> {
    let mut steps = route.steps.iter().rev().peekable();
    while steps
        .next_if(|it| matches!(it, Step::Cast(_) | Step::Key(..) | Step::AlternateKey(..)))
        .is_some()
    {}
    match steps.next() {
        Some(Step::Navigation { navigation, .. })
            if route.verb == Verb::Delete && !navigation.is_contained =>
        {
            let name = &navigation.name;
            let ty = route
                .end
                .map_or(navigation.ty.name.as_str(), |end| end.record.short_name());
            Some(Note {
                text: format!("`{name}` is not contained: this deletes the `{ty}` itself"),
                help: format!("to remove it from `{name}` only, ask for `…/$ref`"),
            })
        }
        _ => None,
    }
}

/// The methods for the options of a query.
fn options(query: &str) -> Vec<String> {
    let options = query.split('&').filter(|it| !it.is_empty());
    let methods = options.map(|option| {
        let name = option.split('=').next().unwrap_or(option);
        let typed = match name.to_lowercase().trim_start_matches('$') {
            "select" => "select",
            "expand" => "expand",
            "filter" => "filter",
            "orderby" => "order_by",
            "search" => "search",
            "top" => "top",
            "skip" => "skip",
            "count" => return "`.count()`".to_owned(),
            _ => return format!("`.raw_query_option_unchecked(\"{name}=…\")`"),
        };
        format!("`.{typed}(…)`")
    });
    methods.collect()
}
