//! Configures an emulator before it starts.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use crate::emulator::{Emulator, StartError};
use crate::fault::{Fault, On, Plan, RandomFaults};
use crate::handlers::long_work::{LongWork, LongWorks};
use crate::handlers::pages::{Generated, Paging};
use crate::handlers::resources::PatchResponse;
use crate::handlers::sign_in::SignIn;
use crate::router::{Settings, State};
use crate::seed;

/// The token that an emulator accepts unless [`Builder::token`] sets another.
pub const DEFAULT_TOKEN: &str = "emulator-token";

/// The configuration of an [`Emulator`], from [`Emulator::builder`].
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    token: String,
    seeds: Vec<(String, Value)>,
    patch_response: PatchResponse,
    faults: Plan,
    paging: Paging,
    generated: Vec<(String, Generated)>,
    has_etags: bool,
    sign_in: Option<SignIn>,
    works: LongWorks,
    contents: Vec<(String, String, Bytes)>,
}

impl Emulator {
    /// Creates a builder, which configures and starts an emulator.
    pub fn builder() -> Builder {
        Builder {
            token: DEFAULT_TOKEN.to_owned(),
            seeds: Vec::new(),
            patch_response: PatchResponse::default(),
            faults: Plan::default(),
            paging: Paging::default(),
            generated: Vec::new(),
            has_etags: false,
            sign_in: None,
            works: LongWorks::default(),
            contents: Vec::new(),
        }
    }
}

impl Builder {
    /// Sets the bearer token; the default is [`DEFAULT_TOKEN`]. Requests without it get 401.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Stores a resource at the path of a URL, which begins with the version: `/beta/users/1`. Percent-encodings are decoded.
    ///
    /// An object is stored at the URL itself, and replaces an earlier one. An array makes the URL a collection and stores each of
    /// its objects below, by their `id`. Resources above the URL need not be seeded. The
    /// [documentation of the crate](crate#resources) defines which URLs are collections.
    pub fn seed(mut self, url: impl Into<String>, resource: Value) -> Self {
        self.seeds.push((url.into(), resource));
        self
    }

    /// Sets the response to a PATCH without `Prefer: return=…`; the default is [`PatchResponse::Object`].
    pub fn patch_response(mut self, patch_response: PatchResponse) -> Self {
        self.patch_response = patch_response;
        self
    }

    /// Sets the maximum number of items in a page; by default a page contains all items. `$top` and `Prefer: odata.maxpagesize`
    /// can make pages smaller.
    pub fn page_size(mut self, items: usize) -> Self {
        self.paging.page_size = Some(items);
        self
    }

    /// Inserts an empty page, with a link to the next, before each page whose number, counted from 1, is a multiple of `every`.
    pub fn empty_pages(mut self, every: u64) -> Self {
        self.paging.empty_page_every = Some(every.max(1));
        self
    }

    /// Adds a collection of `count` items at the path of a URL. `make` makes each item from its index, counted from 0, whenever it
    /// is listed, so that a million items take no memory. The items can only be listed.
    ///
    /// ```
    /// # use graph_emulator::Emulator;
    /// # use serde_json::json;
    /// let builder = Emulator::builder()
    ///     .page_size(100)
    ///     .generated("/v1.0/users", 1_000_000, |index| json!({ "id": index.to_string() }));
    /// ```
    pub fn generated(
        mut self,
        url: impl Into<String>,
        count: u64,
        make: impl Fn(u64) -> Value + Send + Sync + 'static,
    ) -> Self {
        let make = Arc::new(make);
        self.generated.push((url.into(), Generated { count, make }));
        self
    }

    /// Gives each resource an `@odata.etag` that changes with the resource. An `If-Match` that does not match gets 412.
    pub fn etags(mut self) -> Self {
        self.has_etags = true;
        self
    }

    /// Makes requests start long work: they get 202, and are not executed otherwise.
    pub fn long_work(mut self, on: On, work: LongWork) -> Self {
        self.works.add(on, work);
        self
    }

    /// Stores bytes at the path of a URL. A GET of `…/content` is redirected to the [storage](crate#storage), as on Graph; any
    /// other URL (`…/$value`) returns the bytes.
    pub fn content(
        mut self,
        url: impl Into<String>,
        content_type: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        let content = (url.into(), content_type.into(), bytes.into());
        self.contents.push(content);
        self
    }

    /// Adds the sign-in service. The emulator then accepts only tokens of this service, and [`token`](Self::token) has no effect.
    pub fn sign_in(mut self, sign_in: SignIn) -> Self {
        self.sign_in = Some(sign_in);
        self
    }

    /// Adds a fault for some requests; see [Faults](crate#faults). If several faults match a request, it gets the first one.
    pub fn fault(mut self, on: On, fault: Fault) -> Self {
        self.faults.add(on, fault);
        self
    }

    /// Sets random faults for a share of the requests. Scripted faults take precedence.
    pub fn random_faults(mut self, faults: RandomFaults) -> Self {
        self.faults.random = Some(faults);
        self
    }

    /// Starts the emulator on free ports of 127.0.0.1, in tasks of the current tokio runtime.
    ///
    /// # Errors
    /// Returns [`StartError::Seed`] if the URL or the value of a seed is wrong, and [`StartError::Bind`] if no port can be opened.
    ///
    /// # Panics
    /// Panics outside of a tokio runtime, and in a runtime without I/O.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let mut state = State::default();
        for (url, resource) in self.seeds {
            seed::seed(&mut state.store, &url, resource).map_err(StartError::Seed)?;
        }
        state.store.has_etags = self.has_etags;
        for (url, content_type, bytes) in self.contents {
            let path = seed::parse_url(&url).map_err(StartError::Seed)?;
            state.contents.put(&path, &content_type, bytes);
        }
        state.works = self.works;
        state.faults = self.faults;
        let mut generated = HashMap::new();
        for (url, collection) in self.generated {
            let path = seed::parse_url(&url).map_err(StartError::Seed)?;
            generated.insert(path.segments().to_vec(), collection);
        }
        let settings = Settings {
            token: self.token,
            patch_response: self.patch_response,
            paging: self.paging,
            generated,
            sign_in: self.sign_in,
        };
        Emulator::start(settings, state).await
    }
}

/// Shows the URLs of the seeds, but neither their values nor the token.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds: Vec<_> = self.seeds.iter().map(|(url, _)| url).collect();
        f.debug_struct("Builder")
            .field("seeds", &seeds)
            .field("patch_response", &self.patch_response)
            .finish_non_exhaustive()
    }
}
