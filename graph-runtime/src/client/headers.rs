//! The headers of a request: its own, and those that the client adds to every one.

use http::Method;
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST,
    HeaderMap, HeaderName, HeaderValue, IF_RANGE, RANGE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
    USER_AGENT,
};
use rustls::crypto::SecureRandom;

use super::attempt::Outgoing;
use crate::error::Error;
use crate::request::InvalidRequest;

pub(super) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

const NAME_AND_VERSION: HeaderValue = HeaderValue::from_static(concat!(
    env!("CARGO_PKG_NAME"),
    "/",
    env!("CARGO_PKG_VERSION")
));

/// Those that say where a message goes and where it ends. A wrong one lets a request be taken for two.
const FRAMING: [HeaderName; 7] = [
    CONNECTION,
    CONTENT_LENGTH,
    HOST,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Those that another origin may see: what they hold is no secret, and a download needs them.
const HARMLESS: [HeaderName; 5] = [ACCEPT, ACCEPT_LANGUAGE, IF_RANGE, RANGE, USER_AGENT];

/// Refuses what a request must not say itself.
pub(super) fn check(outgoing: &Outgoing<'_>) -> Result<(), InvalidRequest> {
    // A tunnel is no request to the service.
    if outgoing.method == Method::CONNECT {
        return Err(InvalidRequest::Method {
            method: outgoing.method.clone(),
        });
    }
    match FRAMING
        .into_iter()
        .find(|name| outgoing.headers.contains_key(name))
    {
        Some(name) => Err(InvalidRequest::Header {
            name,
            problem: "it says where a message goes or ends, which the client does itself",
        }),
        None => Ok(()),
    }
}

/// All headers of a request but the token.
pub(super) fn complete(
    outgoing: &Outgoing<'_>,
    random: &dyn SecureRandom,
) -> Result<HeaderMap, Error> {
    let mut headers = outgoing.headers.clone();
    headers.remove(AUTHORIZATION);
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static("application/json"));
    headers.entry(USER_AGENT).or_insert(NAME_AND_VERSION);
    if !headers.contains_key(CLIENT_REQUEST_ID) {
        headers.insert(CLIENT_REQUEST_ID, fresh_id(outgoing, random)?);
    }
    match outgoing.body {
        Some(body) => {
            let content_type =
                HeaderValue::from_str(body.content_type()).map_err(|_| InvalidRequest::Header {
                    name: CONTENT_TYPE,
                    problem: "the body's content type holds a character that no header can hold",
                })?;
            headers.entry(CONTENT_TYPE).or_insert(content_type);
        }
        // Services answer 411 to a POST that does not say that it has no body.
        None if [Method::POST, Method::PUT, Method::PATCH].contains(outgoing.method) => {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        None => {}
    }
    Ok(headers)
}

/// What another origin gets to see of the headers.
pub(super) fn for_a_stranger(headers: &HeaderMap) -> HeaderMap {
    HARMLESS
        .into_iter()
        .filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)))
        .collect()
}

fn fresh_id(outgoing: &Outgoing<'_>, random: &dyn SecureRandom) -> Result<HeaderValue, Error> {
    let mut bytes = [0; 16];
    random
        .fill(&mut bytes)
        .map_err(|_| outgoing.failed("the system gave no random numbers"))?;
    let id = uuid::Builder::from_random_bytes(bytes).into_uuid();
    HeaderValue::try_from(id.to_string()).map_err(|error| outgoing.failed(error))
}
