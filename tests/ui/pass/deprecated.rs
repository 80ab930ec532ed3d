//! A declaration does not warn of its own deprecated parts; their uses do.

#![deny(warnings)]

use graph_runtime::{Update, graph_path, graph_resource};

graph_resource! {
    #[deprecated = "the endpoint is retired"]
    service Alpha = "alpha" {
        devices: [device],
    }

    service Beta = "beta" {
        users: [user],
        #[deprecated]
        devices: [device],
    }

    abstract entity directoryObject {}

    entity user: directoryObject {
        jobTitle: String,
        #[deprecated(note = "use `mail`")]
        otherMail: String,
        preview: previewKind,
        place: place,
        #[deprecated]
        nav device: device,
    }

    #[deprecated]
    entity device: directoryObject {
        nav owners: [device],
    }

    #[deprecated]
    entity phone: device {}

    abstract complex place {}

    #[deprecated]
    complex room: place {
        floor: Int32,
        inside: room,
    }

    #[deprecated]
    enum previewKind {
        none,
        #[deprecated]
        full,
    }
}

fn main() {
    let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
    let request = graph_path!(Beta: /users/{"1"}).patch(update);
    assert_eq!(request.url(), "/beta/users/1");

    #[expect(deprecated)]
    let constant = User::OTHER_MAIL;
    assert_eq!(constant.name(), "otherMail");
    #[expect(deprecated)]
    let service = Alpha;
    #[expect(deprecated)]
    let segment = Beta.devices();
    drop((service, segment));
    #[expect(deprecated)]
    let device: Option<Device> = None;
    assert!(device.is_none());
}
