//! The `claims` of a request for a token: what the service has demanded, and what this client is capable of.
//!
//! Source: "Claims challenges, claims requests, and client capabilities".

use serde_json::{Map, Value, json};

/// The claims with the capability `cp1`: the client answers claims challenges, so its tokens may live long and be revoked early.
pub(super) fn with_capabilities(demanded: Option<&str>) -> String {
    let mut claims: Map<String, Value> = demanded
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let of_token = claims.entry("access_token").or_insert(Value::Null);
    if of_token.is_null() {
        *of_token = json!({});
    }
    if let Some(of_token) = of_token.as_object_mut() {
        of_token
            .entry("xms_cc")
            .or_insert_with(|| json!({ "values": ["cp1"] }));
    }
    Value::Object(claims).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_demanded_stays_and_the_capability_is_added() {
        for (demanded, claims) in [
            (None, r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
            (
                Some(r#"{"access_token":{"nbf":{"essential":true}},"id_token":null}"#),
                r#"{"access_token":{"nbf":{"essential":true},"xms_cc":{"values":["cp1"]}},"id_token":null}"#,
            ),
            (
                Some(r#"{"access_token":null}"#),
                r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#,
            ),
            (
                Some(r#"{"access_token":{"xms_cc":1}}"#),
                r#"{"access_token":{"xms_cc":1}}"#,
            ),
            (Some(r#"{"access_token":7}"#), r#"{"access_token":7}"#),
        ] {
            assert_eq!(with_capabilities(demanded), claims);
        }
    }
}
