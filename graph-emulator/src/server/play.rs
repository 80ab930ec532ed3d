//! Plays scripts on connections.

use std::io;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::fault::{Script, Step};

/// Plays the steps of a script, and ends the connection.
pub(super) async fn play(script: Script, mut stream: TcpStream) -> io::Result<()> {
    for step in script.0 {
        match step {
            Step::Write(bytes) => stream.write_all(&bytes).await?,
            Step::Slowly(bytes, pieces, over) => {
                let pieces = pieces.max(1);
                let pause = over / u32::try_from(pieces).unwrap_or(u32::MAX);
                for piece in bytes.chunks(bytes.len().div_ceil(pieces).max(1)) {
                    stream.write_all(piece).await?;
                    tokio::time::sleep(pause).await;
                }
            }
            Step::Repeat(pattern, Some(mut left)) => {
                while left > 0 {
                    let piece = usize::try_from(left).unwrap_or(usize::MAX);
                    let piece = pattern.get(..piece).unwrap_or(&pattern);
                    stream.write_all(piece).await?;
                    left -= piece.len() as u64;
                }
            }
            Step::Repeat(pattern, None) => loop {
                stream.write_all(&pattern).await?;
            },
            Step::Hang => {
                let mut ignored = [0];
                loop {
                    stream.readable().await?;
                    match stream.try_read(&mut ignored) {
                        Ok(0) => break,
                        Ok(_) => {}
                        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                        Err(error) => return Err(error),
                    }
                }
            }
            Step::Reset => return stream.set_zero_linger(),
        }
    }
    stream.shutdown().await
}
