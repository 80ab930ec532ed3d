//! Checks the token, and translates errors of the body.

use hyper::header::AUTHORIZATION;
use hyper::{HeaderMap, StatusCode};

use super::state::Settings;
use crate::handlers::sign_in::Tokens;
use crate::http::{BodyError, GraphError, Origin};

pub(super) fn check_token(
    settings: &Settings,
    tokens: &Tokens,
    headers: &HeaderMap,
) -> Result<(), GraphError> {
    let credentials = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let (scheme, token) = credentials
        .and_then(|text| text.split_once(' '))
        .unwrap_or_default();
    let token = token.trim();
    let is_valid = if settings.sign_in.is_some() {
        tokens.is_valid(token)
    } else {
        token == settings.token
    };
    if !scheme.eq_ignore_ascii_case("bearer") {
        Err(GraphError::unauthorized("Access token is empty."))
    } else if !is_valid {
        Err(GraphError::unauthorized("Access token validation failure."))
    } else {
        Ok(())
    }
}

pub(super) fn body_error(origin: Origin, error: BodyError) -> GraphError {
    match error {
        BodyError::TooLarge => GraphError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "RequestEntityTooLarge",
            format!(
                "The request's body is larger than {} MiB.",
                origin.max_body_mib()
            ),
        ),
        BodyError::Incomplete => {
            GraphError::bad_request("The request's body did not arrive completely.")
        }
    }
}
