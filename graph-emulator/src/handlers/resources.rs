//! Reads, creates, updates, replaces and deletes resources.

use hyper::header::{ETAG as ETAG_HEADER, IF_MATCH, IF_NONE_MATCH};
use hyper::{Method, StatusCode};
use serde_json::Value;

use super::store_error::graph_error;
use crate::http::{
    GraphError, PREFERENCE_APPLIED, Request, Response, ReturnPreference, return_preference,
};
use crate::store::{ETAG, Object, Replaced, Store, StoreError, Stored, Verb};

/// The response to a PATCH without `Prefer: return=…`. On Graph it depends on the resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchResponse {
    /// `200 OK` with the updated object.
    #[default]
    Object,
    /// `204 No Content`.
    NoContent,
}

/// Handles a request for a single resource, or a POST to a collection.
pub(crate) fn handle(
    store: &mut Store,
    patch_response: PatchResponse,
    request: &Request<'_>,
) -> Result<Response, GraphError> {
    let path = &request.path;
    let verb = verb_of(request.method());
    let refused = |error| graph_error(path, error);
    store.check(path, verb).map_err(refused)?;
    if store.has_etags
        && let Some(response) = check_conditions(request, verb, store.etag(path))?
    {
        return Ok(response);
    }
    let response = match verb {
        Verb::Read => match store.read(path) {
            Some(Stored::Resource(resource)) => Response::json(StatusCode::OK, resource),
            _ => return Err(refused(StoreError::Absent)),
        },
        Verb::Create => {
            let created = store.create(path, properties(request)?).map_err(refused)?;
            Response::json(StatusCode::CREATED, created)
        }
        Verb::Update => {
            let updated = store.update(path, properties(request)?).map_err(refused)?;
            respond_to_patch(
                updated,
                patch_response,
                return_preference(request.headers()),
            )
        }
        Verb::Replace => match store.replace(path, properties(request)?).map_err(refused)? {
            Replaced::Created(resource) => Response::json(StatusCode::CREATED, resource),
            Replaced::Updated(resource) => Response::json(StatusCode::OK, resource),
        },
        Verb::Delete => {
            store.remove(path).map_err(refused)?;
            Response::no_content()
        }
        Verb::Unknown => return Err(refused(StoreError::Absent)),
    };
    Ok(match store.etag(path) {
        Some(etag) if store.has_etags && verb != Verb::Create => {
            response.with_header(ETAG_HEADER, &etag)
        }
        _ => response,
    })
}

fn verb_of(method: &Method) -> Verb {
    match *method {
        Method::GET => Verb::Read,
        Method::POST => Verb::Create,
        Method::PATCH => Verb::Update,
        Method::PUT => Verb::Replace,
        Method::DELETE => Verb::Delete,
        _ => Verb::Unknown,
    }
}

/// Parses the properties in a request's body. The etag is dropped: it is an annotation, not a property.
fn properties(request: &Request<'_>) -> Result<Object, GraphError> {
    let mut object = request.json_object()?;
    object.remove(ETAG);
    Ok(object)
}

fn respond_to_patch(
    updated: Value,
    default: PatchResponse,
    preference: Option<ReturnPreference>,
) -> Response {
    let has_body = match preference {
        Some(preference) => preference == ReturnPreference::Representation,
        None => default == PatchResponse::Object,
    };
    let response = if has_body {
        Response::json(StatusCode::OK, updated)
    } else {
        Response::no_content()
    };
    match preference {
        Some(ReturnPreference::Representation) => {
            response.with_header(PREFERENCE_APPLIED, "return=representation")
        }
        Some(ReturnPreference::Minimal) => {
            response.with_header(PREFERENCE_APPLIED, "return=minimal")
        }
        None => response,
    }
}

/// Evaluates `If-Match` and `If-None-Match` against the etag of the resource (RFC 9110, section 13). Returns a response if the
/// resource has not been modified.
fn check_conditions(
    request: &Request<'_>,
    verb: Verb,
    etag: Option<String>,
) -> Result<Option<Response>, GraphError> {
    let opaque = |etag: &str| etag.trim().trim_start_matches("W/").to_owned();
    let current = etag.as_deref().map(opaque);
    let matches = |name| {
        let sent = request.header(name)?;
        Some(current.as_ref().is_some_and(|current| {
            sent.split(',')
                .any(|sent| sent.trim() == "*" || opaque(sent) == *current)
        }))
    };
    let failed = || {
        GraphError::new(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            "The resource has changed: its etag differs from the one in the request.",
        )
    };
    match (matches(IF_MATCH), matches(IF_NONE_MATCH)) {
        (Some(false), _) if verb != Verb::Create => Err(failed()),
        (_, Some(true)) if verb == Verb::Read => {
            let response = Response::empty(StatusCode::NOT_MODIFIED);
            Ok(Some(
                response.with_header(ETAG_HEADER, &etag.unwrap_or_default()),
            ))
        }
        (_, Some(true)) if verb != Verb::Create => Err(failed()),
        _ => Ok(None),
    }
}
