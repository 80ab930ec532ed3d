//! Where the bytes of an upload come from.
//!
//! In: bytes, a reader that can seek, a stream. Out: one fragment after the other.

use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::Poll;

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};

use crate::shared::BoxFuture;

/// What is uploaded: its length, and its bytes from any place on.
///
/// [`Bytes`] is one; [`ReaderSource`], [`AsyncSource`] and [`StreamSource`] make one of readers and streams.
pub trait UploadSource: Send {
    /// How many bytes there are. It stays the same.
    fn length(&self) -> u64;

    /// Reads `length` bytes from `offset` on. Offsets only grow, unless the service asks for what it has lost.
    ///
    /// # Errors
    ///
    /// Those of the source, and [`io::ErrorKind::UnexpectedEof`] if it has fewer bytes.
    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>>;
}

impl UploadSource for Bytes {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let range = start..start.saturating_add(length);
        let bytes = self.get(range.clone()).is_some().then(|| self.slice(range));
        Box::pin(std::future::ready(bytes.ok_or_else(too_short)))
    }
}

fn too_short() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

/// Uploads from a reader that can seek: a [`std::fs::File`], say.
///
/// A fragment is read in one go, which blocks the task for as long as that takes.
#[derive(Debug)]
pub struct ReaderSource<R> {
    reader: R,
    length: u64,
}

impl<R: Read + Seek> ReaderSource<R> {
    /// The whole of a reader, from its beginning.
    ///
    /// # Errors
    ///
    /// If its end cannot be found.
    pub fn new(mut reader: R) -> io::Result<Self> {
        let length = reader.seek(SeekFrom::End(0))?;
        Ok(ReaderSource { reader, length })
    }
}

impl<R: Read + Seek + Send> UploadSource for ReaderSource<R> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let mut bytes = vec![0; length];
        let result = self
            .reader
            .seek(SeekFrom::Start(offset))
            .and_then(|_| self.reader.read_exact(&mut bytes))
            .map(|()| Bytes::from(bytes));
        Box::pin(std::future::ready(result))
    }
}

/// Uploads from an asynchronous reader that can seek: a `tokio::fs::File`, say.
#[derive(Debug)]
pub struct AsyncSource<R> {
    reader: R,
    length: u64,
}

impl<R: AsyncRead + AsyncSeek + Unpin> AsyncSource<R> {
    /// The whole of a reader, from its beginning.
    ///
    /// # Errors
    ///
    /// If its end cannot be found.
    pub async fn new(mut reader: R) -> io::Result<Self> {
        let length = seek(&mut reader, SeekFrom::End(0)).await?;
        Ok(AsyncSource { reader, length })
    }
}

async fn seek<R: AsyncSeek + Unpin>(reader: &mut R, to: SeekFrom) -> io::Result<u64> {
    // As the trait asks for: a seek that is under way has to end before another begins.
    std::future::poll_fn(|cx| Pin::new(&mut *reader).poll_complete(cx)).await?;
    Pin::new(&mut *reader).start_seek(to)?;
    std::future::poll_fn(|cx| Pin::new(&mut *reader).poll_complete(cx)).await
}

impl<R: AsyncRead + AsyncSeek + Unpin + Send> UploadSource for AsyncSource<R> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(async move {
            seek(&mut self.reader, SeekFrom::Start(offset)).await?;
            let mut bytes = vec![0; length];
            let mut buffer = ReadBuf::new(&mut bytes);
            while buffer.remaining() > 0 {
                let before = buffer.remaining();
                let reader = &mut self.reader;
                std::future::poll_fn(|cx| Pin::new(&mut *reader).poll_read(cx, &mut buffer))
                    .await?;
                if buffer.remaining() == before {
                    return Err(too_short());
                }
            }
            Ok(bytes.into())
        })
    }
}

/// Uploads from a stream whose length is known. It cannot go back behind the fragment that was read last.
///
/// To resume after a restart, the stream has to begin at the beginning: what the service has already is read and dropped.
#[derive(Debug)]
pub struct StreamSource<S> {
    stream: S,
    length: u64,
    /// What was read and may be needed (again), and where it begins.
    held: Vec<u8>,
    start: u64,
}

impl<S: Stream<Item = io::Result<Bytes>> + Unpin> StreamSource<S> {
    /// The `length` bytes of a stream.
    pub fn new(stream: S, length: u64) -> Self {
        StreamSource {
            stream,
            length,
            held: Vec::new(),
            start: 0,
        }
    }
}

impl<S: Stream<Item = io::Result<Bytes>> + Unpin + Send> UploadSource for StreamSource<S> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(async move {
            let Some(mut gap) = offset.checked_sub(self.start) else {
                let message = "the service asks for bytes that the stream gave before";
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            };
            loop {
                // Only what lies before the offset is dropped: the fragment itself may be asked for again.
                let dropped = usize::try_from(gap)
                    .unwrap_or(usize::MAX)
                    .min(self.held.len());
                self.held.drain(..dropped);
                self.start += dropped as u64;
                gap -= dropped as u64;
                if gap == 0
                    && let Some(bytes) = self.held.get(..length)
                {
                    return Ok(Bytes::copy_from_slice(bytes));
                }
                let stream = &mut self.stream;
                let next = std::future::poll_fn(|cx| -> Poll<Option<io::Result<Bytes>>> {
                    Pin::new(&mut *stream).poll_next(cx)
                });
                self.held
                    .extend_from_slice(&next.await.ok_or_else(too_short)??);
            }
        })
    }
}
