//! Writing what was read.

use graph_runtime::Page;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Case;
use crate::by_hand::{self, Assignment, FlatTarget, TaggedTarget};
use crate::resources::DeviceConfigurationAssignment;
use crate::samples::{self, Twist};
use crate::user::{User, UserByHand};

fn encode<T: DeserializeOwned + Serialize + 'static>(
    what: &'static str,
    way: &'static str,
    text: &str,
) -> Case {
    let value: T = serde_json::from_str(text).expect("the sample is read by every way");
    Case::new(what, way, move || {
        serde_json::to_vec(&value).expect("what was read can be written")
    })
}

pub(crate) fn cases() -> Vec<Case> {
    let what = "encode 1,000 assignments";
    let text = &samples::assignments(Twist::None);
    let mut cases = vec![
        encode::<Page<DeviceConfigurationAssignment>>(what, "ours", text),
        encode::<by_hand::Page<Assignment<TaggedTarget>>>(what, "serde, tagged enum", text),
        encode::<by_hand::Page<Assignment<FlatTarget>>>(what, "serde, flat struct", text),
        encode::<Value>(what, "serde_json::Value", text),
    ];
    let what = "encode 100 wide entities";
    let text = &samples::users();
    cases.push(encode::<Page<User>>(what, "ours", text));
    cases.push(encode::<by_hand::Page<UserByHand>>(
        what,
        "serde, flat struct",
        text,
    ));
    cases.push(encode::<Value>(what, "serde_json::Value", text));
    cases
}
