//! Queries on a base that name what only a subtype has: with a type cast, and without one.

use graph_runtime::path::Path as _;
use graph_runtime::query::{Filter, Operand as _, is_of};
use graph_runtime::schema::Nav;
use graph_runtime::{Page, Request, graph_request};

use crate::declared::{
    AnyAttachment, Attachment, Beta, DirectoryObject, FileAttachment, Group, Guest, ItemAttachment,
    MailboxSettings, Message, User,
};
use crate::odata;

fn members() -> Request<Page<crate::declared::AnyDirectoryObject>> {
    graph_request!(Beta: GET /groups/{"g"}/members)
}

fn attachments() -> Request<Page<AnyAttachment>> {
    Beta.me().messages().id("m").attachments().get()
}

/// The value of the only option, but for the count that comes along.
#[track_caller]
fn option<R>(request: &Request<R>) -> String {
    let (_, mut options) = odata::query_options(request.url()).unwrap();
    options.retain(|(name, _)| name != "$count");
    assert_eq!(options.len(), 1, "{}", request.url());
    options.remove(0).1
}

#[test]
fn they_are_selected() {
    assert_eq!(
        option(&members().select(User::DISPLAY_NAME.implicit())),
        "displayName"
    );
    assert_eq!(
        option(&members().select(User::DISPLAY_NAME.by_cast())),
        "microsoft.graph.user/displayName"
    );
    // Next to what the base has, and of several subtypes, and two levels down.
    assert_eq!(
        option(&members().select((
            DirectoryObject::ID,
            User::DISPLAY_NAME.implicit(),
            Group::DISPLAY_NAME.by_cast(),
            Guest::HOST.by_cast(),
        ))),
        "id,displayName,microsoft.graph.group/displayName,microsoft.graph.guest/host"
    );
    // Of a single entity.
    let manager = graph_request!(Beta: GET /me/manager);
    assert_eq!(option(&manager.select(User::AGE.implicit())), "age");
}

#[test]
fn they_are_filtered_by() {
    assert_eq!(
        option(&members().filter(User::DISPLAY_NAME.implicit().starts_with("O'N"))),
        "startsWith(displayName,'O''N')"
    );
    assert_eq!(
        option(&members().filter(User::DISPLAY_NAME.by_cast().eq("x"))),
        "microsoft.graph.user/displayName eq 'x'"
    );
    assert_eq!(
        option(
            &members().filter(
                User::MAILBOX_SETTINGS
                    .by_cast()
                    .then(MailboxSettings::TIME_ZONE)
                    .eq("UTC")
            )
        ),
        "microsoft.graph.user/mailboxSettings/timeZone eq 'UTC'"
    );
    assert_eq!(
        option(
            &members().filter(
                User::MESSAGES
                    .by_cast()
                    .any(|message| { message.then(Message::SUBJECT).eq("a") })
            )
        ),
        "microsoft.graph.user/messages/any(x1:x1/subject eq 'a')"
    );
}

#[test]
fn conditions_on_one_subtype_join_and_on_several_by_their_base() {
    let named = |name: &str| User::DISPLAY_NAME.by_cast().eq(name);
    assert_eq!(
        option(&members().filter(named("a").or(named("b")))),
        "microsoft.graph.user/displayName eq 'a' or microsoft.graph.user/displayName eq 'b'"
    );
    assert_eq!(
        option(&members().filter(DirectoryObject::ID.eq("i").and(named("a").or(named("b"))))),
        "id eq 'i' and (microsoft.graph.user/displayName eq 'a' or microsoft.graph.user/displayName eq 'b')"
    );
    let either: Filter<DirectoryObject> = named("a")
        .or(named("b"))
        .on::<DirectoryObject, _>()
        .and(Group::DISPLAY_NAME.by_cast().eq("c"));
    assert_eq!(
        option(&members().filter(either)),
        "(microsoft.graph.user/displayName eq 'a' or microsoft.graph.user/displayName eq 'b') \
         and microsoft.graph.group/displayName eq 'c'"
    );
    // `on` keeps what makes a request impossible.
    let none = User::AGE
        .implicit()
        .is_in::<i32>([])
        .on::<DirectoryObject, _>();
    assert!(members().filter(none).problem().is_some());
}

#[test]
fn a_type_is_asked_for() {
    assert_eq!(
        option(&attachments().filter(is_of::<FileAttachment>())),
        "isof('microsoft.graph.fileAttachment')"
    );
    let either = is_of::<FileAttachment>()
        .on::<Attachment, _>()
        .or(is_of::<ItemAttachment>())
        .and(Attachment::SIZE.gt(1));
    assert_eq!(
        option(&attachments().filter(either)),
        "(isof('microsoft.graph.fileAttachment') or isof('microsoft.graph.itemAttachment')) and size gt 1"
    );
}

#[test]
fn they_order() {
    assert_eq!(
        option(
            &members()
                .order_by(User::DISPLAY_NAME.implicit())
                .order_by(User::AGE.by_cast().desc())
        ),
        "displayName,microsoft.graph.user/age desc"
    );
}

#[test]
fn they_are_expanded() {
    // As Graph's page "Get attachment" has it.
    assert_eq!(
        option(&attachments().expand(ItemAttachment::ITEM.by_cast())),
        "microsoft.graph.itemAttachment/item"
    );
    assert_eq!(
        option(&attachments().expand(ItemAttachment::ITEM.implicit().select(Message::SUBJECT))),
        "item($select=subject)"
    );
    assert_eq!(
        option(&members().expand(User::MESSAGES.by_cast().top(1))),
        "microsoft.graph.user/messages($top=1)"
    );
}

#[test]
fn they_are_named_further_in() {
    let request = Beta.groups().get().expand(
        Group::MEMBERS
            .select((DirectoryObject::ID, User::DISPLAY_NAME.implicit()))
            .filter(User::AGE.by_cast().ge(18).and(User::AGE.by_cast().ne(20)))
            .order_by(User::AGE.implicit())
            .expand(User::MANAGER.by_cast().select(Guest::HOST.by_cast())),
    );
    assert_eq!(
        option(&request),
        "members($select=id,displayName;\
         $filter=microsoft.graph.user/age ge 18 and microsoft.graph.user/age ne 20;\
         $orderby=age;\
         $expand=microsoft.graph.user/manager($select=microsoft.graph.guest/host))"
    );
}

#[test]
fn their_names_stay_those_on_the_wire() {
    assert_eq!(User::AGE.by_cast().name(), "age");
    assert_eq!(User::MANAGER.by_cast().name(), "manager");
    let _: Nav<graph_runtime::schema::BaseOf<User>, _, _> = User::MANAGER.implicit();
}
