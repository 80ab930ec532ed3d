//! What a monitor says of long-running work, without any I/O.
//!
//! In: the status and the body of a response. Out: whether the work goes on, has ended or has failed, and what it names.
//! Source: the status types of Graph's operations: `longRunningOperation`, `richLongRunningOperation`, `asyncJobStatus`,
//! `teamsAsyncOperation`, `workbookOperation`, `caseOperation`, `printOperation`, `onenoteOperation` and others.

use std::collections::HashMap;

use http::StatusCode;
use serde_json::Value;
use serde_json::value::RawValue;

use graph_model::internal::without_bom;

/// How long-running work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Done,
    /// Done, but not all of it.
    Partial,
    Failed,
}

/// What a monitor says.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) state: State,
    /// The status as it came; empty if there is none.
    pub(super) status: String,
    pub(super) percent: Option<f64>,
    pub(super) resource_id: Option<String>,
    pub(super) resource: Option<String>,
    /// The code of a failure where there is no error object.
    pub(super) code: Option<String>,
    /// The message of a failure where there is no error object.
    pub(super) message: Option<String>,
}

impl Report {
    pub(super) fn read(status: StatusCode, body: &[u8]) -> Report {
        let fields = Fields::read(body);
        let word = fields.status();
        let percent = fields.percent();
        let result = fields.value("resultInfo");
        let result = |name: &str| result.as_ref()?.get(name)?.as_str().map(str::to_owned);
        Report {
            state: state_of(status, &word, percent, fields.has_error()),
            percent,
            resource_id: fields.text(&["resourceId", "targetResourceId"]),
            resource: fields.text(&["resourceLocation", "targetResourceLocation"]),
            code: fields.text(&["errorCode"]),
            message: fields
                .text(&["statusDescription", "statusDetail", "statusDetails"])
                .or_else(|| fields.in_status("description"))
                .or_else(|| result("message")),
            status: word,
        }
    }
}

/// The properties of an operation, by their names in lower case: services vary the letter case.
struct Fields<'a>(HashMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    /// Without any, if the body is not a JSON object: what a monitor ends with may be anything.
    fn read(body: &'a [u8]) -> Self {
        let body = without_bom(body);
        let fields: HashMap<String, &RawValue> = serde_json::from_slice(body).unwrap_or_default();
        let fields = fields.into_iter();
        Fields(
            fields
                .map(|(name, value)| (name.to_ascii_lowercase(), value))
                .collect(),
        )
    }

    fn value(&self, name: &str) -> Option<Value> {
        let value = self.0.get(&name.to_ascii_lowercase())?;
        serde_json::from_str(value.get()).ok()
    }

    /// The first of several properties that is a text.
    fn text(&self, names: &[&str]) -> Option<String> {
        let mut values = names.iter().filter_map(|name| self.value(name));
        values.find_map(|value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// The status: a text, or the state of an object, as `printOperation` has it; empty if there is none.
    ///
    /// `state` is the name of many things. So it is taken for the status only if its value is the word of one.
    fn status(&self) -> String {
        let state = || self.text(&["state"]).filter(|word| known(word).is_some());
        self.text(&["status", "operationStatus"])
            .or_else(|| self.in_status("state"))
            .or_else(state)
            .unwrap_or_default()
    }

    /// A text in an object that is the status.
    fn in_status(&self, name: &str) -> Option<String> {
        Some(self.value("status")?.get(name)?.as_str()?.to_owned())
    }

    /// The percentage, which is a number, or a text as OneNote writes it.
    fn percent(&self) -> Option<f64> {
        let names = [
            "percentageComplete",
            "percentageCompleted",
            "percentComplete",
            "percentProgress",
            "progress",
        ];
        let mut values = names.iter().filter_map(|name| self.value(name));
        values.find_map(|value| match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().trim_end_matches('%').trim_end().parse().ok(),
            _ => None,
        })
    }

    /// Whether there is an error that says anything.
    fn has_error(&self) -> bool {
        match self.value("error") {
            Some(Value::Object(error)) => error.values().any(|value| !value.is_null()),
            Some(Value::String(error)) => !error.is_empty(),
            _ => false,
        }
    }
}

fn state_of(status: StatusCode, word: &str, percent: Option<f64>, has_error: bool) -> State {
    let is_whole = percent.is_some_and(|percent| percent >= 100.0);
    match known(word) {
        Some(state) => state,
        None if has_error => State::Failed,
        None if is_whole => State::Done,
        // A monitor that says nothing more than 200 has come to its end.
        None if word.is_empty() && percent.is_none() && status != StatusCode::ACCEPTED => {
            State::Done
        }
        None => State::Running,
    }
}

