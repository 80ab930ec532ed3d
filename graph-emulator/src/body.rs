//! A request's body comes in as frames; its bytes go out, within a bound.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

/// The largest body that Graph accepts here.
pub(crate) const LARGEST: usize = 8 * 1024 * 1024;

/// A client that writes its whole body before it reads sees the refusal only when somebody reads on; so many times as much as is
/// accepted, that is done.
const DRAINED: usize = 8;

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    Broken,
}

pub(crate) async fn read<B>(mut body: B, largest: usize) -> Result<Bytes, Unread>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut kept = BytesMut::new();
    let mut seen = 0_usize;
    while seen <= largest.saturating_mul(DRAINED) {
        let Some(frame) = body.frame().await else {
            break;
        };
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= largest {
            kept.extend_from_slice(&data);
        } else {
            kept = BytesMut::new();
        }
    }
    if seen <= largest {
        Ok(kept.freeze())
    } else {
        Err(Unread::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;

    #[tokio::test(flavor = "current_thread")]
    async fn the_bound_is_exact() {
        let body = |length| Full::new(Bytes::from(vec![b' '; length]));
        assert_eq!(read(body(0), LARGEST).await, Ok(Bytes::new()));
        assert_eq!(
            read(body(LARGEST), LARGEST).await.map(|body| body.len()),
            Ok(LARGEST)
        );
        assert_eq!(
            read(body(LARGEST + 1), LARGEST).await,
            Err(Unread::TooLarge)
        );
    }
}
