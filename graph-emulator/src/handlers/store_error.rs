//! Translates the store's errors into Graph's.

use hyper::StatusCode;
use hyper::header::ALLOW;

use crate::http::GraphError;
use crate::path::ResourcePath;
use crate::store::{NodeKind, StoreError};

pub(super) fn graph_error(path: &ResourcePath, error: StoreError) -> GraphError {
    match error {
        StoreError::Absent => GraphError::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!("Resource '{path}' does not exist."),
        ),
        StoreError::VerbNotAllowed(kind) => {
            let (kind, allow) = match kind {
                NodeKind::Collection => ("a collection", "GET, POST"),
                _ => ("a single resource", "GET, PATCH, PUT, DELETE"),
            };
            method_not_allowed(format!("'{path}' is {kind}, which allows {allow}."))
                .with_header(ALLOW, allow)
        }
        StoreError::Duplicate(id) => {
            let message = format!("A resource with the id '{id}' already exists in '{path}'.");
            GraphError::new(StatusCode::CONFLICT, "Conflict", message)
        }
        StoreError::KeyChanged => {
            GraphError::bad_request(format!("The id of '{path}' cannot be changed."))
        }
        StoreError::KeyInvalid => {
            GraphError::bad_request("The property 'id' must be a non-empty string.")
        }
    }
}

pub(super) fn method_not_allowed(message: String) -> GraphError {
    GraphError::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
}
