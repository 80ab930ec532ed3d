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
fn what_is_not_closed_is_no_other_request() {
    for (written, expected) in [
        (
            "DELETE /users/{id}/messages/{mid/$value",
            "the placeholder `{mid` lacks its `}`\nhelp: write `{mid}`",
        ),
        (
            "DELETE /users/{id/messages/{mid}",
            "the placeholder `{id` lacks its `}`\nhelp: write `{id}`",
        ),
        (
            "DELETE /users/{id/messages/mid}",
            "the placeholder `{id` lacks its `}`\nhelp: write `{id}`",
        ),
        (
            "DELETE /users/{id{mid}",
            "the placeholder `{id` lacks its `}`\nhelp: write `{id}`",
        ),
        (
            "DELETE /users/{id",
            "the placeholder `{id` lacks its `}`\nhelp: write `{id}`",
        ),
        (
            "DELETE /users/id}/messages/{mid}",
            "a `}` behind `id` closes nothing\nhelp: a placeholder stands in braces: `{id}`",
        ),
        (
            "DELETE /users(mail='{mail}'/messages/{mid}",
            "`users(mail='{mail}'/messages/{mid}` lacks a `)`\nhelp: close what is opened: `(name='{value}')`",
        ),
        (
            "DELETE /users(mail='{mail})/messages/{mid}",
            "`users(mail='{mail})/messages/{mid}` lacks a `'` and a `)`\nhelp: close what is opened: `(name='{value}')`",
        ),
        (
            "DELETE /users/{id})/messages",
            "a `)` behind `{id}` closes nothing\nhelp: remove it, or write the `(` that it closes",
        ),
        (
            "DELETE /users/{id}messages",
            "`{id}messages` is more than one segment\nhelp: write `/` between segments",
        ),
        (
            "DELETE /users/{id}{mid}",
            "`{id}{mid}` is more than one segment\nhelp: write `/` between segments",
        ),
        (
            "DELETE /users(mail='{mail}')messages",
            "`users(mail='{mail}')messages` is more than one segment\nhelp: write `/` between segments",
        ),
        (
            "DELETE /users/{id}/manager/$reff",
            "`$reff` is not a segment of OData's own\nhelp: did you mean `$ref`?",
        ),
        (
            "DELETE /users/{id}/manager/%24reff",
            "`$reff` is not a segment of OData's own\nhelp: did you mean `$ref`?",
        ),
        (
            "DELETE /users/{id}/manager/ref",
            "`ref` is not a segment of `entity`\nhelp: did you mean `$ref`?",
        ),
        (
            "GET /me/messages/count",
            "`count` is not a segment of a collection of `message`\nhelp: did you mean `$count`?",
        ),
        (
            "DELETE /me/messages/{id}#$value",
            "`{id}#$value` is more than one segment\nhelp: write `/` between segments",
        ),
        (
            "DELETE /me/messages/$ref/{id}",
            "nothing comes behind `$ref`, and `{id}` does\nhelp: a key stands before it: `/{id}/$ref`",
        ),
        (
            "DELETE /me/mail(x)",
            "nothing comes behind `mail`, and `x` does\nhelp: remove what is behind it",
        ),
        (
            "POST /$batch",
            "`$batch` is no resource: what goes out together are requests of their own\nhelp: ask for those; at run time, a `Batch` holds them",
        ),
        (
            "DELETE /users/{id}/$links",
            "`$links` is not a segment of OData's own\nhelp: those are `$count`, `$ref` and `$value`",
        ),
        (
            "GET /users/{id}/messages HTTP/1.1",
            "`HTTP/1.1` is not of the path\nhelp: remove ` HTTP/1.1`",
        ),
        (
            " ",
            "the request is empty\nhelp: write it as the documentation prints it: `GET /users/{id}`",
        ),
    ] {
        assert_eq!(follows(written), Err(expected.to_owned()), "{written}");
    }
}

#[test]
fn brackets_in_quotes_and_braces_are_part_of_what_they_stand_in() {
    for (written, expected) in [
        (
            "GET /users(mail='a/b(c?')/messages",
            "Beta: GET /users(mail={a})/messages",
        ),
        (
            "GET /users/o'brien@contoso.com/messages",
            "Beta: GET /users/{o_brien_contoso_com}/messages",
        ),
        (
            "DELETE /users/{user's id (or name)}/manager/$ref",
            "Beta: DELETE /users/{user_s_id_or_name}/manager/$ref",
        ),
        (
            "DELETE /users/{id}/manager/$ref?$top=1",
            "Beta: DELETE /users/{user_id}/manager/$ref",
        ),
        (
            "DELETE /me/messages/{id}$value",
            "Beta: DELETE /me/messages/{message_id}/$value",
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
fn what_is_left_out_and_what_is_deleted_is_said() {
    let schema = crate::csdl::read(SCHEMA).expect("it is a schema");
    for (written, expected) in [
        ("GET https://graph.microsoft.com/beta/me", &[][..]),
        ("DELETE /me/messages/{id}", &[]),
        ("DELETE /me/manager/$ref", &[]),
        ("DELETE /me/manager/%24ref", &[]),
        ("DELETE /users/{id}", &[]),
        ("GET /me/manager", &[]),
        (
            "DELETE /me/manager",
            &[
                "`manager` is not contained: this deletes the `entity` itself; to remove it from `manager` only, ask for `…/$ref`",
            ],
        ),
        (
            "GET https://graph.microsoft.us/v1.0/me/messages?$top={n}&startDateTime={start}",
            &[
                "the request is of `v1.0`, and `Beta` is `beta`; for `v1.0`, use its schema and `--service NAME=v1.0`",
                "`https://graph.microsoft.us` is left out; a client has the origin, and a request its path",
                "the query `?$top={n}&startDateTime={start}` is left out; add `.top(…)`, `.raw_query_option_unchecked(\"startDateTime=…\")` to the request",
            ],
        ),
    ] {
        let route = follow(&schema, written).expect(written);
        let notes = notes(&route, "Beta", "beta").into_iter();
        let said: Vec<String> = notes
            .map(|note| format!("{}; {}", note.text, note.help))
            .collect();
        assert_eq!(said, expected, "{written}");
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
