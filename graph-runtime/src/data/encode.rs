//! From a record to a map of JSON, the base's properties first.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::record::{Declared, Record};
use super::value::Value;

/// What a record writes its properties to.
///
/// The first error is kept and ends the writing, so that expansions need not pass errors on, property by property.
pub struct Fields<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
    nulls: [u64; 2],
    first: u32,
    new_type: Option<&'static str>,
    /// The names that were written, if some of them may be among the unknown as well.
    written: Vec<&'static str>,
    may_repeat: bool,
    /// Whether names are to be noted, or there is an error.
    is_unusual: bool,
}

impl<M: SerializeMap> Fields<M> {
    /// Writes one property, if it is set or came as an explicit null.
    #[inline]
    pub fn field<T: Value>(&mut self, index: u32, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.entry(name, &AsJson(value)),
            None => self.null(index, name),
        }
    }

    /// As [`field`](Self::field), for a property whose value is boxed.
    pub fn boxed_field<T: Value>(
        &mut self,
        index: u32,
        name: &'static str,
        value: &Option<Box<T>>,
    ) {
        match value {
            Some(value) => self.entry(name, &AsJson(&**value)),
            None => self.null(index, name),
        }
    }

    fn null(&mut self, index: u32, name: &'static str) {
        let index = self.first + index;
        let bits = self.nulls.get(index as usize / 64).copied().unwrap_or(0);
        if bits & (1 << (index % 64)) != 0 {
            self.entry(name, &());
        }
    }

    pub(crate) fn own_properties(&mut self, first: u32) {
        self.first = first;
    }

    #[inline]
    pub(crate) fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if self.is_unusual && !self.note(name) {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            self.fail(error);
        }
    }

    /// Notes a name that is written; false if nothing is written any more.
    #[cold]
    fn note(&mut self, name: &'static str) -> bool {
        if self.may_repeat {
            self.written.push(name);
        }
        self.error.is_none()
    }

    #[cold]
    fn fail(&mut self, error: M::Error) {
        self.error = Some(error);
        self.is_unusual = true;
    }

    /// Writes what no declaration knows.
    #[inline]
    pub(crate) fn unknown<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.error.is_none()
            && let Err(error) = self.map.serialize_entry(name, value)
        {
            self.fail(error);
        }
    }

    /// The type of the whole record, if a new one says it.
    pub(crate) fn new_type(&self) -> Option<&'static str> {
        self.new_type
    }

    pub(crate) fn has_written(&self, name: &str) -> bool {
        self.written.contains(&name)
    }
}

impl<M: SerializeMap> fmt::Debug for Fields<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").finish_non_exhaustive()
    }
}

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
pub fn write_record<T: Record, S: Serializer>(
    record: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let extras = record.extras();
    let mut out = Fields {
        map: serializer.serialize_map(None)?,
        error: None,
        nulls: extras.nulls(),
        first: 0,
        new_type: T::NEW_TYPE,
        written: Vec::new(),
        may_repeat: extras.has_misfits(),
        is_unusual: extras.has_misfits(),
    };
    record.write(&mut out);
    extras.write_unknown(&mut out);
    match out.error {
        Some(error) => Err(error),
        None => out.map.end(),
    }
}

/// What `Serialize` of a declared type does.
///
/// Its bound is the least that can be asked of the type: it is proven anew in each of the implementations, which are many.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_declared<T: Declared, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// What `Debug` of a declared type does: its name and its JSON.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug<T: Declared>(name: &str, value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
