use graph_runtime::{Update, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
        me: usr,
    }

    entity user: directoryObjekt {
        jobTitle: String,
        mail: sting,
        settings: userSettings,
        manager: user,
        #[read_only]
        #[immutable]
        createdDateTime: DateTimeOffset,
        nav messages: [message] {},
        nav identities: [objectIdentity],
    }

    entity guest: tenantMember {}

    entity directoryObject {
        deletedDateTime: DateTimeOffset,
    }

    complex objectIdentity {}

    entity message {
        subject: String,
    }
}

fn main() {
    let update = Update::<User>::new()
        .set(User::JOB_TITLE, "Retail Manager")
        .set(User::MAIL, "adele@contoso.com")
        .set(User::SETTINGS, "")
        .set(DirectoryObject::DELETED_DATE_TIME, DirectoryObject::default().deleted_date_time.unwrap());
    graph_path!(Beta: /users/{"1"}).patch(update);
    graph_path!(Beta: /users/{"1"}/messages/{"2"}).get();
    graph_path!(Beta: /users/{"1"}/manager).get();
    graph_path!(Beta: /me/messages);
    let user = User::default();
    assert_eq!(user.mail, None);
    assert_eq!(user.created_date_time, None);
    assert_eq!(user.identities, None);
    assert_eq!(user.settings, None);
    assert!(Guest::default().display_name.is_none());
}
