//! Reads bodies up to a maximum size.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

/// The factor of the maximum size up to which a body that is too large is read and dropped. A client that writes its whole body
/// before it reads would not see the response otherwise.
const DRAIN_FACTOR: usize = 8;

/// The reason why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    TooLarge,
    /// The connection ended within the body.
    Incomplete,
}

/// Reads a body of at most `max` bytes.
///
/// # Errors
/// Fails if the body is larger or does not arrive completely.
pub(crate) async fn read_body<B>(mut body: B, max: usize) -> Result<Bytes, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut kept = BytesMut::new();
    let mut seen = 0_usize;
    while seen <= max.saturating_mul(DRAIN_FACTOR) {
        let Some(frame) = body.frame().await else {
            break;
        };
        let Ok(data) = frame.map_err(|_| BodyError::Incomplete)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= max {
            kept.extend_from_slice(&data);
        } else {
            kept = BytesMut::new();
        }
    }
    if seen <= max {
        Ok(kept.freeze())
    } else {
        Err(BodyError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;

    const MAX: usize = 1024;

    #[tokio::test(flavor = "current_thread")]
    async fn the_bound_is_exact() {
        let body = |length| Full::new(Bytes::from(vec![b' '; length]));
        assert_eq!(read_body(body(0), MAX).await, Ok(Bytes::new()));
        assert_eq!(
            read_body(body(MAX), MAX).await.map(|body| body.len()),
            Ok(MAX)
        );
        assert_eq!(
            read_body(body(MAX + 1), MAX).await,
            Err(BodyError::TooLarge)
        );
    }
}
