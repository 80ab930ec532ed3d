//! What a request's query, and `--property`, need: these properties are declared, and no others.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use cargo_msgraph::import::{self, Selection};
use graph_schema::{csdl, route};

const SCHEMA: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="directoryObject" BaseType="graph.entity"><Property Name="deletedDateTime" Type="Edm.DateTimeOffset"/></EntityType>
<EntityType Name="user" BaseType="graph.directoryObject"><Property Name="displayName" Type="Edm.String"/><Property Name="mail" Type="Edm.String"/><Property Name="settings" Type="graph.settings"/><Property Name="licenses" Type="Collection(graph.license)"/><Property Name="kind" Type="graph.kind"/><NavigationProperty Name="manager" Type="graph.directoryObject"/><NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true"/></EntityType>
<EntityType Name="group" BaseType="graph.directoryObject"><Property Name="displayName" Type="Edm.String"/><Property Name="visibility" Type="Edm.String"/><NavigationProperty Name="members" Type="Collection(graph.directoryObject)"/></EntityType>
<EntityType Name="message" BaseType="graph.entity"><Property Name="subject" Type="Edm.String"/><Property Name="body" Type="Edm.String"/><NavigationProperty Name="replies" Type="Collection(graph.message)" ContainsTarget="true"/></EntityType>
<EntityType Name="bag" BaseType="graph.entity" OpenType="true"><Property Name="label" Type="Edm.String"/></EntityType>
<ComplexType Name="settings"><Property Name="zone" Type="Edm.String"/><Property Name="language" Type="Edm.String"/></ComplexType>
<ComplexType Name="license"><Property Name="skuId" Type="Edm.Guid"/><Property Name="disabled" Type="Edm.Boolean"/></ComplexType>
<EnumType Name="kind"><Member Name="member"/><Member Name="guest"/></EnumType>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.user)"/><ReturnType Type="Collection(graph.user)"/></Function>
<EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/><EntitySet Name="groups" EntityType="graph.group"/><EntitySet Name="bags" EntityType="graph.bag"/></EntityContainer>
</Schema><Schema Namespace="microsoft.graph.security">
<EntityType Name="alert" BaseType="microsoft.graph.entity"><Property Name="title" Type="Edm.String"/><Property Name="severity" Type="Edm.String"/></EntityType>
</Schema></Edmx>"#;

/// The members of the types that are declared, without the service.
fn imported(requests: &[&str]) -> String {
    let schema = csdl::read(SCHEMA).unwrap_or_else(|message| panic!("{}", message.text));
    let mut selection = Selection::new(&schema);
    for request in requests {
        let route = route::follow(&schema, request);
        selection.add_route(&route.unwrap_or_else(|unknown| panic!("{request}: {unknown}")));
    }
    let service = "Beta=beta".parse().expect("it is a service");
    let declared = import::declarations(&selection, &service);
    members(
        &declared
            .unwrap_or_else(|failure| panic!("{failure}"))
            .file(),
    )
}

/// The lines behind the service, in one.
fn members(text: &str) -> String {
    let behind = text
        .split_once("    }\n\n")
        .map_or(text, |(_, behind)| behind);
    let words = behind.trim_end().trim_end_matches('}').split_whitespace();
    words.collect::<Vec<_>>().join(" ").replace("pub ", "")
}

fn error(request: &str) -> String {
    let schema = csdl::read(SCHEMA).unwrap_or_else(|message| panic!("{}", message.text));
    let followed = route::follow(&schema, request);
    followed.map_or_else(|unknown| unknown.to_string(), |_| "none".to_owned())
}

