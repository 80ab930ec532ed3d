//! The credentials of azure_identity, and any other that implements azure_core's [`TokenCredential`].
//!
//! In: a scope. Out: the token, with its end, which the client's own keeping of tokens goes by.

use std::time::SystemTime;

use azure_core::credentials::TokenCredential;

use super::{AccessToken, Credential, TokenRequest};
use crate::error::BoxError;
use crate::shared::BoxFuture;

/// A client secret, a certificate, a managed identity, a workload identity, the Azure CLI: whatever azure_identity has.
///
/// Its constructors give an `Arc` of their own type, which becomes one of this trait: `as Arc<dyn TokenCredential>`. For another
/// cloud than the public one, the credential needs that cloud's [authority](crate::Cloud::authority).
///
/// The client keeps the token as well, and asks again five minutes before its end; azure_identity keeps it no longer than that.
///
/// `azure_core` has no way to pass claims on: a claims challenge is answered only if the credential has another token by then.
impl Credential for dyn TokenCredential {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let token = self.get_token(&[request.scope()], None).await?;
            let end = SystemTime::from(token.expires_on);
            Ok(AccessToken::expiring(token.token.secret(), end))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use azure_core::credentials::{AccessToken as AzureToken, TokenRequestOptions};

    use super::*;

    /// What `async_trait` makes of a method.
    type Boxed<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

    #[derive(Debug)]
    struct Echoing;

    impl TokenCredential for Echoing {
        fn get_token<'a, 'b, 'c, 'd, 'e>(
            &'a self,
            scopes: &'b [&'c str],
            _: Option<TokenRequestOptions<'d>>,
        ) -> Boxed<'e, azure_core::Result<AzureToken>>
        where
            'a: 'e,
            'b: 'e,
            'c: 'e,
            'd: 'e,
            Self: 'e,
        {
            let end = SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000);
            let token = AzureToken::new(scopes.join(" "), end.into());
            Box::pin(async { Ok(token) })
        }
    }

    #[tokio::test]
    async fn azures_credential_gives_its_token_and_when_it_ends() {
        let credential: Arc<dyn TokenCredential> = Arc::new(Echoing);
        let request = TokenRequest::new("https://graph.microsoft.us/.default");
        let token = Credential::token(&credential, request)
            .await
            .expect("a token");
        assert_eq!(token.secret(), "https://graph.microsoft.us/.default");
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000);
        assert_eq!(token.expires_at(), Some(end));
        let built = crate::Client::builder(credential)
            .base_url("http://127.0.0.1:9")
            .build();
        assert!(built.is_ok());
    }
}
