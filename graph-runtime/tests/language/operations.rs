//! Actions and functions: their URLs and bodies.

use graph_runtime::edm::{self, DateTimeOffset};
use graph_runtime::model::ValueOf;
use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::{Arguments, Page, Request, graph_path, graph_request};
use serde_json::{Value, json};

use crate::declared::{
    AnyDirectoryObject, AnyUser, Beta, DirectoryObjectCheckMemberGroups,
    DirectoryObjectCollectionGetByIds, DirectoryObjectCollectionValidateProperties, DriveItem,
    DriveItemCopy, Group, GroupAssignLicense, GroupValidateProperties, ItemReference, Message,
    Sample, SampleSampleOf, Step, UserAssignLicense, UserSendMail, WeekDay,
};

#[track_caller]
fn assert_request<R>(request: &Request<R>, line: &str) {
    assert_eq!(request.problem(), None);
    assert_eq!(format!("{} {}", request.method(), request.url()), line);
}

fn sent<R>(request: &Request<R>) -> Value {
    let body = request.body().unwrap();
    assert_eq!(body.content_type(), "application/json");
    serde_json::from_slice(body.bytes()).unwrap()
}

#[test]
fn an_action_posts_the_arguments_that_were_set() {
    let message = Message {
        subject: Some("Hi".to_owned()),
        ..Message::default()
    };
    let arguments = Arguments::<UserSendMail>::new()
        .set(UserSendMail::MESSAGE, message)
        .set(UserSendMail::SAVE_TO_SENT_ITEMS, true)
        .clear(UserSendMail::SAVE_TO_SENT_ITEMS);
    let request: Request<()> = graph_request!(Beta: POST /me/sendMail, arguments);
    assert_request(&request, "POST /beta/me/sendMail");
    assert_eq!(
        sent(&request),
        json!({"message": {"subject": "Hi"}, "saveToSentItems": null})
    );
    let none = Beta.me().send_mail().post(Arguments::new());
    assert_eq!(sent(&none), json!({}));
}

#[test]
fn an_action_without_parameters_has_no_body() {
    let id = "u";
    let request: Request<ValueOf<bool>> =
        graph_request!(Beta: POST /users/{id}/revokeSignInSessions);
    assert_request(&request, "POST /beta/users/u/revokeSignInSessions");
    assert_eq!(request.body(), None);
}

#[test]
fn operations_of_bases_are_those_of_subtypes() {
    let groups = Arguments::<DirectoryObjectCheckMemberGroups>::new()
        .set(DirectoryObjectCheckMemberGroups::GROUP_IDS, ["a", "b"]);
    let request: Request<Page<String>> = Beta
        .users()
        .id("u")
        .as_guest()
        .check_member_groups()
        .post(groups.clone());
    assert_request(
        &request,
        "POST /beta/users/u/microsoft.graph.guest/checkMemberGroups",
    );
    assert_eq!(sent(&request), json!({"groupIds": ["a", "b"]}));
    assert_request(
        &Beta.groups().id("g").check_member_groups().post(groups),
        "POST /beta/groups/g/checkMemberGroups",
    );
}

#[test]
fn operations_of_collections_follow_the_collection() {
    let arguments = Arguments::<DirectoryObjectCollectionGetByIds>::new()
        .set(DirectoryObjectCollectionGetByIds::IDS, vec!["a"]);
    let request: Request<Page<AnyDirectoryObject>> =
        graph_request!(Beta: POST /users/getByIds, arguments);
    assert_request(&request, "POST /beta/users/getByIds");
    let request: Request<Page<AnyUser>> = graph_request!(Beta: GET /users/delta);
    assert_request(&request, "GET /beta/users/delta()");
}

#[test]
fn overloads_are_told_apart_by_their_arguments() {
    let token = "it's";
    assert_request(
        &graph_request!(Beta: GET /users/delta()),
        "GET /beta/users/delta()",
    );
    assert_request(
        &graph_request!(Beta: GET /users/delta(token={token})),
        "GET /beta/users/delta(token=%27it%27%27s%27)",
    );
    assert_request(
        &Beta.users().delta_from(token).get(),
        "GET /beta/users/delta(token=%27it%27%27s%27)",
    );
}

