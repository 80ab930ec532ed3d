//! What an emulator holds and how it answers, before it starts.

use std::fmt;

use serde_json::Value;

use crate::emulator::Emulator;
use crate::error::{SeedError, StartError};
use crate::fault::{Fault, On, Plan, RandomFaults};
use crate::store::Store;

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
}

/// Describes an [`Emulator`]; from [`Emulator::builder`].
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    token: String,
    seeds: Vec<(String, Value)>,
    patch_answers: PatchAnswer,
    faults: Plan,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            token: DEFAULT_TOKEN.to_owned(),
            seeds: Vec::new(),
            patch_answers: PatchAnswer::default(),
            faults: Plan::default(),
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
        let mut store = Store::default();
        for (url, resource) in self.seeds {
            SeedError::seed(&mut store, &url, resource).map_err(StartError::Seed)?;
        }
        let settings = Settings {
            token: self.token,
            patch_answers: self.patch_answers,
        };
        Emulator::start(settings, store, self.faults).await
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
