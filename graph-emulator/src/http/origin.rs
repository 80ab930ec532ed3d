//! Names the two origins of the emulator.

/// The listener at which a request arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Graph,
    /// Serves uploads, downloads and monitors. It takes no token.
    Storage,
}

impl Origin {
    /// Returns the size of the largest body, in MiB. Graph accepts up to 60 MiB of an upload in one request.
    pub(crate) fn max_body_mib(self) -> usize {
        match self {
            Self::Graph => 8,
            Self::Storage => 60,
        }
    }
}

/// The URLs of the two listeners, without a trailing slash.
pub(crate) struct Origins {
    pub(crate) graph: String,
    pub(crate) storage: String,
}

impl Origins {
    pub(crate) fn url(&self, origin: Origin) -> &str {
        match origin {
            Origin::Graph => &self.graph,
            Origin::Storage => &self.storage,
        }
    }
}
