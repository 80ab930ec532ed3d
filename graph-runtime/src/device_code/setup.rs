//! Setting the flow up, and what the user is shown.
//!
//! In: an app's id, a tenant, an authority, scopes, a way to show a code. Out: the credential.

use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use oauth2::basic::BasicClient;
use oauth2::{AuthType, ClientId, DeviceAuthorizationUrl, RefreshToken, TokenUrl};

use super::platform::Platform;
use super::{Device, DeviceCodeCredential, Prompt};
use crate::error::BuildError;
use crate::send::Origin;
use crate::shared::Cloud;

/// Sets a [`DeviceCodeCredential`] up. Its `Debug` form shows no token.
#[must_use]
pub struct DeviceCodeBuilder {
    client_id: String,
    tenant: String,
    authority: String,
    scopes: Vec<String>,
    refresh: Option<RefreshToken>,
    prompt: Box<Prompt>,
}

/// What the user has to be shown. Whoever knows the code can be signed in by the user, so its `Debug` form does not show it.
pub struct DevicePrompt<'a> {
    device: &'a Device,
}

impl DeviceCodeCredential {
    /// A credential of the app with this client id. `prompt` is called whenever the user has to sign in; it should show the
    /// [message](DevicePrompt::message) and return at once.
    pub fn builder(
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt<'_>) + Send + Sync + 'static,
    ) -> DeviceCodeBuilder {
        DeviceCodeBuilder {
            client_id: client_id.into(),
            tenant: "organizations".to_owned(),
            authority: Cloud::Public.authority().to_owned(),
            scopes: Vec::new(),
            refresh: None,
            prompt: Box::new(prompt),
        }
    }
}

impl DeviceCodeBuilder {
    /// The tenant whose users sign in: its id or a domain of it, or `organizations` (the default), `common`, `consumers`.
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = tenant.into();
        self
    }

    /// The cloud whose users sign in; it should be that of the client. The default is the public one.
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.authority(cloud.authority())
    }

    /// The origin of the identity platform, if it is not that of a [cloud](Self::cloud): `http://127.0.0.1:8080` for a test.
    pub fn authority(mut self, origin: impl Into<String>) -> Self {
        self.authority = origin.into();
        self
    }

    /// The permissions that the program asks the user for: `User.Read`, `Mail.Read`. What names no resource is Graph's, of the
    /// client's own cloud. The default is `.default`: all that the app's registration lists.
    ///
    /// `offline_access`, which the refresh token needs, is always added.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// A [refresh token](DeviceCodeCredential::refresh_token) of an earlier run: the user is asked only if it is refused.
    pub fn refresh_token(mut self, token: impl Into<String>) -> Self {
        self.refresh = Some(RefreshToken::new(token.into()));
        self
    }

    /// Makes the credential. Nothing is sent.
    ///
    /// # Errors
    ///
    /// If the tenant or the authority cannot be what it is given as; if TLS cannot be set up.
    pub fn build(self) -> Result<DeviceCodeCredential, BuildError> {
        let authority = Origin::parse(&self.authority).map_err(BuildError::of_authority)?;
        let is_tenant = !self.tenant.is_empty()
            && self
                .tenant
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            && self.tenant.bytes().any(|byte| byte != b'.');
        if !is_tenant {
            return Err(BuildError::Tenant);
        }
        let of = |end: &str| format!("{}/{}/oauth2/v2.0/{end}", authority.as_str(), self.tenant);
        let no_url = |_| BuildError::Tenant;
        let oauth = BasicClient::new(ClientId::new(self.client_id))
            .set_auth_type(AuthType::RequestBody)
            .set_device_authorization_url(
                DeviceAuthorizationUrl::new(of("devicecode")).map_err(no_url)?,
            )
            .set_token_uri(TokenUrl::new(of("token")).map_err(no_url)?);
        Ok(DeviceCodeCredential {
            oauth,
            platform: Platform::new(&authority)?,
            scopes: self.scopes,
            prompt: self.prompt,
            session: tokio::sync::Mutex::default(),
            refresh: Mutex::new(self.refresh),
        })
    }
}

impl<'a> DevicePrompt<'a> {
    pub(super) fn new(device: &'a Device) -> Self {
        DevicePrompt { device }
    }

    /// What to tell the user, in whole sentences: the address and the code are in it.
    pub fn message(&self) -> String {
        match &self.device.extra_fields().message {
            Some(message) => message.clone(),
            None => format!(
                "To sign in, open {} and enter the code {}.",
                self.verification_uri(),
                self.user_code()
            ),
        }
    }

    /// The code that the user enters.
    pub fn user_code(&self) -> &str {
        self.device.user_code().secret()
    }

    /// Where the user enters it: `https://microsoft.com/devicelogin`.
    pub fn verification_uri(&self) -> &str {
        self.device.verification_uri()
    }

    /// How long the code is good for, from now.
    pub fn expires_in(&self) -> Duration {
        self.device.expires_in()
    }
}

impl fmt::Debug for DevicePrompt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePrompt")
            .field("verification_uri", &self.verification_uri())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DeviceCodeBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The authority is not shown: before `build` has looked at it, it may hold a password.
        f.debug_struct("DeviceCodeBuilder")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
