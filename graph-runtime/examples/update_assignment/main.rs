//! Graph's documentation page "Update deviceConfigurationAssignment", declared and run.
//!
//! Without anything set, it starts an emulator of Graph in this process, patches an assignment on each of the page's ten
//! URLs, and reads it back on one:
//!
//! ```text
//! cargo run --example update_assignment
//! ```
//!
//! With arguments it patches one assignment of the service at `GRAPH_BASE_URL` (the public one unless set), with the token
//! in `GRAPH_ACCESS_TOKEN`. They are the ids of the device configuration, of the assignment, and of the group that becomes
//! the assignment's target. **What the target was is overwritten.**
//!
//! ```text
//! GRAPH_ACCESS_TOKEN=… cargo run --example update_assignment -- CONFIGURATION ASSIGNMENT GROUP
//! ```

#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::env::{self, VarError};
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

const HELP: &str = "\
\nhelp: `GRAPH_ACCESS_TOKEN=… cargo run --example update_assignment -- CONFIGURATION ASSIGNMENT GROUP` makes the group the \
assignment's target; without arguments and without the variable, an emulator is patched";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let token = env::var("GRAPH_ACCESS_TOKEN");
    let run = match (arguments.as_slice(), token) {
        ([], Err(VarError::NotPresent)) => patch_emulator().await,
        ([config, assignment, group], Ok(token)) => {
            patch_real_service(token, config, assignment, group).await
        }
        (_, Err(problem)) => Err(format!("GRAPH_ACCESS_TOKEN: {problem}{HELP}").into()),
        (_, Ok(_)) => Err(format!("three ids are needed as arguments{HELP}").into()),
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

/// The change that a real assignment gets. Only what is set here is sent.
fn retarget(group: &str) -> Update<DeviceConfigurationAssignment> {
    let target = GroupAssignmentTarget {
        group_id: Some(group.to_owned()),
        ..Default::default()
    };
    Update::new().set(DeviceConfigurationAssignment::TARGET, target)
}

/// The change that the page makes.
fn update() -> Update<DeviceConfigurationAssignment> {
    retarget("b1c9ff1e-5b0c-4c0f-9a7f-5c2c6a0a1d3e")
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
    let Response { status, body, .. } = client.send_with_response(request).await?;
    println!("{line} -> {status}: {}", summary(&body));
    Ok(())
}

async fn patch_real_service(
    token: String,
    config: &str,
    assignment: &str,
    group: &str,
) -> Result<(), Failure> {
    let mut client = Client::builder(FixedToken::new(token));
    if let Ok(url) = env::var("GRAPH_BASE_URL") {
        client = client.base_url(url);
    }
    let client = client.build()?;
    let request = graph_request!(
        Beta: PATCH /deviceManagement/deviceConfigurations/{config}/assignments/{assignment},
        retarget(group)
    );
    patch(&client, request).await
}

async fn patch(
    client: &Client,
    request: Request<Option<DeviceConfigurationAssignment>>,
) -> Result<(), Failure> {
    let line = request_line(&request);
    let Response { status, body, .. } = client.send_with_response(request).await?;
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
