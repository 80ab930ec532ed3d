//! The program of a generated crate: reads JSON as the client reads answers, and writes it again.
//!
//! In: a file, named on the command line; each of its lines is a type, a form and the JSON, as a JSON string. Out: a line of JSON
//! for each: `{"text", "kept"}`, what was written and the places of all that was kept as it came, or `{"error"}`.
//!
//! `graph.rs` next to it holds the declarations and `types.rs` calls `round_trip` for each type and form; both are generated.

mod graph;
mod probe;
mod types;

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use graph_runtime::header::HeaderMap;
use graph_runtime::model::Value;
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::StatusCode;
use serde::{Serialize, Serializer};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("which file?")?;
    let mut out = io::stdout().lock();
    for line in fs::read_to_string(file)?.lines() {
        let mut words = line.splitn(3, ' ');
        let (Some(ty), Some(form), Some(json)) = (words.next(), words.next(), words.next()) else {
            return Err(format!("no case: {line}").into());
        };
        let body: String = serde_json::from_str(json)?;
        let answer = RawResponse {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.into(),
        };
        let result =
            types::round_trip_as(ty, form, &answer).ok_or_else(|| format!("{ty} {form}?"))?;
        let line = match result {
            Ok((text, kept)) => serde_json::json!({"text": text, "kept": kept}),
            Err(error) => serde_json::json!({"error": error}),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What was written, and what of it was kept as it came; or why nothing could be read or written.
type Outcome = Result<(String, Vec<String>), String>;

fn round_trip<T: Decode + Value>(answer: &RawResponse) -> Outcome {
    let value = T::from_response(answer).map_err(|error| error.to_string())?;
    let text = serde_json::to_string(&Written(&value)).map_err(|error| error.to_string())?;
    let kept = probe::kept(&Written(&value)).map_err(|error| error.to_string())?;
    Ok((text, kept))
}

/// `Serialize`, as records have it, for pages and the like as well.
struct Written<'a, T>(&'a T);

impl<T: Value> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
