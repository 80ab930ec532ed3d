//! A use of every construct, under the same lints and without a prelude.

use ::core::default::Default as _;
use ::graph_runtime::error::InvalidRequest;
use ::graph_runtime::query::{Operand as _, is_of};
use ::graph_runtime::request::Body;
use ::graph_runtime::{Arguments, Create, Request, Update, graph_path, graph_request};
use ::std::string::String;
use ::std::vec::Vec;

use crate::directory::{
    Application, Beta, DirectoryObjectCheckMemberGroups, DriveItem, Guest, Importance, Location,
    MailFolder, Message, Tag, User, UserSendMail, WeekDay, WorkingHours,
};
use crate::more::{Group, UserAssign};

/// The request line, or what is wrong with the request.
///
/// # Errors
///
/// If the request cannot be sent.
fn line<R>(request: &Request<R>) -> ::core::result::Result<String, InvalidRequest> {
    match request.problem() {
        ::core::option::Option::Some(problem) => {
            ::core::result::Result::Err(::core::clone::Clone::clone(problem))
        }
        ::core::option::Option::None => {
            ::core::result::Result::Ok(::std::format!("{} {}", request.method(), request.url()))
        }
    }
}

/// Paths of every kind of segment, as the documentation writes them.
///
/// # Errors
///
/// If a request cannot be sent.
pub fn paths(id: &str, content: Body) -> ::core::result::Result<Vec<String>, InvalidRequest> {
    let target = || graph_path!(Beta: /users/{id});
    ::core::result::Result::Ok(::std::vec![
        line(&graph_request!(Beta: GET /users/$count))?,
        line(&graph_request!(Beta: GET /users/{id}/microsoft.graph.guest/extension))?,
        line(&graph_request!(Beta: GET /users/{id}/mailFolders/inbox/messages/{id}))?,
        line(&graph_request!(Beta: GET /users/{id}/mail_folders))?,
        line(&graph_request!(Beta: GET /users/{id}/manager/$ref))?,
        line(&graph_request!(Beta: PUT /users/{id}/manager/$ref, target()))?,
        line(&graph_request!(Beta: DELETE /users/{id}/manager/$ref))?,
        line(&graph_request!(Beta: POST /users/{id}/sponsors/$ref, target()))?,
        line(&graph_request!(Beta: DELETE /users/{id}/sponsors/{id}/$ref))?,
        line(&graph_request!(Beta: GET /users/{id}/memberOf))?,
        line(&graph_request!(Beta: DELETE /users/{id}/nickName))?,
        line(&graph_request!(Beta: GET /users/{id}/photo/$value))?,
        line(&graph_request!(Beta: GET /applications(appId={id})/owners))?,
        line(&graph_request!(Beta: PUT /drive/root:/{id}:/content, content))?,
        line(&graph_request!(Beta: GET /drive/root/search(q={id})/{id}/children))?,
        line(&graph_request!(Beta: GET /users/{id}/reminderView(startDateTime={id})))?,
        line(
            &graph_request!(Beta: GET /users/{id}/reminderView(endDateTime={id}, startDateTime={id}))
        )?,
        line(&graph_request!(Beta: GET /users/delta))?,
        line(&graph_request!(Beta: GET /users/delta(token={id})))?,
        line(&graph_request!(Beta: GET /users/{id}/delta()))?,
        line(&graph_request!(Beta: POST /users/{id}/revokeSignInSessions))?,
        line(&graph_request!(Beta: POST /users/{id}/checkMemberGroups,
            Arguments::new().set(DirectoryObjectCheckMemberGroups::GROUP_IDS, [id])))?,
        line(&graph_request!(Beta: POST /users/{id}/sendMail,
            Arguments::new().set(UserSendMail::SAVE_TO_SENT_ITEMS, true)))?,
        line(
            &graph_request!(Beta: POST /users/{id}/assign, Arguments::new().set(UserAssign::IDS, [id]))
        )?,
        line(&graph_request!(Beta: GET /users/{id}/joinedGroups))?,
    ])
}

/// Bodies of every kind.
///
/// # Errors
///
/// If a request cannot be sent.
pub fn bodies(id: &str) -> ::core::result::Result<Vec<String>, InvalidRequest> {
    let hours = WorkingHours {
        days: ::core::option::Option::Some(WeekDay::MONDAY | WeekDay::MIDWEEK),
        ..::core::default::Default::default()
    };
    let settings = Update::<crate::directory::MailboxSettings>::new()
        .set(crate::directory::MailboxSettings::WORKING_HOURS, hours);
    let create = Create::<User>::new()
        .set(User::USER_PRINCIPAL_NAME, id)
        .set(User::HOMES, [Location::default()])
        .set_undeclared("extension_x", true)
        .bind(User::MANAGER, graph_path!(Beta: /users/{id}))
        .insert_all(
            User::MAIL_FOLDERS,
            [Create::<MailFolder>::new().set(MailFolder::DISPLAY_NAME, id)],
        );
    let update = Update::<Guest>::new()
        .set(Guest::HOST, id)
        .clear(User::DISPLAY_NAME)
        .annotate("@odata.x", &true);
    ::core::result::Result::Ok(::std::vec![
        line(&graph_request!(Beta: PATCH /users/{id}/mailboxSettings, settings))?,
        line(&graph_request!(Beta: POST /users, create))?,
        line(&graph_request!(Beta: PATCH /users/{id}, update))?,
    ])
}

/// Queries of every kind.
///
/// # Errors
///
/// If a request cannot be sent.
pub fn queries() -> ::core::result::Result<Vec<String>, InvalidRequest> {
    let users = graph_request!(Beta: GET /users)
        .select((User::DISPLAY_NAME, User::AGE))
        .filter(
            (User::AGE.gt(1).and(User::DISPLAY_NAME.is_in(["a", "b"])))
                .or(!User::DISPLAY_NAME.starts_with("c")),
        )
        .filter(User::HOMES.any(|home| home.then(Location::CITY).is_not_null()))
        .order_by(User::DISPLAY_NAME)
        .order_by(User::AGE.desc())
        .expand(
            User::MESSAGES
                .filter(Message::IMPORTANCE.eq(Importance::High))
                .top(1),
        )
        .count()
        .top(2)
        .skip(3);
    let subtypes = graph_request!(Beta: GET /users)
        .filter(is_of::<Guest>().and(Guest::HOST.by_cast().eq("h")))
        .select(Guest::HOST.implicit());
    let searched = graph_request!(Beta: GET /users).search("displayName:a");
    let applications = graph_request!(Beta: GET /applications)
        .filter(Application::TAGS.any(|tag| tag.then(Tag::NAME).contains("t")));
    let items =
        graph_request!(Beta: GET /drive/root/children).filter(DriveItem::NAME.ends_with("x"));
    let groups = graph_request!(Beta: GET /groups)
        .select(Group::DISPLAY_NAME)
        .raw_query_option_unchecked("$apply=x");
    ::core::result::Result::Ok(::std::vec![
        line(&users)?,
        line(&subtypes)?,
        line(&searched)?,
        line(&applications)?,
        line(&items)?,
        line(&groups)?,
    ])
}
