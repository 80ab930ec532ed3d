//! Requests by hand.

use graph_schema::csdl;
use graph_schema::route::{follow, warnings};

use super::macro_line;

const SCHEMA: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="user" BaseType="graph.entity"><Property Name="mail" Type="Edm.String"/><NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true"/><NavigationProperty Name="manager" Type="graph.entity"/><NavigationProperty Name="folder" Type="graph.item" ContainsTarget="true"/></EntityType>
<EntityType Name="item" BaseType="graph.entity"><NavigationProperty Name="children" Type="Collection(graph.item)" ContainsTarget="true"/></EntityType>
<EntityType Name="message" BaseType="graph.entity"><NavigationProperty Name="attachments" Type="Collection(graph.attachment)" ContainsTarget="true"/></EntityType>
<EntityType Name="attachment" BaseType="graph.entity"/>
<EntityType Name="itemAttachment" BaseType="graph.attachment"><NavigationProperty Name="item" Type="graph.message" ContainsTarget="true"/></EntityType>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.message)"/><ReturnType Type="Collection(graph.message)"/></Function>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.message)"/><Parameter Name="token" Type="Edm.String"/><ReturnType Type="Collection(graph.message)"/></Function>
<EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/><Singleton Name="me" Type="graph.user"/></EntityContainer>
</Schema></Edmx>"#;

fn follows(request: &str) -> Result<String, String> {
    let schema = csdl::read(SCHEMA).expect("it is a schema");
    let route = follow(&schema, request).map_err(|unknown| unknown.to_string())?;
    Ok(macro_line("Beta", &route, None))
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
        ("GET /users/root/messages", "Beta: GET /users/root/messages"),
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
            "the `}` after `id` has no `{`\nhelp: write placeholders in braces: `{id}`",
        ),
        (
            "DELETE /users(mail='{mail}'/messages/{mid}",
            "`users(mail='{mail}'/messages/{mid}` lacks a `)`\nhelp: add it: `(name='{value}')`",
        ),
        (
            "DELETE /users(mail='{mail})/messages/{mid}",
            "`users(mail='{mail})/messages/{mid}` lacks a `'` and a `)`\nhelp: add it: `(name='{value}')`",
        ),
        (
            "DELETE /users/{id})/messages",
            "the `)` after `{id}` has no `(`\nhelp: remove it, or add the `(`",
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
            "`#$value` is a fragment, which is not sent\nhelp: remove it; in a key, write `#` as `%23`",
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
            "`$batch` is not a resource: write the requests of the batch\nhelp: name each of them here; at run time, add them to a `Batch`",
        ),
        (
            "DELETE /users/{id}/$links",
            "`$links` is not a segment of OData's own\nhelp: those are `$count`, `$ref` and `$value`",
        ),
        (
            "GET /users/{id}/messages HTTP/1.1",
            "`HTTP/1.1` is not part of the path\nhelp: remove ` HTTP/1.1`",
        ),
        (
            " ",
            "the request is empty\nhelp: write it as in the documentation: `GET /users/{id}`",
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
            "Beta: GET /users(mail={mail})/messages",
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
    let schema = csdl::read(SCHEMA).expect("it is a schema");
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
                "`manager` is not contained: this deletes the `entity` itself; to remove it from `manager` only, write `…/$ref`",
            ],
        ),
        (
            "GET https://graph.microsoft.us/v1.0/me/messages?$top={n}&startDateTime={start}",
            &[
                "the request is for `v1.0`, but `Beta` is `beta`; for `v1.0`, use its schema and `--service NAME=v1.0`",
                "`https://graph.microsoft.us` is left out; the origin belongs to the client; a request has a path only",
                "the query `?$top={n}&startDateTime={start}` is left out; add `.top(…)`, `.raw_query_option_unchecked(\"startDateTime=…\")` to the request",
            ],
        ),
    ] {
        let route = follow(&schema, written).expect(written);
        let notes = warnings(&route, "Beta", "beta").into_iter();
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
            "`FETCH` is not a method\nhelp: a request begins with GET, POST, PUT, PATCH or DELETE",
        ),
        (
            "GET",
            "the request has no path\nhelp: write it as in the documentation: `GET /users/{id}`",
        ),
        (
            "GET /me/messages/.../attachments",
            "`...` stands for any number of segments\nhelp: write all segments",
        ),
    ] {
        assert_eq!(follows(written), Err(expected.to_owned()), "{written}");
    }
}

/// Returns the line for a request, with its warnings.
fn reads(request: &str) -> (String, Vec<String>) {
    let schema = csdl::read(SCHEMA).expect("it is a schema");
    let route = follow(&schema, request).expect(request);
    let notes = warnings(&route, "Beta", "beta").into_iter();
    let line = macro_line("Beta", &route, None);
    let line = line
        .strip_prefix("graph_request!(Beta: ")
        .and_then(|line| line.strip_suffix(')'));
    (
        line.unwrap_or_default().to_owned(),
        notes.map(|note| note.text).collect(),
    )
}

