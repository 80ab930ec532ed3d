//! From a record to a map of JSON, the base's properties first.

use std::any::type_name;
use std::fmt;

use serde::ser::{SerializeMap, Serializer};

use super::extras::Extras;
use super::fields::{Fields, Spellings};
use super::record::{Derived, EachProperty, Record};
use super::value::{AsJson, Declared, Value, Written};

impl<M: SerializeMap> Fields<M> {
    /// Writes the properties that a type itself declares, which begin at `first` of the record's.
    #[inline]
    pub(super) fn own_properties<T: Record + Derived>(&mut self, record: &T, first: u32) {
        record.each_own(&mut OwnFields {
            nulls: record.extras().nulls().checked_shr(first).unwrap_or(0),
            index: 0,
            fields: self,
        });
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

/// What `Serialize` of a record does.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_record<T: Record, S: Serializer>(record: &T, serializer: S) -> Written<S> {
    let extras = record.extras();
    let spelled = extras.has_misfits().then(|| spellings_of(extras));
    let mut out = Fields::begin(serializer.serialize_map(None)?, spelled);
    extras.write_annotations(T::NEW_TYPE, &mut out);
    record.write(&mut out);
    extras.write_unknown(&mut out);
    out.end()
}

#[cold]
fn spellings_of(extras: &Extras) -> Spellings {
    let spelled = extras.spellings();
    spelled
        .map(|(name, json)| (name.to_owned(), json.to_owned()))
        .collect()
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
