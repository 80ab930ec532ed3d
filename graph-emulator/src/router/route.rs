//! Routes a request whose token has been checked to its handler.

use bytes::Bytes;
use hyper::Method;
use hyper::http::request::Parts;

use super::state::{Settings, State};
use crate::handlers::{content, delta, long_work, pages, references, resources};
use crate::http::{GraphError, Origin, Origins, Request, Response};
use crate::path::ResourcePath;

/// Routes a request to Graph. The first handler that responds wins.
pub(super) fn graph(
    settings: &Settings,
    origins: &Origins,
    state: &mut State,
    mut request: Request<'_>,
) -> Result<Response, GraphError> {
    let origin = &origins.graph;
    if let Some(result) = references::handle(&mut state.store, origin, &request) {
        return result;
    }
    request.path = state.store.resolve_or_same(&request.path);
    let (method, segments) = (request.method(), request.path.segments());
    let response = long_work::accept(&mut state.works, origins, request.head)
        .or_else(|| long_work::poll(&mut state.works, Origin::Graph, method, segments))
        .or_else(|| content::handle_at_graph(&mut state.contents, &origins.storage, &request));
    if let Some(response) = response {
        return Ok(response);
    }
    let (store, paging) = (&mut state.store, &settings.paging);
    if let Some(collection) = delta::collection(store, &request) {
        let links = &state.delta_links;
        return delta::list_changes(store, links, paging, origin, &request, &collection);
    }
    if request.method() == Method::GET {
        if let Some(generated) = settings.generated.get(request.path.segments()) {
            return pages::list_generated(generated, paging, origin, &request);
        }
        if store.is_collection(&request.path) {
            return pages::list(store, paging, origin, &request);
        }
    }
    resources::handle(store, settings.patch_response, &request)
}

/// Routes a request to the storage.
pub(super) fn storage<'b>(
    state: &mut State,
    head: &Parts,
    path: ResourcePath,
    complete_body: impl FnOnce() -> Result<&'b Bytes, GraphError>,
) -> Result<Response, GraphError> {
    let monitor = long_work::poll(
        &mut state.works,
        Origin::Storage,
        &head.method,
        path.segments(),
    );
    if let Some(response) = monitor {
        return Ok(response);
    }
    let body = complete_body()?;
    content::handle_at_storage(&mut state.contents, &Request { head, path, body })
}
