//! Handles requests for `…/$ref`, which link and unlink entities and never change the entities themselves.
//!
//! Source: OData 4.01, Protocol, section 11.4.6; "Add member", "Remove member", "Assign manager".

use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use super::store_error::{graph_error, method_not_allowed};
use crate::http::{GraphError, Request, Response};
use crate::path::ResourcePath;
use crate::store::{LinkTarget, Store, StoreError, Stored, Verb};

/// Handles a request for a `$ref`. A resource that is seeded at the `$ref` itself is not handled here.
pub(crate) fn handle(
    store: &mut Store,
    origin: &str,
    request: &Request<'_>,
) -> Option<Result<Response, GraphError>> {
    let (property, last) = request.path.split_last()?;
    let (owner, name) = property.split_last()?;
    if last != "$ref" || store.contains(&request.path) {
        return None;
    }
    // Links in front of the last segment are followed. The last segment is the link that the request is about.
    let link = store.resolve_or_same(&owner).child(name);
    Some(handle_link(store, origin, request, &link))
}

fn handle_link(
    store: &mut Store,
    origin: &str,
    request: &Request<'_>,
    link: &ResourcePath,
) -> Result<Response, GraphError> {
    let refused = |error| graph_error(link, error);
    let target = store.link_target(link);
    let target = target.ok_or_else(|| refused(StoreError::Absent))?;
    match (request.method(), target) {
        (&Method::POST, LinkTarget::Collection | LinkTarget::Single)
            if store.check(link, Verb::Create).is_ok() =>
        {
            let entity = find_entity(store, request, link)?;
            store.add_link(link, entity).map_err(|error| match error {
                StoreError::Duplicate(_) => GraphError::bad_request(
                    "One or more added object references already exist for the following modified properties.",
                ),
                other => refused(other),
            })?;
            Ok(Response::no_content())
        }
        (&Method::PUT, LinkTarget::Single) => {
            let entity = find_entity(store, request, link)?;
            store.set_link(link, entity);
            Ok(Response::no_content())
        }
        (&Method::DELETE, LinkTarget::Single | LinkTarget::Member) => {
            store.remove(link).map_err(refused)?;
            Ok(Response::no_content())
        }
        (&Method::GET, LinkTarget::Single | LinkTarget::Member) if store.contains(link) => {
            let mut body = reference(store, origin, link);
            body["@odata.context"] = format!("{origin}/$metadata#$ref").into();
            Ok(Response::json(StatusCode::OK, body))
        }
        (&Method::GET, LinkTarget::Collection) => {
            let Some(Stored::Collection(members)) = store.read(link) else {
                return Err(refused(StoreError::Absent));
            };
            let ids = members.iter().filter_map(|member| member["id"].as_str());
            let references: Vec<_> = ids
                .map(|id| reference(store, origin, &link.child(id)))
                .collect();
            let context = format!("{origin}/$metadata#Collection($ref)");
            let body = json!({ "@odata.context": context, "value": references });
            Ok(Response::json(StatusCode::OK, body))
        }
        _ if store.contains(link) => Err(method_not_allowed(format!(
            "'{link}/$ref' does not allow this method."
        ))),
        _ => Err(refused(StoreError::Absent)),
    }
}

fn reference(store: &Store, origin: &str, link: &ResourcePath) -> Value {
    let entity = store.resolve_or_same(link);
    json!({ "@odata.id": format!("{origin}{entity}") })
}

/// Finds the entity that the `@odata.id` in the body names. The host of the URL is ignored.
fn find_entity(
    store: &Store,
    request: &Request<'_>,
    link: &ResourcePath,
) -> Result<ResourcePath, GraphError> {
    let body = request.json_object()?;
    let id = body
        .get("@odata.id")
        .and_then(Value::as_str)
        .ok_or_else(|| GraphError::bad_request("The body must contain an '@odata.id'."))?;
    let path = match id.split_once("://") {
        Some((_, rest)) => rest.find('/').map(|slash| rest[slash..].to_owned()),
        None if id.starts_with('/') => Some(id.to_owned()),
        None => link
            .segments()
            .first()
            .map(|version| format!("/{version}/{id}")),
    };
    let path = path.and_then(|path| ResourcePath::parse(&path).ok());
    let path = path
        .ok_or_else(|| GraphError::bad_request("The '@odata.id' is not the URL of an entity."))?;
    store.entity(&path).ok_or_else(|| {
        let id = path.segments().last().map_or("", String::as_str);
        GraphError::new(
            StatusCode::NOT_FOUND,
            "Request_ResourceNotFound",
            format!(
                "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
    })
}
