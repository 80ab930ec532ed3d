//! What is written to be sent, told apart from what is written to be kept.
//!
//! In: a value that is written as a part of a request. Out: its JSON, or why it cannot be sent. A time without an offset from UTC is read, for
//! services write it, and serialized as it came, but it is no `Edm.DateTimeOffset` (OData 4.01, ABNF, `dateTimeOffsetValue`), so none is sent.
//!
//! A serializer of its own would be another copy of the code of every declared type; so a note of the thread says what is being done.

use std::cell::{Cell, RefCell};

use serde::ser::Error;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// What is written is not sent.
    Kept,
    Sent,
    /// As `Sent`, and a time without an offset was refused.
    Refused,
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::Kept) };
    /// The properties that the refused time stands in, the innermost first.
    static PLACE: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Restores what the thread did before.
struct Before(State);

impl Drop for Before {
    #[inline]
    fn drop(&mut self) {
        STATE.set(self.0);
    }
}

/// A value that cannot be sent.
pub(crate) struct Unsent {
    pub(crate) error: serde_json::Error,
    /// The properties that a time without an offset stands in, the innermost first.
    pub(crate) time: Option<Vec<&'static str>>,
}

/// Writes something that is to be sent.
#[inline]
pub(crate) fn to_send<T>(
    write: impl FnOnce() -> Result<T, serde_json::Error>,
) -> Result<T, Unsent> {
    let before = Before(STATE.replace(State::Sent));
    let written = write();
    let state = STATE.get();
    drop(before);
    written.map_err(|error| unsent(error, state))
}

#[cold]
fn unsent(error: serde_json::Error, state: State) -> Unsent {
    let time = (state == State::Refused).then(|| PLACE.take());
    Unsent { error, time }
}

/// Refuses a time without an offset if it is to be sent.
#[cold]
pub(crate) fn refuse_time<E: Error>() -> Result<(), E> {
    if STATE.get() == State::Kept {
        return Ok(());
    }
    STATE.set(State::Refused);
    PLACE.take();
    Err(E::custom(
        "a time without an offset from UTC cannot be sent",
    ))
}

/// Notes the property whose value could not be written.
#[cold]
pub(crate) fn note_place(property: &'static str) {
    if STATE.get() == State::Refused {
        PLACE.with_borrow_mut(|place| place.push(property));
    }
}
