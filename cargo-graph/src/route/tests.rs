//! Requests by hand.

use super::*;

const SCHEMA: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="user" BaseType="graph.entity"><Property Name="mail" Type="Edm.String"/><NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true"/><NavigationProperty Name="manager" Type="graph.entity"/></EntityType>
<EntityType Name="message" BaseType="graph.entity"><NavigationProperty Name="attachments" Type="Collection(graph.attachment)" ContainsTarget="true"/></EntityType>
<EntityType Name="attachment" BaseType="graph.entity"/>
<EntityType Name="itemAttachment" BaseType="graph.attachment"><NavigationProperty Name="item" Type="graph.message" ContainsTarget="true"/></EntityType>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.message)"/><ReturnType Type="Collection(graph.message)"/></Function>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.message)"/><Parameter Name="token" Type="Edm.String"/><ReturnType Type="Collection(graph.message)"/></Function>
<EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/><Singleton Name="me" Type="graph.user"/></EntityContainer>
</Schema></Edmx>"#;

fn follows(request: &str) -> Result<String, String> {
    let schema = crate::csdl::read(SCHEMA).expect("it is a schema");
    let route = follow(&schema, request).map_err(|unknown| unknown.to_string())?;
    Ok(crate::request::macro_line("Beta", &route, None))
}

#[test]
fn documentation_is_put_into_the_words_of_the_schema() {
    for (written, expected) in [
        (
            "get /Users/{id | userPrincipalName}/Messages?$top=5",
            "Beta: GET /users/{user_id}/messages",
        ),
        (
            "GET https://graph.microsoft.com/beta/me/messages/{id}",
            "Beta: GET /me/messages/{message_id}",
        ),
        ("GET /me/messages/delta", "Beta: GET /me/messages/delta()"),
        (
            "GET /me/messages/microsoft.graph.delta(token='x')",
            "Beta: GET /me/messages/delta(token={token})",
        ),
        (
            "GET /users/root/messages",
            "Beta: GET /users/{root}/messages",
        ),
        ("GET /me/messages/$count", "Beta: GET /me/messages/$count"),
        (
            "DELETE /users/{id}/manager/$ref",
            "Beta: DELETE /users/{user_id}/manager/$ref",
        ),
        (
            "GET /me/messages/{id}/attachments/{id}/item",
            "Beta: GET /me/messages/{message_id}/attachments/{attachment_id}/item",
        ),
        (
            "GET /me/messages/{id}/attachments/{id}/graph.itemAttachment/item",
            "Beta: GET /me/messages/{message_id}/attachments/{attachment_id}/microsoft.graph.itemAttachment/item",
        ),
    ] {
        assert_eq!(
            follows(written).as_deref(),
            Ok(format!("graph_request!({expected})").as_str()),
            "{written}"
        );
    }
}

#[test]
fn what_the_schema_does_not_know_is_named_with_what_is_near() {
    for (written, expected) in [
        (
            "GET /user",
            "`user` is not a segment of the service\nhelp: did you mean `users`?",
        ),
        (
            "GET /me/mesages",
            "`mesages` is not a segment of `user`\nhelp: did you mean `messages`?",
        ),
        (
            "GET /users/messages",
            "a key is missing behind `users`: `messages` is a segment of each member\nhelp: write `/{id}/messages`",
        ),
        (
            "GET /me/{id}",
            "`me` leads to a single `user`, which takes no key\nhelp: remove `/{id}`",
        ),
        (
            "FETCH /me",
            "`FETCH` is not a verb\nhelp: a request begins with GET, POST, PUT, PATCH or DELETE",
        ),
        (
            "GET",
            "the request has no path\nhelp: write it as the documentation prints it: `GET /users/{id}`",
        ),
        (
            "GET /me/messages/.../attachments",
            "`...` stands for any number of segments\nhelp: write the segments that are meant",
        ),
    ] {
        assert_eq!(follows(written), Err(expected.to_owned()), "{written}");
    }
}
