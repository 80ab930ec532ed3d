//! Advanced queries on directory objects: the header and the count come with what needs them, and with nothing else.

use graph_runtime::path::Path as _;
use graph_runtime::query::{Operand as _, is_of};
use graph_runtime::{Request, graph_request};

use crate::declared::{Beta, DirectoryObject, FileAttachment, Group, Guest, Message, Sample, User};

/// Whether a request says `ConsistencyLevel: eventual`, and whether it asks for the count.
fn extras<R>(request: Request<R>) -> (bool, bool) {
    let header = request.headers().get("consistencylevel");
    if let Some(header) = header {
        assert_eq!(header, "eventual");
    }
    // A count is text, and asks for it.
    let accepts = request.headers().contains_key("accept");
    let path = request.url().split('?').next().unwrap();
    assert_eq!(accepts, path.ends_with("/$count"));
    let expected = usize::from(header.is_some()) + usize::from(accepts);
    assert_eq!(request.headers().len(), expected);
    let counts = request.url().matches("$count=true").count();
    assert!(counts < 2, "{}", request.url());
    (header.is_some(), counts == 1)
}

const PLAIN: (bool, bool) = (false, false);
const ADVANCED: (bool, bool) = (true, true);

#[test]
fn conditions_that_need_it_bring_it() {
    let users = || Beta.users().get();
    for filter in [
        User::DISPLAY_NAME.ne("a"),
        User::DISPLAY_NAME.is_not_null(),
        User::DISPLAY_NAME.ends_with("a"),
        !User::DISPLAY_NAME.eq("a"),
        User::AGE.eq(1).and(User::AGE.ne(2)),
        User::AGE.ne(1).or(User::AGE.eq(2)),
        User::INTERESTS.any(|text| text.ends_with("a")),
        User::MANAGER.cast::<User, _>().then(User::AGE).ne(1),
        User::ASSIGNED_LICENSES.count().eq(0),
    ] {
        assert_eq!(
            extras(users().filter(filter.clone())),
            ADVANCED,
            "{filter:?}"
        );
        assert_eq!(
            extras(
                users()
                    .filter(User::AGE.eq(1))
                    .filter(filter.clone())
                    .top(1)
            ),
            ADVANCED
        );
        assert_eq!(
            extras(users().filter(filter).filter(User::AGE.eq(1))),
            ADVANCED
        );
    }
}

#[test]
fn other_options_do_not() {
    let users = || Beta.users().get();
    for filter in [
        User::DISPLAY_NAME.eq("ne 'a' endsWith"),
        User::DISPLAY_NAME.starts_with("a").and(User::AGE.ge(1)),
        User::DISPLAY_NAME.is_null(),
        User::AGE.is_in([1]),
        User::INTERESTS.any(|text| text.eq("a")),
        User::INTERESTS.is_not_empty(),
        User::MANAGER.cast::<User, _>().then(User::AGE).eq(1),
    ] {
        assert_eq!(extras(users().filter(filter.clone())), PLAIN, "{filter:?}");
    }
    let request = users()
        .select(User::AGE)
        .expand(User::MESSAGES.filter(Message::SUBJECT.ne("a")))
        .order_by(User::AGE)
        .top(1)
        .skip(1);
    assert_eq!(extras(request), PLAIN);
}

#[test]
fn a_filter_with_an_order_needs_it_in_either_order() {
    let users = || Beta.users().get();
    let filter = || User::AGE.eq(1);
    assert_eq!(
        extras(users().filter(filter()).order_by(User::AGE)),
        ADVANCED
    );
    assert_eq!(
        extras(users().order_by(User::AGE).filter(filter())),
        ADVANCED
    );
    assert_eq!(
        extras(users().order_by(User::AGE).order_by(User::AGE)),
        PLAIN
    );
    assert_eq!(extras(users().filter(filter()).filter(filter())), PLAIN);
}

#[test]
fn a_search_needs_the_header_only() {
    assert_eq!(
        extras(Beta.users().get().search("displayName:a")),
        (true, false)
    );
    assert_eq!(extras(Beta.me().messages().get().search("a")), PLAIN);
}

#[test]
fn a_count_needs_the_header() {
    assert_eq!(extras(Beta.users().get().count()), ADVANCED);
    assert_eq!(extras(Beta.me().messages().get().count()), (false, true));
    assert_eq!(extras(Beta.users().count().get()), (true, false));
    assert_eq!(
        extras(graph_request!(Beta: GET /groups/$count)),
        (true, false)
    );
    assert_eq!(extras(Beta.me().messages().count().get()), PLAIN);
}

