//! Declarations from a small schema by hand.

use graph_schema::csdl;

use super::*;

fn service() -> Service {
    "Beta=beta".parse().expect("it is a service")
}

const SCHEMA: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="user" BaseType="graph.entity"><Property Name="mail" Type="Edm.String" Nullable="false"><Annotation Term="Org.OData.Core.V1.Computed"/></Property><Property Name="self" Type="Edm.String"/><Property Name="size" Type="graph.size"/><NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true"/><NavigationProperty Name="manager" Type="graph.entity"/><Property Name="picture" Type="Edm.Stream"/><NavigationProperty Name="reports" Type="Collection(graph.user)"/></EntityType>
<EntityType Name="admin" BaseType="graph.user"/>
<EntityType Name="message" BaseType="graph.entity"><Property Name="subject" Type="Edm.String"/><NavigationProperty Name="attachments" Type="Collection(graph.message)" ContainsTarget="true"/></EntityType>
<EnumType Name="size"><Member Name="big"/></EnumType>
<Action Name="send" IsBound="true"><Parameter Name="b" Type="graph.message"/></Action>
<EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>
<Annotations Target="graph.user"><Annotation Term="Org.OData.Core.V1.Description" String="Somebody."/></Annotations>
</Schema></Edmx>"#;

fn imported(requests: &[&str]) -> String {
    let schema = csdl::read(SCHEMA).expect("it is a schema");
    let mut selection = Selection::new(&schema);
    for request in requests {
        selection.add_route(&follow(&schema, request).expect("the schema knows it"));
    }
    let declared = declarations(&selection, &service());
    declared.expect("it can be declared").file()
}

#[test]
fn a_request_needs_what_is_on_its_path_and_at_its_end() {
    assert_eq!(
        imported(&[
            "PATCH /users/{id}/messages/{id}",
            "POST /users/{id}/messages/{id}/send"
        ]),
        r#"// Written by `cargo msgraph import` from Microsoft Graph's schema.

use graph_runtime::graph_resource;

graph_resource! {
    /// The service, at `/beta`.
    pub service Beta = "beta" {
        users: [user] { get } each { get },
    }

    /// Somebody.
    pub entity user {
        nav messages: [message] { get } each { patch },
    }

    pub entity message {
        subject: String,
        action send(),
    }
}
"#
    );
}

#[test]
fn the_same_is_printed_whatever_the_order_of_the_requests() {
    let (one, other) = (
        "GET /users/{id}",
        "GET /users/{id}/messages/{id}/attachments",
    );
    assert_eq!(imported(&[one, other]), imported(&[other, one, other]));
}

#[test]
fn what_is_changed_through_a_reference_and_linked_has_both_kinds_of_verbs() {
    let read = imported(&["GET /users/{id}/manager"]);
    assert!(
        read.contains("        ref manager: entity { get },\n"),
        "{read}"
    );
    let linked = imported(&["PUT /users/{id}/manager/$ref"]);
    assert!(
        linked.contains("        ref manager: entity { put },\n"),
        "{linked}"
    );
    let both = imported(&["PUT /users/{id}/manager/$ref", "PATCH /users/{id}/manager"]);
    let expected = "        nav manager: entity { patch } ref { put },\n";
    assert!(both.contains(expected), "{both}");
    let unlinked = imported(&["DELETE /users/{id}/messages/{id}/$ref"]);
    let expected =
        "        nav messages: [message] { get } each { get } ref { get } each { delete },\n";
    assert!(unlinked.contains(expected), "{unlinked}");
}

#[test]
fn no_verb_is_allowed_that_was_not_asked_for() {
    for (request, lines) in [
        (
            "GET /users/{id}/manager",
            &["ref manager: entity { get },"][..],
        ),
        (
            "GET /users/{id}/manager/$ref",
            &["ref manager: entity { get },"],
        ),
        (
            "PUT /users/{id}/manager/$ref",
            &["ref manager: entity { put },"],
        ),
        (
            "GET /users/{id}/reports",
            &["ref reports: [user] { get } each { get },"],
        ),
        (
            "POST /users/{id}/reports/$ref",
            &["ref reports: [user] { post } each { get },"],
        ),
        (
            "DELETE /users/{id}/reports/{id}/$ref",
            &["ref reports: [user] { get } each { delete },"],
        ),
        ("POST /users", &["users: [user] { post } each { get },"]),
        (
            "GET /users/{id}/messages/{id}/attachments",
            &[
                "nav messages: [message] { get } each { get },",
                "nav attachments: [message] { get } each { get },",
            ],
        ),
        (
            "PATCH /users/{id}/microsoft.graph.admin",
            &["users: [user] { get } each { patch },"],
        ),
        ("GET /users/{id}/mail", &["mail: String { get },"]),
        ("DELETE /users/{id}/mail", &["mail: String { delete },"]),
        ("PUT /users/{id}/picture", &["picture: Stream { put },"]),
        (
            "DELETE /users/{id}/reports/{id}/$value",
            &[
                "ref reports: [user] { get } each { get },",
                "#[media { delete }]",
            ],
        ),
        (
            "GET /users/{id}/messages/{id}:/{path}:/attachments",
            &["#[path_addressed { get }]"],
        ),
        (
            "DELETE /users/{id}/messages/{id}:/{path}",
            &[
                "#[path_addressed { delete }]",
                "nav messages: [message] { get } each { get },",
            ],
        ),
    ] {
        let text = imported(&[request]);
        for line in lines {
            assert!(text.contains(line), "{request}: {line}\n{text}");
        }
    }
}

#[test]
fn a_key_that_is_known_by_name_is_declared() {
    let text = imported(&[
        "GET /users/{id}/messages/latest",
        "GET /users/{id}/messages('Latest')/attachments",
        "GET /users/{id}/messages/{message-id}",
        "GET /users/{id}/messages/AAMkAGI2T/attachments",
    ]);
    assert!(text.contains("        key latest,\n"), "{text}");
    assert_eq!(text.matches("key ").count(), 1, "{text}");
}

#[test]
fn constraints_and_names_come_with_properties() {
    let text = imported(&["GET /users/{id}"]);
    for line in [
        "        #[read_only] #[not_null] mail: String,",
        "        #[rust_name = self_]\n        self: String,",
        "    pub enum size {\n        big,",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}