#[test]
fn each_part_of_a_key_or_a_path_is_read() {
    for (written, expected) in [
        (
            "GET /me/folder:/a/b.txt:/children",
            "GET /me/folder:/{\"a/b.txt\"}:/children",
        ),
        (
            "GET /me/folder:/{path}/{filename}:/children",
            "GET /me/folder:/{format!(\"{path}/{filename}\")}:/children",
        ),
        (
            "GET /me/folder:/Q1%20{name}.xlsx",
            "GET /me/folder:/{format!(\"Q1 {name}.xlsx\")}:",
        ),
        (
            "GET /me/folder:/{path}/{path}",
            "GET /me/folder:/{format!(\"{path}/{path2}\")}:",
        ),
        (
            "GET /users/{host},{site}/messages",
            "GET /users/{format!(\"{host},{site}\")}/messages",
        ),
        (
            "GET /users/prefix-{id}/messages",
            "GET /users/{format!(\"prefix-{user_id}\")}/messages",
        ),
        (
            "GET /users('{id}')/messages",
            "GET /users/{user_id}/messages",
        ),
        (
            "GET /users(id='{id}')/messages",
            "GET /users/{user_id}/messages",
        ),
        (
            "GET /users/%7Bid%7D/messages",
            "GET /users/{user_id}/messages",
        ),
        ("GET /users/root/messages", "GET /users/root/messages"),
        ("GET /users/me%40contoso.com", "GET /users/{me_contoso_com}"),
    ] {
        assert_eq!(reads(written).0, expected, "{written}");
    }
}

#[test]
fn what_is_written_otherwise_is_said() {
    for (written, expected, said) in [
        (
            "GET /users('Root')/messages",
            "GET /users/root/messages",
            "the key `Root` is written as `root`",
        ),
        (
            "GET /users/8b01c1d0-aafc/messages",
            "GET /users/{user_id}/messages",
            "the key `8b01c1d0-aafc` is left out, as an example of the parameter `user_id`",
        ),
        (
            "GET /me/messages/delta(token='a,b')",
            "GET /me/messages/delta(token={token})",
            "the value of `token` `'a,b'` is left out, as an example of the parameter `token`",
        ),
        (
            "GET /users(mail='a@b.c')",
            "GET /users(mail={mail})",
            "the value of `mail` `'a@b.c'` is left out, as an example of the parameter `mail`",
        ),
        (
            "GET /me/messages/",
            "GET /me/messages",
            "the `/` at the end of the path is left out",
        ),
        (
            "GET /me/folder:/{p}:",
            "GET /me/folder:/{p}:",
            "the `:` at the end of the URL is left out",
        ),
        (
            "GET /me/messages()",
            "GET /me/messages",
            "the `()` behind `messages` is left out",
        ),
        (
            "GET /me/microsoft.graph.messages",
            "GET /me/messages",
            "`microsoft.graph.` is left out before `messages`",
        ),
        (
            "GET /me/messages/{m}/attachments/{id}/contoso.itemAttachment",
            "GET /me/messages/{m}/attachments/{attachment_id}/microsoft.graph.itemAttachment",
            "`contoso.itemAttachment` is written as `microsoft.graph.itemAttachment`",
        ),
    ] {
        let (line, notes) = reads(written);
        assert_eq!(line, expected, "{written}");
        assert_eq!(notes, [said], "{written}");
    }
    for written in [
        "GET /me/messages/delta(token='{token}')",
        "GET /me/messages/delta(token=token)",
        "GET /me/folder:/a.txt:/children",
        "GET /users/root/messages?$top=5",
    ] {
        assert_eq!(reads(written).1, [""; 0], "{written}");
    }
}

#[test]
fn what_no_request_has_is_refused() {
    for (written, expected) in [
        (
            "GET /users/{id}/messages#top",
            "`#top` is a fragment, which is not sent\nhelp: remove it; in a key, write `#` as `%23`",
        ),
        (
            "GET /users?$top=5#top",
            "`#top` is a fragment, which is not sent\nhelp: remove it; in a key, write `#` as `%23`",
        ),
        (
            "GET /users ConsistencyLevel: eventual",
            "`ConsistencyLevel: eventual` follows the URL, which ends in `/users`\nhelp: remove it: headers are set on the request, in Rust",
        ),
        (
            "GET /users?$count=true ConsistencyLevel: eventual",
            "`ConsistencyLevel: eventual` follows the URL, which ends in `$count=true`\nhelp: remove it: headers are set on the request, in Rust",
        ),
        (
            "GET /users//messages",
            "there is nothing between two slashes after `users`\nhelp: write the missing segment, such as a key, or a single `/`",
        ),
        (
            "GET /me/folder:",
            "no path follows `folder:`\nhelp: write the path between `:/` and `:`, as in `root:/{path}:/children`, or remove the colon",
        ),
        (
            "GET /me/messages/delta(token='a',token='b')",
            "the argument `token` is given twice\nhelp: remove one of them",
        ),
        (
            "GET /users?$top=1&$TOP=2",
            "`$top` is in the query twice\nhelp: join them into one",
        ),
        (
            "GET /users?$selekt=mail",
            "`$selekt` is not an option of a query\nhelp: did you mean `$select`?",
        ),
    ] {
        assert_eq!(follows(written), Err(expected.to_owned()), "{written}");
    }
}
