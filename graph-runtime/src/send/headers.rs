//! The headers of a request: its own, and those that the client adds to every one.

use http::Method;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONNECTION, CONTENT_LENGTH,
    CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, IF_RANGE, RANGE, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use uuid::Uuid;

use super::parts::RequestParts;
use crate::error::Error;
use graph_model::request::InvalidRequest;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");

/// The version that Graph speaks.
const ODATA_4_0: HeaderValue = HeaderValue::from_static("4.0");

const RETRY_ATTEMPT: HeaderName = HeaderName::from_static("retry-attempt");

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
const HARMLESS: [HeaderName; 6] = [
    ACCEPT,
    ACCEPT_ENCODING,
    ACCEPT_LANGUAGE,
    IF_RANGE,
    RANGE,
    USER_AGENT,
];

/// Refuses what a request must not say itself.
pub(crate) fn check(outgoing: &RequestParts<'_>) -> Result<(), InvalidRequest> {
    // A tunnel is no request to the service.
    if outgoing.method == Method::CONNECT {
        return Err(InvalidRequest::Method {
            method: outgoing.method.clone(),
        });
    }
    if outgoing.headers.is_empty() {
        return Ok(());
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

/// What goes out with every request that does not say otherwise, wherever it goes: none of it is a secret.
pub(crate) fn of_all() -> HeaderMap {
    HeaderMap::from_iter([
        (ACCEPT, HeaderValue::from_static("application/json")),
        (USER_AGENT, NAME_AND_VERSION),
    ])
}

/// What the client adds to the headers of a request: the same for all attempts but for the token and `Retry-Attempt`.
pub(crate) struct Added {
    client_request_id: Option<HeaderValue>,
    content_type: Option<HeaderValue>,
    /// 0 in the first attempt.
    pub(crate) retries: u32,
}

impl Added {
    pub(crate) fn to(outgoing: &RequestParts<'_>) -> Result<Self, Error> {
        let is_named = outgoing.headers.contains_key(CLIENT_REQUEST_ID);
        let client_request_id = if is_named {
            None
        } else {
            Some(fresh_id(outgoing)?)
        };
        let content_type = outgoing
            .body
            .map(|body| HeaderValue::from_str(body.content_type()))
            .transpose()
            .map_err(|_| InvalidRequest::Header {
                name: CONTENT_TYPE,
                problem: "the body's content type holds a character that no header can hold",
            })?;
        Ok(Added {
            client_request_id,
            content_type,
            retries: 0,
        })
    }

    /// The id of the request, its own or a fresh one.
    pub(crate) fn client_request_id<'a>(
        &'a self,
        outgoing: &'a RequestParts<'_>,
    ) -> Option<&'a HeaderValue> {
        let own = outgoing.headers.get(CLIENT_REQUEST_ID);
        own.or(self.client_request_id.as_ref())
    }

    /// Writes all headers of an attempt into its message, but the token and what goes out [with every request](of_all).
    pub(crate) fn write(&self, outgoing: &RequestParts<'_>, headers: &mut HeaderMap) {
        for (name, value) in outgoing.headers {
            if name != AUTHORIZATION {
                headers.append(name.clone(), value.clone());
            }
        }
        // What most requests have is appended, as hyper does: one way to add a header is less code to go through than three.
        if let Some(id) = &self.client_request_id {
            headers.append(CLIENT_REQUEST_ID, id.clone());
        }
        if let Some(content_type) = &self.content_type
            && !outgoing.headers.contains_key(CONTENT_TYPE)
        {
            headers.append(CONTENT_TYPE, content_type.clone());
        }
        // Services respond 411 to a POST or PUT that does not say that its body is empty, which hyper leaves out.
        if outgoing.body.is_none_or(|body| body.bytes().is_empty())
            && [Method::POST, Method::PUT, Method::PATCH].contains(outgoing.method)
        {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if self.retries > 0 {
            headers.insert(RETRY_ATTEMPT, HeaderValue::from(self.retries));
        }
    }
}

/// Adds the highest version of OData that a response may have, unless the request says another one. The parts of a batch inherit it.
///
/// Source: OData 4.01, Protocol, section 8.2.7.
pub(super) fn add_max_version(outgoing: &RequestParts<'_>, headers: &mut HeaderMap) {
    if !outgoing.headers.contains_key(ODATA_MAX_VERSION) {
        headers.append(ODATA_MAX_VERSION, ODATA_4_0);
    }
}

/// What another origin gets to see of the headers.
pub(crate) fn for_a_stranger(headers: &HeaderMap) -> HeaderMap {
    HARMLESS
        .into_iter()
        .filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)))
        .collect()
}

fn fresh_id(outgoing: &RequestParts<'_>) -> Result<HeaderValue, Error> {
    let mut buffer = Uuid::encode_buffer();
    let id = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    HeaderValue::from_str(id).map_err(|error| outgoing.failed(error))
}
