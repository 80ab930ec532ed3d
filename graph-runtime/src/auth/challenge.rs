//! What a service demands of the token when it refuses one: the claims of continuous access evaluation.
//!
//! In: the headers of a 401. Out: the claims as JSON text, for the identity platform.
//! Source: "Claims challenges, claims requests, and client capabilities"; RFC 9110, 11.6.1 (`WWW-Authenticate`).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// The claims that a 401 demands, if it is a claims challenge.
pub(crate) fn claims(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(WWW_AUTHENTICATE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(claims_of)
}

fn claims_of(challenge: &str) -> Option<String> {
    let parameters = parameters(challenge);
    let value = |wanted: &str| {
        parameters
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| &**value)
    };
    if value("error") != Some("insufficient_claims") {
        return None;
    }
    let bytes = decode(value("claims")?)?;
    let text = String::from_utf8(bytes).ok()?;
    // It goes into a request for a token: nothing but an object is a set of claims.
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text).ok()?;
    Some(text)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    [alphabet::STANDARD, alphabet::URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, ANY_PADDING).decode(text).ok())
}

/// All `name="value"` and `name=value` of a challenge, whatever scheme they are of.
fn parameters(challenge: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = challenge;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([' ', ',', '\t']).next().unwrap_or_default();
        let (value, behind) = match after.strip_prefix('"') {
            Some(quoted) => read_quoted(quoted),
            None => {
                let end = after.find([',', ' ', '\t']).unwrap_or(after.len());
                (after[..end].to_owned(), &after[end..])
            }
        };
        found.push((name, value));
        rest = behind;
    }
    found
}

/// The value up to its closing quote, and what is behind that.
fn read_quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;
    /// As it stands in the documentation.
    const ENCODED: &str =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ==";

    fn of(challenges: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(WWW_AUTHENTICATE, http::HeaderValue::from_static(challenge));
        }
        claims(&headers)
    }

    #[test]
    fn a_claims_challenge_is_read() {
        let challenge = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ==""#;
        assert_eq!(of(&[challenge]).as_deref(), Some(CLAIMS));
        assert!(challenge.contains(ENCODED));
        assert_eq!(of(&["Basic realm=x", challenge]).as_deref(), Some(CLAIMS));
        assert_eq!(
            of(&["Bearer realm=\"a, error=\\\"b\\\"\", Error=insufficient_claims,claims=e30"])
                .as_deref(),
            Some("{}")
        );
    }

    #[test]
    fn anything_else_is_none() {
        for challenge in [
            "",
            "Bearer",
            "=",
            "Bearer error=\"invalid_token\", claims=\"e30\"",
            "Bearer error=\"insufficient_claims\"",
            "Bearer error=\"insufficient_claims\", claims=\"###\"",
            // `[]`, `"x`, and no UTF-8.
            "Bearer error=\"insufficient_claims\", claims=\"W10\"",
            "Bearer error=\"insufficient_claims\", claims=\"Ing",
            "Bearer error=\"insufficient_claims\", claims=\"/////w\"",
            "Bearer realm=\"error=insufficient_claims, claims=e30\"",
        ] {
            assert_eq!(of(&[challenge]), None, "{challenge}");
        }
    }
}
