//! Patches an assignment's target and prints the answer: with this library.

use graph_runtime::{Client, FixedToken, Update, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        deviceManagement: deviceManagement { get },
    }

    entity deviceManagement {
        nav deviceConfigurations: [deviceConfiguration],
    }

    abstract entity deviceConfiguration {
        nav assignments: [deviceConfigurationAssignment] { get, post } each { get, patch, delete },
    }

    entity deviceConfigurationAssignment {
        #[read_only] source: deviceAndAppManagementAssignmentSource,
        #[read_only] sourceId: String,
        target: deviceAndAppManagementAssignmentTarget,
    }

    enum deviceAndAppManagementAssignmentSource { direct, policySets }
    enum deviceAndAppManagementAssignmentFilterType { none, include, exclude }

    abstract complex deviceAndAppManagementAssignmentTarget {
        deviceAndAppManagementAssignmentFilterId: String,
        deviceAndAppManagementAssignmentFilterType: deviceAndAppManagementAssignmentFilterType,
    }
    complex allDevicesAssignmentTarget: deviceAndAppManagementAssignmentTarget {}
    complex allLicensedUsersAssignmentTarget: deviceAndAppManagementAssignmentTarget {}
    complex configurationManagerCollectionAssignmentTarget: deviceAndAppManagementAssignmentTarget {
        collectionId: String,
    }
    complex groupAssignmentTarget: deviceAndAppManagementAssignmentTarget { groupId: String }
    complex exclusionGroupAssignmentTarget: groupAssignmentTarget {}
    /* more */
}

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
