//! Conditions: the text of each operator, and how they are joined.

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::query::{Filter, Operand as _};

use crate::declared::{
    AssignedLicense, Beta, DirectoryObject, Guest, Importance, MailFolder, MailboxSettings,
    Message, Plan, Recipient, RoomRecipient, Sample, Step, User, WeekDay, WorkingHours,
};

#[track_caller]
fn assert_text<X>(filter: Filter<X>, text: &str) {
    assert_eq!(filter.as_str(), text);
}

#[test]
fn each_comparison_has_its_word() {
    assert_text(User::AGE.eq(1), "age eq 1");
    assert_text(User::AGE.ne(1), "age ne 1");
    assert_text(User::AGE.gt(1), "age gt 1");
    assert_text(User::AGE.ge(1), "age ge 1");
    assert_text(User::AGE.lt(1), "age lt 1");
    assert_text(User::AGE.le(-1), "age le -1");
    assert_text(User::AGE.is_null(), "age eq null");
    assert_text(User::AGE.is_not_null(), "age ne null");
    assert_text(User::AGE.is_in([1, 2, 3]), "age in (1,2,3)");
    assert_text(
        User::DISPLAY_NAME.is_in(vec!["a,b".to_owned(), "c)'".to_owned()]),
        "displayName in ('a,b','c)''')",
    );
}

#[test]
fn a_set_has_each_of_several_flags() {
    assert_text(
        Sample::WEEK_DAYS.has(WeekDay::WED),
        "weekDays has 'wednesday'",
    );
    assert_text(
        Sample::WEEK_DAYS.has(WeekDay::MONDAY | WeekDay::WED),
        "weekDays has 'monday,wednesday'",
    );
    assert_text(
        !WorkingHours::DAYS.any(|days| days.has(WeekDay::MONDAY)),
        "not (days/any(x1:x1 has 'monday'))",
    );
}

#[test]
fn a_collection_is_asked_whether_it_has_elements_and_how_many() {
    assert_text(User::INTERESTS.is_not_empty(), "interests/any()");
    assert_text(!User::MESSAGES.is_not_empty(), "not (messages/any())");
    assert_text(
        User::ASSIGNED_LICENSES.any(|license| license.then(AssignedLicense::PLANS).is_not_empty()),
        "assignedLicenses/any(x1:x1/plans/any())",
    );
    assert_text(
        User::ASSIGNED_LICENSES.count().ne(0),
        "assignedLicenses/$count ne 0",
    );
    assert_text(
        MailFolder::MESSAGES
            .count()
            .ge(5)
            .and(MailFolder::CHILD_FOLDERS.count().eq(0)),
        "messages/$count ge 5 and childFolders/$count eq 0",
    );
}

/// A list without values is said before anything is sent, wherever it stands.
#[test]
fn a_list_has_a_value() {
    let none = || User::DISPLAY_NAME.is_in(Vec::<String>::new());
    let empty = |property: &str| InvalidRequest::EmptyList {
        property: property.to_owned(),
    };
    let users = || Beta.users().get();
    for filter in [
        none(),
        none().clone(),
        !none(),
        none().and(User::AGE.eq(1)),
        User::AGE.eq(1).or(none()),
    ] {
        let request = users()
            .filter(User::AGE.gt(1))
            .filter(filter)
            .filter(User::AGE.lt(9))
            .top(1);
        assert_eq!(request.problem(), Some(&empty("displayName")));
    }
    let request = users().filter(User::INTERESTS.any(|text| text.is_in::<&str>([])));
    assert_eq!(request.problem(), Some(&empty("x1")));
    let inner = MailFolder::MESSAGES
        .filter(Message::SUBJECT.is_in::<&str>([]))
        .top(1);
    let request = users().expand(User::MAIL_FOLDERS.expand(inner).top(2));
    assert_eq!(request.problem(), Some(&empty("subject")));
    assert_eq!(
        request.problem().unwrap().to_string(),
        "the list of values that `subject` is to be in is empty, so nothing would be found\n\
         help: leave the request out where there are no values"
    );
}

