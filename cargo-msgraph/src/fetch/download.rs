//! Bytes over HTTP.
//!
//! In: an address, and what is there already. Out: the rest of it, or all of it anew if it has changed in between.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use indicatif::ProgressBar;
use reqwest::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_RANGE,
    RANGE,
};
use reqwest::{Client, Response, StatusCode, Url, redirect};
use rustls_platform_verifier::BuilderVerifierExt;

use super::origin;
use super::partial::Partial;
use crate::report::Failure;

const ATTEMPTS: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const REDIRECTS: usize = 10;
/// Graph's schema has about ten megabytes.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Why an attempt ended before the end.
enum Stop {
    /// Another attempt may do better.
    Interrupted(String),
    /// It would not.
    Refused(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Refused(failure)
    }
}

/// Downloads what `partial` does not have yet, over several connections if need be.
pub(super) async fn download(
    url: &Url,
    partial: &mut Partial,
    bar: &ProgressBar,
) -> Result<(), Failure> {
    let http = client(url)?;
    let mut pause = FIRST_PAUSE;
    let mut attempt = 1;
    loop {
        match transfer(&http, url, partial, bar).await {
            Ok(()) => return Ok(()),
            Err(Stop::Refused(failure)) => return Err(failure),
            Err(Stop::Interrupted(problem)) if attempt == ATTEMPTS => {
                let help = match partial.tag() {
                    Some(_) => format!(
                        "run it again: it goes on behind the {} bytes that are there",
                        partial.len()
                    ),
                    None => "check the connection, and run it again".to_owned(),
                };
                return Err(Failure::new(
                    format!("`{url}` cannot be downloaded: {problem}"),
                    help,
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

/// One request.
async fn transfer(
    http: &Client,
    url: &Url,
    partial: &mut Partial,
    bar: &ProgressBar,
) -> Result<(), Stop> {
    let mut request = http.get(url.clone()).header(ACCEPT, "application/xml");
    let resumed = partial.tag().map(str::to_owned);
    if let Some(tag) = &resumed {
        request = request
            .header(RANGE, format!("bytes={}-", partial.len()))
            .header(IF_RANGE, tag);
    }
    let mut response = request.send().await.map_err(|error| failed(url, &error))?;
    let total = begin(url, &response, resumed.as_deref(), partial)?;
    bar.set_position(partial.len());
    if let Some(total) = total {
        bar.set_length(total);
    }
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                if partial.len() + chunk.len() as u64 > MOST_BYTES {
                    return Err(Failure::new(
                        format!("`{url}` sends more than {MOST_BYTES} bytes, which no schema has"),
                        "check the address",
                    )
                    .into());
                }
                partial.append(&chunk)?;
                bar.set_position(partial.len());
            }
            Ok(None) => break,
            Err(error) => return Err(failed(url, &error)),
        }
    }
    match total {
        Some(total) if total != partial.len() => Err(Stop::Interrupted(format!(
            "{} bytes of {total} came",
            partial.len()
        ))),
        _ => Ok(()),
    }
}

/// Makes `partial` ready for the body, and says how long it will be with it, if the answer does.
fn begin(
    url: &Url,
    response: &Response,
    resumed: Option<&str>,
    partial: &mut Partial,
) -> Result<Option<u64>, Stop> {
    let headers = response.headers();
    let tag = text(headers, ETAG);
    match (response.status(), resumed) {
        (StatusCode::OK, _) => {
            refuse_encoded(url, headers)?;
            partial.restart(tag)?;
            Ok(response.content_length())
        }
        (StatusCode::PARTIAL_CONTENT, Some(asked)) => {
            refuse_encoded(url, headers)?;
            let range = text(headers, CONTENT_RANGE).and_then(content_range);
            match range {
                Some((start, total))
                    if start == partial.len() && tag.is_none_or(|tag| tag == asked) =>
                {
                    Ok(total)
                }
                _ => {
                    partial.restart(None)?;
                    Err(Stop::Interrupted(
                        "another part came than was asked for".to_owned(),
                    ))
                }
            }
        }
        // More is there than the service has: it is of another document.
        (StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
            partial.restart(None)?;
            Err(Stop::Interrupted(
                "the service does not have the part that is missing".to_owned(),
            ))
        }
        (status, _) => Err(refused(url, status, headers).into()),
    }
}

fn refuse_encoded(url: &Url, headers: &HeaderMap) -> Result<(), Failure> {
    match text(headers, CONTENT_ENCODING) {
        None | Some("identity") => Ok(()),
        Some(encoding) => Err(Failure::new(
            format!("`{url}` answers in the encoding `{encoding}`, which was not asked for"),
            "check what stands between this machine and the service",
        )),
    }
}

fn refused(url: &Url, status: StatusCode, headers: &HeaderMap) -> Failure {
    let mut problem = format!("`{url}` answers {status}");
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
            "the service's own endpoint needs no token; check the base URL, and what stands in between"
        }
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            "wait a moment, and run it again"
        }
        _ => "check the base URL",
    };
    Failure::new(problem, help)
}

/// `bytes 100-199/200`: where it begins, and how long the whole is.
fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, total.trim().parse().ok()))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn failed(url: &Url, error: &reqwest::Error) -> Stop {
    // The outermost of the causes says least.
    let mut problem = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        problem = inner.to_string();
        cause = inner.source();
    }
    match error.is_redirect() || error.is_builder() {
        true => Failure::new(
            format!("`{url}` cannot be downloaded: {problem}"),
            "check the base URL",
        )
        .into(),
        false => Stop::Interrupted(problem),
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
        // Plain `http` to this machine works without certificates; no `https` is trusted then.
        Err(_) if url.scheme() == "http" => {
            config()?.with_root_certificates(rustls::RootCertStore::empty())
        }
        Err(error) => return Err(cannot(&error)),
    }
    .with_no_client_auth();
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        // A compressed answer's entity tag is another, and a part of it cannot be gone on from.
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
    // Nor does another machine say what is asked of this one.
    let inwards = attempt.url().host_str().is_some_and(origin::is_loopback)
        && !attempt
            .previous()
            .last()
            .and_then(Url::host_str)
            .is_some_and(origin::is_loopback);
    match insecure || inwards {
        true => {
            let target = attempt.url().origin().ascii_serialization();
            attempt.error(format!(
                "it redirects to `{target}`, which is not followed: not TLS, or this machine"
            ))
        }
        false => attempt.follow(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_range_says_where_it_begins() {
        assert_eq!(content_range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(content_range("bytes 100-199/*"), Some((100, None)));
        for wrong in [
            "bytes */200",
            "100-199/200",
            "bytes 100/200",
            "bytes -5-9/10",
            "",
        ] {
            assert_eq!(content_range(wrong), None, "{wrong}");
        }
    }
}
