//! Microsoft's clouds, each with its service and its identity platform.

/// One of Microsoft's clouds.
///
/// Source: "Microsoft Graph national cloud deployments".
///
/// ```
/// use graph_runtime::{Client, Cloud, FixedToken};
///
/// # fn main() -> Result<(), graph_runtime::error::BuildError> {
/// # if std::fs::exists("/etc/ssl/certs/ca-certificates.crt").unwrap_or(false) {
/// let client = Client::builder(FixedToken::new("a token")).cloud(Cloud::UsGovernment).build()?;
/// assert_eq!(client.origin(), "https://graph.microsoft.us");
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Cloud {
    /// The global service.
    #[default]
    Public,
    /// US Government L4.
    UsGovernment,
    /// US Government L5 (DoD).
    UsDod,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// The origin of Microsoft Graph, which is the audience of its tokens, too: `https://graph.microsoft.com`.
    pub fn base_url(self) -> &'static str {
        match self {
            Cloud::Public => "https://graph.microsoft.com",
            Cloud::UsGovernment => "https://graph.microsoft.us",
            Cloud::UsDod => "https://dod-graph.microsoft.us",
            Cloud::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }

    /// The origin of the identity platform, where the credentials of this cloud get their tokens:
    /// `https://login.microsoftonline.com`.
    pub fn authority(self) -> &'static str {
        match self {
            Cloud::Public => "https://login.microsoftonline.com",
            Cloud::UsGovernment | Cloud::UsDod => "https://login.microsoftonline.us",
            Cloud::China => "https://login.chinacloudapi.cn",
        }
    }
}
