//! Declarations that build on each other: a module declares users, another adds what it needs to them.
//!
//! Types of another declaration are named by their Rust paths, as bases, as targets of navigation properties, and as the
//! types of properties. Across crates it is the same, with `extend … as …` for a trait:
//!
//! ```text
//! cargo run --example extend_elsewhere
//! ```

#![allow(clippy::print_stdout)]

use graph_emulator::Emulator;
use graph_runtime::prelude::*;
use graph_runtime::{Client, Create, FixedToken, graph_request};
use serde_json::json;

/// What the whole program uses.
mod directory {
    graph_runtime::graph_resource! {
        pub service Beta = "beta" { users: [user] }

        pub entity directoryObject {}

        pub entity user: directoryObject {
            displayName: String,
        }
    }
}

/// What only this part of it uses: devices, and how users have them.
mod devices {
    use super::directory::DirectoryObject;

    graph_runtime::graph_resource! {
        pub entity device: DirectoryObject {
            operatingSystem: String,
            ref registeredOwners: [DirectoryObject],
        }

        pub extend crate::directory::Beta { devices: [device] }

        pub extend crate::directory::User {
            ref ownedDevices: [DirectoryObject],
            action revokeSignInSessions() -> Boolean,
        }
    }
}

use devices::Device;
use directory::{AnyDirectoryObject, Beta, User};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let adele = "adele";
    let phone = json!({
        "@odata.type": "#microsoft.graph.device",
        "id": "phone",
        "displayName": "Adele's phone",
        "operatingSystem": "Android",
    });
    let emulator = Emulator::builder()
        .seed("/beta/users/adele", json!({"displayName": "Adele"}))
        .seed("/beta/users/adele/ownedDevices/phone", phone.clone())
        .seed("/beta/devices/phone", phone.clone())
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    // The path begins in one declaration and goes on in the other.
    for object in client
        .send(graph_request!(Beta: GET /users/{adele}/ownedDevices))
        .await?
    {
        let device: Option<Device> = object.downcast();
        println!(
            "{adele} owns {:?}, {:?}",
            object.id,
            device.and_then(|device| device.operating_system)
        );
    }

    // A new entity of the one, bound to an entity of the other.
    let laptop = Create::<Device>::new()
        .set(Device::OPERATING_SYSTEM, "Windows")
        .bind_all(Device::REGISTERED_OWNERS, [Beta.users().id(adele)]);
    let created = client
        .send(graph_request!(Beta: POST /devices, laptop))
        .await?;
    println!("created {created:?}");

    // What the first declaration reads as its own type is the subtype that the second one declares.
    let object: AnyDirectoryObject = serde_json::from_value(phone)?;
    let device: Option<Device> = object.downcast();
    println!(
        "as a device: {:?}",
        device.and_then(|device| device.operating_system)
    );
    println!("as a user: {:?}", object.downcast::<User, _>().is_some());
    Ok(())
}
