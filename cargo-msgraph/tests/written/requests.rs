//! Requests of Microsoft Graph's documentation, to what `crate::graph` declares. Written by `cargo msgraph request`.

// Whoever has the module decides what of it is used, and by whom.
#![allow(dead_code, unreachable_pub)]

use graph_runtime::model::{Inherits, ValueOf};
use graph_runtime::path::{Count, Path, RawText, Target};
use graph_runtime::query::IntoLiteral;
use graph_runtime::request::Body;
use graph_runtime::{Arguments, Bytes, Create, IntoKey, Page, Request, Update, graph_request};

use crate::graph::{self, Beta};

/// `GET /users`
pub fn get_users() -> Request<Page<graph::User>> {
    graph_request!(Beta: GET /users)
}

/// `get /Users/{id | userPrincipalName}`
///
/// `GET /users/{user-id}`
pub fn get_user(user_id: impl IntoKey<graph::User>) -> Request<graph::User> {
    graph_request!(Beta: GET /users/{user_id})
}

/// `PATCH /users/{id}`
pub fn patch_user(
    user_id: impl IntoKey<graph::User>,
    body: Update<graph::User>,
) -> Request<Option<graph::User>> {
    graph_request!(Beta: PATCH /users/{user_id}, body)
}

/// `GET /users/delta`
pub fn get_users_delta() -> Request<Page<graph::User>> {
    graph_request!(Beta: GET /users/delta())
}

/// `POST /users/{id}/setPassword`
pub fn post_user_set_password(
    user_id: impl IntoKey<graph::User>,
    body: Arguments<graph::UserSetPassword>,
) -> Request<()> {
    graph_request!(Beta: POST /users/{user_id}/setPassword, body)
}

/// `POST /users/{id}/restore`
pub fn post_user_restore(user_id: impl IntoKey<graph::User>) -> Request<graph::AnyDirectoryObject> {
    graph_request!(Beta: POST /users/{user_id}/restore)
}

/// `GET /me/mailboxSettings`
pub fn get_me_mailbox_settings() -> Request<graph::MailboxSettings> {
    graph_request!(Beta: GET /me/mailboxSettings)
}

/// `PATCH /me/mailboxSettings`
pub fn patch_me_mailbox_settings(
    body: Update<graph::MailboxSettings>,
) -> Request<Option<graph::MailboxSettings>> {
    graph_request!(Beta: PATCH /me/mailboxSettings, body)
}

/// `GET /me/mailboxSettings/timeZone`
pub fn get_me_mailbox_settings_time_zone() -> Request<ValueOf<String>> {
    graph_request!(Beta: GET /me/mailboxSettings/timeZone)
}

/// `GET /me/calendar/events`
pub fn get_me_calendar_events() -> Request<Page<graph::Event>> {
    graph_request!(Beta: GET /me/calendar/events)
}

/// `GET /me/calendars/{id}/events`
#[deprecated(note = "Use the calendar groups.")]
#[allow(deprecated)]
pub fn get_me_calendars_by_id_events(
    calendar_id: impl IntoKey<graph::Calendar>,
) -> Request<Page<graph::Event>> {
    graph_request!(Beta: GET /me/calendars/{calendar_id}/events)
}

/// `POST /me/calendar/events`
pub fn post_me_calendar_events(body: Create<graph::Event>) -> Request<Option<graph::Event>> {
    graph_request!(Beta: POST /me/calendar/events, body)
}

/// `PUT /me/manager/$ref`
pub fn put_me_manager_ref<P, W>(body: P) -> Request<()>
where
    P: Path<Shape: Target>,
    P::Entity: Inherits<graph::DirectoryObject, W>,
{
    graph_request!(Beta: PUT /me/manager/$ref, body)
}

/// `DELETE /me/manager/$ref`
pub fn delete_me_manager_ref() -> Request<()> {
    graph_request!(Beta: DELETE /me/manager/$ref)
}

/// `GET /me/outlook/supportedTimeZones`
pub fn get_me_outlook_supported_time_zones() -> Request<Page<graph::TimeZoneInformation>> {
    graph_request!(Beta: GET /me/outlook/supportedTimeZones())
}

/// `GET /me/outlook/supportedTimeZones(timeZoneStandard='{time_zone_format}')`
pub fn get_me_outlook_supported_time_zones_with_time_zone_standard(
    time_zone_format: impl IntoLiteral<graph::TimeZoneStandard>,
) -> Request<Page<graph::TimeZoneInformation>> {
    graph_request!(Beta: GET /me/outlook/supportedTimeZones(timeZoneStandard={time_zone_format}))
}

