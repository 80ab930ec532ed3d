//! What a delta function answers: members that changed, and members that are gone.
//!
//! In: a member of a delta page. Out: the entity, or the id of what was removed and why.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::id::{Id, Identified};
use super::value::{AsJson, Declared, Kind, Value};
use crate::json::{NotJson, Reader, Reading};

/// A change that a delta function tells.
///
/// A round may tell of the same entity several times: what comes last counts. A removal may come for an entity that was
/// never told of, even in the first round.
///
/// Source: "Use delta query to track changes in Microsoft Graph data".
#[derive(Clone, PartialEq)]
pub enum Change<T: Value<Own: Identified>> {
    /// The entity is new or has changed. It may hold only the properties that changed.
    Changed(T),
    /// The entity is gone.
    Removed {
        /// Its id.
        id: Id<<T::Own as Identified>::Root>,
        /// Why.
        reason: RemovalReason,
    },
}

/// Why an entity is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemovalReason {
    /// It is deleted, and may be restored (`changed`).
    Changed,
    /// It is deleted for good (`deleted`).
    Deleted,
    /// Another reason, as it came; empty if none came.
    Other(String),
}

#[doc(hidden)]
#[derive(Debug)]
pub struct ChangeKind;

#[diagnostic::do_not_recommend]
impl<T: Value<Own: Identified>> Declared for Change<T> {
    const ODATA_TYPE: &'static str = "#Change";
    type Kind = ChangeKind;
    type Held = Self;
    type Own = T::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
}

impl<T: Value<Own: Identified>> Kind<Change<T>> for ChangeKind {
    const EXPECTED: &'static str = "an entity, or `@removed` with an id";
    type Alone = Change<T>;

    fn read(slot: &mut Option<Change<T>>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        let start = reader.clone();
        let text = reader.skip()?;
        if let Some(removal) = removal_in(text) {
            let Some((id, reason)) = removal else {
                *reader = start;
                return reader.pass_misfit();
            };
            *slot = Some(Change::Removed {
                id: Id::new(id),
                reason,
            });
            return Ok(Reading::Done);
        }
        let mut entity = None;
        *reader = start;
        let reading = T::read(&mut entity, reader)?;
        if let Some(entity) = entity {
            *slot = Some(Change::Changed(entity));
        }
        Ok(reading)
    }

    fn write<S: Serializer>(value: &Change<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Change::Changed(entity) => entity.write(serializer),
            Change::Removed { id, reason } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("id", id.as_str())?;
                map.serialize_entry("@removed", &Reason(reason))?;
                map.end()
            }
        }
    }
}

/// Whether a member is a removal: its id and reason, or `Some(None)` if it is one without an id.
fn removal_in(text: &str) -> Option<Option<(String, RemovalReason)>> {
    // These words are looked for first: an entity that has none of them is read once only.
    if !["\"@removed\"", "\"@odata.removed\"", "/$deletedEntity\""]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    let value = serde_json::from_str::<serde_json::Value>(text).ok()?;
    let at = |value: &serde_json::Value, name: &str| {
        value
            .get(name)
            .and_then(|it| it.as_str())
            .map(str::to_owned)
    };
    let removed = value.get("@removed");
    let reason = match removed.or_else(|| value.get("@odata.removed")) {
        Some(removed) => at(removed, "reason"),
        // OData 4.0's form (JSON Format 4.0, section 14.2); 4.01 and Graph write `@removed`.
        None => {
            let context = at(&value, "@odata.context").or_else(|| at(&value, "@context"));
            if !context?.ends_with("/$deletedEntity") {
                return None;
            }
            at(&value, "reason")
        }
    };
    let reason = reason.unwrap_or_default();
    let reason = [RemovalReason::Changed, RemovalReason::Deleted]
        .into_iter()
        .find(|known| known.as_str().eq_ignore_ascii_case(&reason))
        .unwrap_or(RemovalReason::Other(reason));
    Some(at(&value, "id").map(|id| (id, reason)))
}

struct Reason<'a>(&'a RemovalReason);

impl Serialize for Reason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("reason", self.0.as_str())?;
        map.end()
    }
}

impl RemovalReason {
    /// The reason as Graph writes it.
    pub fn as_str(&self) -> &str {
        match self {
            RemovalReason::Changed => "changed",
            RemovalReason::Deleted => "deleted",
            RemovalReason::Other(other) => other,
        }
    }
}

impl<T: Value<Own: Identified>> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(&AsJson(self)).map_err(|_| fmt::Error)?;
        match self {
            Change::Changed(_) => write!(f, "Changed({json})"),
            Change::Removed { .. } => write!(f, "Removed({json})"),
        }
    }
}
