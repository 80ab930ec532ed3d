//! Graph's documentation page "Update deviceConfigurationAssignment", declared and run.
//!
//! Without anything set, it starts an emulator of Graph in this process, patches an assignment on each of the page's ten
//! URLs, and reads it back on one:
//!
//! ```text
//! cargo run --example update_assignment
//! ```
//!
//! With `GRAPH_ACCESS_TOKEN` set it patches one assignment of the service at `GRAPH_BASE_URL` (the public one unless set);
//! the ids of the device configuration and of the assignment are its arguments:
//!
//! ```text
//! GRAPH_ACCESS_TOKEN=… cargo run --example update_assignment -- CONFIGURATION ASSIGNMENT
//! ```

#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::env;
use std::error::Error;
use std::process::ExitCode;

use graph_emulator::Emulator;
use graph_runtime::{Client, FixedToken, Request, Response, Update, graph_request};
use serde_json::json;

mod resources;

use resources::{
    Beta, DeviceAndAppManagementAssignmentSource, DeviceConfigurationAssignment,
    GroupAssignmentTarget, documented_requests,
};

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let run = match env::var("GRAPH_ACCESS_TOKEN") {
        Ok(token) => patch_real_service(token).await,
        Err(_) => patch_emulator().await,
    };
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let mut text = format!("error: {failure}");
            let mut cause = failure.source();
            while let Some(error) = cause {
                text.push_str(&format!("\n  because: {error}"));
                cause = error.source();
            }
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

/// The change that all requests make. Only what is set here is sent.
fn update() -> Update<DeviceConfigurationAssignment> {
    let target = GroupAssignmentTarget {
        group_id: Some("b1c9ff1e-5b0c-4c0f-9a7f-5c2c6a0a1d3e".to_owned()),
        ..Default::default()
    };
    Update::new()
        .set(DeviceConfigurationAssignment::TARGET, target)
        .set(
            DeviceConfigurationAssignment::SOURCE,
            DeviceAndAppManagementAssignmentSource::PolicySets,
        )
        .set(DeviceConfigurationAssignment::SOURCE_ID, "Source Id value")
}

async fn patch_emulator() -> Result<(), Failure> {
    let (config, certificate, assignment) = ("config-1", "certificate-1", "assignment-1");
    let requests = documented_requests(config, certificate, assignment, update);

    let mut emulator = Emulator::builder();
    for request in &requests {
        emulator = emulator.seed(request.url(), json!({"id": assignment, "source": "direct"}));
    }
    let emulator = emulator.start().await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    for request in requests {
        patch(&client, request).await?;
    }

    let request = graph_request!(Beta: GET /deviceManagement/deviceConfigurations/{config}/assignments/{assignment});
    let line = request_line(&request);
    let Response { status, body, .. } = client.exchange(request).await?;
    println!("{line} -> {status}: {}", summary(&body));
    Ok(())
}

async fn patch_real_service(token: String) -> Result<(), Failure> {
    let mut arguments = env::args().skip(1);
    let (Some(config), Some(assignment)) = (arguments.next(), arguments.next()) else {
        return Err("two arguments are needed: the ids of a device configuration and of an assignment of it".into());
    };
    let mut client = Client::builder(FixedToken::new(token));
    if let Ok(url) = env::var("GRAPH_BASE_URL") {
        client = client.base_url(url);
    }
    let client = client.build()?;
    let request = graph_request!(
        Beta: PATCH /deviceManagement/deviceConfigurations/{config}/assignments/{assignment},
        update()
    );
    patch(&client, request).await
}

async fn patch(
    client: &Client,
    request: Request<Option<DeviceConfigurationAssignment>>,
) -> Result<(), Failure> {
    let line = request_line(&request);
    let Response { status, body, .. } = client.exchange(request).await?;
    let updated = body.as_ref().map_or("no content".to_owned(), summary);
    println!("{line} -> {status}: {updated}");
    Ok(())
}

fn request_line<R>(request: &Request<R>) -> String {
    format!("{} {}", request.method(), request.url())
}

fn summary(assignment: &DeviceConfigurationAssignment) -> String {
    format!(
        "source {}, sourceId {:?}, target {}",
        assignment
            .source
            .as_ref()
            .map_or("-", |source| source.as_str()),
        assignment.source_id.as_deref().unwrap_or_default(),
        assignment
            .target
            .as_ref()
            .and_then(|target| target.odata_type())
            .unwrap_or("-"),
    )
}
