//! From a record to a map of JSON, the base's properties first.

use std::any::type_name;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::decode::read_text;
use super::extras::Extras;
use super::record::{Declared, Derived, EachProperty, Record};
use super::sent::note_place;
use super::value::Value;

/// What a record writes its properties to.
///
/// The first error is kept and ends the writing, so that expansions need not pass errors on, property by property.
pub struct Fields<M: SerializeMap> {
    map: M,
    /// What seldom is: each record has `Fields` of its own, which is to cost little.
    unusual: Option<Box<Unusual<M::Error>>>,
}

struct Unusual<E> {
    error: Option<E>,
    /// The names that were written, for some of them may be among the unknown as well.
    written: Vec<&'static str>,
    /// The properties that came spelled in another way than they would be written, each with its JSON.
    spelled: Vec<(String, String)>,
}

impl<M: SerializeMap> Fields<M> {
    #[inline]
    fn begin(map: M, extras: &Extras) -> Self {
        Fields {
            map,
            unusual: extras.has_misfits().then(|| Unusual::of(extras)),
        }
    }

    /// Writes one property, if it is set.
    #[inline]
    pub(crate) fn field<T: Value>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Writes one property, as it was spelled if it still has the value that came.
    #[inline(always)]
    pub(super) fn value<T: Value>(&mut self, name: &'static str, value: &T) {
        if T::IS_SPELLED
            && let Some(unusual) = &mut self.unusual
            && let Some(spelled) = unusual.take_spelling(name, value)
        {
            return self.entry(name, &spelled);
        }
        self.entry(name, &AsJson(value));
    }

    /// Writes the properties that a type itself declares, which begin at `first` of the record's.
    #[inline]
    pub(super) fn own_properties<T: Record + Derived>(&mut self, record: &T, first: u32) {
        record.each_own(&mut OwnFields {
            nulls: record.extras().nulls().checked_shr(first).unwrap_or(0),
            index: 0,
            fields: self,
        });
    }

    #[inline]
    pub(crate) fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(unusual) = &mut self.unusual
            && !unusual.note(name)
        {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            note_place(name);
            self.fail(error);
        }
    }

    #[cold]
    fn fail(&mut self, error: M::Error) {
        self.unusual.get_or_insert_default().error = Some(error);
    }

    /// Writes what no declaration knows, unless a property of its name was written.
    pub(super) fn unknown<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Some(unusual) = &self.unusual
            && (unusual.error.is_some() || unusual.written.contains(&name))
        {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            self.fail(error);
        }
    }
}

/// Writes the properties that a type itself declares.
struct OwnFields<'a, M: SerializeMap> {
    /// A bit for each of them that came as an explicit null.
    nulls: u128,
    /// The place of the next one in its type. Where the calls for all are inlined, it is a constant.
    index: u32,
    fields: &'a mut Fields<M>,
}

impl<M: SerializeMap> OwnFields<'_, M> {
    #[inline(always)]
    fn next<T: Value>(&mut self, name: &'static str, value: Option<&T>) {
        match value {
            Some(value) => self.fields.value(name, value),
            None if self.nulls & 1_u128.checked_shl(self.index).unwrap_or(0) != 0 => {
                self.fields.entry(name, &());
            }
            None => {}
        }
        self.index += 1;
    }
}

impl<'a, M: SerializeMap> EachProperty<'a> for OwnFields<'_, M> {
    #[inline(always)]
    fn property<T: Value>(&mut self, name: &'static str, value: &'a Option<T>) {
        self.next(name, value.as_ref());
    }

    #[inline(always)]
    fn boxed_property<T: Value>(&mut self, name: &'static str, value: &'a Option<Box<T>>) {
        self.next(name, value.as_deref());
    }
}

impl<E> Unusual<E> {
    #[cold]
    fn of(extras: &Extras) -> Box<Self> {
        let spelled = extras.spellings();
        Box::new(Unusual {
            spelled: spelled
                .map(|(name, json)| (name.to_owned(), json.to_owned()))
                .collect(),
            ..Unusual::default()
        })
    }

