//! The requests that come of the declarations, in their own crate.

#![allow(clippy::unwrap_used)]

use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::request::Body;
use graph_runtime::{Arguments, Create, Update, graph_path, graph_request};
use serde_json::json;

use graph_tests_upstream::directory::{
    AnyDirectoryObject, Beta, DirectoryObject, DirectoryObjectCheckMemberGroups, DriveItem,
    Importance, Location, MailboxSettings, Message, Stable, User, UserSendMail, WeekDay,
    WorkingHours,
};
use graph_tests_upstream::more::{Group, UnifiedGroup, UserAssign};
use graph_tests_upstream::requests;

#[test]
fn paths_lead_everywhere() {
    let (user, name) = ("u", "a b");
    assert_eq!(
        graph_request!(Beta: GET /users/{user}/mailboxSettings/workingHours).url(),
        "/beta/users/u/mailboxSettings/workingHours"
    );
    assert_eq!(
        graph_request!(Beta: GET /applications(appId={user})/owners/$ref).url(),
        "/beta/applications(appId=%27u%27)/owners/$ref"
    );
    assert_eq!(
        graph_request!(Beta: GET /drive/root:/{name}:/content).url(),
        "/beta/drive/root:/a%20b:/content"
    );
    assert_eq!(
        Stable
            .users()
            .id(user)
            .mail_folders()
            .bin()
            .messages()
            .count()
            .get()
            .url(),
        "/v1.0/users/u/mailFolders/deletedItems/messages/$count"
    );
    assert_eq!(
        graph_request!(Stable: GET /users/{user}/photo/$value).url(),
        "/v1.0/users/u/photo/$value"
    );
    assert_eq!(
        graph_request!(Beta: DELETE /users/{user}/nickName).url(),
        "/beta/users/u/nickName"
    );
    assert_eq!(
        graph_path!(Stable: /users/{user}/extension).get().url(),
        "/v1.0/users/u/extension"
    );
}

#[test]
fn operations_are_called() {
    let user = "u";
    let arguments = Arguments::<UserSendMail>::new()
        .set(UserSendMail::MESSAGE, Message::default())
        .set(UserSendMail::SAVE_TO_SENT_ITEMS, false);
    assert_eq!(
        arguments.to_json(),
        r#"{"message":{},"saveToSentItems":false}"#
    );
    assert_eq!(
        graph_request!(Stable: POST /users/{user}/sendMail, arguments).url(),
        "/v1.0/users/u/sendMail"
    );
    let groups = Arguments::<DirectoryObjectCheckMemberGroups>::new()
        .set(DirectoryObjectCheckMemberGroups::GROUP_IDS, ["g"]);
    assert_eq!(
        Beta.groups()
            .id("g")
            .as_base()
            .check_member_groups()
            .post(groups)
            .url(),
        "/beta/groups/g/checkMemberGroups"
    );
    assert_eq!(
        graph_request!(Stable: GET /users/delta(token={"t"})).url(),
        "/v1.0/users/delta(token=%27t%27)"
    );
    assert_eq!(
        graph_request!(Stable: GET /users/{user}/reminderView(startDateTime={"s"})).url(),
        "/v1.0/users/u/reminderView(startDateTime=%27s%27)"
    );
    let assign = Arguments::<UserAssign>::new().set(UserAssign::IDS, ["1"]);
    assert_eq!(
        graph_request!(Beta: POST /users/{user}/assign, assign).url(),
        "/beta/users/u/assign"
    );
    assert_eq!(
        graph_request!(Beta: GET /users/{user}/groupsOf(kind={"k"})).url(),
        "/beta/users/u/groupsOf(kind=%27k%27)"
    );
}

