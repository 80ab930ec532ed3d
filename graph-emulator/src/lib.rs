//! Emulates Microsoft Graph in your own process, on 127.0.0.1, so that you can test programs against it.
//!
//! The emulator stores the resources that you seed, changes them as Graph would, and records each request. It knows no schema, and
//! accepts any path and any property.
//!
//! ```
//! use graph_emulator::Emulator;
//! use serde_json::json;
//! # use std::error::Error;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn Error>> {
//! let emulator = Emulator::builder()
//!     .seed("/beta/users/1", json!({ "displayName": "Adele", "jobTitle": "Retail Manager" }))
//!     .start()
//!     .await?;
//!
//! // Here your program runs, sending its requests to `emulator.url()` with the token `emulator.token()`.
//! # your_program(&emulator).await?;
//!
//! // The resource after your program's requests:
//! assert_eq!(
//!     emulator.get("/beta/users/1"),
//!     Some(json!({ "id": "1", "displayName": "Adele Vance", "jobTitle": "Retail Manager" }))
//! );
//!
//! // The requests:
//! let requests = emulator.requests();
//! assert_eq!(requests[0].method(), "PATCH");
//! assert_eq!(requests[0].target(), "/beta/users/1");
//! assert_eq!(requests[0].json(), Some(json!({ "displayName": "Adele Vance" })));
//! assert_eq!(requests[0].status(), 200);
//! # Ok(())
//! # }
//! #
//! # async fn your_program(emulator: &Emulator) -> Result<(), Box<dyn Error>> {
//! #     use tokio::io::{AsyncReadExt, AsyncWriteExt};
//! #     let body = r#"{ "displayName": "Adele Vance" }"#;
//! #     let mut stream = tokio::net::TcpStream::connect(emulator.address()).await?;
//! #     let request = format!(
//! #         "PATCH /beta/users/1 HTTP/1.1\r\nhost: graph\r\nauthorization: Bearer {}\r\nconnection: close\r\n\
//! #          content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
//! #         emulator.token(),
//! #         body.len()
//! #     );
//! #     stream.write_all(request.as_bytes()).await?;
//! #     stream.read_to_end(&mut Vec::new()).await?;
//! #     Ok(())
//! # }
//! ```
//!
//! # Resources
//!
//! [`Builder::seed`] stores an object at a URL. Nothing above the URL need exist. The emulator infers from all seeds and created
//! resources, in any order, what is at a URL:
//!
//! - A **resource** is where an object is stored.
//! - A **collection** is what was seeded as an array (which may be empty), what a POST created an item in, or what has an item below
//!   it. An item is an object whose `id` is the last segment of its URL, or that has no `id`. Items are listed in the order in which
//!   their URLs were first seeded, and get their key as `id`.
//! - A resource, a version (`/beta`), an item of a collection (`/beta/users/7`), and a segment that is not a valid property name,
//!   such as `7` or a GUID, are never collections.
//!
//! For example, `/beta/users/1` makes `/beta/users` a collection. `/beta/users/1/manager` is a single resource and gets no `id`,
//! because `/beta/users/1` is an item. A single resource without an `id` is mistaken for an item if its parent is a valid property
//! name and nothing is seeded beside or above it. To prevent that, seed the parent too, or give the resource the `id` that it has on
//! Graph.
//!
//! URLs are compared as follows:
//!
//! - Segments are percent-decoded once. They are case-sensitive even where Graph is not, so that tests notice differences.
//! - Both forms of a key are equal: `/users/it%27s` and `/users('it''s')`. Only literal parentheses enclose a key.
//! - Type casts (`microsoft.graph.user`), alternate keys (`applications(appId='…')`) and functions are stored like any other segment.
//!   A resource must be seeded twice to be found with and without a type cast.
//! - The query options for pages (`$top`, `$skip`, `$count`) have an effect. All others are only recorded.
//!
//! # Responses
//!
//! | Request | Response |
//! |---|---|
//! | GET of a resource | 200 with the object |
//! | GET of a collection | 200 with `@odata.context` and `value` |
//! | POST to a collection, to a name above a seed, or to a new name below a resource | 201 with the object, and a generated `id` if it has none |
//! | PATCH of a resource | 200 with the object, or 204 if [`Builder::patch_response`] says so, or with `Prefer: return=minimal` |
//! | PUT of a resource, or of a new one below a path that exists | 200 or 201 with the object |
//! | DELETE of a resource | 204; everything below is deleted too |
//! | POST of an `@odata.id` to a collection's `$ref`, PUT to the `$ref` of a single-valued navigation property | 204; requests through the link read, change and **delete** the entity itself |
//! | DELETE of the `$ref` of a member or a single-valued navigation property | 204; removes the link and keeps the entity |
//! | GET of a `$ref` | 200 with the `@odata.id` of the entity, or of all members |
//!
//! PATCH keeps properties that it does not mention, stores null for null, replaces arrays, and merges objects at every depth. An
//! object whose `@odata.type` differs replaces the old one.
//!
//! Requests that fail get Graph's error object, with the first status that applies:
//!
//! | Status | Code | Reason |
//! |---|---|---|
//! | 401 | `InvalidAuthenticationToken` | no bearer token, or a token that is not the emulator's |
//! | 413 | `RequestEntityTooLarge` | a body of over 8 MiB |
//! | 400 | `BadRequest` | a path with a bad percent-encoding, an empty segment or key, or a quote that is not doubled |
//! | 404 | `ResourceNotFound` | nothing exists at the path |
//! | 405 | `MethodNotAllowed` | the resource or collection does not allow the method; `Allow` lists the methods that it allows |
//! | 415 | `UnsupportedMediaType` | a body whose content type is not `application/json` |
//! | 400 | `BadRequest` | a body that is not a JSON object; an `id` that differs from the resource's, or is not a string |
//! | 412 | `PreconditionFailed` | with [`Builder::etags`], an `If-Match` that does not match |
//! | 409 | `Conflict` | a POST of an `id` that exists already |
//!
//! Each response has a `request-id`. It and generated ids are numbers from 1 in the shape of UUIDs, so that each run gets the same
//! ids. A `client-request-id` is repeated in the response.
//!
//! # Pages, changes and batches
//!
//! - With [`Builder::page_size`], a collection is listed in pages, each with an `@odata.nextLink` to the next. `$top` and
//!   `Prefer: odata.maxpagesize` make pages smaller. `$count=true` adds `@odata.count` to the first page.
//!   [`Builder::empty_pages`] inserts empty pages, and [`Builder::generated`] makes collections of any length.
//! - `delta()` of a collection lists its items. The `@odata.deltaLink` then lists what has changed: whole items, and `@removed` for
//!   removed ones, with the reason `deleted`, or `changed` after [`Emulator::soft_delete`]. [`Emulator::expire_delta_links`] makes
//!   clients start over. A resource seeded at the URL of `delta()` itself is returned unchanged.
//! - `POST /v1.0/$batch` executes up to 20 requests. Each has its own status and its own faults. A request that depends on a failed
//!   one gets 424. The responses are in reverse order, because Graph promises no order.
//! - With [`Builder::etags`], resources have etags, and an `If-Match` that does not match gets 412.
//!
//! ```
//! # use graph_emulator::{Emulator, Fault, On, Resync};
//! # use serde_json::json;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder()
//!     .seed("/v1.0/users", json!([{ "id": "1" }, { "id": "2" }, { "id": "3" }]))
//!     .page_size(2)
//!     .etags()
//!     // The second page links to another host.
//!     .fault(On::path("/v1.0/users?*skiptoken*"), Fault::next_link("https://graph.microsoft.com.evil.example/"))
//!     .start()
//!     .await?;
//!
//! // Here your program lists the users and stores a delta link. Then the link expires:
//! emulator.remove("/v1.0/users/2");
//! emulator.expire_delta_links(Resync::Gone);
//! # Ok(())
//! # }
//! ```
//!
//! # Faults
//!
//! A [`Fault`] is one way to misbehave. [`On`] selects the requests that get it. [`Builder::fault`] and [`Emulator::fault`] script
//! faults, and [`Builder::random_faults`] chooses them by a seed. Each [`RecordedRequest`] contains the fault, the time of arrival
//! and the time that the client was told to wait.
//!
//! ```
//! # use std::time::Duration;
//! use graph_emulator::{Emulator, Fault, On, RecordedRequest};
//! use serde_json::json;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder()
//!     .seed("/v1.0/users/1", json!({ "displayName": "Adele" }))
//!     // The next two requests are throttled, and the first PATCH is executed without a response.
//!     .fault(On::any().times(2), Fault::throttled().retry_after("0.2"))
//!     .fault(On::request("PATCH", "/v1.0/users/*"), Fault::reset_after())
//!     .start()
//!     .await?;
//!
//! // Here your program runs.
//!
//! // It never retried a request too early:
//! let requests = emulator.requests();
//! for (at, request) in requests.iter().enumerate() {
//!     let is_same = |other: &&RecordedRequest| (other.method(), other.path()) == (request.method(), request.path());
//!     let again = requests[at + 1..].iter().find(is_same);
//!     if let (Some(wait), Some(again)) = (request.retry_after(), again) {
//!         assert!(again.arrived() - request.responded() >= wait);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Storage
//!
//! Pre-authenticated URLs are at another origin, [`Emulator::storage_url`]. It responds 401 to a request with a token, because
//! a program must not send its token there.
//!
//! - **Downloads**: [`Builder::content`] stores bytes at a URL. `GET …/content` is redirected to the storage, which supports `Range`.
//! - **Uploads**: `POST …/createUploadSession` returns an `uploadUrl`. It takes fragments in order, with a `Content-Range`; the length
//!   of each fragment except the last must be a multiple of 320 KiB. A fragment that is not the next one gets 416. GET returns
//!   `nextExpectedRanges`, and DELETE cancels the upload. [`Emulator::content`] returns the bytes of a complete upload, and
//!   [`Emulator::expire_storage`] ends all sessions.
//! - **Long work**: with [`Builder::long_work`], requests get 202, and a monitor reports the progress; see [`LongWork`].
//!
//! ```
//! # use graph_emulator::Emulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder()
//!     .content("/v1.0/me/drive/items/1/content", "text/plain", "hello")
//!     .start()
//!     .await?;
//!
//! // Here your program downloads the content, and uploads it to `/v1.0/me/drive/root:/b.txt:`.
//!
//! assert_eq!(emulator.content("/v1.0/me/drive/root:/b.txt:/content"), None); // nothing was uploaded here
//! # Ok(())
//! # }
//! ```
//!
//! # Signing in
//!
//! With [`Builder::sign_in`], the emulator has a token endpoint for client credentials, device codes and refresh tokens. It then
//! accepts only tokens that it issued and that have not expired; see [`SignIn`]. After [`Fault::claims_challenge`], a client must
//! request a token with claims.

#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

// The layers from the top to the bottom: builder, emulator, server, router, handlers, record, fault, http, seed, store, path, ids.
// Each imports only layers below it; `tests/tests/layers.rs` checks this.
mod builder;
mod emulator;
mod fault;
mod handlers;
mod http;
mod ids;
mod path;
mod record;
mod router;
mod seed;
mod server;
mod store;

pub use builder::{Builder, DEFAULT_TOKEN};
pub use emulator::{Emulator, StartError};
pub use fault::{Fault, On, RandomFaults};
pub use handlers::delta::Resync;
pub use handlers::long_work::LongWork;
pub use handlers::resources::PatchResponse;
pub use handlers::sign_in::{DeviceOutcome, SignIn};
pub use record::RecordedRequest;
pub use seed::SeedError;
