//! Handles delta queries: returns the changes since a link was issued, and a link for the next round.
//!
//! Source: "Use delta query to track changes in Microsoft Graph data".

use hyper::header::LOCATION;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use super::pages::Paging;
use crate::http::{GraphError, Request, Response, open, seal};
use crate::path::ResourcePath;
use crate::store::Store;

/// The way in which a client is told that its delta link has expired and that it must synchronize from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resync {
    /// `410 Gone`, with a `Location` to start from.
    #[default]
    Gone,
    /// `400 Bad Request` with the code `syncStateNotFound`.
    SyncStateNotFound,
}

/// The state of delta queries: which links are still valid.
#[derive(Debug, Default)]
pub(crate) struct DeltaLinks {
    /// Links of older generations have expired.
    generation: u64,
    resync: Resync,
}

impl DeltaLinks {
    pub(crate) fn expire(&mut self, resync: Resync) {
        self.generation += 1;
        self.resync = resync;
    }
}

const TOKEN_OPTIONS: [&str; 4] = ["$deltatoken", "$skiptoken", "token", "$skip"];

/// The position of a page in a round of changes.
#[derive(Clone, Copy)]
struct Round {
    generation: u64,
    /// The last change that the client has seen.
    since: u64,
    /// The last change of this round.
    until: u64,
    /// True if the changed items have been listed, and the removed ones follow.
    is_at_removed: bool,
    from: u64,
}

/// Returns the collection whose changes a request asks for. Returns `None` if a response is seeded at the URL of `delta()`.
pub(crate) fn collection(store: &Store, request: &Request<'_>) -> Option<ResourcePath> {
    let path = &request.path;
    let (collection, last) = path.split_last()?;
    let name = last.strip_suffix("()").unwrap_or(last);
    let is_delta = matches!(name, "delta" | "microsoft.graph.delta");
    let is_seeded = store.etag(path).is_some() || store.is_collection(path);
    if !is_delta || request.method() != Method::GET || is_seeded {
        return None;
    }
    store.is_collection(&collection).then_some(collection)
}

/// Lists the changes of a collection.
pub(crate) fn list_changes(
    store: &Store,
    links: &DeltaLinks,
    paging: &Paging,
    origin: &str,
    request: &Request<'_>,
    collection: &ResourcePath,
) -> Result<Response, GraphError> {
    let pages = PageWriter {
        origin,
        request,
        collection,
    };
    let query = request.query();
    let fresh = Round {
        generation: links.generation,
        since: 0,
        until: store.changes(),
        is_at_removed: false,
        from: 0,
    };
    let sent = query.get("$skiptoken").or_else(|| query.get("$deltatoken"));
    let mut round = match sent.as_deref() {
        None => fresh,
        Some("latest") => return Ok(pages.last_page(fresh, Vec::new())),
        Some(token) => Round::parse(token, &fresh).ok_or_else(|| {
            GraphError::bad_request("The emulator did not issue this delta token.")
        })?,
    };
    if round.generation != links.generation {
        return Err(resync_error(links.resync, origin, request));
    }

    let max = paging.page_size(request)?.max;
    let mut values = Vec::new();
    if !round.is_at_removed {
        let items = store.changed_items(collection, round.since, round.from, max);
        let items = items.unwrap_or_default();
        values = items.values;
        if let Some(from) = items.next {
            return Ok(pages.next_page(Round { from, ..round }, values));
        }
        round = Round {
            is_at_removed: true,
            from: 0,
            ..round
        };
    }
    // A first round lists the items that exist; removed ones were never known to the client.
    let removed = if round.since == 0 {
        Vec::new()
    } else {
        store.removed_items(collection, round.since, round.until)
    };
    let from = usize::try_from(round.from).unwrap_or(usize::MAX);
    let free = max - values.len().min(max);
    let remaining = removed.get(from..).unwrap_or_default();
    let listed = remaining.get(..free).unwrap_or(remaining);
    values.extend(listed.iter().map(|(id, softly)| {
        let reason = if *softly { "changed" } else { "deleted" };
        json!({ "id": id, "@removed": { "reason": reason } })
    }));
    if listed.len() < remaining.len() {
        let from = round.from + listed.len() as u64;
        return Ok(pages.next_page(Round { from, ..round }, values));
    }
    Ok(pages.last_page(round, values))
}

/// Writes the pages of one round.
struct PageWriter<'r> {
    origin: &'r str,
    request: &'r Request<'r>,
    collection: &'r ResourcePath,
}

impl PageWriter<'_> {
    fn next_page(&self, next: Round, values: Vec<Value>) -> Response {
        let link = self.link("$skiptoken", &next.token());
        self.page("@odata.nextLink", link, values)
    }

    fn last_page(&self, round: Round, values: Vec<Value>) -> Response {
        let token = seal(&[round.generation, round.until]);
        let link = self.link("$deltatoken", &token);
        self.page("@odata.deltaLink", link, values)
    }

    fn page(&self, link_name: &str, link: String, values: Vec<Value>) -> Response {
        let context = self.collection.context_url(self.origin) + "/$delta";
        let mut body = json!({ "@odata.context": context });
        body[link_name] = link.into();
        body["value"] = Value::Array(values);
        Response::json(StatusCode::OK, body)
    }

    fn link(&self, option: &str, token: &str) -> String {
        let query = self.request.query().with(&TOKEN_OPTIONS, option, token);
        format!("{}{}?{query}", self.origin, self.request.encoded_path())
    }
}

fn resync_error(resync: Resync, origin: &str, request: &Request<'_>) -> GraphError {
    match resync {
        Resync::Gone => GraphError::new(
            StatusCode::GONE,
            "resyncRequired",
            "Resync required. Replace any local items with the server's version.",
        )
        .with_header(LOCATION, format!("{origin}{}", request.encoded_path())),
        Resync::SyncStateNotFound => GraphError::new(
            StatusCode::BAD_REQUEST,
            "syncStateNotFound",
            "The sync state generation is not found; continuing requires a full synchronization.",
        ),
    }
}

impl Round {
    fn token(self) -> String {
        let Round {
            generation,
            since,
            until,
            is_at_removed,
            from,
        } = self;
        seal(&[generation, since, until, u64::from(is_at_removed), from])
    }

    /// Parses the token of a next link, which continues a round, or of a delta link, which begins the round after it.
    fn parse(token: &str, fresh: &Round) -> Option<Self> {
        if let Some([generation, since, until, removed, from]) = open(token) {
            let is_at_removed = removed == 1;
            return Some(Round {
                generation,
                since,
                until,
                is_at_removed,
                from,
            });
        }
        let [generation, since] = open(token)?;
        Some(Round {
            generation,
            since,
            ..*fresh
        })
    }
}