/// One name is another operation on each type, and on an entity another than on a collection of it.
#[test]
fn overloads_are_told_apart_by_what_they_are_bound_to() {
    let id = "1";
    let sku = edm::Guid::from_u128(1);
    let of_user = Arguments::new().set(UserAssignLicense::SKU_ID, sku);
    let request: Request<AnyUser> =
        graph_request!(Beta: POST /users/{id}/assignLicense, of_user.clone());
    assert_eq!(sent(&request), json!({"skuId": sku.to_string()}));
    let guest = graph_request!(Beta: POST /users/{id}/microsoft.graph.guest/assignLicense, of_user);
    assert_request(
        &guest,
        "POST /beta/users/1/microsoft.graph.guest/assignLicense",
    );
    let of_group = Arguments::new().set(GroupAssignLicense::SKU_IDS, [sku]);
    let request: Request<Group> = graph_request!(Beta: POST /groups/{id}/assignLicense, of_group);
    assert_eq!(sent(&request), json!({"skuIds": [sku.to_string()]}));

    let of_all = Arguments::new().set(
        DirectoryObjectCollectionValidateProperties::ENTITY_TYPE,
        "Group",
    );
    let request = graph_request!(Beta: POST /groups/validateProperties, of_all);
    assert_request(&request, "POST /beta/groups/validateProperties");
    let of_one = Arguments::new().set(GroupValidateProperties::DISPLAY_NAME, "a");
    let request = graph_request!(Beta: POST /groups/{id}/validateProperties, of_one);
    assert_eq!(sent(&request), json!({"displayName": "a"}));

    let request: Request<Page<AnyUser>> = graph_request!(Beta: GET /users/delta());
    assert_request(&request, "GET /beta/users/delta()");
    let request: Request<Page<Message>> = graph_request!(Beta: GET /users/{id}/delta());
    assert_request(&request, "GET /beta/users/1/delta()");
    let request = Beta.users().id(id).as_guest().delta_of_one().get();
    assert_request(&request, "GET /beta/users/1/microsoft.graph.guest/delta()");
}

#[test]
fn optional_parameters_are_left_out_or_given() {
    assert_request(
        &Beta.users().get_user_owned_objects().get(),
        "GET /beta/users/getUserOwnedObjects()",
    );
    let (user, kind) = ("u", "t");
    // The order of the declaration, whichever was written.
    assert_request(
        &graph_request!(Beta: GET /users/getUserOwnedObjects(type={kind}, userId={user})),
        "GET /beta/users/getUserOwnedObjects(userId=%27u%27,type=%27t%27)",
    );
    let (start, end) = ("2024-01-01T00:00:00", "a,b=c)/d");
    assert_request(
        &graph_request!(Beta: GET /me/reminderView(endDateTime={end}, startDateTime={start})),
        "GET /beta/me/reminderView(startDateTime=%272024-01-01T00%3A00%3A00%27,\
         endDateTime=%27a%2Cb%3Dc%29%2Fd%27)",
    );
}

#[test]
fn a_function_that_answers_entities_goes_on() {
    let q = "a b";
    assert_request(
        &graph_path!(Beta: /drive/root/search(q={q})/{"i/1"}/children).get(),
        "GET /beta/drive/root/search(q=%27a%20b%27)/i%2F1/children",
    );
    assert_request(
        &Beta.users().id("u").as_guest().inviter().manager().get(),
        "GET /beta/users/u/microsoft.graph.guest/inviter()/manager",
    );
    assert_request(
        &Beta
            .drive()
            .root()
            .at_path("a")
            .search("b")
            .get()
            .filter(DriveItem::NAME.eq("c")),
        "GET /beta/drive/root:/a:/search(q=%27b%27)?$filter=name%20eq%20%27c%27",
    );
    assert_request(
        &Beta.users().delta().count().get(),
        "GET /beta/users/delta()/$count",
    );
}

#[test]
fn functions_answer_what_they_declare() {
    let sample = || Beta.samples().id("s");
    let _: Request<ValueOf<DateTimeOffset>> = sample()
        .date_time_offset_of(jiff::Timestamp::UNIX_EPOCH)
        .get();
    let _: Request<ValueOf<WeekDay>> = sample().flags_of(WeekDay::MONDAY).get();
    let _: Request<Step> = sample().complex_of(Step::default()).get();
    let _: Request<Page<Step>> = sample().steps_of([Step::default()]).get();
    let _: Request<bytes::Bytes> = sample().report().get();
    let _: Request<()> = sample().touch().get();
    let action: Request<Sample> = sample()
        .sample_of()
        .post(Arguments::new().set(SampleSampleOf::VALUE, json!({"a": [null]})));
    assert_eq!(sent(&action), json!({"value": {"a": [null]}}));
    assert_request(
        &sample().complex_of(Step::default()).get(),
        "GET /beta/samples/s/complexOf(value=%7B%7D)",
    );
}

#[test]
fn arguments_are_shown_by_name_only() {
    let arguments = Arguments::<DriveItemCopy>::default()
        .set(DriveItemCopy::NAME, "secret")
        .set(DriveItemCopy::PARENT_REFERENCE, ItemReference::default());
    let shown = format!("{arguments:?}");
    assert_eq!(shown, r#"Arguments ["name", "parentReference"]"#);
    assert_eq!(arguments.clone().to_json(), arguments.to_json());
    let request = Beta.drive().root().copy().post(arguments);
    assert!(!format!("{request:?}").contains("secret"));
}
