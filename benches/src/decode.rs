//! Reading answers.

use graph_runtime::header::HeaderMap;
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::{Page, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::Case;
use crate::by_hand::{
    self, Assignment, FlatTarget, KeepingAssignment, KeepingTarget, TaggedTarget,
};
use crate::resources::DeviceConfigurationAssignment;
use crate::samples::{self, Twist};
use crate::user::{User, UserByHand};

/// As reqwest's `Response::json` reads an answer.
fn decode<T: DeserializeOwned + 'static>(
    what: &'static str,
    way: &'static str,
    text: &str,
) -> Case {
    let text = text.as_bytes().to_vec();
    Case::new(what, way, move || {
        serde_json::from_slice::<T>(&text).expect("the sample is read by every way")
    })
}

/// As `Client::send` reads an answer.
fn answer<T: Decode + 'static>(what: &'static str, text: &str) -> Case {
    let answer = RawResponse {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: text.to_owned().into(),
    };
    Case::new(what, "ours", move || {
        T::from_response(&answer).expect("the sample is read by every way")
    })
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (what, twist) in [
        ("decode 1,000 assignments", Twist::None),
        ("decode them, `@odata.type` last", Twist::TypeLast),
        ("decode them, one unknown property each", Twist::Unknown),
    ] {
        let text = &samples::assignments(twist);
        cases.push(answer::<Page<DeviceConfigurationAssignment>>(what, text));
        cases.push(decode::<by_hand::Page<Assignment<TaggedTarget>>>(
            what,
            "serde, tagged enum",
            text,
        ));
        cases.push(decode::<by_hand::Page<Assignment<FlatTarget>>>(
            what,
            "serde, flat struct",
            text,
        ));
        cases.push(decode::<by_hand::Page<KeepingAssignment<KeepingTarget>>>(
            what,
            "serde, flattened map",
            text,
        ));
        cases.push(decode::<Value>(what, "serde_json::Value", text));
        cases.push(decode::<IgnoredAny>(what, "skipping it all", text));
    }
    let what = "decode 100 wide entities";
    let text = &samples::users();
    cases.push(answer::<Page<User>>(what, text));
    cases.push(decode::<by_hand::Page<UserByHand>>(
        what,
        "serde, flat struct",
        text,
    ));
    cases.push(decode::<Value>(what, "serde_json::Value", text));
    cases.push(decode::<IgnoredAny>(what, "skipping it all", text));
    cases
}
