//! Times without an offset from UTC: read and kept as they came, but never sent.

use graph_runtime::edm::{DateTimeOffset, Json};
use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::{Arguments, Create, Request, Update, graph_request, graph_resource};

graph_resource! {
    service V1 = "v1.0" { events: [event], slots: [slot] }

    entity event {
        start: DateTimeOffset,
        reminders: [DateTimeOffset],
        span: span,
        spans: [span],
        anything: Json,
        nav instances: [event] { get, post },
        action snooze(until: DateTimeOffset, spans: [span]),
        collection function between(from: DateTimeOffset, to?: DateTimeOffset, span?: span) -> [event],
        collection function among(times: [DateTimeOffset]) -> [event],
    }

    entity occurrence: event {}

    entity slot {
        #[alternate_key] begin: DateTimeOffset,
    }

    complex span {
        from: DateTimeOffset,
        inner: span,
        label: String,
    }

    complex wideSpan: span {
        to: DateTimeOffset,
    }
}

const LOCAL: &str = "2026-01-31T08:15:00";

fn local() -> DateTimeOffset {
    LOCAL.parse().unwrap()
}

fn local_span() -> Span {
    Span {
        from: Some(local()),
        ..Span::default()
    }
}

#[track_caller]
fn assert_refused<R>(request: &Request<R>, property: &str) {
    let expected = InvalidRequest::TimeWithoutOffset {
        property: property.to_owned(),
    };
    assert_eq!(request.problem(), Some(&expected));
    let shown = expected.to_string();
    assert!(
        shown.contains(&format!("`{property}`")) && shown.contains("help: "),
        "{shown}"
    );
    if let Some(body) = request.body() {
        assert!(!String::from_utf8_lossy(body.bytes()).contains(LOCAL));
    }
}

fn patch(update: Update<Event>) -> Request<Option<AnyEvent>> {
    graph_request!(V1: PATCH /events/{"e"}, update)
}

#[test]
fn a_body_with_one_is_refused_with_the_property() {
    assert_refused(&patch(Update::new().set(Event::START, local())), "start");
    let create = Create::<Event>::new().set(Event::START, local());
    assert_refused(&graph_request!(V1: POST /events, create), "start");
    let times = vec!["2026-01-31T08:15:00Z".parse().unwrap(), local()];
    assert_refused(
        &patch(Update::new().set(Event::REMINDERS, times)),
        "reminders",
    );
    assert_refused(
        &patch(Update::new().set(Event::REMINDERS, [local()])),
        "reminders",
    );
    // In deep inserts, and in annotations.
    let inner = Create::<Event>::new().set(Event::START, local());
    let create = Create::<Event>::new().insert_all(Event::INSTANCES, [inner]);
    assert_refused(&graph_request!(V1: POST /events, create), "start");
    let update = Update::<Event>::new().annotate("start@a.b", &local_span());
    assert_refused(&patch(update), "start@a.b/from");
    // Whatever is set after it, the request stays invalid.
    let update = Update::new().set(Event::START, local()).clear(Event::SPAN);
    assert_refused(&patch(update), "start");
}

#[test]
fn a_struct_literal_with_one_is_refused_with_the_path_to_the_property() {
    let span = Span {
        label: Some(LOCAL.to_owned()),
        inner: Some(Box::new(local_span().into())),
        ..Span::default()
    };
    let update = Update::new().set(Event::SPAN, span.clone());
    let request = patch(update);
    assert_refused(&request, "span/inner/from");
    assert_refused(
        &patch(Update::new().set(Event::SPANS, vec![Span::default(), span])),
        "spans/inner/from",
    );
    let wide = WideSpan {
        to: Some(local()),
        ..WideSpan::default()
    };
    assert_refused(&patch(Update::new().set(Event::SPAN, wide)), "span/to");
}

