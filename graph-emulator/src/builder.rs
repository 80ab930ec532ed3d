//! What an emulator holds and how it answers, before it starts.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use crate::emulator::Emulator;
use crate::error::{SeedError, StartError};
use crate::fault::{Fault, On, Plan, RandomFaults};
use crate::long_work::{LongWork, Works};
use crate::paging::Generated;
use crate::service::State;
use crate::sign_in::SignIn;

/// The token that an emulator wants unless [`Builder::token`] says otherwise.
pub const DEFAULT_TOKEN: &str = "emulator-token";

/// How PATCH is answered when the request has no `Prefer: return=…`; on Graph it depends on the resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchAnswer {
    /// `200 OK` with the updated object.
    #[default]
    Object,
    /// `204 No Content`.
    NoContent,
}

/// What stays as it is while the emulator runs.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) token: String,
    pub(crate) patch_answers: PatchAnswer,
    pub(crate) page_size: Option<usize>,
    /// Before each page with this number, counted from 1 and round again, an empty one comes.
    pub(crate) empty_page_every: Option<u64>,
    /// By the segments of their paths.
    pub(crate) generated: HashMap<Vec<String>, Generated>,
    pub(crate) sign_in: Option<SignIn>,
}

/// Describes an [`Emulator`]; from [`Emulator::builder`].
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    token: String,
    seeds: Vec<(String, Value)>,
    patch_answers: PatchAnswer,
    faults: Plan,
    page_size: Option<usize>,
    empty_page_every: Option<u64>,
    generated: Vec<(String, Generated)>,
    has_etags: bool,
    sign_in: Option<SignIn>,
    works: Works,
    contents: Vec<(String, String, Bytes)>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            token: DEFAULT_TOKEN.to_owned(),
            seeds: Vec::new(),
            patch_answers: PatchAnswer::default(),
            faults: Plan::default(),
            page_size: None,
            empty_page_every: None,
            generated: Vec::new(),
            has_etags: false,
            sign_in: None,
            works: Works::default(),
            contents: Vec::new(),
        }
    }

    /// The bearer token without which every request is answered 401; [`DEFAULT_TOKEN`] where none is set.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Puts a resource at a URL's path, which begins with the version: `/beta/users/1`. What is percent-encoded in it is decoded.
    ///
    /// An object is put at the URL itself, over one that is there; an array declares the URL a collection and puts each of its
    /// objects below, by their `id`. Nothing above the URL needs to be seeded. See the [crate's documentation](crate#resources)
    /// for what then is a collection.
    pub fn seed(mut self, url: impl Into<String>, resource: Value) -> Self {
        self.seeds.push((url.into(), resource));
        self
    }

    /// How PATCH is answered; [`PatchAnswer::Object`] where nothing is set.
    pub fn patch_answers(mut self, patch_answers: PatchAnswer) -> Self {
        self.patch_answers = patch_answers;
        self
    }

    /// How many items of a collection an answer holds at most; all of them where nothing is set. `$top` and
    /// `Prefer: odata.maxpagesize` ask for less.
    pub fn page_size(mut self, items: usize) -> Self {
        self.page_size = Some(items);
        self
    }

    /// Has an empty page, with a link to the next, come before every page whose number can be divided by `every`, from 1 on.
    pub fn empty_pages(mut self, every: u64) -> Self {
        self.empty_page_every = Some(every.max(1));
        self
    }

    /// Puts a collection of `count` items at a URL's path, which are made by their index from 0 whenever they are asked for: a
    /// million of them take no memory. They can only be listed.
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

    /// Gives resources an `@odata.etag`, which changes whenever they do, and answers 412 to an `If-Match` with another.
    pub fn etags(mut self) -> Self {
        self.has_etags = true;
        self
    }

    /// Has requests take long: they are answered 202 and not carried out otherwise.
    pub fn long_work(mut self, on: On, work: LongWork) -> Self {
        self.works.add(on, work);
        self
    }

    /// Puts bytes at a URL's path. A GET of a `…/content` is redirected to the [storage](crate#storage), as Graph does; all
    /// others (`…/$value`) are answered with the bytes.
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

    /// Has clients sign in; [`token`](Self::token) then counts for nothing.
    pub fn sign_in(mut self, sign_in: SignIn) -> Self {
        self.sign_in = Some(sign_in);
        self
    }

    /// Has requests meet a fault; see [Faults](crate#faults). Of several that fit a request, the first one added is taken.
    pub fn fault(mut self, on: On, fault: Fault) -> Self {
        self.faults.add(on, fault);
        self
    }

    /// Has a share of the requests meet faults, by a seed. Scripted faults come first.
    pub fn random_faults(mut self, faults: RandomFaults) -> Self {
        self.faults.random = Some(faults);
        self
    }

    /// Starts the emulator on a free port of 127.0.0.1, in tasks of the current tokio runtime.
    ///
    /// # Errors
    /// [`StartError::Seed`] where a seed's URL or value is wrong, [`StartError::Bind`] where no port can be opened.
    ///
    /// # Panics
    /// Outside of a tokio runtime, or in one without I/O enabled.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let mut state = State::default();
        for (url, resource) in self.seeds {
            SeedError::seed(&mut state.store, &url, resource).map_err(StartError::Seed)?;
        }
        state.store.has_etags = self.has_etags;
        for (url, content_type, bytes) in self.contents {
            let path = SeedError::path(&url).map_err(StartError::Seed)?;
            state.storage.put(&path, &content_type, bytes);
        }
        state.works = self.works;
        state.faults = self.faults;
        let mut generated = HashMap::new();
        for (url, collection) in self.generated {
            let path = SeedError::path(&url).map_err(StartError::Seed)?;
            generated.insert(path.segments().to_vec(), collection);
        }
        let settings = Settings {
            page_size: self.page_size,
            empty_page_every: self.empty_page_every,
            generated,
            sign_in: self.sign_in,
            token: self.token,
            patch_answers: self.patch_answers,
        };
        Emulator::start(settings, state).await
    }
}

/// Shows no token, and of the seeds only the URLs.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds: Vec<_> = self.seeds.iter().map(|(url, _)| url).collect();
        f.debug_struct("Builder")
            .field("seeds", &seeds)
            .field("patch_answers", &self.patch_answers)
            .finish_non_exhaustive()
    }
}
