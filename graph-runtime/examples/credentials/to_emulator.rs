//! azure_identity asks for tokens by `https` only, which an emulator in the process does not have: this takes its requests there.

use azure_core::error::{Error, ErrorKind, ResultExt};
use azure_core::http::headers::Headers;
use azure_core::http::request::Body;
use azure_core::http::{AsyncRawResponse, HttpClient, Request};
use graph_emulator::Emulator;

#[derive(Debug)]
pub(crate) struct ToEmulator {
    http: reqwest::Client,
    origin: String,
}

impl ToEmulator {
    pub(crate) fn new(emulator: &Emulator) -> Result<Self, reqwest::Error> {
        // No TLS is needed on the loopback interface, and so no certificate of this machine's.
        let provider = rustls::crypto::ring::default_provider();
        let tls = rustls::ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .map(|config| config.with_root_certificates(rustls::RootCertStore::empty()))
            .map(|config| config.with_no_client_auth());
        let mut builder = reqwest::Client::builder().no_proxy();
        if let Ok(tls) = tls {
            builder = builder.tls_backend_preconfigured(tls);
        }
        Ok(ToEmulator {
            http: builder.build()?,
            origin: emulator.url(),
        })
    }
}

#[async_trait::async_trait]
impl HttpClient for ToEmulator {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let Body::Bytes(body) = request.body() else {
            return Err(Error::with_message(ErrorKind::Other, "a form is expected"));
        };
        let mut sent = self
            .http
            .post(format!("{}{}", self.origin, request.url().path()))
            .body(body.clone());
        for (name, value) in request.headers().iter() {
            sent = sent.header(name.as_str(), value.as_str());
        }
        let answer = sent.send().await.with_context(ErrorKind::Io, "not sent")?;
        let status = answer.status().as_u16().into();
        let mut headers = Headers::new();
        for (name, value) in answer.headers() {
            let value = value.to_str().unwrap_or_default().to_owned();
            headers.insert(name.as_str().to_owned(), value);
        }
        let body = answer
            .bytes()
            .await
            .with_context(ErrorKind::Io, "cut off")?;
        Ok(AsyncRawResponse::from_bytes(status, headers, body))
    }
}
