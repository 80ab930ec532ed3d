//! Uploads a large file with a progress display, going on after it was cut off, and downloads it again.
//!
//! `cargo run --example transfer` runs against an emulator in the process.

#![allow(clippy::print_stdout)]

use graph_emulator::Emulator;
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{ReaderSource, UploadSession};
use graph_runtime::{Bytes, Client, FixedToken, Method, Request};
use indicatif::{ProgressBar, ProgressStyle};

const LENGTH: usize = 24 * 1024 * 1024;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().start().await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;
    let film: Vec<u8> = (0..LENGTH).map(|n| (n / 1000 % 256) as u8).collect();

    let url = "/v1.0/me/drive/root:/film.mp4:/createUploadSession";
    let mut session = client
        .send(Request::<UploadSession>::new(Method::POST, url))
        .await?;
    // A program writes this to a file before it begins. It is a secret: whoever has it can upload.
    let stored = serde_json::to_string(&session)?;

    // Any reader that can seek will do: a `std::fs::File`, say.
    let mut source = ReaderSource::new(std::io::Cursor::new(film.clone()))?;
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} to go")?;
    let bar = ProgressBar::new(LENGTH as u64).with_style(style);
    let (half, halfway) = (
        LENGTH as u64 / 2,
        std::sync::Arc::new(tokio::sync::Notify::new()),
    );
    let mut show = |now: graph_runtime::transfer::Progress| {
        bar.set_position(now.sent);
        if now.sent >= half {
            halfway.notify_one();
        }
    };
    tokio::select! {
        done = client.upload::<RawResponse>(&mut session, &mut source, &mut show) => {
            done?;
        }
        () = halfway.notified() => {
            println!("cut off at {} bytes; a restart goes on from there", bar.position());
        }
    }

    let mut session: UploadSession = serde_json::from_str(&stored)?;
    let item = client
        .upload::<RawResponse>(&mut session, &mut source, &mut |now| {
            bar.set_position(now.sent)
        })
        .await?;
    bar.finish();
    println!("uploaded: {}", item.status);

    let request = Request::<Bytes>::new(Method::GET, "/v1.0/me/drive/root:/film.mp4:/content");
    let mut download = client.download(request, 0).await?;
    let mut came = Vec::new();
    while let Some(chunk) = download.next().await {
        came.extend_from_slice(&chunk?);
    }
    println!(
        "downloaded {} bytes, {}",
        came.len(),
        match came == film {
            true => "the same",
            false => "others",
        }
    );
    Ok(())
}
