//! The requests and the JSON that come of what another crate declares.

#![allow(clippy::unwrap_used)]

use graph_runtime::model::ValueOf;
use graph_runtime::prelude::*;
use graph_runtime::query::is_of;
use graph_runtime::{Arguments, Create, Page, Request, Update, edm, graph_path, graph_request};
use graph_tests_upstream::directory::{
    AnyDirectoryObject, AnyUser, Beta, DirectoryObject, Importance, User, WeekDay,
};
use graph_tests_upstream::more::{AnyGroup, Group, UnifiedGroup};
use serde_json::{Value, json};

use graph_tests_downstream::{
    AnyRobot, BetaExtension as _, DeviceTarget, PhoneTarget, Robot, RobotPromote, SuperRobot,
    UserEnlist, UserExtension as _,
};

#[track_caller]
fn assert_request<R>(request: &Request<R>, line: &str) {
    assert_eq!(request.problem(), None);
    assert_eq!(format!("{} {}", request.method(), request.url()), line);
}

#[test]
fn additions_are_segments() {
    let user = "u";
    assert_request(&graph_request!(Beta: GET /robots), "GET /beta/robots");
    assert_request(
        &graph_request!(Beta: GET /headquarters/members),
        "GET /beta/headquarters/members",
    );
    assert_request(
        &graph_request!(Beta: GET /users/{user}/robots/{"a/1"}),
        "GET /beta/users/u/robots/a%2F1",
    );
    assert_request(
        &graph_request!(Beta: PUT /users/{user}/handler/$ref, Beta.robots().id("a")),
        "PUT /beta/users/u/handler/$ref",
    );
    assert_request(
        &graph_request!(Beta: GET /users/{user}/shadow),
        "GET /beta/users/u/shadow",
    );
    assert_request(
        &graph_request!(Beta: POST /users/{user}/retire),
        "POST /beta/users/u/retire",
    );
    let arguments = Arguments::<UserEnlist>::new()
        .set(UserEnlist::LEVEL, 1)
        .set(UserEnlist::TARGET, PhoneTarget::default());
    assert_eq!(
        arguments.to_json(),
        r##"{"level":1,"target":{"@odata.type":"#microsoft.graph.security.phoneTarget"}}"##
    );
    let request: Request<ValueOf<bool>> =
        graph_request!(Beta: POST /users/{user}/enlist, arguments);
    assert_request(&request, "POST /beta/users/u/enlist");
    assert_request(
        &graph_request!(Beta: GET /users/{user}/robotsAbove(level={5})),
        "GET /beta/users/u/robotsAbove(level=5)",
    );
    assert_request(
        &graph_path!(Beta: /users/{user}/robotsAbove(level={5})/{"a"}/peers).get(),
        "GET /beta/users/u/robotsAbove(level=5)/a/peers",
    );
    let rank: Request<ValueOf<i32>> = graph_request!(Beta: GET /users/{user}/rank);
    assert_request(&rank, "GET /beta/users/u/rank()");
}

