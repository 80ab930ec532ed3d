//! Lists collections page by page.

use std::fmt;
use std::sync::Arc;

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::http::{
    GraphError, PREFERENCE_APPLIED, Query, Request, Response, max_page_size, open, seal,
};
use crate::store::{Items, Store};

/// The settings for pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paging {
    pub(crate) page_size: Option<usize>,
    /// Inserts an empty page before each page whose number, counted from 1, is a multiple of this.
    pub(crate) empty_page_every: Option<u64>,
}

/// A collection that generates its items when they are listed.
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

/// The page that a request asks for.
struct PageRequest {
    from: u64,
    /// The number of pages before this one, without the empty ones.
    page: u64,
    /// True if the page before was an inserted empty one.
    follows_empty_page: bool,
    size: PageSize,
}

/// The size of a page.
pub(crate) struct PageSize {
    /// At least 1.
    pub(crate) max: usize,
    /// The preference that was applied, as `Preference-Applied` states it.
    preference: Option<String>,
}

impl Paging {
    /// Returns the smallest of the configured page size, `$top` and `Prefer: odata.maxpagesize`.
    pub(crate) fn page_size(&self, request: &Request<'_>) -> Result<PageSize, GraphError> {
        let top = number(request.query(), "$top")?;
        let preferred = max_page_size(request.headers());
        let configured = self.page_size.map(|size| size as u64);
        let max = [top, preferred, configured].into_iter().flatten().min();
        let max = max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
        Ok(PageSize {
            max: max.max(1),
            preference: preferred.map(|size| format!("odata.maxpagesize={size}")),
        })
    }

    fn page_request(&self, request: &Request<'_>) -> Result<PageRequest, GraphError> {
        let size = self.page_size(request)?;
        let [from, page, follows_empty_page] = match request.query().get("$skiptoken") {
            Some(token) => open(&token).ok_or_else(|| {
                GraphError::bad_request("The emulator did not issue this skip token.")
            })?,
            None => [0, 0, 0],
        };
        Ok(PageRequest {
            from,
            page,
            follows_empty_page: follows_empty_page == 1,
            size,
        })
    }

    fn inserts_empty_page(&self, page: &PageRequest) -> bool {
        let every = self.empty_page_every;
        every.is_some_and(|every| !page.follows_empty_page && page.page % every == every - 1)
    }
}

/// Lists a collection of the store.
pub(crate) fn list(
    store: &Store,
    paging: &Paging,
    origin: &str,
    request: &Request<'_>,
) -> Result<Response, GraphError> {
    let path = &request.path;
    let mut page = paging.page_request(request)?;
    if page.page == 0 {
        // Ranks are not positions, because items may have been removed.
        let skipped = number(request.query(), "$skip")?.unwrap_or(0);
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        if skipped > 0 {
            let items = store.items(path, 0, skipped).unwrap_or_default();
            page.from = items.next.unwrap_or(u64::MAX);
        }
    }
    let items = if paging.inserts_empty_page(&page) {
        None
    } else {
        store.items(path, page.from, page.size.max)
    };
    let count = || store.count(path) as u64;
    Ok(write_page(origin, request, &page, items, count))
}

/// Lists a generated collection.
pub(crate) fn list_generated(
    generated: &Generated,
    paging: &Paging,
    origin: &str,
    request: &Request<'_>,
) -> Result<Response, GraphError> {
    let mut page = paging.page_request(request)?;
    if page.page == 0 {
        page.from = number(request.query(), "$skip")?.unwrap_or(0);
    }
    let max = u64::try_from(page.size.max).unwrap_or(u64::MAX);
    let until = page.from.saturating_add(max).min(generated.count);
    let items = (!paging.inserts_empty_page(&page)).then(|| Items {
        values: (page.from..until)
            .map(|index| (generated.make)(index))
            .collect(),
        next: (until < generated.count).then_some(until),
    });
    Ok(write_page(origin, request, &page, items, || {
        generated.count
    }))
}

/// Writes a page of these items. Without items, writes an empty page that links to the same place.
fn write_page(
    origin: &str,
    request: &Request<'_>,
    page: &PageRequest,
    items: Option<Items>,
    count: impl Fn() -> u64,
) -> Response {
    let query = request.query();
    let mut body = json!({ "@odata.context": request.path.context_url(origin) });
    let is_counted = query
        .get("$count")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if is_counted && page.page == 0 && !page.follows_empty_page {
        body["@odata.count"] = count().into();
    }
    let next = match &items {
        Some(items) => items.next.map(|next| [next, page.page + 1, 0]),
        None => Some([page.from, page.page, 1]),
    };
    if let Some(next) = next {
        let query = query.with(&["$skiptoken", "$skip"], "$skiptoken", &seal(&next));
        let link = format!("{origin}{}?{query}", request.encoded_path());
        body["@odata.nextLink"] = link.into();
    }
    body["value"] = Value::Array(items.unwrap_or_default().values);
    let response = Response::json(StatusCode::OK, body);
    match &page.size.preference {
        Some(preference) => response.with_header(PREFERENCE_APPLIED, preference),
        None => response,
    }
}

fn number(query: Query<'_>, name: &str) -> Result<Option<u64>, GraphError> {
    let value = query.get(name).map(|value| value.parse());
    value.transpose().map_err(|_| {
        GraphError::bad_request(format!(
            "The value of '{name}' is not a non-negative number."
        ))
    })
}
