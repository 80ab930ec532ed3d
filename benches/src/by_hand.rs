//! The same data by hand: serde's derives, as one writes them without this library.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub(crate) struct Page<T> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    pub(crate) context: Option<String>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub(crate) next_link: Option<String>,
    pub(crate) value: Vec<T>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Source {
    Direct,
    PolicySets,
}

/// An assignment, with its target as `T`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Assignment<T> {
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub(crate) odata_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_id: Option<String>,
}

/// As [`Assignment`], keeping what it does not know.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeepingAssignment<T> {
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub(crate) odata_type: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) target: Option<T>,
    pub(crate) source: Option<Source>,
    pub(crate) source_id: Option<String>,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, serde_json::Value>,
}

/// The targets as serde's tagged enum.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "@odata.type")]
pub(crate) enum TaggedTarget {
    #[serde(rename = "#microsoft.graph.groupAssignmentTarget")]
    Group(GroupTarget),
    #[serde(rename = "#microsoft.graph.exclusionGroupAssignmentTarget")]
    ExclusionGroup(GroupTarget),
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GroupTarget {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) device_and_app_management_assignment_filter_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group_id: Option<String>,
}

/// The targets as one struct that has all that any of them has.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatTarget {
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    pub(crate) odata_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) device_and_app_management_assignment_filter_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group_id: Option<String>,
}

/// As [`TaggedTarget`], keeping what it does not know.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "@odata.type")]
pub(crate) enum KeepingTarget {
    #[serde(rename = "#microsoft.graph.groupAssignmentTarget")]
    Group(KeepingGroupTarget),
    #[serde(rename = "#microsoft.graph.exclusionGroupAssignmentTarget")]
    ExclusionGroup(KeepingGroupTarget),
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeepingGroupTarget {
    pub(crate) device_and_app_management_assignment_filter_id: Option<String>,
    pub(crate) group_id: Option<String>,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, serde_json::Value>,
}