#[test]
fn a_subtype_goes_on_as_its_base() {
    let robot = || Beta.robots().id("a");
    assert_request(&robot().get(), "GET /beta/robots/a");
    assert_request(
        &robot().as_base().messages().get(),
        "GET /beta/robots/a/messages",
    );
    assert_request(
        &robot()
            .as_base()
            .robots()
            .id("b")
            .as_security_super_robot()
            .get(),
        "GET /beta/robots/a/robots/b/microsoft.graph.security.superRobot",
    );
    assert_request(
        &robot()
            .home()
            .as_base()
            .check_member_groups()
            .post(Arguments::new()),
        "POST /beta/robots/a/home/checkMemberGroups",
    );
    let promote = Arguments::<RobotPromote>::new().set(RobotPromote::TO, Importance::High);
    assert_eq!(promote.to_json(), r#"{"to":"high"}"#);
    let request: Request<AnyRobot> = robot().promote().post(promote);
    assert_request(&request, "POST /beta/robots/a/promote");
}

#[test]
fn casts_lead_to_the_subtypes_of_this_crate() {
    let request: Request<Page<AnyRobot>> = Beta.users().cast::<Robot, _>().get();
    assert_request(&request, "GET /beta/users/microsoft.graph.security.robot");
    let request: Request<SuperRobot> = Beta.users().id("u").cast::<SuperRobot, _>().get();
    assert_request(
        &request,
        "GET /beta/users/u/microsoft.graph.security.superRobot",
    );
    assert_request(
        &Beta
            .groups()
            .id("g")
            .members()
            .cast::<Robot, _>()
            .id("a")
            .boss()
            .get(),
        "GET /beta/groups/g/members/microsoft.graph.security.robot/a/boss",
    );
}

#[test]
fn queries_name_the_properties_of_both_crates() {
    let request = Beta
        .robots()
        .get()
        .select((Robot::LEVEL, User::DISPLAY_NAME, DirectoryObject::ID))
        .filter(
            Robot::LEVEL
                .gt(1)
                .and(User::DISPLAY_NAME.eq("it's"))
                .and(Robot::IMPORTANCE.is_in([Importance::Low]))
                .and(Robot::SHIFTS.eq(WeekDay::MIDWEEK))
                .and(
                    Robot::WHERE
                        .cast::<DeviceTarget, _>()
                        .then(DeviceTarget::DEVICE)
                        .eq("d"),
                )
                .and(Robot::HOME.then(Group::DISPLAY_NAME).eq("h"))
                .and(Robot::PEERS.any(|peer| peer.then(User::AGE).le(2))),
        )
        .expand(Robot::HOME.select(Group::DISPLAY_NAME))
        .expand(Robot::BOSS.expand(User::MANAGER));
    assert_request(
        &request,
        "GET /beta/robots?$select=level,displayName,id&$filter=level%20gt%201%20and%20\
         displayName%20eq%20%27it%27%27s%27%20and%20importance%20in%20(%27low%27)%20and%20\
         shifts%20eq%20%27wednesday%27%20and%20\
         where/microsoft.graph.security.deviceTarget/device%20eq%20%27d%27%20and%20\
         home/displayName%20eq%20%27h%27%20and%20peers/any(x1:x1/age%20le%202)\
         &$expand=home($select=displayName),boss($expand=manager)",
    );
    assert!(!request.headers().contains_key("consistencylevel"));
    // A directory object, by a base of a base in the other crate.
    let request = Beta
        .users()
        .cast::<SuperRobot, _>()
        .get()
        .filter(DirectoryObject::ID.ne("a"));
    assert!(request.headers().contains_key("consistencylevel"));
    assert!(request.url().ends_with("&$count=true"));
    let request = Beta.robots().as_security_super_robot().count().get();
    assert!(request.headers().contains_key("consistencylevel"));
}

#[test]
fn queries_on_the_other_crates_base_name_the_subtypes_of_this_one() {
    let request = Beta
        .groups()
        .id("g")
        .members()
        .get()
        .select((
            Robot::LEVEL.implicit(),
            SuperRobot::BADGE.by_cast(),
            User::AGE.by_cast(),
        ))
        .filter(is_of::<Robot>().and(Robot::LEVEL.by_cast().gt(1)))
        .order_by(SuperRobot::BADGE.implicit())
        .expand(Robot::BOSS.by_cast().select(User::DISPLAY_NAME));
    assert_request(
        &request,
        "GET /beta/groups/g/members?$select=level,microsoft.graph.security.superRobot/badge,\
         microsoft.graph.user/age&$filter=isof(%27microsoft.graph.security.robot%27)%20and%20\
         microsoft.graph.security.robot/level%20gt%201&$count=true&$orderby=badge\
         &$expand=microsoft.graph.security.robot/boss($select=displayName)",
    );
    assert!(request.headers().contains_key("consistencylevel"));
}

#[test]
fn bodies_name_the_properties_of_both_crates() {
    let target = DeviceTarget {
        device: Some("d".into()),
        ..Default::default()
    };
    let create = Create::<SuperRobot>::new()
        .set(SuperRobot::BADGE, edm::Guid::nil())
        .set(Robot::LEVEL, 1)
        .set(Robot::WHERE, target)
        .set(Robot::IMPORTANCE, Importance::High)
        .set(User::DISPLAY_NAME, "x")
        .set(User::TARGET, PhoneTarget::default())
        .clear(User::AGE)
        .bind(User::MANAGER, Beta.robots().id("m"))
        .bind(Robot::BOSS, Beta.users().id("b"))
        .insert_all(Robot::PEERS, [Create::<Robot>::new().set(User::AGE, 2)])
        .insert(Robot::HOME, Create::<UnifiedGroup>::new());
    let request = Beta.users().post(create);
    assert_request(&request, "POST /beta/users");
    let body = request.body().unwrap();
    let expected = |origin: &str| {
        json!({
            "@odata.type": "#microsoft.graph.security.superRobot",
            "badge": "00000000-0000-0000-0000-000000000000",
            "level": 1,
            "where": {"@odata.type": "#microsoft.graph.security.deviceTarget", "device": "d"},
            "importance": "high",
            "displayName": "x", "age": null,
            "target": {"@odata.type": "#microsoft.graph.security.phoneTarget"},
            "manager@odata.bind": format!("{origin}/beta/robots/m"),
            "boss@odata.bind": format!("{origin}/beta/users/b"),
            "peers": [{"@odata.type": "#microsoft.graph.security.robot", "age": 2}],
            "home": {"@odata.type": "#microsoft.graph.teams.unifiedGroup"},
        })
    };
    for origin in ["https://graph.microsoft.com", "https://graph.microsoft.us"] {
        assert_eq!(
            serde_json::from_slice::<Value>(&body.bytes_for(origin)).unwrap(),
            expected(origin)
        );
    }
    let update = Update::<SuperRobot>::new()
        .set(User::AGE, 1)
        .clear(Robot::TAGS);
    assert_eq!(
        serde_json::from_str::<Value>(&update.to_json()).unwrap(),
        json!({"@odata.type": "#microsoft.graph.security.superRobot", "age": 1, "tags": null})
    );
    assert_request(&Beta.users().id("u").patch(update), "PATCH /beta/users/u");
}

#[test]
fn what_the_other_crate_reads_is_the_subtype_of_this_one() {
    let json = json!({
        "@odata.type": "#microsoft.graph.security.robot",
        "id": "1",
        "displayName": "d",
        "level": 4,
        "importance": "newer",
        "shifts": "monday,never",
        "where": {"@odata.type": "#microsoft.graph.security.deviceTarget", "device": "q"},
        "tags": [{"name": "t"}],
        "home": {"@odata.type": "#microsoft.graph.teams.unifiedGroup", "purpose": "p"},
        "unknown": {"a": [null]},
    });
    let any: AnyDirectoryObject = serde_json::from_value(json.clone()).unwrap();
    check_robot(any.downcast(), &json);
    let any: AnyUser = serde_json::from_value(json.clone()).unwrap();
    check_robot(any.downcast(), &json);
    assert!(any.downcast::<SuperRobot, _>().is_none());
    let page: Page<AnyDirectoryObject> = serde_json::from_value(json!({"value": [json]})).unwrap();
    check_robot(page.value[0].downcast(), &json);
    let any: AnyRobot = serde_json::from_value(json.clone()).unwrap();
    assert!(matches!(&any, AnyRobot::Robot(robot) if robot.level == Some(4)));
}

#[track_caller]
fn check_robot(robot: Option<Robot>, json: &Value) {
    let robot = robot.unwrap();
    assert_eq!(robot.level, Some(4));
    assert_eq!(robot.display_name.as_deref(), Some("d"));
    assert_eq!(robot.importance, Some(Importance::from("newer")));
    let shifts = robot.shifts.as_ref();
    assert!(shifts.is_some_and(|shifts| shifts.contains(&WeekDay::MONDAY)));
    let device = robot
        .r#where
        .as_ref()
        .and_then(|target| target.downcast::<DeviceTarget, _>());
    assert_eq!(
        device.and_then(|target| target.device).as_deref(),
        Some("q")
    );
    let Ok(Some(AnyGroup::UnifiedGroup(home))) = Robot::HOME.of(&robot) else {
        panic!("it was expanded");
    };
    assert_eq!(home.purpose.as_deref(), Some("p"));
    assert_eq!(&serde_json::to_value(&robot).unwrap(), json);
}
