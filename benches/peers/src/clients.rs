//! The clients: each asks for the first page of users and reads it into structs.

use std::sync::Arc;
use std::time::Duration;

use graph_rs_sdk::{GraphClient, GraphClientConfiguration};
use graph_runtime::{Client, FixedToken, graph_request, graph_resource};
use serde::Deserialize;
use url::Url;

use crate::Failure;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, mail: String, jobTitle: String }
}

/// What other clients leave to serde.
#[derive(Deserialize)]
struct PageByHand {
    value: Vec<UserByHand>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
#[serde(rename_all = "camelCase")]
struct UserByHand {
    id: Option<String>,
    display_name: Option<String>,
    mail: Option<String>,
    job_title: Option<String>,
}

#[derive(Clone)]
pub(crate) enum Way {
    Ours(Client),
    Reqwest(reqwest::Client, Arc<str>),
    /// As one sets it up for work: a request that hangs ends.
    ReqwestWithTimeout(reqwest::Client, Arc<str>),
    GraphRsSdk(Arc<GraphClient>),
}

/// All clients of a service, ours first.
pub(crate) fn ways(origin: &str) -> Result<Vec<Way>, Failure> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "another TLS provider is installed")?;
    let ours = Client::builder(FixedToken::new("token")).base_url(origin);
    let reqwest = || reqwest::Client::builder().no_proxy();
    let base: Arc<str> = format!("{origin}/v1.0").into();
    let configuration = GraphClientConfiguration::new()
        .access_token("token")
        .https_only(false);
    let mut sdk = GraphClient::from(configuration);
    sdk.use_test_endpoint(&Url::parse(&format!("{origin}/v1.0"))?);
    Ok(vec![
        Way::Ours(ours.build()?),
        Way::Reqwest(reqwest().build()?, base.clone()),
        Way::ReqwestWithTimeout(reqwest().timeout(Duration::from_secs(100)).build()?, base),
        Way::GraphRsSdk(Arc::new(sdk)),
    ])
}

impl Way {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Way::Ours(_) => "ours",
            Way::Reqwest(..) => "bare reqwest",
            Way::ReqwestWithTimeout(..) => "reqwest, with a time-out",
            Way::GraphRsSdk(_) => "graph-rs-sdk",
        }
    }

    /// One request; how many users its answer holds.
    pub(crate) async fn once(&self) -> Result<usize, Failure> {
        Ok(match self {
            Way::Ours(client) => {
                let page = client.send(graph_request!(V1: GET /users)).await?;
                page.value.len()
            }
            Way::Reqwest(client, base) | Way::ReqwestWithTimeout(client, base) => {
                let request = client.get(format!("{base}/users")).bearer_auth("token");
                let answer = request.send().await?.error_for_status()?;
                answer.json::<PageByHand>().await?.value.len()
            }
            Way::GraphRsSdk(client) => {
                let answer = client.users().list_user().send().await?;
                let answer = answer.error_for_status()?;
                answer.json::<PageByHand>().await?.value.len()
            }
        })
    }
}
