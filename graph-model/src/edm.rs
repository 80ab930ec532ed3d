//! The primitive types of OData's Entity Data Model that Rust, jiff and uuid have no exact counterpart for.
//!
//! | Edm | Rust |
//! |---|---|
//! | `String` | [`String`] |
//! | `Boolean` | [`bool`] |
//! | `Byte`, `SByte`, `Int16`, `Int32`, `Int64` | [`u8`], [`i8`], [`i16`], [`i32`], [`i64`] |
//! | `Single`, `Double` | [`f32`], [`f64`] |
//! | `Decimal` | [`Decimal`] |
//! | `Guid` | [`Guid`] (`uuid::Uuid`) |
//! | `Date` | [`Date`] (`jiff::civil::Date`) |
//! | `DateTimeOffset`, `TimeOfDay`, `Duration` | [`DateTimeOffset`], [`TimeOfDay`], [`Duration`] |
//! | `Binary` | [`Binary`] |
//! | `Stream` | [`Stream`] |
//! | `Json` | [`Json`] |
//!
//! Each is parsed from its text in JSON; those of time come from jiff's types, too:
//!
//! ```
//! use graph_runtime::edm::{Date, DateTimeOffset, Duration};
//!
//! let start: DateTimeOffset = "2026-01-31T08:15:00Z".parse()?;
//! assert_eq!(start, DateTimeOffset::from(start.timestamp())); // from a `jiff::Timestamp`
//! let day: Date = "2026-01-31".parse()?;
//! let length: Duration = "PT30M".parse()?;
//! # assert_eq!((day.to_string(), length.to_string()), ("2026-01-31".to_owned(), "PT30M".to_owned()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each is written back just as it came: a time with seven fraction digits keeps seven. What is not of its property's type
//! is kept as it came, too. Only these come back in another form:
//!
//! - Numbers and Booleans that came as strings (`"5"`, `"True"`) are written as numbers and Booleans.
//! - A `Single` or `Double` is written with the digits that its type has: 5 as `5.0`. So is a number, read as a `Double`, where
//!   no number belongs.
//! - GUIDs are written in lower case, and bytes in the standard alphabet of base64, padded.

mod binary;
mod decimal;
mod json;
mod sent;
mod time;

pub use binary::{Binary, ParseBinaryError};
pub use decimal::{Decimal, ParseDecimalError};
pub use json::Json;
pub(crate) use sent::{Unsent, note_place, refuse_time, to_send};
pub use time::{DateTimeOffset, Duration, ParseTimeError, TimeOfDay};

/// `Edm.Date`: a day without a time zone.
pub type Date = jiff::civil::Date;

/// `Edm.Guid`.
pub type Guid = uuid::Uuid;

/// `Edm.Stream`: bytes that have a URL of their own and do not occur in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {}
