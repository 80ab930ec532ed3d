//! The language's verbs for HTTP's methods.

use graph_schema::Method;
use graph_syntax::Verb;

/// Returns the verb of the language that a method is.
pub(crate) fn verb(method: Method) -> Verb {
    match method {
        Method::Get => Verb::Get,
        Method::Post => Verb::Post,
        Method::Put => Verb::Put,
        Method::Patch => Verb::Patch,
        Method::Delete => Verb::Delete,
    }
}
