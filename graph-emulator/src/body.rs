//! A request's body comes in as frames; its bytes go out, within a bound.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

/// The largest body that is accepted.
const LARGEST: usize = 8 * 1024 * 1024;

/// A client that writes its whole body before it reads sees the refusal only when somebody reads on; up to here, that is done.
const LARGEST_DRAINED: usize = 8 * LARGEST;

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    Broken,
}

pub(crate) async fn read<B>(mut body: B) -> Result<Bytes, Unread>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut kept = BytesMut::new();
    let mut seen = 0_usize;
    while seen <= LARGEST_DRAINED {
        let Some(frame) = body.frame().await else {
            break;
        };
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= LARGEST {
            kept.extend_from_slice(&data);
        } else {
            kept = BytesMut::new();
        }
    }
    if seen <= LARGEST {
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
        assert_eq!(read(body(0)).await, Ok(Bytes::new()));
        assert_eq!(
            read(body(LARGEST)).await.map(|body| body.len()),
            Ok(LARGEST)
        );
        assert_eq!(read(body(LARGEST + 1)).await, Err(Unread::TooLarge));
    }
}