#[test]
fn what_is_selected_and_expanded_is_declared_and_no_more() {
    for (request, expected) in [
        (
            "GET /users/{id}?$select=displayName,mail&$expand=manager($select=displayName)",
            "entity directoryObject {} \
             entity user: directoryObject { displayName: String, mail: String, \
             ref manager: directoryObject { get }, }",
        ),
        (
            "GET /users?%24select=settings%2Fzone%2Cid",
            "entity directoryObject {} \
             entity user: directoryObject { settings: settings, } complex settings { zone: String, }",
        ),
        (
            "GET /users?select=kind",
            "entity directoryObject {} entity user: directoryObject { kind: kind, } \
             enum kind { member, guest, }",
        ),
        (
            "GET /users/delta?$select=DisplayName",
            "entity directoryObject {} entity user: directoryObject { displayName: String, \
             collection function delta() -> [user], }",
        ),
        (
            "GET /groups/{id}/members?$select=displayName",
            "entity directoryObject {} \
             entity user: directoryObject { displayName: String, } \
             entity group: directoryObject { displayName: String, \
             ref members: [directoryObject] { get } each { get }, }",
        ),
        (
            "GET /groups/{id}/members?$select=microsoft.graph.user/mail,deletedDateTime",
            "entity directoryObject { deletedDateTime: DateTimeOffset, } \
             entity user: directoryObject { mail: String, } \
             entity group: directoryObject { ref members: [directoryObject] { get } each { get }, }",
        ),
        (
            "GET /users?$select=id&$expand=messages($select=subject;$top=3;$expand=replies($select=body;$filter=subject eq 'a;b'))",
            "entity directoryObject {} \
             entity user: directoryObject { nav messages: [message] { get } each { get }, } \
             entity message { subject: String, body: String, \
             nav replies: [message] { get } each { get }, }",
        ),
        (
            "GET /users/{id}?$select=mail&$expand=messages",
            "entity directoryObject {} \
             entity user: directoryObject { mail: String, nav messages: [message] { get } each { get }, } \
             entity message { subject: String, body: String, }",
        ),
        (
            "GET /groups/{id}?$select=id&$expand=members/$ref",
            "entity directoryObject {} \
             entity group: directoryObject { ref members: [directoryObject] { get } each { get }, }",
        ),
        (
            "GET /users/{id}?$select=id&$expand=*",
            "entity directoryObject { deletedDateTime: DateTimeOffset, } \
             entity user: directoryObject { displayName: String, mail: String, settings: settings, \
             licenses: [license], kind: kind, ref manager: directoryObject { get }, \
             nav messages: [message] { get } each { get }, } \
             entity group: directoryObject { displayName: String, visibility: String, } \
             entity message { subject: String, body: String, } \
             complex settings { zone: String, language: String, } \
             complex license { skuId: Guid, disabled: Boolean, } \
             enum kind { member, guest, }",
        ),
    ] {
        assert_eq!(imported(&[request]), expected, "{request}");
    }
}

#[test]
fn conditions_and_orders_name_properties() {
    for (request, expected) in [
        (
            "GET /users?$select=id&$filter=startsWith(displayName,'mail eq') and not (kind eq microsoft.graph.kind'guest')&$orderby=settings/zone desc",
            "entity directoryObject {} \
             entity user: directoryObject { displayName: String, settings: settings, kind: kind, } \
             complex settings { zone: String, } enum kind { member, guest, }",
        ),
        (
            "GET /users?$select=id&$filter=licenses/any(l:l/skuId eq a1b2c3d4-0000-0000-0000-000000000000 or l/disabled eq true) and licenses/$count ne 0",
            "entity directoryObject {} entity user: directoryObject { licenses: [license], } \
             complex license { skuId: Guid, disabled: Boolean, }",
        ),
        (
            "GET /users/$count?$filter=mail eq '{mail}'",
            "entity directoryObject {} entity user: directoryObject { mail: String, }",
        ),
        (
            "GET /groups/{id}/members?$select=id&$filter=isof('microsoft.graph.user') and microsoft.graph.user/mail eq 'it''s'",
            "entity directoryObject {} entity user: directoryObject { mail: String, } \
             entity group: directoryObject { ref members: [directoryObject] { get } each { get }, }",
        ),
        (
            "GET /users/{id}/messages?$select=id&$filter=replies/any(r: r/subject eq 'x') and receivedAfter eq 2026-01-01T00:00:00Z",
            "",
        ),
    ] {
        if expected.is_empty() {
            assert_eq!(
                error(request),
                "`receivedAfter` in `$filter` is not a property of `message`"
            );
            continue;
        }
        assert_eq!(imported(&[request]), expected, "{request}");
    }
}

#[test]
fn a_query_takes_nothing_from_what_other_requests_need() {
    let all = imported(&["GET /users/{id}?$select=mail", "GET /users/{id}"]);
    assert!(all.contains("displayName: String, mail: String"), "{all}");
    let one = "GET /users/{id}?$select=mail";
    let other = "GET /groups/{id}/members?$select=displayName";
    assert_eq!(imported(&[one, other]), imported(&[other, one]));
    let patched = imported(&["PATCH /users/{id}?$select=mail"]);
    assert!(patched.contains("displayName: String"), "{patched}");
}

