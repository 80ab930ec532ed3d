//! Why a user is not signed in, without a word that is a secret.

use std::fmt;

use oauth2::{ErrorResponse, ErrorResponseType, RequestTokenError, StandardErrorResponse};

use super::platform::Unreachable;
use crate::error::{BoxError, Chain};

/// Why [`DeviceCodeCredential`](crate::device_code::DeviceCodeCredential) has no token.
///
/// It is the cause in [`Error::Credential`](crate::Error::Credential): `cause.downcast_ref::<DeviceCodeError>()`. No form of it
/// shows a token or a code.
#[derive(Debug)]
#[non_exhaustive]
pub enum DeviceCodeError {
    /// The user refused (`access_denied`, or `authorization_declined` as Microsoft's identity platform calls it).
    Declined,
    /// Nobody entered the code in time (`expired_token`).
    Expired,
    /// The identity platform refuses for another reason.
    Refused {
        /// The error code: `invalid_client`, `unauthorized_client`. Source: RFC 6749, 5.2.
        code: String,
        /// What the identity platform says to it, for the developer: one line, with its `AADSTS` number.
        description: Option<String>,
    },
    /// The identity platform cannot be reached, or is out of order.
    Unreachable(BoxError),
    /// Its answer is none that RFC 6749 or RFC 8628 knows.
    Unreadable,
}

impl DeviceCodeError {
    /// What the identity platform, or the way to it, said. `secrets` went out with the request: who repeats one is not quoted.
    pub(super) fn of<T>(
        error: RequestTokenError<Unreachable, StandardErrorResponse<T>>,
        secrets: &[&str],
    ) -> Self
    where
        T: ErrorResponseType + AsRef<str> + fmt::Display + 'static,
        StandardErrorResponse<T>: ErrorResponse,
    {
        match error {
            RequestTokenError::ServerResponse(answer) => {
                let quote = |text: &str| {
                    let is_safe = secrets.iter().all(|secret| !text.contains(secret));
                    is_safe.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
                };
                let code = answer.error().as_ref();
                let description = answer.error_description().and_then(|text| quote(text));
                Self::refused(quote(code).unwrap_or_default(), description)
            }
            RequestTokenError::Request(problem) => DeviceCodeError::Unreachable(problem.into()),
            // What could not be read is not shown: it may well be a token.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                DeviceCodeError::Unreadable
            }
        }
    }

    fn refused(code: String, description: Option<String>) -> Self {
        match code.as_str() {
            "access_denied" | "authorization_declined" => DeviceCodeError::Declined,
            "expired_token" => DeviceCodeError::Expired,
            _ => DeviceCodeError::Refused { code, description },
        }
    }

    /// Whether a refresh token is of no use any more, and the user has to sign in again.
    pub(super) fn needs_the_user(&self) -> bool {
        let DeviceCodeError::Refused { code, .. } = self else {
            return false;
        };
        matches!(
            code.as_str(),
            "invalid_grant" | "interaction_required" | "login_required" | "consent_required"
        )
    }

    /// The same once more, for those that waited for the same sign-in; `None` if they had better try themselves.
    pub(super) fn repeated(&self) -> Option<Self> {
        match self {
            DeviceCodeError::Declined => Some(DeviceCodeError::Declined),
            DeviceCodeError::Expired => Some(DeviceCodeError::Expired),
            DeviceCodeError::Refused { code, description } => Some(DeviceCodeError::Refused {
                code: code.clone(),
                description: description.clone(),
            }),
            DeviceCodeError::Unreachable(_) | DeviceCodeError::Unreadable => None,
        }
    }
}

impl fmt::Display for DeviceCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeviceCodeError::Declined => f.write_str("the user has declined to sign in"),
            DeviceCodeError::Expired => f.write_str("nobody signed in before the code expired"),
            DeviceCodeError::Refused { code, description } => {
                write!(f, "the identity platform refuses to sign in: {code}")?;
                let Some(description) = description else {
                    return Ok(());
                };
                write!(f, ": {description}")?;
                // The mistake that everybody makes once: its words speak of a secret, which this flow does not have.
                if description.contains("AADSTS7000218") {
                    f.write_str(
                        "\nhelp: device codes are for public clients: allow public client flows in the app's registration, \
                         under Authentication",
                    )?;
                }
                Ok(())
            }
            DeviceCodeError::Unreachable(cause) => write!(
                f,
                "the identity platform cannot be reached: {}",
                Chain(&**cause)
            ),
            DeviceCodeError::Unreadable => {
                f.write_str("the identity platform's answer cannot be understood")
            }
        }
    }
}

impl std::error::Error for DeviceCodeError {}

#[cfg(test)]
mod tests {
    use oauth2::DeviceCodeErrorResponse;
    use oauth2::basic::BasicErrorResponse;

    use super::*;

    fn read<T>(answer: &str, secrets: &[&str]) -> DeviceCodeError
    where
        T: ErrorResponseType + AsRef<str> + fmt::Display + 'static,
    {
        let answer = serde_json::from_str(answer).expect("an error of OAuth");
        DeviceCodeError::of::<T>(RequestTokenError::ServerResponse(answer), secrets)
    }

    #[test]
    fn a_refusal_is_told_in_one_line() {
        let text = r#"{"error":"invalid_client","error_description":"AADSTS7000218: The request body must contain: 'client_assertion'.\r\nTrace ID: 1\r\n"}"#;
        let error = read::<oauth2::basic::BasicErrorResponseType>(text, &["secret"]);
        assert_eq!(
            error.to_string(),
            "the identity platform refuses to sign in: invalid_client: AADSTS7000218: The request body must contain: \
             'client_assertion'. Trace ID: 1\n\
             help: device codes are for public clients: allow public client flows in the app's registration, \
             under Authentication"
        );
    }

    #[test]
    fn refusing_and_being_late_have_two_names_each() {
        type Device = oauth2::DeviceCodeErrorResponseType;
        for (code, expected) in [
            ("access_denied", "the user has declined to sign in"),
            ("authorization_declined", "the user has declined to sign in"),
            ("expired_token", "nobody signed in before the code expired"),
        ] {
            let error = read::<Device>(&format!(r#"{{"error":"{code}"}}"#), &[]);
            assert_eq!(error.to_string(), expected);
            assert!(error.repeated().is_some());
            assert!(!error.needs_the_user());
        }
    }

    #[test]
    fn who_repeats_a_secret_is_not_quoted() {
        let text = r#"{"error":"invalid_grant","error_description":"AADSTS70000: the token 'the-secret' is bad"}"#;
        let error = read::<oauth2::basic::BasicErrorResponseType>(text, &["the-secret"]);
        assert!(error.needs_the_user());
        assert!(!format!("{error} {error:?}").contains("the-secret"));
        assert!(matches!(
            error,
            DeviceCodeError::Refused {
                description: None,
                ..
            }
        ));
    }

    #[test]
    fn what_cannot_be_read_is_not_shown() {
        let broken = serde_json::from_str::<BasicErrorResponse>("{").map(|_| ());
        assert!(broken.is_err());
        let other: RequestTokenError<Unreachable, DeviceCodeErrorResponse> =
            RequestTokenError::Other("the-secret".to_owned());
        let error = DeviceCodeError::of(other, &[]);
        assert!(!format!("{error} {error:?}").contains("the-secret"));
        assert!(error.repeated().is_none());
    }
}
