//! Warnings about requests that the schema knows.

use super::{QueryOption, Route, Step};
use crate::Method;

/// A warning about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestWarning {
    /// The problem: lower case, no full stop.
    pub text: String,
    /// The advice, in the same form.
    pub help: String,
}

/// Warnings about a request for whose code it is read: the parts that the code drops or changes, and deletions that one may not expect.
///
/// `service` is the Rust name of the declared service, and `version` stands for it in URLs.
pub fn warnings(route: &Route<'_>, service: &str, version: &str) -> Vec<RequestWarning> {
    let mut all = warnings_of_path(route, service, version);
    all.extend(route.dropped.iter().cloned());
    all.extend(undeclared(route));
    let left = route.query.iter().filter(|option| option.has_placeholder());
    all.extend(left_out(left));
    all
}

/// Warnings about a request whose needs are declared: values that it was written with are no part of declarations, and so not
/// dropped.
pub fn declaration_warnings(
    route: &Route<'_>,
    service: &str,
    version: &str,
) -> Vec<RequestWarning> {
    let mut all = warnings_of_path(route, service, version);
    all.extend(undeclared(route));
    let left = route.query.iter().filter(|option| !option.is_system());
    all.extend(left_out(left));
    all
}

fn warnings_of_path(route: &Route<'_>, service: &str, version: &str) -> Vec<RequestWarning> {
    let deleted = deleted(route);
    let version = route
        .version
        .as_deref()
        .filter(|written| !written.eq_ignore_ascii_case(version))
        .map(|written| RequestWarning {
            text: format!("the request is for `{written}`, but `{service}` is `{version}`"),
            help: format!("for `{written}`, use its schema and `--service NAME={written}`"),
        });
    let origin = route
        .origin
        .as_deref()
        .filter(|origin| !origin.eq_ignore_ascii_case("https://graph.microsoft.com"))
        .map(|origin| RequestWarning {
            text: format!("`{origin}` is left out"),
            help: "the origin belongs to the client; a request has a path only".to_owned(),
        });
    [deleted, version, origin].into_iter().flatten().collect()
}

/// The options that are left out, in one note.
fn left_out<'q>(options: impl Iterator<Item = &'q QueryOption>) -> Option<RequestWarning> {
    let left: Vec<&QueryOption> = options.collect();
    if left.is_empty() {
        return None;
    }
    let written: Vec<&str> = left.iter().map(|option| option.written.as_str()).collect();
    let methods: Vec<String> = left.iter().map(|option| method(option)).collect();
    Some(RequestWarning {
        text: format!("the query `?{}` is left out", written.join("&")),
        help: format!("add {} to the request", methods.join(", ")),
    })
}

/// Names of an open type, which no constant stands for.
fn undeclared(route: &Route<'_>) -> Option<RequestWarning> {
    let (record, needs) = route.needs.as_ref()?;
    let mut names = needs.all_undeclared();
    names.dedup();
    if names.is_empty() {
        return None;
    }
    Some(RequestWarning {
        text: format!("the schema does not declare `{}`", names.join("`, `")),
        help: format!(
            "types such as `{}` are open: their other values are among the undeclared properties",
            record.short_name()
        ),
    })
}

/// A member of a navigation that is not contained exists elsewhere, too (OData 4.01, Protocol, section 11.4.6.2).
fn deleted(route: &Route<'_>) -> Option<RequestWarning> {
    let mut steps = route.steps.iter().rev().peekable();
    while steps
        .next_if(|item| {
            matches!(
                item,
                Step::Cast(_) | Step::Key(..) | Step::KnownKey(..) | Step::AlternateKey(..)
            )
        })
        .is_some()
    {}
    match steps.next() {
        Some(Step::Navigation { navigation, .. })
            if route.method == Method::Delete && !navigation.is_contained =>
        {
            let name = &navigation.name;
            let ty = route
                .end
                .map_or(navigation.ty.name.as_str(), |end| end.ty.short_name());
            Some(RequestWarning {
                text: format!("`{name}` is not contained: this deletes the `{ty}` itself"),
                help: format!("to remove it from `{name}` only, write `…/$ref`"),
            })
        }
        _ => None,
    }
}

/// The method for an option of a query.
fn method(option: &QueryOption) -> String {
    let typed = match option.name.as_str() {
        "$select" => "select",
        "$expand" => "expand",
        "$filter" => "filter",
        "$orderby" => "order_by",
        "$search" => "search",
        "$top" => "top",
        "$skip" => "skip",
        "$count" => return "`.count()`".to_owned(),
        name => return format!("`.raw_query_option_unchecked(\"{name}=…\")`"),
    };
    format!("`.{typed}(…)`")
}