    /// How the property came to be spelled, if that is how the value can be read.
    #[cold]
    fn take_spelling<T: Value>(&mut self, name: &str, value: &T) -> Option<serde_json::Value> {
        let place = self.spelled.iter().rposition(|(known, _)| known == name)?;
        let (_, json) = self.spelled.swap_remove(place);
        let mut slot = None;
        read_text(&mut slot, &json).ok()?;
        // Texts, or lists of them.
        let is_still = slot.as_ref() == Some(value);
        is_still.then(|| serde_json::from_str(&json).ok()).flatten()
    }

    #[cold]
    fn end<M: SerializeMap<Error = E>>(self, map: M) -> Result<M::Ok, E> {
        match self.error {
            Some(error) => Err(error),
            None => map.end(),
        }
    }

    /// Notes a name that is written; false if nothing is written any more.
    #[cold]
    fn note(&mut self, name: &'static str) -> bool {
        self.written.push(name);
        self.error.is_none()
    }
}

impl<E> Default for Unusual<E> {
    #[cold]
    fn default() -> Self {
        Unusual {
            error: None,
            written: Vec::new(),
            spelled: Vec::new(),
        }
    }
}

impl<M: SerializeMap> fmt::Debug for Fields<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").finish_non_exhaustive()
    }
}

/// What a serializer answers: rustc need not find out again in each implementation what `S::Ok` is.
pub type Written<S> = Result<<S as Serializer>::Ok, <S as Serializer>::Error>;

/// Lends `serde::Serialize` to a [`Value`].
pub(crate) struct AsJson<'a, T>(pub(crate) &'a T);

impl<T: Value> Serialize for AsJson<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// What `Serialize` of a record does.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_record<T: Record, S: Serializer>(record: &T, serializer: S) -> Written<S> {
    let extras = record.extras();
    let mut out = Fields::begin(serializer.serialize_map(None)?, extras);
    extras.write_annotations(T::NEW_TYPE, &mut out);
    record.write(&mut out);
    extras.write_unknown(&mut out);
    match out.unusual {
        None => out.map.end(),
        Some(unusual) => unusual.end(out.map),
    }
}

/// What `Serialize` of a declared type does.
///
/// Its bound is the least that can be asked of the type: it is proven anew in each of the implementations, which are many.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_declared<T: Declared, S: Serializer>(value: &T, serializer: S) -> Written<S> {
    value.write(serializer)
}

/// What `Debug` of a declared type does: its name and its JSON.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug<T: Declared>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let name = type_name::<T>();
    let name = name.rsplit("::").next().unwrap_or(name);
    let json = serde_json::to_string(&AsJson(value)).map_err(|_| fmt::Error)?;
    match f.alternate() {
        true => write!(f, "{name} {}", indented(&json)),
        false => write!(f, "{name} {json}"),
    }
}

/// JSON with each property and each element on a line of its own.
///
/// Made of the text: another serializer would be another copy of the code of every declared type.
fn indented(json: &str) -> String {
    fn line(out: &mut String, depth: usize) {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    let mut rest = json.chars().peekable();
    while let Some(char) = rest.next() {
        if is_text {
            out.push(char);
            is_text = is_escaped || char != '"';
            is_escaped = !is_escaped && char == '\\';
            continue;
        }
        match char {
            '{' | '[' => {
                out.push(char);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                match rest.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(char);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ if char.is_ascii_whitespace() => {}
            _ => {
                is_text = char == '"';
                out.push(char);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn indented_json_is_what_serde_json_would_write() -> serde_json::Result<()> {
        for json in [
            r#"{"a": {"": {}, "b": [1, -2.5, true, null], "c": "{\"[,:\\\\\"\\"}, "d": [[], [{}], [ ]]}"#,
            r#""a: [b]""#,
            "[ { } ]",
            "7",
        ] {
            let value: serde_json::Value = serde_json::from_str(json)?;
            assert_eq!(indented(json), serde_json::to_string_pretty(&value)?);
        }
        Ok(())
    }
}
