//! Expanded navigation properties, with options of their own, and what an answer holds of them.

use graph_runtime::model::RemovalReason;
use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::{Change, Page};
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
    assert_eq!((messages.value.len(), messages.next_link), (2, None));
    assert_eq!(messages.value[1].subject.as_deref(), Some("b"));
    // Null, and absent.
    assert_eq!(User::MAIL_FOLDERS.of(&user).unwrap(), None);
    assert_eq!(User::PHOTO.of(&user).unwrap(), None);
    assert_eq!(User::DIRECT_REPORTS.of(&user).unwrap(), None);

    let page: Page<Group> =
        serde_json::from_value(json!({"value": [{"members": [{"id": "1"}]}]})).unwrap();
    let members = Group::MEMBERS.of(&page.value[0]).unwrap().unwrap();
    assert_eq!(members.value.len(), 1);
}

#[test]
fn an_expanded_collection_that_goes_on_says_so() {
    for prefix in ["odata.", ""] {
        let mut group =
            json!({"id": "g", "members": [{"id": "1", "@odata.type": "#microsoft.graph.user"}]});
        group[format!("members@{prefix}nextLink")] =
            json!("https://graph.microsoft.com/beta/groups/g/members?$skip=1");
        group[format!("members@{prefix}count")] = json!(7);
        let group: Group = serde_json::from_value(group).unwrap();
        let members = Group::MEMBERS.of(&group).unwrap().unwrap();
        let next_link = members.next_link.as_deref();
        assert_eq!(
            next_link,
            Some("https://graph.microsoft.com/beta/groups/g/members?$skip=1")
        );
        assert_eq!((members.value.len(), members.count), (1, Some(7)));
        assert!(members.value[0].downcast::<User, _>().is_some());
    }
}

#[test]
fn a_link_or_a_count_without_members_is_not_lost() {
    let read = |json| -> User { serde_json::from_value(json).unwrap() };
    let user = read(json!({"messages@odata.nextLink": "n"}));
    let messages = User::MESSAGES.of(&user).unwrap().unwrap();
    assert_eq!(
        (messages.next_link.as_deref(), messages.value.len()),
        (Some("n"), 0)
    );
    let user = read(json!({"messages@odata.count": 0, "messages@odata.context": "c"}));
    let messages = User::MESSAGES.of(&user).unwrap().unwrap();
    assert_eq!((messages.count, messages.value.len()), (Some(0), 0));
    let user = read(json!({"messages@odata.context": "c", "messages@odata.nextLink": null}));
    assert_eq!(User::MESSAGES.of(&user).unwrap(), None);
    for odd in [
        json!({"messages": [], "messages@odata.nextLink": 7}),
        json!({"messages": [], "messages@odata.count": "x"}),
    ] {
        assert!(User::MESSAGES.of(&read(odd.clone())).is_err(), "{odd}");
    }
}

#[test]
fn nested_expansions_go_on_by_themselves() {
    let user: User = serde_json::from_value(json!({"mailFolders": [
        {"id": "1", "messages": [{"subject": "a"}], "messages@odata.nextLink": "n1", "childFolders": []},
        {"id": "2", "messages": []},
    ]}))
    .unwrap();
    let folders = User::MAIL_FOLDERS.of(&user).unwrap().unwrap();
    assert_eq!(folders.next_link, None);
    let links = folders
        .value
        .iter()
        .map(|folder| MailFolder::MESSAGES.of(folder).unwrap().unwrap().next_link);
    assert_eq!(links.collect::<Vec<_>>(), [Some("n1".to_owned()), None]);
    assert_eq!(
        MailFolder::CHILD_FOLDERS
            .of(&folders.value[0])
            .unwrap()
            .unwrap()
            .value
            .len(),
        0
    );
}

#[test]
fn changes_of_a_navigation_property_are_read_by_the_same_constant() {
    let group: Group = serde_json::from_value(json!({"id": "g", "members@delta": [
        {"@odata.type": "#microsoft.graph.user", "id": "1"},
        {"@odata.type": "#microsoft.graph.user", "id": "2", "@removed": {"reason": "deleted"}},
    ], "members@odata.nextLink": "n"}))
    .unwrap();
    let changes = Group::MEMBERS.changes_of(&group).unwrap().unwrap();
    assert_eq!(changes.next_link.as_deref(), Some("n"));
    let [Change::Changed(member), Change::Removed { id, reason }] = &changes.value[..] else {
        panic!("{changes:?}");
    };
    assert!(member.downcast::<User, _>().is_some());
    assert_eq!((id.as_str(), reason), ("2", &RemovalReason::Deleted));
    assert_eq!(Group::MEMBERS.of(&group).unwrap().unwrap().value.len(), 0);

    // Of a property that leads to one entity.
    for manager in [json!([{"id": "m"}]), json!({"id": "m"})] {
        let user: User = serde_json::from_value(json!({"manager@delta": manager})).unwrap();
        let changes = User::MANAGER.changes_of(&user).unwrap().unwrap();
        assert!(matches!(&changes.value[..], [Change::Changed(_)]));
    }
    let user: User = serde_json::from_value(json!({"manager@delta": "m"})).unwrap();
    assert!(User::MANAGER.changes_of(&user).is_err());
    assert_eq!(User::DIRECT_REPORTS.changes_of(&user).unwrap(), None);
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
