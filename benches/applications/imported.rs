//! Patches an assignment's target and prints the answer: with this library, the declaration written by `cargo msgraph import`.

use graph_runtime::{Client, FixedToken, Update, graph_request};

#[allow(dead_code)]
mod graph;

use graph::{Beta, DeviceConfigurationAssignment, GroupAssignmentTarget};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = GroupAssignmentTarget {
        group_id: Some("a line".into()),
        ..Default::default()
    };
    let update = Update::<DeviceConfigurationAssignment>::new()
        .set(DeviceConfigurationAssignment::TARGET, target);
    let (configuration, assignment) = ("1", "2");
    let request = graph_request!(
        Beta: PATCH /deviceManagement/deviceConfigurations/{configuration}/assignments/{assignment}, update
    );
    let client = Client::new(FixedToken::new("token"))?;
    let updated = client.send(request).await?;
    println!("{updated:?}");
    Ok(())
}