#[test]
fn each_function_on_text_has_its_name() {
    assert_text(
        User::DISPLAY_NAME.starts_with("a'b"),
        "startsWith(displayName,'a''b')",
    );
    assert_text(
        User::DISPLAY_NAME.ends_with(String::from("a,b)")),
        "endsWith(displayName,'a,b)')",
    );
    assert_text(User::DISPLAY_NAME.contains(""), "contains(displayName,'')");
    assert_text(DirectoryObject::ID.starts_with("a"), "startsWith(id,'a')");
}

#[test]
fn or_binds_weaker_than_and_and_that_weaker_than_not() {
    let a = || User::AGE.eq(1);
    let b = || User::AGE.eq(2);
    let c = || User::AGE.eq(3);
    assert_text(a().and(b()).and(c()), "age eq 1 and age eq 2 and age eq 3");
    assert_text(a().or(b()).or(c()), "age eq 1 or age eq 2 or age eq 3");
    assert_text(a().or(b().or(c())), "age eq 1 or age eq 2 or age eq 3");
    assert_text(a().and(b()).or(c()), "age eq 1 and age eq 2 or age eq 3");
    assert_text(a().or(b().and(c())), "age eq 1 or age eq 2 and age eq 3");
    assert_text(a().or(b()).and(c()), "(age eq 1 or age eq 2) and age eq 3");
    assert_text(a().and(b().or(c())), "age eq 1 and (age eq 2 or age eq 3)");
    assert_text(!a(), "not (age eq 1)");
    assert_text(!a().or(b()), "not (age eq 1 or age eq 2)");
    assert_text((!a()).and(!b()), "not (age eq 1) and not (age eq 2)");
    assert_text(!!a(), "not (not (age eq 1))");
    assert_text(
        !(!a()).and(b().or(c())),
        "not (not (age eq 1) and (age eq 2 or age eq 3))",
    );
}

#[test]
fn a_condition_on_a_base_joins_one_on_its_subtype() {
    assert_text(
        Guest::HOST
            .eq("h")
            .and(User::AGE.eq(1))
            .or(DirectoryObject::ID.eq("i")),
        "host eq 'h' and age eq 1 or id eq 'i'",
    );
}

#[test]
fn a_clone_is_joined_as_the_original_is() {
    let either = User::AGE.eq(1).or(User::AGE.eq(2));
    assert_text(
        either.clone().and(either),
        "(age eq 1 or age eq 2) and (age eq 1 or age eq 2)",
    );
}

#[test]
fn a_property_of_a_complex_value_follows_a_slash() {
    let zone = User::MAILBOX_SETTINGS.then(MailboxSettings::TIME_ZONE);
    assert_text(zone.clone().eq("UTC"), "mailboxSettings/timeZone eq 'UTC'");
    assert_text(
        zone.starts_with("U"),
        "startsWith(mailboxSettings/timeZone,'U')",
    );
    assert_text(
        Message::FROM.then(Recipient::ADDRESS).is_in(["a", "b"]),
        "from/address in ('a','b')",
    );
}

#[test]
fn a_cast_names_the_subtype() {
    assert_text(
        Message::FROM
            .cast::<RoomRecipient, _>()
            .then(RoomRecipient::BUILDING)
            .eq("1"),
        "from/microsoft.graph.roomRecipient/building eq '1'",
    );
    assert_text(
        User::MANAGER.cast::<User, _>().then(User::AGE).gt(1),
        "manager/microsoft.graph.user/age gt 1",
    );
    // What the subtype inherits follows as well.
    assert_text(
        User::MANAGER
            .cast::<Guest, _>()
            .then(User::DISPLAY_NAME)
            .eq("a"),
        "manager/microsoft.graph.guest/displayName eq 'a'",
    );
}

