//! Query options: each once, in the order in which they came, encoded once.

use graph_runtime::{Method, Operand as _, Page, Path as _, Request, graph_request};

use crate::declared::{Beta, DirectoryObject, Group, MailboxSettings, Message, User, WorkingHours};
use crate::odata;

fn messages() -> Request<Page<Message>> {
    Beta.me().messages().get()
}

#[test]
fn each_option_has_its_name() {
    assert_eq!(
        messages()
            .select((Message::SUBJECT, Message::ID))
            .filter(Message::SUBJECT.eq("a"))
            .order_by(Message::SUBJECT.desc())
            .expand(Message::ATTACHMENTS)
            .search("b")
            .top(1)
            .skip(2)
            .count()
            .url(),
        "/beta/me/messages?$select=subject,id&$filter=subject%20eq%20%27a%27&$orderby=subject%20desc\
         &$expand=attachments&$search=%22b%22&$top=1&$skip=2&$count=true"
    );
}

#[test]
fn lists_go_on_and_other_options_are_replaced() {
    let request = messages()
        .top(1)
        .select(Message::SUBJECT)
        .order_by(Message::SUBJECT.asc())
        .skip(5)
        .search("a")
        .select((Message::ID, Message::FROM))
        .order_by(Message::RECEIVED_DATE_TIME.desc())
        .expand(Message::ATTACHMENTS)
        .expand(Message::ATTACHMENTS.select(crate::declared::Attachment::NAME))
        .skip(u32::MAX)
        .search("b")
        .top(0)
        .count()
        .count();
    assert_eq!(
        request.url(),
        "/beta/me/messages?$top=0&$select=subject,id,from&$orderby=subject,receivedDateTime%20desc\
         &$skip=4294967295&$search=%22b%22&$expand=attachments,attachments($select=name)&$count=true"
    );
}

#[test]
fn a_single_entity_takes_select_and_expand() {
    let id = "u";
    assert_eq!(
        graph_request!(Beta: GET /users/{id})
            .select((User::DISPLAY_NAME, DirectoryObject::ID))
            .expand(User::MANAGER)
            .url(),
        "/beta/users/u?$select=displayName,id&$expand=manager"
    );
    assert_eq!(
        graph_request!(Beta: GET /users/{id}/mailboxSettings)
            .select(MailboxSettings::TIME_ZONE)
            .url(),
        "/beta/users/u/mailboxSettings?$select=timeZone"
    );
    assert_eq!(
        graph_request!(Beta: GET /users/{id}/mailboxSettings/workingHours)
            .select((WorkingHours::DAYS, (WorkingHours::START_TIME,)))
            .url(),
        "/beta/users/u/mailboxSettings/workingHours?$select=days,startTime"
    );
}

#[test]
fn what_a_function_answers_takes_options_too() {
    assert_eq!(
        Beta.users()
            .delta()
            .get()
            .select(User::DISPLAY_NAME)
            .filter(DirectoryObject::ID.eq("a"))
            .url(),
        "/beta/users/delta()?$select=displayName&$filter=id%20eq%20%27a%27"
    );
}

#[test]
fn orders_name_nested_properties() {
    let zone = || User::MAILBOX_SETTINGS.then(MailboxSettings::TIME_ZONE);
    assert_eq!(
        Beta.me()
            .direct_reports()
            .cast::<User, _>()
            .get()
            .order_by(zone().asc())
            .order_by(zone().desc())
            .url(),
        "/beta/me/directReports/microsoft.graph.user\
         ?$orderby=mailboxSettings/timeZone,mailboxSettings/timeZone%20desc&$count=true"
    );
}

#[test]
fn a_search_is_one_phrase_in_quotes() {
    for (text, quoted) in [
        ("pizza", r#""pizza""#),
        ("displayName:a b", r#""displayName:a b""#),
        (r#"say "hi""#, r#""say \"hi\"""#),
        (r"back\slash", r#""back\\slash""#),
        (r#"" OR ""#, r#""\" OR \"""#),
        ("a&$top=1#b+c%20", r#""a&$top=1#b+c%20""#),
        ("", r#""""#),
    ] {
        let request = messages().search(text).top(1);
        let (_, options) = odata::query_options(request.url()).unwrap();
        let expected = [("$search", quoted), ("$top", "1")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(options, expected);
    }
}

#[test]
fn a_raw_option_stands_as_it_is_in_front_of_the_typed_ones() {
    let request = messages()
        .top(1)
        .raw_query_option_unchecked("$format=json%20")
        .select(Message::ID)
        .raw_query_option_unchecked("a=b")
        .skip(2);
    assert_eq!(
        request.url(),
        "/beta/me/messages?$format=json%20&a=b&$top=1&$select=id&$skip=2"
    );
    let request = Request::<Page<Group>>::new(Method::GET, "/beta/groups?x=1").top(3);
    assert_eq!(request.url(), "/beta/groups?x=1&$top=3");
}

#[test]
fn a_clone_keeps_what_it_was_asked_for_and_goes_its_own_way() {
    let request = Beta
        .groups()
        .get()
        .filter(Group::DISPLAY_NAME.ne("a"))
        .top(1);
    let copy = request.clone();
    assert_eq!(copy, request);
    assert_eq!(copy.headers(), request.headers());
    let further = copy.top(2).select(Group::DISPLAY_NAME);
    assert_ne!(further, request);
    assert_eq!(
        further.url(),
        "/beta/groups?$filter=displayName%20ne%20%27a%27&$count=true&$top=2&$select=displayName"
    );
    assert_eq!(request.clone().top(2).select(Group::DISPLAY_NAME), further);

    let read_otherwise = request.answered_by::<Page<Group>>().top(9);
    assert!(read_otherwise.url().ends_with("&$top=9"));
}

#[test]
fn requests_differ_where_their_options_do() {
    assert_ne!(messages().top(1), messages().top(2));
    assert_ne!(messages().top(1), messages());
    // The header that comes along is part of the request.
    let counted = Beta.groups().get().count();
    let raw = Beta
        .groups()
        .get()
        .raw_query_option_unchecked("$count=true");
    assert_eq!(counted.url(), raw.url());
    assert_ne!(counted, raw);
    assert_eq!(counted, raw.eventual());
}
