//! Patches an assignment's target and prints the answer: with graph-rs-sdk.

use graph_rs_sdk::GraphClient;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let update = json!({
        "target": {
            "@odata.type": "#microsoft.graph.groupAssignmentTarget",
            "groupId": "a line",
        },
    });
    let (configuration, assignment) = ("1", "2");
    let mut client = GraphClient::new("token");
    let answer = client
        .beta()
        .device_management()
        .device_configuration(configuration)
        .update_assignments(assignment, &update)
        .send()
        .await?
        .error_for_status()?;
    let updated: Value = answer.json().await?;
    println!("{updated:?}");
    Ok(())
}
