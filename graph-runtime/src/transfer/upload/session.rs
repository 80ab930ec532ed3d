//! An upload session: what the service says of it, and what is stored of it.
//!
//! In: the response to `createUploadSession`, or a stored session. Out: a session that fragments can be sent to.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use graph_model::internal::{Shape, is_error, without_bom};

use super::size::FragmentSize;
use crate::error::DecodeError;
use graph_model::request::{Decode, RawResponse};

/// A session for uploading large content in fragments: the response of `createUploadSession`.
///
/// It can be stored (it is `Serialize` and `Deserialize`) and gone on with after a restart; what the service wrote can be stored
/// as well. It holds a pre-authenticated URL: whoever has it can upload, so keep it as a secret. Its `Debug` form does not show it.
///
/// A declared action answers what it is declared to; `decode_as` makes a session of that:
///
/// ```
/// use graph_runtime::{Request, graph_request, graph_resource};
///
/// graph_resource! {
///     service V1 = "v1.0" { me: user }
///     entity user { nav drive: drive }
///     entity drive { nav root: driveItem }
///     #[path_addressed]
///     entity driveItem { action createUploadSession() -> uploadSession }
///     complex uploadSession { uploadUrl: String }
/// }
///
/// let film = "Films/film.mp4";
/// // The declared type has the same name.
/// let request: Request<graph_runtime::transfer::UploadSession> =
///     graph_request!(V1: POST /me/drive/root:/{film}:/createUploadSession).decode_as();
/// ```
///
/// Source: "driveItem: createUploadSession", "Attach large files to Outlook messages or events".
pub struct UploadSession {
    pub(super) url: String,
    expires: Option<String>,
    pub(super) fragments: FragmentSize,
    /// Whether nothing was sent yet, so that the service need not be asked what it has.
    pub(super) is_new: bool,
}

impl UploadSession {
    /// Sets the size of the fragments: [`FragmentSize::DRIVE`] unless it is set. A stored session keeps it.
    ///
    /// ```no_run
    /// # use graph_runtime::transfer::{FragmentSize, UploadSession};
    /// # use graph_runtime::{Bytes, Client, Error, Method, Request};
    /// # async fn example(client: &Client, mut file: Bytes) -> Result<(), Error> {
    /// let url = "/v1.0/me/messages/1/attachments/createUploadSession";
    /// let session: UploadSession = client.send(Request::new(Method::POST, url)).await?;
    /// let mut session = session.with_fragments(FragmentSize::OUTLOOK);
    /// client.upload::<()>(&mut session, &mut file, &mut |_| {}).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_fragments(mut self, size: FragmentSize) -> Self {
        self.fragments = size;
        self
    }

    /// When the session ends unless a fragment comes, as the service wrote it (`expirationDateTime`).
    pub fn expires(&self) -> Option<&str> {
        self.expires.as_deref()
    }
}

impl Decode for UploadSession {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        let fields: HashMap<String, &RawValue> = serde_json::from_slice(without_bom(&answer.body))
            .map_err(|error| DecodeError::from_json(&error, &answer.body).of_response(answer))?;
        let text = |name: &str| serde_json::from_str::<String>(fields.get(name)?.get()).ok();
        let url = text("uploadUrl").ok_or_else(|| {
            let expected = "an upload session, `{\"uploadUrl\": ...}`";
            let error = match is_error(&answer.body, Shape::Envelope) {
                true => DecodeError::error_object(&answer.body),
                false => DecodeError::shape(expected, "other JSON", &answer.body),
            };
            error.of_response(answer)
        })?;
        Ok(UploadSession {
            url,
            expires: text("expirationDateTime"),
            fragments: FragmentSize::default(),
            is_new: true,
        })
    }
}

const SIZE: &str = "fragmentSize";

impl Serialize for UploadSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("uploadUrl", &self.url)?;
        if let Some(expires) = &self.expires {
            map.serialize_entry("expirationDateTime", expires)?;
        }
        if self.fragments != FragmentSize::default() {
            map.serialize_entry(SIZE, &self.fragments.bytes())?;
        }
        map.end()
    }
}

/// Other members are passed over: `nextExpectedRanges` is out of date as soon as a fragment is sent.
impl<'de> Deserialize<'de> for UploadSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = BTreeMap::<String, Value>::deserialize(deserializer)?;
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        let fragments = match fields.get(SIZE) {
            None | Some(Value::Null) => FragmentSize::default(),
            Some(size) => {
                let size = size.as_u64();
                let size =
                    size.ok_or_else(|| D::Error::custom("`fragmentSize` is not a number"))?;
                FragmentSize::multiple_of(1, size).map_err(D::Error::custom)?
            }
        };
        Ok(UploadSession {
            url: text("uploadUrl").ok_or_else(|| D::Error::missing_field("uploadUrl"))?,
            expires: text("expirationDateTime"),
            fragments,
            is_new: false,
        })
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("expires", &self.expires)
            .field("fragments", &self.fragments)
            .finish_non_exhaustive()
    }
}
