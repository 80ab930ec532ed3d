//! Requests of Microsoft Graph's documentation, to what `crate::graph` declares. Written by `cargo msgraph request`.

// Whoever has the module decides what of it is used, and by whom.
#![allow(dead_code, unreachable_pub)]

use graph_runtime::model::{Inherits, ValueOf};
use graph_runtime::query::IntoLiteral;
use graph_runtime::{Arguments, Create, IntoKey, Page, Request, Update, graph_request};

use crate::graph::{self, Beta};

/// `GET /directoryObjects/delta`
pub fn get_directory_objects_delta() -> Request<Page<graph::AnyDirectoryObject>> {
    graph_request!(Beta: GET /directoryObjects/delta())
}

/// `GET /groups/delta`
pub fn get_groups_delta() -> Request<Page<graph::AnyGroup>> {
    graph_request!(Beta: GET /groups/delta())
}

/// `GET /groups/delta(token='{token}')`
pub fn get_groups_delta_with_token(
    token: impl IntoLiteral<String>,
) -> Request<Page<graph::AnyGroup>> {
    graph_request!(Beta: GET /groups/delta(token={token}))
}

/// `GET /teams/delta`
pub fn get_teams_delta() -> Request<Page<graph::Team>> {
    graph_request!(Beta: GET /teams/delta())
}

/// `GET /roles/delta`
pub fn get_roles_delta() -> Request<Page<graph::AnyDirectoryObject>> {
    graph_request!(Beta: GET /roles/delta())
}

/// `GET /directoryObjects/{id}/isMember(of='{of}',deep={deep})`
pub fn get_directory_object_is_member(
    directory_object_id: impl IntoKey<graph::DirectoryObject>,
    of: impl IntoLiteral<String>,
    deep: impl IntoLiteral<bool>,
) -> Request<ValueOf<bool>> {
    graph_request!(Beta: GET /directoryObjects/{directory_object_id}/isMember(of={of},deep={deep}))
}

/// `GET /groups/{id}/isMember(of='{of}',deep={deep})`
pub fn get_group_is_member(
    group_id: impl IntoKey<graph::Group>,
    of: impl IntoLiteral<String>,
    deep: impl IntoLiteral<bool>,
) -> Request<ValueOf<String>> {
    graph_request!(Beta: GET /groups/{group_id}/isMember(of={of},deep={deep}))
}

/// `POST /policies/{id}/targetApps`
pub fn post_policy_target_apps(
    policy_id: impl IntoKey<graph::AppPolicy>,
    body: Arguments<graph::AppPolicyTargetApps>,
) -> Request<()> {
    graph_request!(Beta: POST /policies/{policy_id}/targetApps, body)
}

/// `POST /configurations/{id}/targetApps`
pub fn post_configuration_target_apps(
    configuration_id: impl IntoKey<graph::AppConfiguration>,
    body: Arguments<graph::AppPolicyTargetApps>,
) -> Request<()> {
    graph_request!(Beta: POST /configurations/{configuration_id}/targetApps, body)
}

/// `POST /protections/{id}/targetApps`
pub fn post_protection_target_apps(
    protection_id: impl IntoKey<graph::AppProtection>,
    body: Arguments<graph::AppProtectionTargetApps>,
) -> Request<ValueOf<bool>> {
    graph_request!(Beta: POST /protections/{protection_id}/targetApps, body)
}

/// `POST /iosProtections/{id}/targetApps`
pub fn post_ios_protection_target_apps(
    ios_protection_id: impl IntoKey<graph::IosProtection>,
    body: Arguments<graph::AppProtectionTargetApps>,
) -> Request<ValueOf<bool>> {
    graph_request!(Beta: POST /iosProtections/{ios_protection_id}/targetApps, body)
}

/// `POST /policies/{id}/assign`
pub fn post_policy_assign(
    policy_id: impl IntoKey<graph::AppPolicy>,
    body: Arguments<graph::AppPolicyAssign>,
) -> Request<()> {
    graph_request!(Beta: POST /policies/{policy_id}/assign, body)
}

/// `POST /configurations/{id}/assign`
pub fn post_configuration_assign(
    configuration_id: impl IntoKey<graph::AppConfiguration>,
    body: Arguments<graph::AppPolicyAssign>,
) -> Request<()> {
    graph_request!(Beta: POST /configurations/{configuration_id}/assign, body)
}

/// `POST /protections/{id}/assign`
pub fn post_protection_assign(
    protection_id: impl IntoKey<graph::AppProtection>,
    body: Arguments<graph::AppProtectionAssign>,
) -> Request<()> {
    graph_request!(Beta: POST /protections/{protection_id}/assign, body)
}