/// What a status says, if it is a known one.
fn known(word: &str) -> Option<State> {
    // `partially succeeded`, `timed-out`: letters are all that counts.
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    let word: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    Some(match &*word {
        "notstarted" | "inprogress" | "running" | "waiting" | "updating" | "deletepending"
        | "pending" | "queued" | "scheduled" | "scheduling" | "processing" | "accepted"
        | "started" => State::Running,
        "completed"
        | "complete"
        | "completedsuccessfully"
        | "succeeded"
        | "success"
        | "successful"
        | "skipped"
        | "done"
        | "finished" => State::Done,
        "failure" | "error" | "permanenterror" | "cancelled" | "canceled" | "aborted"
        | "timedout" | "timeout" | "invalid" | "rejected" | "expired" => State::Failed,
        // `submissionFailed`, `deleteFailed`, and whatever else fails.
        word if word.ends_with("failed") => State::Failed,
        // `completedWithErrors`, `partiallySucceeded`, `partialSuccess`.
        word if word.starts_with("completedwith") || word.starts_with("partial") => State::Partial,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(status: u16, body: &str) -> State {
        let status = StatusCode::from_u16(status).expect("a status");
        Report::read(status, body.as_bytes()).state
    }

    #[test]
    fn every_final_status_of_graph_is_final_in_any_letter_case() {
        for (expected, words) in [
            (
                State::Running,
                "notStarted notstarted inProgress inprogress InProgress running Running waiting updating deletePending \
                 scheduling scheduled processing pending unknownFutureValue unspecified unknown somethingNew",
            ),
            (
                State::Done,
                "succeeded Succeeded completed Completed complete success successful skipped completedSuccessfully",
            ),
            (
                State::Partial,
                "partiallySucceeded PartiallySucceeded partiallySuccessful completedWithErrors completedWithError \
                 completedWithWarnings partiallyCompleted",
            ),
            (
                State::Failed,
                "failed Failed error cancelled canceled aborted timedOut TimedOut timeout submissionFailed deleteFailed \
                 invalid validationFailed",
            ),
        ] {
            for word in words.split_whitespace() {
                for status in [200, 202] {
                    let body = format!(r#"{{"status":"{word}","error":null}}"#);
                    assert_eq!(state(status, &body), expected, "{status} {word}");
                }
            }
        }
        assert_eq!(state(200, r#"{"Status":"timed out"}"#), State::Failed);
        assert_eq!(
            state(200, "\u{feff}{\"status\":\"running\"}"),
            State::Running
        );
        assert_eq!(state(200, r#"{"operationStatus":"success"}"#), State::Done);
    }

    #[test]
    fn a_status_may_be_the_state_of_an_object() {
        for (word, expected) in [
            ("notStarted", State::Running),
            ("Running", State::Running),
            ("succeeded", State::Done),
            ("failed", State::Failed),
            ("unknownFutureValue", State::Running),
        ] {
            let body = format!(r#"{{"id":"1","status":{{"state":"{word}","description":"D"}}}}"#);
            let report = Report::read(StatusCode::OK, body.as_bytes());
            assert_eq!((report.state, &*report.status), (expected, word));
            assert_eq!(report.message.as_deref(), Some("D"));
        }
        assert_eq!(state(200, r#"{"state":"inProgress"}"#), State::Running);
        assert_eq!(state(200, r#"{"State":"failed"}"#), State::Failed);
        // What comes of the work may have a state of its own.
        assert_eq!(state(200, r#"{"state":"enabled"}"#), State::Done);
        assert_eq!(state(200, r#"{"progress":30.5}"#), State::Running);
        assert_eq!(
            state(200, r#"{"status":"new","progress":100}"#),
            State::Done
        );
    }

    #[test]
    fn an_unknown_status_ends_by_its_percentage_or_its_error() {
        for (body, expected) in [
            (r#"{"status":"new","percentageComplete":100}"#, State::Done),
            (
                r#"{"status":"new","percentageComplete":100.0}"#,
                State::Done,
            ),
            (r#"{"status":"new","percentComplete":"100"}"#, State::Done),
            (r#"{"status":"new","percentageCompleted":100}"#, State::Done),
            (r#"{"status":"new","percentProgress":100}"#, State::Done),
            (r#"{"status":"new","percentProgress":"100 %"}"#, State::Done),
            (
                r#"{"status":"new","percentageComplete":99}"#,
                State::Running,
            ),
            (r#"{"status":"new","error":{"code":"x"}}"#, State::Failed),
            (
                r#"{"status":"new","percentageComplete":100,"error":{"code":"x"}}"#,
                State::Failed,
            ),
            (r#"{"status":"new","error":{}}"#, State::Running),
            (r#"{"status":"new","error":{"code":null}}"#, State::Running),
            // What is known to go on goes on.
            (
                r#"{"status":"running","percentageComplete":100}"#,
                State::Running,
            ),
            (r#"{"percentageComplete":100}"#, State::Done),
            (r#"{"percentageComplete":30}"#, State::Running),
            (r#"{"error":{"code":"x"}}"#, State::Failed),
        ] {
            for status in [200, 202] {
                assert_eq!(state(status, body), expected, "{status} {body}");
            }
        }
    }

    #[test]
    fn a_monitor_without_a_status_ends_unless_it_is_202() {
        for body in ["", "{}", r#"{"id":"1"}"#, "no JSON", "[]"] {
            assert_eq!(state(200, body), State::Done, "{body}");
            assert_eq!(state(202, body), State::Running, "{body}");
        }
        assert_eq!(state(204, ""), State::Done);
    }
}
