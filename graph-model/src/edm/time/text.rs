//! Times as they are written: a text that is put together on the stack, so that a serializer takes it as one string.

use jiff::civil;
use jiff::fmt::temporal::DateTimePrinter;

use super::Fraction;

/// The longest is `-009999-01-02T01:59:59.123456789+23:59`.
const CAPACITY: usize = 40;

/// A short text, not allocated.
#[derive(Debug)]
pub(crate) struct Text {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Default for Text {
    fn default() -> Self {
        Text {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }

    pub(super) fn push(&mut self, text: &[u8]) {
        let end = self.length + text.len();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            room.copy_from_slice(text);
            self.length = end;
        }
    }

    pub(super) fn push_datetime(&mut self, at: civil::DateTime, fraction: Fraction) {
        // It fails where a writer does, which this one does not.
        let _infallible = printer(fraction).print_datetime(&at, &mut *self);
        self.end_time(fraction);
    }

    pub(super) fn push_time(&mut self, time: civil::Time, fraction: Fraction) {
        let _infallible = printer(fraction).print_time(&time, &mut *self);
        self.end_time(fraction);
    }

    fn end_time(&mut self, fraction: Fraction) {
        if let Fraction::NoSeconds = fraction {
            self.length = self.length.saturating_sub(":00".len());
        }
    }

    /// `+02:00`, given in minutes.
    pub(super) fn push_offset(&mut self, minutes: i16) {
        self.push(if minutes < 0 { b"-" } else { b"+" });
        let minutes = minutes.unsigned_abs();
        self.push_two_digits(minutes / 60);
        self.push(b":");
        self.push_two_digits(minutes % 60);
    }

    fn push_two_digits(&mut self, number: u16) {
        self.push(&[number / 10, number % 10].map(|digit| b'0' + digit as u8));
    }
}

fn printer(fraction: Fraction) -> DateTimePrinter {
    DateTimePrinter::new().precision(match fraction {
        Fraction::NoSeconds => Some(0),
        Fraction::Digits(digits) => Some(digits),
        Fraction::Shortest => None,
    })
}

impl jiff::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> Result<(), jiff::Error> {
        self.push(text.as_bytes());
        Ok(())
    }
}
