//! Downloads over HTTP.
//!
//! In: an address. Out: all bytes of its response. An interrupted download starts again.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use indicatif::ProgressBar;
use reqwest::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};
use reqwest::{Client, StatusCode, Url, redirect};
use rustls_platform_verifier::BuilderVerifierExt;

use super::origin;
use crate::report::Failure;

const ATTEMPTS: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const REDIRECTS: usize = 10;
/// The longest response that is read. Graph's schema has about ten megabytes.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// The reason why an attempt failed.
enum Stop {
    /// Another attempt may succeed.
    Interrupted(String),
    /// Another attempt would fail in the same way.
    Refused(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Refused(failure)
    }
}

/// Downloads the response of a GET request, in up to four attempts.
pub(super) async fn download(url: &Url, bar: &ProgressBar) -> Result<Vec<u8>, Failure> {
    let http = client(url)?;
    let mut pause = FIRST_PAUSE;
    let mut attempt = 1;
    loop {
        match transfer(&http, url, bar).await {
            Ok(bytes) => return Ok(bytes),
            Err(Stop::Refused(failure)) => return Err(failure),
            Err(Stop::Interrupted(problem)) if attempt == ATTEMPTS => {
                return Err(Failure::new(
                    format!("`{url}` cannot be downloaded: {problem}"),
                    "check the connection, and run it again",
                ));
            }
            Err(Stop::Interrupted(_)) => {
                tokio::time::sleep(pause).await;
                pause *= 2;
                attempt += 1;
            }
        }
    }
}

/// Sends one request, and reads its response.
async fn transfer(http: &Client, url: &Url, bar: &ProgressBar) -> Result<Vec<u8>, Stop> {
    let request = http.get(url.clone()).header(ACCEPT, "application/xml");
    let mut response = request.send().await.map_err(|error| failed(url, &error))?;
    if response.status() != StatusCode::OK {
        return Err(refused(url, response.status(), response.headers()).into());
    }
    refuse_encoded(url, response.headers())?;
    bar.set_position(0);
    if let Some(length) = response.content_length() {
        bar.set_length(length);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| failed(url, &error))?
    {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(Failure::new(
                format!(
                    "the response of `{url}` has more than {MOST_BYTES} bytes, which no schema has"
                ),
                "check the address",
            )
            .into());
        }
        bytes.extend_from_slice(&chunk);
        bar.set_position(bytes.len() as u64);
    }
    Ok(bytes)
}

fn refuse_encoded(url: &Url, headers: &HeaderMap) -> Result<(), Failure> {
    match text(headers, CONTENT_ENCODING) {
        None | Some("identity") => Ok(()),
        Some(encoding) => Err(Failure::new(
            format!(
                "the response of `{url}` is in the encoding `{encoding}`, which was not requested"
            ),
            "check the proxies between this machine and the service",
        )),
    }
}

fn refused(url: &Url, status: StatusCode, headers: &HeaderMap) -> Failure {
    let mut problem = format!("the response of `{url}` has the status {status}");
    if let Some(kind) = text(headers, CONTENT_TYPE) {
        let _ = write!(problem, " ({kind})");
    }
    let help = match status {
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => {
            "check the version (`v1.0` or `beta`) and the base URL"
        }
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            "the service's own endpoint needs no token; check the base URL, and the proxies before it"
        }
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            "wait a moment, and run it again"
        }
        _ => "check the base URL",
    };
    Failure::new(problem, help)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn failed(url: &Url, error: &reqwest::Error) -> Stop {
    // The innermost cause is the most specific one.
    let mut problem = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        problem = inner.to_string();
        cause = inner.source();
    }
    if error.is_redirect() || error.is_builder() {
        let text = format!("`{url}` cannot be downloaded: {problem}");
        Failure::new(text, "check the base URL").into()
    } else {
        Stop::Interrupted(problem)
    }
}

fn client(url: &Url) -> Result<Client, Failure> {
    let cannot =
        |error: &dyn std::error::Error| Failure::new(format!("TLS cannot be set up: {error}"), "");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = || {
        rustls::ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| cannot(&error))
    };
    let tls = match config()?.with_platform_verifier() {
        Ok(config) => config,
        // Plain `http` to this machine needs no certificates. No `https` is trusted then.
        Err(_) if url.scheme() == "http" => {
            config()?.with_root_certificates(rustls::RootCertStore::empty())
        }
        Err(error) => return Err(cannot(&error)),
    }
    .with_no_client_auth();
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        // The response is read as it is.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .redirect(redirect::Policy::custom(follow))
        .user_agent(concat!("cargo-msgraph/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(30))
        .read_timeout(Duration::from_secs(60));
    if url.host_str().is_some_and(origin::is_loopback) {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| Failure::new(format!("the HTTP client cannot be set up: {error}"), ""))
}

fn follow(attempt: redirect::Attempt<'_>) -> redirect::Action {
    if attempt.previous().len() > REDIRECTS {
        return attempt.error("it redirects too often");
    }
    let insecure = !origin::is_private(attempt.url());
    // Another machine must not make this one send requests to itself.
    let inwards = attempt.url().host_str().is_some_and(origin::is_loopback)
        && !attempt
            .previous()
            .last()
            .and_then(Url::host_str)
            .is_some_and(origin::is_loopback);
    if insecure || inwards {
        let target = attempt.url().origin().ascii_serialization();
        attempt.error(format!(
            "it redirects to `{target}`, which is not followed: not TLS, or this machine"
        ))
    } else {
        attempt.follow()
    }
}