#[test]
fn directory_objects_are_those_that_inherit_from_it_and_those_that_say_so() {
    let id = DirectoryObject::ID.ne("a");
    // Of the base itself, as the enum of all its subtypes, and below other entities.
    assert_eq!(
        extras(Beta.groups().id("g").members().get().filter(id.clone())),
        ADVANCED
    );
    assert_eq!(
        extras(Beta.groups().id("g").members().count().get()),
        (true, false)
    );
    // Two levels down.
    assert_eq!(
        extras(Beta.users().as_guest().get().filter(Guest::HOST.ne("a"))),
        ADVANCED
    );
    assert_eq!(
        extras(Beta.groups().get().filter(Group::DISPLAY_NAME.ne("a"))),
        ADVANCED
    );
    // By attribute.
    assert_eq!(
        extras(Beta.samples().get().filter(Sample::INT32.ne(1))),
        ADVANCED
    );
    assert_eq!(extras(Beta.samples().count().get()), (true, false));
    // By what a function answers.
    assert_eq!(extras(Beta.users().delta().get().filter(id)), ADVANCED);
    // And none other.
    assert_eq!(
        extras(Beta.me().messages().get().filter(Message::SUBJECT.ne("a"))),
        PLAIN
    );
}

#[test]
fn a_query_on_a_cast_needs_it() {
    let members = || Beta.groups().id("g").members().as_user().get();
    assert_eq!(extras(members()), PLAIN);
    assert_eq!(extras(members().select(User::AGE).top(1)), PLAIN);
    assert_eq!(extras(members().filter(User::AGE.eq(1))), ADVANCED);
    assert_eq!(extras(members().order_by(User::AGE)), ADVANCED);
    assert_eq!(
        extras(
            members()
                .raw_query_option_unchecked("a=b/c")
                .filter(User::AGE.eq(1))
        ),
        ADVANCED
    );
    // A cast further up, and a key that only looks like one.
    let reports = Beta
        .groups()
        .id("g")
        .members()
        .as_user()
        .id("u")
        .direct_reports();
    assert_eq!(
        extras(reports.get().filter(DirectoryObject::ID.eq("a"))),
        PLAIN
    );
    let group = Beta.groups().id("microsoft.graph.user").members();
    assert_eq!(
        extras(group.get().filter(DirectoryObject::ID.eq("a"))),
        PLAIN
    );
    let attachments = Beta
        .me()
        .messages()
        .id("m")
        .attachments()
        .as_file_attachment()
        .get();
    assert_eq!(
        extras(attachments.filter(crate::declared::Attachment::NAME.eq("a"))),
        PLAIN
    );
}

#[test]
fn a_subtypes_properties_need_it_where_they_filter_or_order() {
    let members = || Beta.groups().id("g").members().get();
    assert_eq!(extras(members().select(User::AGE.implicit())), PLAIN);
    for age in [User::AGE.implicit(), User::AGE.by_cast()] {
        assert_eq!(extras(members().filter(age.eq(1))), ADVANCED);
        assert_eq!(extras(members().filter(age.is_null())), ADVANCED);
        assert_eq!(extras(members().filter(age.is_in([1]))), ADVANCED);
        assert_eq!(extras(members().order_by(age)), ADVANCED);
        assert_eq!(extras(members().order_by(age.desc())), ADVANCED);
    }
    let zone = User::MAILBOX_SETTINGS
        .implicit()
        .then(crate::declared::MailboxSettings::TIME_ZONE);
    assert_eq!(
        extras(members().filter(zone.clone().starts_with("a"))),
        ADVANCED
    );
    assert_eq!(extras(members().order_by(zone)), ADVANCED);
    let interests = User::INTERESTS.by_cast();
    assert_eq!(
        extras(members().filter(interests.any(|text| text.eq("a")))),
        ADVANCED
    );
    assert_eq!(extras(members().filter(interests.is_not_empty())), ADVANCED);
    assert_eq!(extras(members().filter(is_of::<User>())), ADVANCED);
    assert_eq!(
        extras(Beta.users().get().order_by(User::INTERESTS.count())),
        ADVANCED
    );
    // Of no directory object.
    let attachments = || Beta.me().messages().id("m").attachments().get();
    assert_eq!(
        extras(attachments().filter(is_of::<FileAttachment>())),
        PLAIN
    );
    assert_eq!(
        extras(attachments().order_by(FileAttachment::CONTENT_BYTES.by_cast())),
        PLAIN
    );
}

mod elsewhere {
    //! A subtype in another declaration is a directory object because its base is one.

    graph_runtime::graph_resource! {
        pub service Other = "beta" { devices: [device], plain: [plain] }
        pub entity device: crate::declared::DirectoryObject { model: String }
        pub entity phone: device { number: String }
        pub entity plain: crate::declared::Attachment { note: String }
    }
}

#[test]
fn a_base_of_another_declaration_counts() {
    use elsewhere::{Device, Other, Phone, Plain};

    assert_eq!(
        extras(Other.devices().get().filter(Device::MODEL.ne("a"))),
        ADVANCED
    );
    assert_eq!(
        extras(
            Other
                .devices()
                .as_phone()
                .get()
                .filter(Phone::NUMBER.ne("a"))
        ),
        ADVANCED
    );
    assert_eq!(extras(Other.devices().count().get()), (true, false));
    assert_eq!(
        extras(
            Beta.groups()
                .id("g")
                .members()
                .cast::<Device, _>()
                .get()
                .count()
        ),
        ADVANCED
    );
    assert_eq!(
        extras(Other.plain().get().filter(Plain::NOTE.ne("a"))),
        PLAIN
    );
}