#[test]
fn queries_cross_the_modules() {
    let request = Beta
        .groups()
        .get()
        .select((DirectoryObject::ID, Group::DISPLAY_NAME))
        .filter(
            Group::LEAD
                .then(Location::CITY)
                .eq("x")
                .and(Group::MEMBERS.any(|member| member.cast::<User, _>().then(User::AGE).gt(1)))
                .and(DirectoryObject::ID.ne("g")),
        )
        .expand(Group::OWNER.select((User::DISPLAY_NAME, DirectoryObject::ID)))
        .expand(Group::MEMBERS.filter(DirectoryObject::ID.eq("m")).top(1));
    assert_eq!(
        request.url(),
        "/beta/groups?$select=id,displayName\
         &$filter=lead/city%20eq%20%27x%27%20and%20\
         members/any(x1:x1/microsoft.graph.user/age%20gt%201)%20and%20id%20ne%20%27g%27\
         &$count=true&$expand=owner($select=displayName,id),members($filter=id%20eq%20%27m%27;$top=1)"
    );
    assert!(request.headers().contains_key("consistencylevel"));
    let days = User::MAILBOX_SETTINGS
        .then(MailboxSettings::WORKING_HOURS)
        .then(WorkingHours::DAYS);
    let request = graph_request!(Stable: GET /users)
        .filter(days.eq(WeekDay::MONDAY | WeekDay::MIDWEEK))
        .filter(
            User::MESSAGES
                .all(|message| message.then(Message::IMPORTANCE).is_in([Importance::High])),
        );
    assert_eq!(
        request.url(),
        "/v1.0/users?$filter=(mailboxSettings/workingHours/days%20eq%20%27monday,wednesday%27)\
         %20and%20(messages/all(x1:x1/importance%20in%20(%27high%27)))"
    );
    let request = graph_request!(Beta: GET /drive/root/search(q={"q"}));
    assert_eq!(
        request.order_by(DriveItem::NAME.desc()).url(),
        "/beta/drive/root/search(q=%27q%27)?$orderby=name%20desc"
    );
}

#[test]
fn bodies_cross_the_modules() {
    let group = Create::<UnifiedGroup>::new()
        .set(UnifiedGroup::PURPOSE, "p")
        .set(Group::DISPLAY_NAME, "g")
        .set(Group::LEAD, Location::default())
        .bind_all(Group::MEMBERS, [Stable.users().id("u")])
        .insert(
            Group::OWNER,
            Create::<User>::new().set(User::USER_PRINCIPAL_NAME, "o"),
        );
    let request = Beta.groups().post(group);
    let sent: serde_json::Value = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    assert_eq!(
        sent,
        json!({
            "@odata.type": "#microsoft.graph.teams.unifiedGroup",
            "purpose": "p",
            "displayName": "g",
            "lead": {},
            "members@odata.bind": ["https://graph.microsoft.com/v1.0/users/u"],
            "owner": {"@odata.type": "#microsoft.graph.user", "userPrincipalName": "o"},
        })
    );
    let update = Update::<User>::new()
        .set(User::ACCOUNT_ENABLED, true)
        .set_undeclared("extension_1", json!(1))
        .annotate("@a.b", "c");
    assert_eq!(
        update.to_json(),
        r##"{"@odata.type":"#microsoft.graph.user","accountEnabled":true,"extension_1":1,"@a.b":"c"}"##
    );
}

#[test]
fn a_subtype_of_another_module_is_read() {
    let json = json!({
        "@odata.type": "#microsoft.graph.teams.unifiedGroup",
        "id": "g",
        "purpose": "p",
        "owner": {"displayName": "o"},
    });
    let any: AnyDirectoryObject = serde_json::from_value(json.clone()).unwrap();
    let group: UnifiedGroup = any.downcast().unwrap();
    assert_eq!(group.purpose.as_deref(), Some("p"));
    let owner = Group::OWNER.of(&group).unwrap().unwrap();
    assert_eq!(owner.display_name.as_deref(), Some("o"));
    assert_eq!(any.downcast::<User, _>(), None);
    assert_eq!(serde_json::to_value(&any).unwrap(), json);
}

/// Each is what the documentation would print: the same segments, in Graph's spelling, whatever was written.
#[test]
fn the_strict_crate_says_what_was_written() {
    let lines = requests::paths("1", Body::new("text/plain", "x")).unwrap();
    for line in [
        "GET /beta/users/$count",
        "GET /beta/users/1/microsoft.graph.guest/extension",
        "GET /beta/users/1/mailFolders/inbox/messages/1",
        "GET /beta/users/1/mailFolders",
        "PUT /beta/users/1/manager/$ref",
        "POST /beta/users/1/sponsors/$ref",
        "DELETE /beta/users/1/sponsors/1/$ref",
        "GET /beta/users/1/memberOf",
        "DELETE /beta/users/1/nickName",
        "GET /beta/users/1/photo/$value",
        "GET /beta/applications(appId=%271%27)/owners",
        "PUT /beta/drive/root:/1:/content",
        "GET /beta/users/1/reminderView(startDateTime=%271%27)",
        "GET /beta/users/1/reminderView(startDateTime=%271%27,endDateTime=%271%27)",
        "GET /beta/users/delta(token=%271%27)",
        "GET /beta/users/1/delta()",
        "POST /beta/users/1/assign",
    ] {
        assert!(
            lines.iter().any(|known| known == line),
            "{line} in {lines:#?}"
        );
    }
    assert_eq!(requests::bodies("1").unwrap().len(), 3);
    let queries = requests::queries().unwrap();
    assert!(queries[1].contains("isof"), "{queries:#?}");
}
