//! Lists a large collection, with a progress display.
//!
//! `cargo run --example list_with_progress` lists 50,000 users of an emulator in the process.

#![allow(clippy::print_stdout)]

use graph_emulator::Emulator;
use graph_runtime::{Client, FixedToken, graph_request, graph_resource};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String, department: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .page_size(500)
        .empty_pages(20)
        .generated("/v1.0/users", 50_000, |index| {
            json!({ "id": index.to_string(), "displayName": format!("User {index}"), "department": "Sales" })
        })
        .start().await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    // The request's headers go with each page, and `$count=true` has the first page say how many there are.
    let request = graph_request!(V1: GET /users)
        .select((User::DISPLAY_NAME, User::DEPARTMENT))
        .count();
    let mut users = client.items(request);
    let style = "{bar:40} {human_pos} of {human_len} users, {per_sec}, {eta} to go";
    let bar = ProgressBar::no_length().with_style(ProgressStyle::with_template(style)?);
    let mut in_sales = 0;
    while let Some(user) = users.next().await {
        let user = user?;
        if bar.position() == 0 {
            bar.set_length(
                users
                    .count()
                    .and_then(|count| count.try_into().ok())
                    .unwrap_or(0),
            );
        }
        bar.inc(1);
        in_sales += usize::from(user.department.as_deref() == Some("Sales"));
    }
    bar.finish();
    println!("{in_sales} users are in sales");
    Ok(())
}
