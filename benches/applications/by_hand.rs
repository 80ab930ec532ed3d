//! Patches an assignment's target and prints the answer: by hand.

use reqwest::Client;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceConfigurationAssignment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<DeviceAndAppManagementAssignmentSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<AssignmentTarget>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceAndAppManagementAssignmentSource {
    Direct,
    PolicySets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceAndAppManagementAssignmentFilterType {
    None,
    Include,
    Exclude,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "@odata.type")]
pub enum AssignmentTarget {
    #[serde(rename = "#microsoft.graph.allDevicesAssignmentTarget")]
    AllDevices(AllTarget),
    #[serde(rename = "#microsoft.graph.allLicensedUsersAssignmentTarget")]
    AllLicensedUsers(AllTarget),
    #[serde(rename = "#microsoft.graph.configurationManagerCollectionAssignmentTarget")]
    ConfigurationManagerCollection(CollectionTarget),
    #[serde(rename = "#microsoft.graph.groupAssignmentTarget")]
    Group(GroupTarget),
    #[serde(rename = "#microsoft.graph.exclusionGroupAssignmentTarget")]
    ExclusionGroup(GroupTarget),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_and_app_management_assignment_filter_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_and_app_management_assignment_filter_type:
        Option<DeviceAndAppManagementAssignmentFilterType>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AllTarget {
    #[serde(flatten)]
    pub filter: Filter,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CollectionTarget {
    #[serde(flatten)]
    pub filter: Filter,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupTarget {
    #[serde(flatten)]
    pub filter: Filter,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "another TLS provider is installed")?;
    let update = DeviceConfigurationAssignment {
        target: Some(AssignmentTarget::Group(GroupTarget {
            group_id: Some("a line".into()),
            ..Default::default()
        })),
        ..Default::default()
    };
    let (configuration, assignment) = ("1", "2");
    let url = format!(
        "https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/{configuration}/assignments/{assignment}"
    );
    let request = Client::new().patch(url).bearer_auth("token").json(&update);
    let answer = request.send().await?.error_for_status()?;
    let updated: DeviceConfigurationAssignment = answer.json().await?;
    println!("{updated:?}");
    Ok(())
}