/// `GET /me/drive/root:/{item-path}:/children`
pub fn get_me_drive_root_at_path_children(
    item_path: impl AsRef<str>,
) -> Request<Page<graph::DriveItem>> {
    graph_request!(Beta: GET /me/drive/root:/{item_path}:/children)
}

/// `PUT /me/drive/root:/{item-path}:/content`
pub fn put_me_drive_root_at_path_content(item_path: impl AsRef<str>, body: Body) -> Request<Bytes> {
    graph_request!(Beta: PUT /me/drive/root:/{item_path}:/content, body)
}

/// `GET /applications(appId='{appId}')`
pub fn get_application_by_app_id(app_id: impl IntoLiteral<String>) -> Request<graph::Application> {
    graph_request!(Beta: GET /applications(appId={app_id}))
}

/// `PUT /applications/{id}/logo`
pub fn put_application_logo(
    application_id: impl IntoKey<graph::Application>,
    body: Body,
) -> Request<Bytes> {
    graph_request!(Beta: PUT /applications/{application_id}/logo, body)
}

/// `POST /applications/{id}/owners/$ref`
pub fn post_application_owners_ref<P, W>(
    application_id: impl IntoKey<graph::Application>,
    body: P,
) -> Request<()>
where
    P: Path<Shape: Target>,
    P::Entity: Inherits<graph::DirectoryObject, W>,
{
    graph_request!(Beta: POST /applications/{application_id}/owners/$ref, body)
}

/// `GET /applications/$count`
pub fn get_applications_count() -> Request<Count> {
    graph_request!(Beta: GET /applications/$count)
}

/// `POST /security/cases/{id}/close`
pub fn post_security_case_close(case_id: impl IntoKey<graph::ediscovery::Case>) -> Request<()> {
    graph_request!(Beta: POST /security/cases/{case_id}/close)
}

/// `GET /security/cases`
pub fn get_security_cases() -> Request<Page<graph::ediscovery::Case>> {
    graph_request!(Beta: GET /security/cases)
}

/// `GET /users?$select=displayName&$expand=calendar($select=name)`
pub fn get_users_2() -> Request<Page<graph::User>> {
    graph_request!(Beta: GET /users)
        .raw_query_option_unchecked("$select=displayName")
        .raw_query_option_unchecked("$expand=calendar($select=name)")
}

/// `GET /users?%24filter=displayName%20eq%20%27O%27%27Neil%27&$top=5`
pub fn get_users_3() -> Request<Page<graph::User>> {
    graph_request!(Beta: GET /users)
        .raw_query_option_unchecked("$filter=displayName%20eq%20%27O%27%27Neil%27")
        .raw_query_option_unchecked("$top=5")
}

/// `GET /me/calendar/events('Today')`
pub fn get_me_calendar_events_today() -> Request<graph::Event> {
    graph_request!(Beta: GET /me/calendar/events/today)
}

/// `GET /me/drive/root:/Reports/Q1%20plan.txt:`
pub fn get_me_drive_root_at_path() -> Request<graph::DriveItem> {
    graph_request!(Beta: GET /me/drive/root:/{"Reports/Q1 plan.txt"}:)
}

/// `GET /me/drive/root:/{folder}/{name}.txt:/content`
pub fn get_me_drive_root_at_path_content(folder: &str, name: &str) -> Request<Bytes> {
    graph_request!(Beta: GET /me/drive/root:/{format!("{folder}/{name}.txt")}:/content)
}

/// `GET /users/{host},{tenant}/drive`
pub fn get_user_drive(host: &str, tenant: &str) -> Request<graph::Drive> {
    graph_request!(Beta: GET /users/{format!("{host},{tenant}")}/drive)
}

/// `GET /users/{id}/displayName/$value`
pub fn get_user_display_name_value(user_id: impl IntoKey<graph::User>) -> Request<RawText> {
    graph_request!(Beta: GET /users/{user_id}/displayName/$value)
}

/// `GET /me/mailboxSettings/timeZone/$value`
pub fn get_me_mailbox_settings_time_zone_value() -> Request<RawText> {
    graph_request!(Beta: GET /me/mailboxSettings/timeZone/$value)
}

/// `GET /security/cases/{id}/settings`
pub fn get_security_case_settings(
    case_id: impl IntoKey<graph::ediscovery::Case>,
) -> Request<graph::MailboxSettings> {
    graph_request!(Beta: GET /security/cases/{case_id}/settings)
}

/// `PATCH /security/cases/{id}/settings`
pub fn patch_security_case_settings(
    case_id: impl IntoKey<graph::ediscovery::Case>,
    body: Update<graph::MailboxSettings>,
) -> Request<Option<graph::MailboxSettings>> {
    graph_request!(Beta: PATCH /security/cases/{case_id}/settings, body)
}
