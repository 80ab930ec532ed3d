//! The device code flow: a code goes out, and each poll for it is answered by what the test has scripted (RFC 8628; "OAuth 2.0
//! device authorization grant").

use std::collections::HashMap;

use hyper::StatusCode;
use serde_json::json;

use super::{SignIn, refusal};
use crate::answer::Answer;
use crate::service::Origins;

/// What becomes of a device code once it is no longer pending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceEnd {
    /// The user signs in.
    #[default]
    SignedIn,
    /// The user refuses: `authorization_declined`, as Microsoft's identity platform calls it.
    Declined,
    /// Nobody signs in: `expired_token`.
    Expired,
}

/// The codes that went out and were not used up.
#[derive(Default)]
pub(super) struct Devices {
    codes: HashMap<String, Device>,
    count: u64,
}

struct Device {
    slow_downs: u32,
    polls: u32,
    scope: String,
}

/// What a poll comes to.
pub(super) enum Poll {
    /// The scope that the code was asked for.
    SignedIn(String),
    Refused(Answer),
}

impl Devices {
    pub(super) fn begin(&mut self, sign_in: &SignIn, origins: &Origins, scope: String) -> Answer {
        self.count += 1;
        let code = format!("emulator-device-{}", self.count);
        let device = Device {
            slow_downs: sign_in.device_slow_downs,
            polls: sign_in.device_polls,
            scope,
        };
        self.codes.insert(code.clone(), device);
        let uri = format!("{}/devicelogin", origins.graph);
        let message = format!("To sign in, open {uri} and enter the code EMULATOR.");
        Answer::new(
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
        let Some(device) = self.codes.get_mut(code) else {
            return Poll::Refused(refusal(
                "bad_verification_code",
                "AADSTS70019: the code is none of ours.",
            ));
        };
        if device.slow_downs > 0 {
            device.slow_downs -= 1;
            return Poll::Refused(refusal("slow_down", "Polled too often."));
        }
        if device.polls > 0 {
            device.polls -= 1;
            return Poll::Refused(refusal(
                "authorization_pending",
                "AADSTS70016: authorization is pending.",
            ));
        }
        let scope = self
            .codes
            .remove(code)
            .map_or_else(String::new, |it| it.scope);
        match sign_in.device_end {
            DeviceEnd::SignedIn => Poll::SignedIn(scope),
            DeviceEnd::Declined => Poll::Refused(refusal(
                "authorization_declined",
                "AADSTS70017: the user has declined.",
            )),
            DeviceEnd::Expired => Poll::Refused(refusal(
                "expired_token",
                "AADSTS70020: the code has expired.",
            )),
        }
    }
}