#[test]
fn conditions_on_elements_name_them_by_a_variable() {
    assert_text(
        User::INTERESTS.any(|text| text.eq("a")),
        "interests/any(x1:x1 eq 'a')",
    );
    assert_text(
        User::ASSIGNED_LICENSES.all(|license| license.then(AssignedLicense::SKU_ID).is_null()),
        "assignedLicenses/all(x1:x1/skuId eq null)",
    );
    assert_text(
        User::MESSAGES.any(|message| message.then(Message::IMPORTANCE).eq(Importance::High)),
        "messages/any(x1:x1/importance eq 'high')",
    );
    assert_text(
        User::DIRECT_REPORTS.any(|report| report.cast::<User, _>().then(User::AGE).lt(9)),
        "directReports/any(x1:x1/microsoft.graph.user/age lt 9)",
    );
    // One behind the other, not one in the other: the same variable again.
    assert_text(
        User::INTERESTS
            .any(|text| text.eq("a"))
            .and(User::INTERESTS.all(|text| text.starts_with("b"))),
        "interests/any(x1:x1 eq 'a') and interests/all(x1:startsWith(x1,'b'))",
    );
}

#[test]
fn an_element_is_named_as_often_as_a_condition_needs() {
    assert_text(
        User::ASSIGNED_LICENSES.any(|license| {
            license.then(AssignedLicense::SKU_ID).is_not_null().and(
                !license
                    .then(AssignedLicense::DISABLED_PLANS)
                    .any(|plan| plan.eq(graph_runtime::edm::Guid::nil())),
            )
        }),
        "assignedLicenses/any(x1:x1/skuId ne null and \
         not (x1/disabledPlans/any(x2:x2 eq 00000000-0000-0000-0000-000000000000)))",
    );
}

#[test]
fn conditions_in_conditions_have_variables_of_their_own() {
    assert_text(
        User::ASSIGNED_LICENSES.any(|license| {
            license.then(AssignedLicense::PLANS).all(|plan| {
                let name = plan.then(Plan::NAME).eq("p");
                plan.then(Plan::STEPS)
                    .any(|step| {
                        step.then(Step::TITLE)
                            .eq("s")
                            .or(step.then(Step::DONE).eq(true))
                    })
                    .and(name)
            })
        }),
        "assignedLicenses/any(x1:x1/plans/all(x2:\
         x2/steps/any(x3:x3/title eq 's' or x3/done eq true) and x2/name eq 'p'))",
    );
    // An outer variable in the innermost condition: no variable between them hides it.
    assert_text(
        Plan::STEPS.any(|outer| {
            outer.then(Step::STEPS).any(|inner| {
                let again = outer
                    .then(Step::STEPS)
                    .any(|step| step.then(Step::DONE).eq(true));
                inner.then(Step::TITLE).eq("a").and(again)
            })
        }),
        "steps/any(x1:x1/steps/any(x2:x2/title eq 'a' and x1/steps/any(x3:x3/done eq true)))",
    );
    // A condition that is given up leaves nothing behind.
    let panicked = std::panic::catch_unwind(|| {
        let _ = User::INTERESTS.any(|_| panic!("given up"));
    });
    assert!(panicked.is_err());
    assert_text(
        User::INTERESTS.any(|text| text.eq("a")),
        "interests/any(x1:x1 eq 'a')",
    );
}

#[test]
fn a_further_filter_is_a_further_condition() {
    let request = Beta
        .users()
        .get()
        .filter(User::AGE.eq(1).or(User::AGE.eq(2)))
        .filter(User::ACCOUNT_ENABLED.eq(true))
        .filter(DirectoryObject::ID.eq("x"));
    assert_eq!(
        request.url(),
        "/beta/users?$filter=((age%20eq%201%20or%20age%20eq%202)%20and%20(accountEnabled%20eq%20true))\
         %20and%20(id%20eq%20%27x%27)"
    );
}
