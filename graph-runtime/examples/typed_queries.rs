//! Queries through the same constants that read and write: what of the directory is asked for, and how much of it.
//!
//! It runs against an emulator of Graph in this process, which answers with whole entities whatever is asked for:
//!
//! ```text
//! cargo run --example typed_queries
//! ```

#![allow(clippy::print_stdout)]

use graph_emulator::Emulator;
use graph_runtime::{Client, FixedToken, Request, edm, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service Beta = "beta" {
        users: [user],
        groups: [group],
    }

    entity directoryObject {
        #[read_only] deletedDateTime: DateTimeOffset,
    }

    entity user: directoryObject {
        accountEnabled: Boolean,
        assignedLicenses: [assignedLicense],
        createdDateTime: DateTimeOffset,
        displayName: String,
        onPremisesExtensionAttributes: onPremisesExtensionAttributes,
        ref manager: directoryObject,
        nav messages: [message],
    }

    complex assignedLicense { skuId: Guid, disabledPlans: [Guid] }
    complex onPremisesExtensionAttributes { extensionAttribute1: String }

    entity message {
        importance: importance,
        receivedDateTime: DateTimeOffset,
        subject: String,
    }

    enum importance { low, normal, high }

    entity group: directoryObject {
        displayName: String,
        ref members: [directoryObject],
    }
}

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let adele = "adele@contoso.com";
    // It does not evaluate `$expand`: what is to come expanded is in the entity itself.
    let hello = json!({"id": "1", "subject": "Hello", "importance": "high"});
    let emulator = Emulator::builder()
        .seed(
            "/beta/users/adele@contoso.com",
            json!({"displayName": "Adele", "accountEnabled": true, "messages": [hello]}),
        )
        .seed("/beta/users/adele@contoso.com/messages/1", hello)
        .seed(
            "/beta/groups/marketing/members/adele@contoso.com",
            json!({"@odata.type": "#microsoft.graph.user", "displayName": "Adele"}),
        )
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    // Properties of the type and of its bases; a property of another type does not compile.
    let request = graph_request!(Beta: GET /users)
        .select((
            User::DISPLAY_NAME,
            User::ACCOUNT_ENABLED,
            DirectoryObject::ID,
        ))
        .filter(
            User::DISPLAY_NAME
                .starts_with("Ad")
                .and(User::ACCOUNT_ENABLED.eq(true)),
        )
        .top(10);
    for user in client.send(shown(request)).await? {
        println!("  {}", user.display_name.as_deref().unwrap_or("-"));
    }

    // A condition on the elements of a collection, and one on a property of a complex value. Both are "advanced queries" on
    // directory objects, so `ConsistencyLevel: eventual` and `$count=true` are there by themselves.
    let sku: edm::Guid = "6fd2c87f-b296-42f0-b197-1e91e994b900".parse()?;
    let attribute = User::ON_PREMISES_EXTENSION_ATTRIBUTES
        .then(OnPremisesExtensionAttributes::EXTENSION_ATTRIBUTE1);
    let request = graph_request!(Beta: GET /users)
        .filter(
            !User::ASSIGNED_LICENSES.any(|license| license.then(AssignedLicense::SKU_ID).eq(sku)),
        )
        .filter(attribute.ne("O'Neill & sons"));
    client.send(shown(request)).await?;

    // Members are directory objects of any type. What only users have is named without a type cast, as Graph's page "List
    // members" does, or with one.
    let group = "marketing";
    let request = graph_request!(Beta: GET /groups/{group}/members)
        .select((DirectoryObject::ID, User::DISPLAY_NAME.implicit()))
        .filter(User::DISPLAY_NAME.implicit().starts_with("Ad"))
        .order_by(User::CREATED_DATE_TIME.by_cast().desc());
    for member in client.send(shown(request)).await? {
        if let Some(user) = member.downcast::<User, _>() {
            println!("  {}", user.display_name.as_deref().unwrap_or("-"));
        }
    }

    // What is expanded has options of its own, and is read by the same constant.
    let request = graph_request!(Beta: GET /users/{adele})
        .expand(User::MANAGER)
        .expand(
            User::MESSAGES
                .select((Message::SUBJECT, Message::IMPORTANCE))
                .filter(Message::IMPORTANCE.eq(Importance::High))
                .order_by(Message::RECEIVED_DATE_TIME.desc())
                .top(5),
        );
    let user = client.send(shown(request)).await?;
    let expanded = User::MESSAGES.of(&user)?.unwrap_or_default();
    println!("  messages in the answer: {}", expanded.value.len());

    let messages = client
        .send(shown(graph_request!(Beta: GET /users/{adele}/messages)))
        .await?;
    for message in messages {
        println!(
            "  {:?}: {}",
            message.importance,
            message.subject.as_deref().unwrap_or("-")
        );
    }

    // A membership is a reference: it is removed, and the user stays.
    // Printed only: neither is sent.
    let _link =
        shown(graph_request!(Beta: POST /groups/{group}/members/$ref, Beta.users().id(adele)));
    let _unlink = shown(graph_request!(Beta: DELETE /groups/{group}/members/{adele}/$ref));
    Ok(())
}

fn shown<R>(request: Request<R>) -> Request<R> {
    println!("{} {}", request.method(), request.url());
    for (name, value) in request.headers() {
        println!("  {name}: {}", value.to_str().unwrap_or("-"));
    }
    request
}
