//! Holds the settings and the state of an emulator.

use std::collections::HashMap;

use hyper::HeaderMap;

use crate::fault::Plan;
use crate::handlers::content::Contents;
use crate::handlers::delta::DeltaLinks;
use crate::handlers::long_work::LongWorks;
use crate::handlers::pages::{Generated, Paging};
use crate::handlers::resources::PatchResponse;
use crate::handlers::sign_in::{SignIn, Tokens};
use crate::http::RequestIds;
use crate::record::RecordedRequest;
use crate::store::Store;

/// The settings, which do not change while the emulator runs.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) token: String,
    pub(crate) patch_response: PatchResponse,
    pub(crate) paging: Paging,
    /// The generated collections by the segments of their paths.
    pub(crate) generated: HashMap<Vec<String>, Generated>,
    pub(crate) sign_in: Option<SignIn>,
}

/// The state, which requests and the test change.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) contents: Contents,
    pub(crate) delta_links: DeltaLinks,
    pub(crate) works: LongWorks,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Plan,
    pub(crate) records: Vec<RecordedRequest>,
    /// The number of the last request.
    requests: u64,
}

impl State {
    /// Numbers a request.
    pub(super) fn next_request_ids(&mut self, headers: &HeaderMap) -> RequestIds {
        self.requests += 1;
        RequestIds::new(self.requests, headers)
    }
}
