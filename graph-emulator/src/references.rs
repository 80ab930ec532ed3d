//! Links between entities: a request for a `…/$ref` comes in; what it links and unlinks is the link alone, never the entity.
//!
//! Source: OData 4.01, Protocol, section 11.4.6; "Add member", "Remove member", "Assign manager".

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::path::ResourcePath;
use crate::resources::{parse_object, refusal_failure};
use crate::service::{Service, State};
use crate::store::{Action, Linkable, Refusal, Stored};

impl Service {
    /// The answer to a request for a `$ref`; `None` for others, and where an answer is seeded at the `$ref` itself.
    pub(crate) fn reference(
        &self,
        state: &mut State,
        head: &Parts,
        path: &ResourcePath,
        body: &Bytes,
    ) -> Option<Result<Answer, Failure>> {
        let (last, above) = path.segments().split_last()?;
        let (name, owner) = above.split_last()?;
        if last != "$ref" || state.store.is_seeded(path) {
            return None;
        }
        // Links lead to the owner, too; the last one is what the request is about.
        let owner = state.store.referenced(&ResourcePath::of(owner));
        let at = ResourcePath::of(&[owner.segments(), std::slice::from_ref(name)].concat());
        Some(self.answer_reference(state, head, &at, body))
    }

    fn answer_reference(
        &self,
        state: &mut State,
        head: &Parts,
        at: &ResourcePath,
        body: &Bytes,
    ) -> Result<Answer, Failure> {
        let refused = |refusal| refusal_failure(at, refusal);
        let kind = state.store.linkable(at).ok_or(refused(Refusal::Absent))?;
        match (&head.method, kind) {
            (&Method::POST, Linkable::Many | Linkable::One)
                if state.store.check(at, Action::Create).is_ok() =>
            {
                let target = self.target(state, head, at, body)?;
                state.store.add_link(at, target).map_err(|refusal| match refusal {
                    Refusal::Duplicate(_) => Failure::bad_request(
                        "One or more added object references already exist for the following modified properties.",
                    ),
                    other => refused(other),
                })?;
                Ok(Answer::no_content())
            }
            (&Method::PUT, Linkable::One) => {
                let target = self.target(state, head, at, body)?;
                state.store.set_link(at, target);
                Ok(Answer::no_content())
            }
            (&Method::DELETE, Linkable::One | Linkable::Member) => {
                state.store.remove(at).map_err(refused)?;
                Ok(Answer::no_content())
            }
            (&Method::GET, Linkable::One | Linkable::Member) if state.store.is_seeded(at) => {
                let mut body = self.reference_to(state, at);
                body["@odata.context"] = format!("{}/$metadata#$ref", self.origins.graph).into();
                Ok(Answer::new(StatusCode::OK, body))
            }
            (&Method::GET, Linkable::Many) => {
                let Some(Stored::Collection(members)) = state.store.read(at) else {
                    return Err(refused(Refusal::Absent));
                };
                let ids = members.iter().filter_map(|member| member["id"].as_str());
                let links: Vec<_> = ids
                    .map(|id| {
                        let member = [at.segments(), &[id.to_owned()]].concat();
                        self.reference_to(state, &ResourcePath::of(&member))
                    })
                    .collect();
                let context = format!("{}/$metadata#Collection($ref)", self.origins.graph);
                let body = json!({ "@odata.context": context, "value": links });
                Ok(Answer::new(StatusCode::OK, body))
            }
            _ => Err(refused(match state.store.is_seeded(at) {
                true => Refusal::UnfitForLink,
                false => Refusal::Absent,
            })),
        }
    }

    fn reference_to(&self, state: &State, at: &ResourcePath) -> Value {
        let target = state.store.referenced(at);
        json!({ "@odata.id": format!("{}{target}", self.origins.graph) })
    }

    /// The entity that a body's `@odata.id` names, on whichever host.
    fn target(
        &self,
        state: &State,
        head: &Parts,
        at: &ResourcePath,
        body: &Bytes,
    ) -> Result<ResourcePath, Failure> {
        let body = parse_object(&head.headers, body)?;
        let id = body
            .get("@odata.id")
            .and_then(Value::as_str)
            .ok_or_else(|| Failure::bad_request("An '@odata.id' is required to link to."))?;
        let path = match id.split_once("://") {
            Some((_, rest)) => rest.find('/').map(|slash| rest[slash..].to_owned()),
            None if id.starts_with('/') => Some(id.to_owned()),
            None => at
                .segments()
                .first()
                .map(|version| format!("/{version}/{id}")),
        };
        let path = path.and_then(|path| ResourcePath::parse(&path).ok());
        let path = path
            .ok_or_else(|| Failure::bad_request("The '@odata.id' is not the URL of an entity."))?;
        state.store.entity(&path).ok_or_else(|| {
            let id = path.segments().last().map_or("", String::as_str);
            Failure::new(
                StatusCode::NOT_FOUND,
                "Request_ResourceNotFound",
                format!(
                    "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
                ),
            )
        })
    }
}