/// `GET /directoryObjects/changes()`
pub fn get_directory_objects_changes() -> Request<Page<graph::AnyDirectoryObject>> {
    graph_request!(Beta: GET /directoryObjects/changes())
}

/// `GET /groups/changes()`
pub fn get_groups_changes() -> Request<Page<graph::AnyGroup>> {
    graph_request!(Beta: GET /groups/changes())
}

/// `GET /roles/changes()`
pub fn get_roles_changes() -> Request<Page<graph::Role>> {
    graph_request!(Beta: GET /roles/changes())
}

/// `GET /directoryObjects/{id}/origin()`
pub fn get_directory_object_origin(
    directory_object_id: impl IntoKey<graph::DirectoryObject>,
) -> Request<graph::AnyGroup> {
    graph_request!(Beta: GET /directoryObjects/{directory_object_id}/origin())
}

/// `PATCH /directoryObjects/{id}/origin()`
pub fn patch_directory_object_origin<S, W>(
    directory_object_id: impl IntoKey<graph::DirectoryObject>,
    body: Update<S>,
) -> Request<Option<graph::AnyGroup>>
where
    S: Inherits<graph::Group, W>,
{
    graph_request!(Beta: PATCH /directoryObjects/{directory_object_id}/origin(), body)
}

/// `GET /teams/{id}/origin()`
pub fn get_team_origin(team_id: impl IntoKey<graph::Team>) -> Request<graph::Team> {
    graph_request!(Beta: GET /teams/{team_id}/origin())
}

/// `GET /sheets/{id}/range(address='A1:B2')`
pub fn get_sheet_range(
    sheet_id: impl IntoKey<graph::Sheet>,
    address: impl IntoLiteral<String>,
) -> Request<graph::Range> {
    graph_request!(Beta: GET /sheets/{sheet_id}/range(address={address}))
}

/// `PATCH /sheets/{id}/range(address='A1:B2')`
pub fn patch_sheet_range(
    sheet_id: impl IntoKey<graph::Sheet>,
    address: impl IntoLiteral<String>,
    body: Update<graph::Range>,
) -> Request<Option<graph::Range>> {
    graph_request!(Beta: PATCH /sheets/{sheet_id}/range(address={address}), body)
}

/// `PATCH /sheets/{id}/range(address='A1')/usedRange(valuesOnly=true)`
pub fn patch_sheet_range_used_range(
    sheet_id: impl IntoKey<graph::Sheet>,
    address: impl IntoLiteral<String>,
    values_only: impl IntoLiteral<bool>,
    body: Update<graph::Range>,
) -> Request<Option<graph::Range>> {
    graph_request!(Beta: PATCH /sheets/{sheet_id}/range(address={address})/usedRange(valuesOnly={values_only}), body)
}

/// `PATCH /sheets/{id}/range(address='A1')/format`
pub fn patch_sheet_range_format(
    sheet_id: impl IntoKey<graph::Sheet>,
    address: impl IntoLiteral<String>,
    body: Update<graph::Format>,
) -> Request<Option<graph::Format>> {
    graph_request!(Beta: PATCH /sheets/{sheet_id}/range(address={address})/format, body)
}

/// `DELETE /sheets/{id}/ranges()/{rangeId}`
pub fn delete_sheet_range(
    sheet_id: impl IntoKey<graph::Sheet>,
    range_id: impl IntoKey<graph::Range>,
) -> Request<()> {
    graph_request!(Beta: DELETE /sheets/{sheet_id}/ranges()/{range_id})
}

/// `GET /sheets/{id}/size`
pub fn get_sheet_size(sheet_id: impl IntoKey<graph::Sheet>) -> Request<graph::Size> {
    graph_request!(Beta: GET /sheets/{sheet_id}/size())
}

/// `PATCH /sheets/{id}/incident`
pub fn patch_sheet_incident(
    sheet_id: impl IntoKey<graph::Sheet>,
    body: Update<graph::security::Incident>,
) -> Request<Option<graph::security::Incident>> {
    graph_request!(Beta: PATCH /sheets/{sheet_id}/incident(), body)
}

/// `GET /sheets/{id}/incident/alerts`
pub fn get_sheet_incident_alerts(
    sheet_id: impl IntoKey<graph::Sheet>,
) -> Request<Page<graph::security::Incident>> {
    graph_request!(Beta: GET /sheets/{sheet_id}/incident()/alerts)
}

/// `PUT /sheets/{id}/incidents()/{incidentId}`
pub fn put_sheet_incident(
    sheet_id: impl IntoKey<graph::Sheet>,
    incident_id: impl IntoKey<graph::security::Incident>,
    body: Create<graph::security::Incident>,
) -> Request<Option<graph::security::Incident>> {
    graph_request!(Beta: PUT /sheets/{sheet_id}/incidents()/{incident_id}, body)
}
