//! Handles the device code flow: issues codes, and responds to polls as the test has scripted (RFC 8628; "OAuth 2.0 device
//! authorization grant").

use std::collections::HashMap;

use hyper::StatusCode;
use serde_json::json;

use super::{SignIn, oauth_error};
use crate::http::Response;

/// The outcome of a device code that is no longer pending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceOutcome {
    /// The user signs in.
    #[default]
    SignedIn,
    /// The user declines: `authorization_declined`, the code of Microsoft's identity platform.
    Declined,
    /// Nobody signs in: `expired_token`.
    Expired,
}

/// The codes that were issued and have no outcome yet.
#[derive(Default)]
pub(super) struct DeviceCodes {
    codes: HashMap<String, Pending>,
    count: u64,
}

struct Pending {
    slow_downs: u32,
    polls: u32,
    scope: String,
}

/// The result of a poll.
pub(super) enum Poll {
    /// The user has signed in. Contains the scope of the code.
    SignedIn(String),
    Refused(Response),
}

impl DeviceCodes {
    pub(super) fn issue(&mut self, sign_in: &SignIn, origin: &str, scope: String) -> Response {
        self.count += 1;
        let code = format!("emulator-device-{}", self.count);
        let pending = Pending {
            slow_downs: sign_in.device_slow_downs,
            polls: sign_in.device_polls,
            scope,
        };
        self.codes.insert(code.clone(), pending);
        let uri = format!("{}/devicelogin", origin);
        let message = format!("To sign in, open {uri} and enter the code EMULATOR.");
        Response::json(
            StatusCode::OK,
            json!({
                "device_code": code,
                "user_code": "EMULATOR",
                "verification_uri": uri,
                "expires_in": sign_in.device_lifetime.as_secs(),
                "interval": sign_in.device_interval.as_secs(),
                "message": message,
            }),
        )
    }

    pub(super) fn poll(&mut self, sign_in: &SignIn, code: &str) -> Poll {
        let Some(pending) = self.codes.get_mut(code) else {
            return Poll::Refused(oauth_error(
                "bad_verification_code",
                "AADSTS70019: the code was not issued here or has been used.",
            ));
        };
        if pending.slow_downs > 0 {
            pending.slow_downs -= 1;
            return Poll::Refused(oauth_error("slow_down", "The client polls too often."));
        }
        if pending.polls > 0 {
            pending.polls -= 1;
            return Poll::Refused(oauth_error(
                "authorization_pending",
                "AADSTS70016: authorization is pending.",
            ));
        }
        let scope = self
            .codes
            .remove(code)
            .map_or_else(String::new, |pending| pending.scope);
        match sign_in.device_outcome {
            DeviceOutcome::SignedIn => Poll::SignedIn(scope),
            DeviceOutcome::Declined => Poll::Refused(oauth_error(
                "authorization_declined",
                "AADSTS70017: the user has declined.",
            )),
            DeviceOutcome::Expired => Poll::Refused(oauth_error(
                "expired_token",
                "AADSTS70020: the code has expired.",
            )),
        }
    }
}
