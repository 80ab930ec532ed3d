//! What changed: a delta request comes in, the changes since its link was made go out, with a link for the next time.

use hyper::header::LOCATION;
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::path::ResourcePath;
use crate::query::{Query, open, seal};
use crate::service::{Service, State};
use crate::store::{Items, Store};

/// How a client is told that its delta link is too old, and has to start over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resync {
    /// `410 Gone`, with the `Location` to start over at.
    #[default]
    Gone,
    /// `400 Bad Request` with the code `syncStateNotFound`.
    SyncStateNotFound,
}

/// Which links still hold.
#[derive(Debug, Default)]
pub(crate) struct Deltas {
    pub(crate) generation: u64,
    pub(crate) resync: Resync,
}

const TOKENS: [&str; 4] = ["$deltatoken", "$skiptoken", "token", "$skip"];

/// Where in a round of changes a page begins.
#[derive(Clone, Copy)]
struct Round {
    generation: u64,
    /// The change that the client has seen last.
    since: u64,
    /// The last change that this round is about.
    until: u64,
    is_at_removed: bool,
    from: u64,
}

/// The collection whose changes a request asks for, unless an answer of its own is seeded there.
pub(crate) fn collection(store: &Store, head: &Parts, path: &ResourcePath) -> Option<ResourcePath> {
    let (last, above) = path.segments().split_last()?;
    let name = last.strip_suffix("()").unwrap_or(last);
    let is_delta = matches!(name, "delta" | "microsoft.graph.delta");
    let is_seeded = store.etag(path).is_some() || store.is_collection(path);
    if !is_delta || head.method != Method::GET || is_seeded {
        return None;
    }
    let collection = ResourcePath::of(above);
    store.is_collection(&collection).then_some(collection)
}

impl Service {
    pub(crate) fn delta(
        &self,
        state: &State,
        head: &Parts,
        path: &ResourcePath,
    ) -> Result<Answer, Failure> {
        let query = Query::new(head.uri.query());
        let fresh = Round {
            generation: state.deltas.generation,
            since: 0,
            until: state.store.changes(),
            is_at_removed: false,
            from: 0,
        };
        let sent = query.get("$skiptoken").or_else(|| query.get("$deltatoken"));
        let round = match sent.as_deref() {
            None => fresh,
            Some("latest") => return Ok(self.last_page(head, path, fresh, Vec::new())),
            Some(token) => Round::read(token, &fresh)
                .ok_or_else(|| Failure::bad_request("The delta token is none of ours."))?,
        };
        if round.generation != state.deltas.generation {
            return Err(self.resync(head, state.deltas.resync));
        }

        let (most, _) = self.page_size(head)?;
        let mut values = Vec::new();
        let mut at = round;
        if !at.is_at_removed {
            let items = state.store.changed_items(path, at.since, at.from, most);
            let Items {
                values: changed,
                next,
            } = items.unwrap_or_default();
            values = changed;
            if let Some(from) = next {
                return Ok(self.next_page(head, path, Round { from, ..at }, values));
            }
            at = Round {
                is_at_removed: true,
                from: 0,
                ..at
            };
        }
        // A first round is about what is there.
        let removed = match at.since {
            0 => Vec::new(),
            _ => state.store.removed_items(path, at.since, at.until),
        };
        let from = usize::try_from(at.from).unwrap_or(usize::MAX);
        let free = most - values.len().min(most);
        let left = removed.get(from..).unwrap_or_default();
        let here = left.get(..free).unwrap_or(left);
        values.extend(here.iter().map(|(id, softly)| {
            let reason = if *softly { "changed" } else { "deleted" };
            json!({ "id": id, "@removed": { "reason": reason } })
        }));
        if here.len() < left.len() {
            let from = at.from + here.len() as u64;
            return Ok(self.next_page(head, path, Round { from, ..at }, values));
        }
        Ok(self.last_page(head, path, at, values))
    }

    fn next_page(
        &self,
        head: &Parts,
        path: &ResourcePath,
        next: Round,
        values: Vec<Value>,
    ) -> Answer {
        let link = self.link(head, "$skiptoken", &next.token());
        self.delta_page(path, "@odata.nextLink", link, values)
    }

    fn last_page(
        &self,
        head: &Parts,
        path: &ResourcePath,
        round: Round,
        values: Vec<Value>,
    ) -> Answer {
        let token = seal(&[round.generation, round.until]);
        let link = self.link(head, "$deltatoken", &token);
        self.delta_page(path, "@odata.deltaLink", link, values)
    }

    fn delta_page(
        &self,
        path: &ResourcePath,
        link_name: &str,
        link: String,
        values: Vec<Value>,
    ) -> Answer {
        let mut body = json!({ "@odata.context": path.context(&self.origins.graph) + "/$delta" });
        body[link_name] = link.into();
        body["value"] = Value::Array(values);
        Answer::new(StatusCode::OK, body)
    }

    fn link(&self, head: &Parts, name: &str, token: &str) -> String {
        let query = Query::new(head.uri.query()).with(&TOKENS, name, token);
        format!("{}{}?{query}", self.origins.graph, head.uri.path())
    }

    fn resync(&self, head: &Parts, resync: Resync) -> Failure {
        match resync {
            Resync::Gone => Failure::new(
                StatusCode::GONE,
                "resyncRequired",
                "Resync required. Replace any local items with the server's version.",
            )
            .with_header(
                LOCATION,
                format!("{}{}", self.origins.graph, head.uri.path()),
            ),
            Resync::SyncStateNotFound => Failure::new(
                StatusCode::BAD_REQUEST,
                "syncStateNotFound",
                "The sync state generation is not found; continuing requires a full synchronization.",
            ),
        }
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

    /// The round of a link: one that goes on, or a new one from where the last one ended.
    fn read(token: &str, fresh: &Round) -> Option<Self> {
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
