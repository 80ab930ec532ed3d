//! Collections, page by page: a request for one comes in, a page of it goes out, with a link to the next.

use std::fmt;
use std::sync::Arc;

use hyper::http::request::Parts;
use hyper::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::path::ResourcePath;
use crate::query::{Query, open, seal};
use crate::resources::PREFERENCE_APPLIED;
use crate::service::{Service, State};
use crate::store::Items;

/// A collection whose items are made when they are asked for.
#[derive(Clone)]
pub(crate) struct Generated {
    pub(crate) count: u64,
    pub(crate) make: Arc<dyn Fn(u64) -> Value + Send + Sync>,
}

impl fmt::Debug for Generated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generated")
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

/// What a request wants of a collection.
struct Wanted {
    from: u64,
    page: u64,
    /// Whether the page before was left empty on purpose.
    was_empty: bool,
    most: usize,
    preference: Option<String>,
}

impl Service {
    pub(crate) fn list(
        &self,
        state: &State,
        head: &Parts,
        path: &ResourcePath,
    ) -> Result<Answer, Failure> {
        let wanted = self.wanted(head)?;
        let mut from = wanted.from;
        if wanted.page == 0 {
            // Places are no positions: items may have gone.
            let skipped = number(Query::new(head.uri.query()), "$skip")?.unwrap_or(0);
            let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
            if skipped > 0 {
                let items = state.store.items(path, 0, skipped).unwrap_or_default();
                from = items.next.unwrap_or(u64::MAX);
            }
        }
        let items = match self.is_left_empty(&wanted) {
            true => None,
            false => state.store.items(path, from, wanted.most),
        };
        let count = || state.store.count(path) as u64;
        Ok(self.page(head, path, &wanted, from, items, count))
    }

    pub(crate) fn list_generated(
        &self,
        head: &Parts,
        path: &ResourcePath,
        generated: &Generated,
    ) -> Result<Answer, Failure> {
        let wanted = self.wanted(head)?;
        let mut from = wanted.from;
        if wanted.page == 0 {
            from = number(Query::new(head.uri.query()), "$skip")?.unwrap_or(0);
        }
        let most = u64::try_from(wanted.most).unwrap_or(u64::MAX);
        let until = from.saturating_add(most).min(generated.count);
        let items = (!self.is_left_empty(&wanted)).then(|| Items {
            values: (from..until).map(|index| (generated.make)(index)).collect(),
            next: (until < generated.count).then_some(until),
        });
        Ok(self.page(head, path, &wanted, from, items, || generated.count))
    }

    /// A page of these items; without any, an empty one that leads on to `from`.
    fn page(
        &self,
        head: &Parts,
        path: &ResourcePath,
        wanted: &Wanted,
        from: u64,
        items: Option<Items>,
        count: impl Fn() -> u64,
    ) -> Answer {
        let query = Query::new(head.uri.query());
        let mut body = json!({ "@odata.context": path.context(&self.origins.graph) });
        let is_counted = query
            .get("$count")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if is_counted && wanted.page == 0 && !wanted.was_empty {
            body["@odata.count"] = count().into();
        }
        let next = match &items {
            Some(items) => items.next.map(|next| [next, wanted.page + 1, 0]),
            None => Some([from, wanted.page, 1]),
        };
        if let Some(next) = next {
            let query = query.with(&["$skiptoken", "$skip"], "$skiptoken", &seal(&next));
            let link = format!("{}{}?{query}", self.origins.graph, head.uri.path());
            body["@odata.nextLink"] = link.into();
        }
        body["value"] = Value::Array(items.unwrap_or_default().values);
        let answer = Answer::new(StatusCode::OK, body);
        match &wanted.preference {
            Some(preference) => answer.with_header(PREFERENCE_APPLIED, preference),
            None => answer,
        }
    }

    fn wanted(&self, head: &Parts) -> Result<Wanted, Failure> {
        let query = Query::new(head.uri.query());
        let (most, preference) = self.page_size(head)?;
        let [from, page, was_empty] = match query.get("$skiptoken") {
            Some(token) => open(&token)
                .ok_or_else(|| Failure::bad_request("The skip token is none of ours."))?,
            None => [0, 0, 0],
        };
        Ok(Wanted {
            from,
            page,
            was_empty: was_empty == 1,
            most,
            preference,
        })
    }

    /// The least of what the service is set to, the request's `$top`, and its preference.
    pub(crate) fn page_size(&self, head: &Parts) -> Result<(usize, Option<String>), Failure> {
        let top = number(Query::new(head.uri.query()), "$top")?;
        let preferred = max_page_size(&head.headers);
        let set = self.settings.page_size.map(|size| size as u64);
        let most = [top, preferred, set].into_iter().flatten().min();
        let most = most.map_or(usize::MAX, |most| {
            usize::try_from(most).unwrap_or(usize::MAX)
        });
        let preference = preferred.map(|size| format!("odata.maxpagesize={size}"));
        Ok((most.max(1), preference))
    }

    fn is_left_empty(&self, wanted: &Wanted) -> bool {
        let every = self.settings.empty_page_every;
        every.is_some_and(|every| !wanted.was_empty && wanted.page % every == every - 1)
    }
}

fn number(query: Query<'_>, name: &str) -> Result<Option<u64>, Failure> {
    let value = query.get(name).map(|value| value.parse());
    value.transpose().map_err(|_| {
        Failure::bad_request(format!(
            "The value of '{name}' is not a non-negative number."
        ))
    })
}

fn max_page_size(headers: &HeaderMap) -> Option<u64> {
    let values = headers.get_all("prefer").into_iter();
    let mut preferences = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']));
    preferences.find_map(|preference| {
        let (name, value) = preference.split_once('=')?;
        let name = name.trim().to_ascii_lowercase();
        let is_it = matches!(name.as_str(), "odata.maxpagesize" | "maxpagesize");
        value.trim().parse().ok().filter(|_| is_it)
    })
}
