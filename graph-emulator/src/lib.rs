//! A Microsoft Graph in your own process, on 127.0.0.1, to test programs against.
//!
//! It holds what you seed, changes it as Graph would, and remembers every request. It knows no schema: any path and any property
//! will do, so it serves what you declared yesterday as well as what Graph adds tomorrow.
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
//! // What it did to the resource:
//! assert_eq!(
//!     emulator.get("/beta/users/1"),
//!     Some(json!({ "id": "1", "displayName": "Adele Vance", "jobTitle": "Retail Manager" }))
//! );
//!
//! // And how:
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
//! [`Builder::seed`] puts an object at a URL, whatever is or is not above it. What a URL is follows from what has been seeded
//! and created, in whichever order:
//!
//! - Where an object is, there is a **resource**.
//! - A **collection** is what was seeded with an array (also an empty one) or created by a POST, and what has an item below it: an
//!   object whose `id` is its URL's last segment, or that has no `id`. Items are listed in the order in which their URLs were
//!   first seeded, and have their key as `id`.
//! - Not a collection, whatever is below it, is a resource, a version (`/beta`), an item's place (`/beta/users/7` where
//!   `/beta/users` is a collection), and a segment that no property can be named by, such as `7` or a GUID.
//!
//! So `/beta/users/1` makes `/beta/users` a collection; `/beta/users/1/manager` is a single resource, and gets no `id`, because
//! what is above it is a user. A single resource without an `id`, below a key that reads like a name and with nothing seeded
//! beside or above it, is taken for an item; seed what is above it as well, or give it the `id` that it has on Graph.
//!
//! URLs are compared as follows:
//!
//! - Segments are percent-decoded once, and are case-sensitive, also where Graph is lenient: that way a test notices.
//! - A key is the same in both of its forms: `/users/it%27s` and `/users('it''s')`. The latter needs literal parentheses; in a key
//!   written as a segment, encode them.
//! - Anything else is a segment like any other and stored as such: type casts (`microsoft.graph.user`), alternate keys
//!   (`applications(appId='…')`), `delta()`. The same resource with and without a type cast has to be seeded twice.
//! - Query strings are recorded. Those that make pages have an effect (`$top`, `$skip`, `$count`), all others have none.
//!
//! # Answers
//!
//! | Request | Answer |
//! |---|---|
//! | GET of a resource | 200 with the object |
//! | GET of a collection | 200 with `@odata.context` and `value` |
//! | POST to a collection, to what is above a seed, or to a new name below a resource | 201 with the object, its `id` generated when it has none |
//! | PATCH of a resource | 200 with the object, or 204 by [`Builder::patch_response`] or `Prefer: return=minimal` |
//! | PUT of a resource, or of a new one below something known | 200 or 201 with the object |
//! | DELETE of a resource | 204; what is below goes with it |
//! | POST of an `@odata.id` to a collection's `$ref`, PUT to the `$ref` of a single navigation | 204; the entity is then found behind it, and changed and **deleted** through it |
//! | DELETE of a member's or a single navigation's `$ref` | 204; the link goes, the entity stays |
//! | GET of a `$ref` | 200 with the `@odata.id`, or with those of all members |
//!
//! PATCH leaves alone what it does not mention, stores null for null, replaces arrays, and merges objects into objects at every
//! depth, except where their `@odata.type` differs: there the new one replaces the old.
//!
//! What cannot be done is answered with Graph's error object:
//!
//! | Status | Code | When, the first that applies |
//! |---|---|---|
//! | 401 | `InvalidAuthenticationToken` | no bearer token, or another than the emulator's |
//! | 413 | `RequestEntityTooLarge` | a body of over 8 MiB |
//! | 400 | `BadRequest` | a path with a bad percent-encoding, an empty segment or key, or a quote that is not doubled |
//! | 404 | `ResourceNotFound` | nothing is there |
//! | 405 | `MethodNotAllowed` | a resource or a collection is there, but not for this method; `Allow` has those it is there for |
//! | 415 | `UnsupportedMediaType` | a body that does not say that it is `application/json` |
//! | 400 | `BadRequest` | a body that is not a JSON object; an `id` that is not the resource's, or no string |
//! | 412 | `PreconditionFailed` | with [`Builder::etags`], an `If-Match` that does not match |
//! | 409 | `Conflict` | a POST of an `id` that is there already |
//!
//! Each answer has a `request-id`, numbered from 1 in the shape of a UUID like the generated ids, so that every run
//! sees the same; a request's `client-request-id` is sent back.
//!
//! # Pages, changes and batches
//!
//! - With [`Builder::page_size`], collections come in pages, each with an `@odata.nextLink` to the next. `$top` and
//!   `Prefer: odata.maxpagesize` make smaller pages; `$count=true` adds `@odata.count` to the first.
//!   [`Builder::empty_pages`] puts empty ones in between, and [`Builder::generated`] makes collections of any length.
//! - `delta()` of a collection lists its items, and then, by the `@odata.deltaLink`, what has changed: whole items, and
//!   `@removed` for those that are gone: `deleted`, or `changed` after [`Emulator::soft_delete`]. [`Emulator::expire_delta_links`] has clients start over. What is seeded at the URL
//!   of `delta()` itself is answered as it is.
//! - `POST /v1.0/$batch` carries up to 20 requests out, each with its own status and its own faults; what depends on a
//!   failure is answered 424. The answers come in reverse order, since Graph promises none.
//! - With [`Builder::etags`], resources have etags, and `If-Match` is answered 412 where they have changed.
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
//!     // The second page leads off to another host.
//!     .fault(On::path("/v1.0/users?*skiptoken*"), Fault::next_link("https://graph.microsoft.com.evil.example/"))
//!     .start()
//!     .await?;
//!
//! // Here your program lists the users, keeps a delta link, and is told to start over:
//! emulator.remove("/v1.0/users/2");
//! emulator.expire_delta_links(Resync::Gone);
//! # Ok(())
//! # }
//! ```
//!
//! # Faults
//!
//! A [`Fault`] is one way to misbehave; [`On`] says which requests meet it, and how many. [`Builder::fault`] and
//! [`Emulator::fault`] script them, [`Builder::random_faults`] mixes them by a seed. Each [`RecordedRequest`] says which fault it
//! met, when it came and how long it was told to wait.
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
//!     // The next two requests are throttled, and the first PATCH is carried out without an answer.
//!     .fault(On::any().times(2), Fault::throttled().retry_after("0.2"))
//!     .fault(On::request("PATCH", "/v1.0/users/*"), Fault::reset_after())
//!     .start()
//!     .await?;
//!
//! // Here your program runs.
//!
//! // It never came back too early, with the same request: another one may have been on its way already.
//! let requests = emulator.requests();
//! for (at, request) in requests.iter().enumerate() {
//!     let is_same = |it: &&RecordedRequest| (it.method(), it.path()) == (request.method(), request.path());
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
//! What Graph hands out as pre-authenticated URLs is at another origin, [`Emulator::storage_url`], which answers 401 to whoever sends
//! it a token: your program must not.
//!
//! - **Downloads**: [`Builder::content`] puts bytes at a URL; `GET …/content` is redirected to the storage, which knows `Range`.
//! - **Uploads**: `POST …/createUploadSession` gives an `uploadUrl`. It takes fragments in order, with a `Content-Range`, in
//!   multiples of 320 KiB but for the last; a fragment that is not the next one is answered 416, GET tells `nextExpectedRanges`, DELETE
//!   gives up. [`Emulator::content`] has what came whole, and [`Emulator::expire_storage`] ends all sessions.
//! - **Long work**: with [`Builder::long_work`], requests are answered 202 and a monitor tells how far they are; see [`LongWork`].
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
//! // Here your program downloads it, and uploads the same to `/v1.0/me/drive/root:/b.txt:`.
//!
//! assert_eq!(emulator.content("/v1.0/me/drive/root:/b.txt:/content"), None); // it did not, here
//! # Ok(())
//! # }
//! ```
//!
//! # Signing in
//!
//! With [`Builder::sign_in`] there is a token endpoint for client credentials, device codes and refreshing, and only the tokens
//! that it gave out are good, until they expire; see [`SignIn`]. [`Fault::claims_challenge`] has a token replaced by one with claims.

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
