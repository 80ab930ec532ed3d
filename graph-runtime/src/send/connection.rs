//! The HTTP client and its TLS: set up once for each client, with nothing that another crate could change.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;

use super::headers;
use super::origin::Origin;
use crate::shared::Limits;

pub(crate) fn tls(origin: &Origin) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = || {
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()
    };
    let config = match config()?.with_platform_verifier() {
        Ok(config) => config,
        // A test against plain `http` runs on machines without certificates, too. There no `https` is trusted.
        Err(_) if origin.is_plain() => {
            config()?.with_root_certificates(rustls::RootCertStore::empty())
        }
        Err(error) => return Err(error),
    };
    Ok(config.with_no_client_auth())
}

pub(crate) fn http(
    origin: &Origin,
    tls: ClientConfig,
    limits: Limits,
) -> Result<reqwest::Client, reqwest::Error> {
    // Everything that another crate could switch on by a feature of reqwest is switched off here, so that one client
    // behaves the same in every program.
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .no_hickory_dns()
        .redirect(reqwest::redirect::Policy::none())
        // With no retries left from the start, no request is copied for one.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .default_headers(headers::of_all())
        .connect_timeout(limits.connect);
    if origin.is_loopback() {
        // To a proxy, plain `http` would carry the token in the clear, and `127.0.0.1` would be another machine.
        builder = builder.no_proxy();
    }
    builder.build()
}
