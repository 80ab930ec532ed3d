//! Expanded navigation properties, with options of their own, and what an answer holds of them.

use graph_runtime::{Operand as _, Page, Path as _};
use serde_json::json;

use crate::declared::{
    Attachment, Beta, DirectoryObject, DriveItem, Group, Importance, MailFolder, Message, User,
};
use crate::odata;

#[track_caller]
fn assert_expand(url: &str, expected: &str) {
    let (_, options) = odata::query_options(url).unwrap();
    assert_eq!(options, [("$expand".to_owned(), expected.to_owned())]);
}

#[test]
fn a_navigation_property_is_expanded_by_its_name() {
    let user = || Beta.users().id("u").get();
    assert_expand(user().expand(User::MANAGER).url(), "manager");
    assert_expand(
        user().expand(User::MANAGER).expand(User::MESSAGES).url(),
        "manager,messages",
    );
    assert_expand(Beta.users().get().expand(User::MANAGER).url(), "manager");
}

#[test]
fn each_option_stands_in_the_parentheses() {
    let user = || Beta.users().id("u").get();
    assert_expand(
        user()
            .expand(User::MANAGER.select(DirectoryObject::ID))
            .url(),
        "manager($select=id)",
    );
    assert_expand(
        user().expand(User::MESSAGES.top(5)).url(),
        "messages($top=5)",
    );
    assert_expand(
        user()
            .expand(User::MESSAGES.order_by(Message::SUBJECT))
            .url(),
        "messages($orderby=subject)",
    );
    assert_expand(
        user()
            .expand(
                User::MESSAGES
                    .select((Message::SUBJECT, Message::IMPORTANCE))
                    .filter(Message::IMPORTANCE.eq(Importance::High))
                    .order_by(Message::RECEIVED_DATE_TIME.desc())
                    .select(Message::FROM)
                    .order_by(Message::SUBJECT)
                    .filter(Message::SUBJECT.is_null().or(Message::SUBJECT.ne("a")))
                    .top(3)
                    .top(4),
            )
            .url(),
        "messages($select=subject,importance,from;\
         $filter=(importance eq 'high') and (subject eq null or subject ne 'a');\
         $orderby=receivedDateTime desc,subject;$top=4)",
    );
}

#[test]
fn an_expansion_is_expanded_further() {
    let request = Beta.users().id("u").get().expand(
        User::MAIL_FOLDERS
            .expand(
                MailFolder::MESSAGES
                    .filter(Message::SUBJECT.eq("it's; $top=1)"))
                    .expand(Message::ATTACHMENTS.select((Attachment::NAME, Attachment::ID)))
                    .top(1),
            )
            .expand(MailFolder::CHILD_FOLDERS)
            .select(MailFolder::DISPLAY_NAME),
    );
    assert_expand(
        request.url(),
        "mailFolders($expand=messages($filter=subject eq 'it''s; $top=1)';\
         $expand=attachments($select=name,id);$top=1),childFolders;$select=displayName)",
    );
}

#[test]
fn a_bases_navigation_property_is_one_of_the_subtypes() {
    let request = Beta.users().as_guest().get().expand(User::MANAGER);
    assert_eq!(
        request.url(),
        "/beta/users/microsoft.graph.guest?$expand=manager"
    );
}

#[test]
fn what_was_expanded_is_read_by_the_same_constant() {
    let user: User = serde_json::from_value(json!({
        "id": "u",
        "manager": {"@odata.type": "#microsoft.graph.user", "id": "m", "displayName": "Boss"},
        "messages": [{"subject": "a"}, {"subject": "b"}],
        "mailFolders": null,
    }))
    .unwrap();
    let manager = User::MANAGER.of(&user).unwrap().unwrap();
    let manager: User = manager.downcast().unwrap();
    assert_eq!(manager.display_name.as_deref(), Some("Boss"));
    let messages = User::MESSAGES.of(&user).unwrap().unwrap();
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[1].subject.as_deref(), Some("b"));
    // Null, and absent.
    assert_eq!(User::MAIL_FOLDERS.of(&user).unwrap(), None);
    assert_eq!(User::PHOTO.of(&user).unwrap(), None);
    assert_eq!(User::DIRECT_REPORTS.of(&user).unwrap(), None);

    let page: Page<Group> =
        serde_json::from_value(json!({"value": [{"members": [{"id": "1"}]}]})).unwrap();
    assert_eq!(Group::MEMBERS.of(&page.value[0]).unwrap().unwrap().len(), 1);
}

#[test]
fn what_is_no_entity_there_is_an_error() {
    for odd in [json!("text"), json!({"id": 1}), json!([1]), json!([null])] {
        let item: DriveItem = serde_json::from_value(json!({"children": odd})).unwrap();
        assert!(DriveItem::CHILDREN.of(&item).is_err(), "{odd}");
    }
    let user: User = serde_json::from_value(json!({"manager": []})).unwrap();
    assert!(User::MANAGER.of(&user).is_err());
}
