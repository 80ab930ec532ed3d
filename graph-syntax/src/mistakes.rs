//! For tests: the error messages for a text, without their spans.

use crate::{Declaration, Errors, Model, PathMacro, RequestMacro, check, resolve};

/// Returns the errors of a declaration, after all stages.
pub(crate) fn mistakes_in(declaration: &str) -> Vec<String> {
    let mut errors = Errors::new();
    match Declaration::parse(tokens(declaration), &mut errors) {
        Ok(declaration) => check(&resolve(declaration, &mut errors), &mut errors),
        Err(error) => errors.push_syntax(error),
    }
    errors
        .iter()
        .map(|error| error.message().to_owned())
        .collect()
}

/// Returns the model of a declaration without errors.
pub(crate) fn model_of(declaration: &str) -> Model {
    assert_eq!(mistakes_in(declaration), Vec::<String>::new());
    let mut errors = Errors::new();
    let declaration =
        Declaration::parse(tokens(declaration), &mut errors).expect("it has no mistakes");
    resolve(declaration, &mut errors)
}

/// Returns the error of an input of `graph_path!`.
pub(crate) fn mistake_in_path(path: &str) -> Option<String> {
    PathMacro::parse(tokens(path))
        .err()
        .map(|error| error.to_string())
}

/// Returns the error of an input of `graph_request!`.
pub(crate) fn mistake_in_request(request: &str) -> Option<String> {
    match RequestMacro::parse(tokens(request)) {
        Ok(request) => request.problem.map(|error| error.to_string()),
        Err(error) => Some(error.to_string()),
    }
}

fn tokens(text: &str) -> proc_macro2::TokenStream {
    text.parse().expect("the text is tokens")
}
