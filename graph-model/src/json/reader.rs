//! The JSON reader that decoding is done with: forward, without copying, and without a tree.
//!
//! In: a text. Out: its objects and arrays step by step, and each value that nobody wants as the text that it is.
//!
//! Its own code goes from one value to the next: space, punctuation, the ends of strings and numbers. What is in an escape or a
//! number, whether a text is JSON at all, and what is wrong with it, serde_json says. That halves what decoding costs, for what
//! serde_json spends on finding the ends of strings is more than all the rest; and one reader for all answers means one
//! copy of each type's code.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::control::Form;

mod strings;

use strings::{plain_length, special};

/// A place in a JSON text.
///
/// What is rare stays in the reader until it is asked for, so that what is usual is handed on in registers.
#[derive(Clone, Debug)]
pub struct Reader<'de> {
    text: &'de str,
    at: usize,
    /// How much of the stack the levels that were entered may use; see `nesting`.
    pub(super) used: usize,
    /// Whether the string that was passed last has escapes.
    is_escaped: bool,
    /// The value that did not fit last.
    misfit: &'de str,
}

/// The text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotJson;

impl NotJson {
    /// What is wrong with the text, and where.
    #[cold]
    pub(crate) fn error(self, text: &str) -> serde_json::Error {
        serde_json::from_str::<IgnoredAny>(text)
            .err()
            // The name of a property with half a character in it is JSON, but no text.
            .or_else(|| serde_json::from_str::<serde_json::Value>(text).err())
            .unwrap_or_else(|| serde::de::Error::custom("not JSON"))
    }
}

/// What became of a value.
#[derive(Debug)]
pub enum Reading {
    /// It is in its slot.
    Done,
    /// It is null.
    Null,
    /// It does not fit the type; the reader has it.
    Misfit,
    /// It is in its slot, and spelled in another way than it would be written; the reader has it.
    Spelled,
}