#[test]
fn arguments_and_keys_with_one_are_refused_with_the_parameter() {
    let arguments = Arguments::new().set(EventSnooze::UNTIL, local());
    assert_refused(
        &graph_request!(V1: POST /events/{"e"}/snooze, arguments),
        "until",
    );
    let arguments = Arguments::new().set(EventSnooze::SPANS, [local_span()]);
    assert_refused(
        &graph_request!(V1: POST /events/{"e"}/snooze, arguments),
        "spans/from",
    );
    let (time, span) = (local(), local_span());
    assert_refused(
        &graph_request!(V1: GET /events/between(from={time})),
        "from",
    );
    let utc = time.assume_utc();
    assert_refused(
        &graph_request!(V1: GET /events/between(from={utc},to={time})),
        "to",
    );
    assert_refused(
        &graph_request!(V1: GET /events/between(from={utc},span={span})),
        "span/from",
    );
    assert_refused(&V1.events().among([utc, time]).get(), "times");
    assert_refused(&graph_request!(V1: GET /slots(begin={time})), "begin");
    assert_eq!(graph_request!(V1: GET /slots(begin={utc})).problem(), None);
}

#[test]
fn conditions_with_one_are_refused_with_the_property() {
    let events = || V1.events().get();
    assert_refused(&events().filter(Event::START.ge(local())), "start");
    let utc = local().assume_utc();
    assert_refused(
        &events().filter(Event::START.is_in([utc, local()])),
        "start",
    );
    assert_refused(
        &events().filter(!Event::START.eq(utc).and(Event::START.ne(local()))),
        "start",
    );
    assert_refused(
        &events().filter(Event::SPAN.then(Span::FROM).lt(local())),
        "span/from",
    );
    assert_refused(
        &events().filter(Event::REMINDERS.any(|time| time.gt(local()))),
        "reminders",
    );
    let spans = Event::SPANS.any(|span| span.then(Span::INNER).then(Span::FROM).eq(local()));
    assert_refused(&events().filter(spans), "spans/inner/from");
    let expansion = Event::INSTANCES.filter(Event::START.le(local()));
    assert_refused(&events().expand(expansion), "start");
    assert_eq!(events().filter(Event::START.ge(utc)).problem(), None);
}

#[test]
fn json_of_a_value_with_one_is_not_made() {
    let error = Json::new(&local_span()).unwrap_err();
    assert!(error.to_string().contains("offset"), "{error}");
    let utc = Span {
        from: Some(local().assume_utc()),
        ..Span::default()
    };
    let request = patch(Update::new().set(Event::ANYTHING, Json::new(&utc).unwrap()));
    assert_eq!(request.problem(), None);
}

#[test]
fn what_was_read_is_serialized_as_it_came() {
    let text = format!(
        r#"{{"id":"e","start":"{LOCAL}","reminders":["2026-01-31T08:15"],"span":{{"from":"{LOCAL}.5"}}}}"#
    );
    let event: Event = serde_json::from_str(&text).unwrap();
    assert!(!event.start.unwrap().has_offset());
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    // While a body is refused, and after it.
    let span = event.span.clone().unwrap();
    assert_refused(&patch(Update::new().set(Event::SPAN, span)), "span/from");
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    assert!(format!("{event:?}").contains(LOCAL));

    // With the offset added it goes out, in the form that it came in.
    let start = event.start.unwrap().assume_utc();
    let request = patch(Update::new().set(Event::START, start));
    assert_eq!(request.problem(), None);
    assert!(
        String::from_utf8_lossy(request.body().unwrap().bytes()).contains("2026-01-31T08:15:00Z")
    );
    let other: DateTimeOffset = "2026-01-31T08:15:00+02:00".parse().unwrap();
    assert_eq!(other.assume_utc().to_string(), "2026-01-31T08:15:00+02:00");
}

#[test]
fn another_failure_is_not_taken_for_a_time() {
    let no_json = std::collections::BTreeMap::from([((), ())]);
    let update = Update::<Event>::new().annotate("start@a.b", &no_json);
    let expected = InvalidRequest::Body {
        property: "start@a.b".to_owned(),
        problem: "key must be a string".to_owned(),
    };
    assert_eq!(patch(update).problem(), Some(&expected));
}
