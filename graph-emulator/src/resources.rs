//! Requests for resources: a head and a body come in, are carried out on the store, and an answer or a refusal goes out.

use bytes::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, StatusCode};
use serde_json::Value;

use crate::answer::{Answer, Failure};
use crate::builder::PatchAnswer;
use crate::path::ResourcePath;
use crate::service::{Service, State};
use crate::store::{self, Action, Object, Place, Refusal, Replaced, Stored};

pub(crate) const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// A request that is authorized and has a proper path. Its body matters only once the action is known to fit the path.
pub(crate) struct Task {
    action: Action,
    path: ResourcePath,
    object: Result<Object, Failure>,
    preference: Option<PatchAnswer>,
}

impl Service {
    pub(crate) fn accept(
        &self,
        head: &Parts,
        path: ResourcePath,
        body: &Bytes,
    ) -> Result<Task, Failure> {
        let action = match head.method {
            Method::GET => Action::Read,
            Method::POST => Action::Create,
            Method::PATCH => Action::Merge,
            Method::PUT => Action::Replace,
            Method::DELETE => Action::Remove,
            _ => Action::Unknown,
        };
        let object = match action {
            Action::Create | Action::Merge | Action::Replace => {
                parse_object(&head.headers, body).map(|mut object| {
                    // It says which version the sender has seen, and is no property.
                    object.remove(store::ETAG);
                    object
                })
            }
            Action::Read | Action::Remove | Action::Unknown => Ok(Object::new()),
        };
        Ok(Task {
            action,
            path,
            object,
            preference: parse_preference(&head.headers),
        })
    }

    pub(crate) fn carry_out(
        &self,
        state: &mut State,
        head: &Parts,
        task: Task,
    ) -> Result<Answer, Failure> {
        let Task {
            action,
            path,
            object,
            preference,
        } = task;
        let refused = |refusal| refusal_failure(&path, refusal);
        if action == Action::Read && state.store.is_collection(&path) {
            return self.list(state, head, &path);
        }
        let store = &mut state.store;
        store.check(&path, action).map_err(refused)?;
        if store.has_etags
            && let Some(answer) = check_conditions(&head.headers, action, store.etag(&path))?
        {
            return Ok(answer);
        }
        let object = object?;
        let answer = match action {
            Action::Read => match store.read(&path) {
                Some(Stored::Resource(resource)) => Answer::new(StatusCode::OK, resource),
                _ => return Err(refused(Refusal::Absent)),
            },
            Action::Create => Answer::new(
                StatusCode::CREATED,
                store.create(&path, object).map_err(refused)?,
            ),
            Action::Merge => {
                let updated = store.merge(&path, object).map_err(refused)?;
                self.answer_patch(updated, preference)
            }
            Action::Replace => match store.replace(&path, object).map_err(refused)? {
                Replaced::Created(resource) => Answer::new(StatusCode::CREATED, resource),
                Replaced::Updated(resource) => Answer::new(StatusCode::OK, resource),
            },
            Action::Remove => {
                store.remove(&path).map_err(refused)?;
                Answer::no_content()
            }
            Action::Unknown => return Err(refused(Refusal::Absent)),
        };
        Ok(match store.etag(&path) {
            Some(etag) if store.has_etags && action != Action::Create => {
                answer.with_header(ETAG, &etag)
            }
            _ => answer,
        })
    }

    fn answer_patch(&self, updated: Value, preference: Option<PatchAnswer>) -> Answer {
        let answer = match preference.unwrap_or(self.settings.patch_answers) {
            PatchAnswer::Object => Answer::new(StatusCode::OK, updated),
            PatchAnswer::NoContent => Answer::no_content(),
        };
        match preference {
            Some(PatchAnswer::Object) => {
                answer.with_header(PREFERENCE_APPLIED, "return=representation")
            }
            Some(PatchAnswer::NoContent) => {
                answer.with_header(PREFERENCE_APPLIED, "return=minimal")
            }
            None => answer,
        }
    }
}

pub(crate) fn parse_object(headers: &HeaderMap, body: &Bytes) -> Result<Object, Failure> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(Failure::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaType",
            "A missing or unsupported content type header was specified; application/json is expected.",
        ));
    }
    if body.is_empty() {
        return Err(Failure::bad_request(
            "Empty Payload. JSON content expected.",
        ));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::bad_request(
            "Unable to read JSON request payload. A JSON object is expected.",
        )),
        Err(error) => Err(Failure::bad_request(format!(
            "Unable to read JSON request payload: {error}."
        ))),
    }
}

/// What `If-Match` and `If-None-Match` make of a request for a resource with this etag (RFC 9110, section 13).
fn check_conditions(
    headers: &HeaderMap,
    action: Action,
    etag: Option<String>,
) -> Result<Option<Answer>, Failure> {
    let matches = |name| {
        let text = headers.get(name)?.to_str().ok()?;
        let opaque = |etag: &str| etag.trim().trim_start_matches("W/").to_owned();
        let etag = etag.as_deref().map(opaque);
        Some(etag.is_some_and(|etag| {
            text.split(',')
                .any(|sent| sent.trim() == "*" || opaque(sent) == etag)
        }))
    };
    let failed = || {
        Failure::new(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            "The resource has changed: its etag is not the one that the request names.",
        )
    };
    match (matches(IF_MATCH), matches(IF_NONE_MATCH)) {
        (Some(false), _) if action != Action::Create => Err(failed()),
        (_, Some(true)) if action == Action::Read => Ok(Some(
            Answer::empty(StatusCode::NOT_MODIFIED).with_header(ETAG, &etag.unwrap_or_default()),
        )),
        (_, Some(true)) if action != Action::Create => Err(failed()),
        _ => Ok(None),
    }
}

/// The first `return` preference; RFC 7240 has the later ones ignored.
fn parse_preference(headers: &HeaderMap) -> Option<PatchAnswer> {
    let values = headers
        .get_all("prefer")
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .find_map(|preference| {
            let preference = preference.split(';').next().unwrap_or_default();
            let (name, value) = preference.split_once('=')?;
            if !name.trim().eq_ignore_ascii_case("return") {
                return None;
            }
            match value.trim().trim_matches('"').to_ascii_lowercase().as_str() {
                "minimal" => Some(PatchAnswer::NoContent),
                "representation" => Some(PatchAnswer::Object),
                _ => None,
            }
        })
}

pub(crate) fn refusal_failure(path: &ResourcePath, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Absent => Failure::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!("Resource '{path}' does not exist."),
        ),
        Refusal::Unfit(place) => {
            let (kind, allow) = match place {
                Place::Collection => ("a collection", "GET, POST"),
                _ => ("a single resource", "GET, PATCH, PUT, DELETE"),
            };
            let message = format!("'{path}' is {kind}, which allows {allow}.");
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
                .with_header(ALLOW, allow)
        }
        Refusal::Duplicate(id) => {
            let message = format!("A resource with the id '{id}' already exists in '{path}'.");
            Failure::new(StatusCode::CONFLICT, "Conflict", message)
        }
        Refusal::UnfitForLink => Failure::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            format!("'{path}/$ref' does not allow this method."),
        ),
        Refusal::KeyChanged => {
            Failure::bad_request(format!("The id of '{path}' cannot be changed."))
        }
        Refusal::KeyInvalid => {
            Failure::bad_request("The property 'id' must be a non-empty string.")
        }
    }
}