/// A number, as serde_json tells them apart.
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl<'de> Reader<'de> {
    /// At the beginning of a text.
    pub fn new(text: &'de str) -> Self {
        Reader {
            text,
            at: 0,
            used: 0,
            is_escaped: false,
            misfit: "",
        }
    }

    /// The first byte of what comes next, behind white space; 0 at the end.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) if byte > b' ' => byte,
            _ => self.peek_behind_space(),
        }
    }

    #[cold]
    fn peek_behind_space(&mut self) -> u8 {
        let is_space = |byte: u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| is_space(**byte)).count();
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The end of the text, behind white space.
    pub(crate) fn end(&mut self) -> Result<(), NotJson> {
        match self.peek() == 0 && self.at == self.text.len() {
            true => Ok(()),
            false => Err(NotJson),
        }
    }

    /// Goes into an object, to its first member; false if it has none, and is passed then.
    #[inline]
    pub(crate) fn first_member(&mut self) -> Result<bool, NotJson> {
        self.first(b'{', b'}')
    }

    /// Goes on to the next member of an object; false if there is none, and the object is passed.
    #[inline]
    pub(crate) fn next_member(&mut self) -> Result<bool, NotJson> {
        self.next(b'}')
    }

    /// Goes into an array, to its first element; false if it has none, and is passed then.
    #[inline]
    pub(crate) fn first_element(&mut self) -> Result<bool, NotJson> {
        self.first(b'[', b']')
    }

    /// Goes on to the next element; false if there is none, and the array is passed.
    #[inline]
    pub(crate) fn next_element(&mut self) -> Result<bool, NotJson> {
        self.next(b']')
    }

    #[inline]
    fn first(&mut self, open: u8, close: u8) -> Result<bool, NotJson> {
        if self.peek() != open {
            return Err(NotJson);
        }
        self.at += 1;
        if self.peek() != close {
            return Ok(true);
        }
        self.at += 1;
        Ok(false)
    }

    #[inline]
    fn next(&mut self, close: u8) -> Result<bool, NotJson> {
        let next = self.peek();
        self.at += 1;
        match next {
            b',' => Ok(true),
            _ if next == close => Ok(false),
            _ => Err(NotJson),
        }
    }

    /// The name of a member of an object, in which escapes are left; its value comes next.
    ///
    /// The loop over the members of an object is its caller, and the only one that counts: what is called, not inlined, costs all
    /// of decoding 3 %, and rustc chose one or the other by what else had changed.
    #[inline(always)]
    pub(crate) fn key(&mut self) -> Result<&'de str, NotJson> {
        if self.peek() != b'"' {
            return Err(NotJson);
        }
        let key = self.string()?;
        if self.peek() != b':' {
            return Err(NotJson);
        }
        self.at += 1;
        Ok(key)
    }

    /// As [`key`](Self::key): whether it is control information, given with the prefix in quotation marks, and without either.
    pub(crate) fn control_key(
        &mut self,
        quoted: &str,
        bare: &str,
    ) -> Result<Option<Form>, NotJson> {
        self.peek();
        let rest = self.text.get(self.at..).ok_or(NotJson)?;
        if rest.starts_with(quoted) {
            self.at += quoted.len();
            let is_key = self.peek() == b':';
            self.at += 1;
            return is_key.then_some(Some(Form::Prefixed)).ok_or(NotJson);
        }
        let key = self.key()?;
        if self.is_escaped {
            let key = unescaped_key(key)?;
            let is_quoted = key == quoted.trim_matches('"');
            return Ok(is_quoted
                .then_some(Form::Prefixed)
                .or((key == bare).then_some(Form::Bare)));
        }
        // What is in quotation marks and has no escapes was compared already.
        Ok((key == bare).then_some(Form::Bare))
    }

    /// Passes a string, and gives what is in its quotation marks: the text, unless it is escaped.
    pub(crate) fn string(&mut self) -> Result<&'de str, NotJson> {
        let start = self.at + 1;
        let rest = self.text.get(start..).ok_or(NotJson)?;
        self.is_escaped = false;
        let Some(length) = plain_length(rest.as_bytes()) else {
            return self.unusual_string(start);
        };
        self.at = start + length + 1;
        rest.get(..length).ok_or(NotJson)
    }

    /// As [`string`](Self::string), for one that has escapes, stands at the end of the text or is no JSON.
    #[cold]
    fn unusual_string(&mut self, start: usize) -> Result<&'de str, NotJson> {
        let bytes = self.text.as_bytes();
        let mut at = special(bytes, start);
        while bytes.get(at) == Some(&b'\\') {
            self.is_escaped = true;
            at = special(bytes, at + 2);
        }
        if bytes.get(at) != Some(&b'"') {
            return Err(NotJson);
        }
        self.at = at + 1;
        self.text.get(start..at).ok_or(NotJson)
    }

    /// Whether the string that was passed last has escapes, which nobody has looked at yet.
    #[inline]
    pub(crate) fn is_escaped(&self) -> bool {
        self.is_escaped
    }

    /// The text of the string that was passed; `None` if it is none, for an escape in it is half a character.
    #[cold]
    pub(crate) fn unescaped_since(&self, place: usize) -> Result<Option<String>, NotJson> {
        unescaped(self.since(place)?)
    }

    /// Passes the value that comes next, and gives it if it is text.
    pub(crate) fn text(&mut self) -> Result<Option<Cow<'de, str>>, NotJson> {
        if self.peek() != b'"' {
            self.skip()?;
            return Ok(None);
        }
        let place = self.at;
        let text = self.string()?;
        match self.is_escaped {
            false => Ok(Some(Cow::Borrowed(text))),
            true => Ok(self.unescaped_since(place)?.map(Cow::Owned)),
        }
    }

    /// The number that comes next; `None` if no type of Rust's has it.
    pub(crate) fn number(&mut self) -> Result<Option<Number>, NotJson> {
        let text = self.pass_number()?;
        if is_short_and_whole(text) {
            let number = text
                .bytes()
                .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
            return Ok(Some(Number::Unsigned(number)));
        }
        let Ok(number) = serde_json::from_str::<serde_json::Number>(text) else {
            return is_json(text).map(|()| None);
        };
        Ok(if let Some(number) = number.as_u64() {
            Some(Number::Unsigned(number))
        } else if let Some(number) = number.as_i64() {
            Some(Number::Signed(number))
        } else {
            number.as_f64().map(Number::Float)
        })
    }

    /// Passes what may be a number.
    fn pass_number(&mut self) -> Result<&'de str, NotJson> {
        let rest = self.text.get(self.at..).ok_or(NotJson)?;
        let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let length = rest.bytes().take_while(|byte| is_part(*byte)).count();
        self.at += length;
        rest.get(..length).ok_or(NotJson)
    }

    /// Passes `true`, `false` or `null`.
    pub(crate) fn word(&mut self) -> Result<&'static str, NotJson> {
        let rest = self.text.get(self.at..).ok_or(NotJson)?;
        let word = ["null", "true", "false"]
            .into_iter()
            .find(|word| rest.starts_with(word));
        let word = word.ok_or(NotJson)?;
        self.at += word.len();
        Ok(word)
    }

    /// Passes the value that comes next, and gives its text.
    pub(crate) fn skip(&mut self) -> Result<&'de str, NotJson> {
        let next = self.peek();
        let start = self.at;
        match next {
            b'"' => {
                self.string()?;
                let text = self.since(start)?;
                if self.is_escaped {
                    is_json(text)?;
                }
                Ok(text)
            }
            b'{' | b'[' => Ok(self.raw()?.get()),
            b'-' | b'0'..=b'9' => {
                let text = self.pass_number()?;
                if !is_short_and_whole(text) {
                    is_json(text)?;
                }
                Ok(text)
            }
            _ => self.word(),
        }
    }

    /// As [`skip`](Self::skip).
    pub(crate) fn raw(&mut self) -> Result<&'de RawValue, NotJson> {
        self.peek();
        let rest = self.text.get(self.at..).ok_or(NotJson)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        let Some(Ok(value)) = values.next() else {
            return Err(NotJson);
        };
        self.at += value.get().len();
        Ok(value)
    }

    /// Passes a value that does not fit, unless it is null.
    pub(crate) fn pass_misfit(&mut self) -> Result<Reading, NotJson> {
        let place = self.place();
        self.skip()?;
        self.misfit_since(place)
    }

    /// The value that was passed does not fit, unless it is null.
    #[cold]
    pub(crate) fn misfit_since(&mut self, place: usize) -> Result<Reading, NotJson> {
        self.misfit = self.since(place)?;
        Ok(match self.misfit {
            "null" => Reading::Null,
            _ => Reading::Misfit,
        })
    }

    /// The value that was passed was read, and is to be kept as it is spelled.
    #[cold]
    pub(crate) fn spelled_since(&mut self, place: usize) -> Result<Reading, NotJson> {
        self.misfit = self.since(place)?;
        Ok(Reading::Spelled)
    }

    /// The value that did not fit last, or was spelled in another way, as it came.
    pub(crate) fn misfit(&self) -> &'de str {
        self.misfit
    }

    /// How much of the text is left, in bytes.
    pub(crate) fn left(&self) -> usize {
        self.text.len().saturating_sub(self.at)
    }

    /// Where the reader stands, for [`since`](Self::since).
    pub(crate) fn place(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// The text from a place up to here.
    pub(crate) fn since(&self, place: usize) -> Result<&'de str, NotJson> {
        self.text.get(place..self.at).ok_or(NotJson)
    }
}

#[inline]
fn is_short_and_whole(number: &str) -> bool {
    match number.as_bytes() {
        [b'0'..=b'9'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() < 18 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn is_json(text: &str) -> Result<(), NotJson> {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(NotJson),
    }
}

/// A key whose escapes were left in it. One with half a character in it is refused: it is JSON, but no text.
#[cold]
pub(crate) fn unescaped_key(key: &str) -> Result<String, NotJson> {
    unescaped(&format!("\"{key}\""))?.ok_or(NotJson)
}

fn unescaped(string: &str) -> Result<Option<String>, NotJson> {
    match serde_json::from_str(string) {
        Ok(text) => Ok(Some(text)),
        Err(_) => is_json(string).map(|()| None),
    }
}