#[test]
fn names_that_the_schema_does_not_have_are_named_with_their_place() {
    for (request, expected) in [
        (
            "GET /users?$select=displayNam",
            "`displayNam` in `$select` is not a property of `user`\nhelp: did you mean `displayName`?",
        ),
        (
            "GET /users?$select=mail&$expand=manager($select=visibilty)",
            "`visibilty` in `$select` of `manager` is not a property of `directoryObject`\nhelp: did you mean `visibility`?",
        ),
        (
            "GET /users?$expand=mesages",
            "`mesages` in `$expand` is not a property of `user`\nhelp: did you mean `messages`?",
        ),
        (
            "GET /users?$expand=settings",
            "`settings` in `$expand` is not a navigation property\nhelp: its value is part of the response: name it in `$select`",
        ),
        (
            "GET /users?$filter=settings/zon eq 'a'",
            "`zon` in `$filter` is not a property of `settings`\nhelp: did you mean `zone`?",
        ),
        (
            "GET /users?$filter=licenses/any(l:l/sku eq 1)",
            "`sku` in `$filter` is not a property of `license`\nhelp: did you mean `skuId`?",
        ),
        (
            "GET /users?$orderby=mails",
            "`mails` in `$orderby` is not a property of `user`\nhelp: did you mean `mail`?",
        ),
        (
            "GET /users?$select=mail/length",
            "`length` in `$select` follows a `Edm.String`, which has no properties\nhelp: remove `/length`",
        ),
        (
            "GET /groups/{id}/members?$select=microsoft.graph.usr/mail",
            "`microsoft.graph.usr` in `$select` is not a subtype of `directoryObject`\nhelp: did you mean `microsoft.graph.user`?",
        ),
        ("GET /bags?$select=anything,label", "none"),
        (
            "GET /bags?$select=labell",
            "`labell` in `$select` is not a property of `bag`\nhelp: did you mean `label`?",
        ),
    ] {
        assert_eq!(error(request), expected, "{request}");
    }
}

/// Runs `cargo msgraph import`.
fn import(arguments: &[&str]) -> Output {
    static PLACE: OnceLock<PathBuf> = OnceLock::new();
    let schema = PLACE.get_or_init(|| {
        let schema = Path::new(env!("CARGO_TARGET_TMPDIR")).join("queries.csdl");
        std::fs::write(&schema, SCHEMA).expect("it can be written");
        schema
    });
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "import", "--metadata"])
        .arg(schema)
        .args(["--service", "Beta=beta"])
        .args(arguments)
        .output()
        .expect("it runs")
}

#[test]
fn properties_are_declared_by_their_names() {
    for (arguments, expected) in [
        (
            &[
                "--property",
                "user.displayName,mail",
                "--request",
                "GET /users",
            ][..],
            "entity directoryObject {} \
             entity user: directoryObject { displayName: String, mail: String, }",
        ),
        (
            &[
                "--property",
                "microsoft.graph.user.deletedDateTime,settings/zone,group.visibility",
                "--request",
                "POST /users",
            ],
            "entity directoryObject { deletedDateTime: DateTimeOffset, } \
             entity user: directoryObject { settings: settings, } \
             entity group: directoryObject { visibility: String, } \
             complex settings { zone: String, }",
        ),
        (
            &[
                "--property",
                "user.mail",
                "--request",
                "GET /groups/{id}/members",
            ],
            "entity directoryObject { deletedDateTime: DateTimeOffset, } \
             entity user: directoryObject { mail: String, } \
             entity group: directoryObject { displayName: String, visibility: String, \
             ref members: [directoryObject] { get } each { get }, }",
        ),
    ] {
        let output = import(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let written = String::from_utf8_lossy(&output.stdout);
        assert_eq!(members(&written), expected, "{arguments:?}");
    }
    let foreign = import(&["--property", "security.alert.title"]);
    let written = String::from_utf8_lossy(&foreign.stdout);
    assert!(written.contains("title: String,"), "{written}");
    assert!(!written.contains("severity"), "{written}");
}

#[test]
fn properties_that_the_schema_does_not_have_are_named() {
    for (list, expected) in [
        (
            "user.displayNam",
            "`displayNam` in `--property` is not a property of `user`\n |\n = help: did you mean `displayName`?",
        ),
        (
            "usr.mail",
            "`usr` is not an entity or complex type of the schema\n |\n = help: did you mean `user`?",
        ),
        (
            "mail",
            "`mail` has no type before it\n |\n = help: write the type and a dot: `user.mail`",
        ),
        (
            "kind.member",
            "`kind` is not an entity or complex type of the schema",
        ),
        ("bag.anything", "`anything` is not a property of `bag`"),
    ] {
        let output = import(&["--property", list]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "{list}: {said}");
    }
}
