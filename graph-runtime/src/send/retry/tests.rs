//! The policy, without a network and without waiting.

use http::HeaderName;
use http::header::{DATE, HeaderValue, RETRY_AFTER};

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn headers(of: &[(HeaderName, &str)]) -> HeaderMap {
    of.iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("a value")))
        .collect()
}

fn after(value: &str) -> Option<Duration> {
    retry_after(&headers(&[(RETRY_AFTER, value)]), now())
}

/// 1994-11-06T08:49:37Z, the date of RFC 9110.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

fn refused(status: u16, after: Option<Duration>) -> Outcome {
    Outcome::Refused {
        status: StatusCode::from_u16(status).expect("a status"),
        after,
    }
}

fn decide(method: Method, attempts: u32, outcome: Outcome) -> Decision {
    let repeatable = Repeatable::of(&method, false);
    Retry::default().decide(attempts, repeatable, &outcome, Duration::ZERO, 1.0)
}

#[test]
fn seconds_are_taken_exactly() {
    assert_eq!(after("0"), Some(Duration::ZERO));
    assert_eq!(after("120"), Some(120 * SECOND));
    assert_eq!(after("2.128"), Some(Duration::from_millis(2128)));
    assert_eq!(after(" 7 "), Some(7 * SECOND));
    assert_eq!(after("99999999999999999999999"), Some(Duration::MAX));
}

#[test]
fn what_is_neither_seconds_nor_a_date_is_nothing() {
    for value in [
        "",
        ".",
        "-1",
        "1e3",
        "inf",
        "NaN",
        "1.2.3",
        "soon",
        "0x10",
        "2 m",
        "2 minutes",
        "s",
        ";5",
        "Sun, 99 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(after(value), None, "{value:?}");
    }
}

#[test]
fn dates_are_read_in_the_three_forms_of_http() {
    for value in [
        "Sun, 06 Nov 1994 08:50:07 GMT",
        "Sunday, 06-Nov-94 08:50:07 GMT",
        "Sun Nov  6 08:50:07 1994",
    ] {
        assert_eq!(after(value), Some(30 * SECOND), "{value}");
    }
}

#[test]
fn a_date_that_is_past_asks_for_no_wait() {
    assert_eq!(after("Sun, 06 Nov 1994 08:49:00 GMT"), Some(Duration::ZERO));
}

#[test]
fn of_several_times_the_shortest_counts() {
    for (value, wait) in [
        ("2,120", Some(2 * SECOND)),
        ("2, 120", Some(2 * SECOND)),
        ("120,2", Some(2 * SECOND)),
        ("0.5 ,\t7", Some(SECOND / 2)),
        (",5,", Some(5 * SECOND)),
        ("-5, 30", Some(30 * SECOND)),
        ("soon, 30", Some(30 * SECOND)),
        ("\"30\"", Some(30 * SECOND)),
        ("120;reason=quota", Some(120 * SECOND)),
        ("120 s, 90 Seconds; x", Some(90 * SECOND)),
        ("2,Sun, 06 Nov 1994 08:50:07 GMT", Some(2 * SECOND)),
        ("120, Sun, 06 Nov 1994 08:50:07 GMT", Some(30 * SECOND)),
        ("Sun, 06 Nov 1994 08:50:07 GMT, 12", Some(12 * SECOND)),
        (
            "Sun, 06 Nov 1994 08:50:37 GMT, Sun, 06 Nov 1994 08:50:07 GMT",
            Some(30 * SECOND),
        ),
        (
            "Sunday, 06-Nov-94 08:50:07 GMT, Sun Nov  6 08:50:37 1994",
            Some(30 * SECOND),
        ),
        ("99999999999999999999999, 4", Some(4 * SECOND)),
        ("-5", None),
        ("-5, -7", None),
        ("Sun, 30", Some(30 * SECOND)),
        ("Sun, Sun, 06 Nov 1994 08:50:07 GMT", Some(30 * SECOND)),
        ("Sun,", None),
        (",", None),
    ] {
        assert_eq!(after(value), wait, "{value:?}");
    }
}

#[test]
fn of_several_lines_the_shortest_counts() {
    let mut told = HeaderMap::new();
    for value in ["120", "soon", "Sun, 06 Nov 1994 08:50:07 GMT", "60"] {
        told.append(RETRY_AFTER, HeaderValue::from_static(value));
    }
    assert_eq!(retry_after(&told, now()), Some(30 * SECOND));
}

#[test]
fn dates_of_other_standards_are_read_too() {
    for value in [
        "Sun, 06 Nov 1994 08:50:07 +0000",
        "Sun, 6 Nov 1994 10:50:07 +0200",
        "1994-11-06T08:50:07Z",
    ] {
        assert_eq!(after(value), Some(30 * SECOND), "{value}");
    }
}

#[test]
fn a_date_counts_from_the_services_own_clock() {
    // Ours is an hour ahead of it.
    let told = headers(&[
        (RETRY_AFTER, "Sun, 06 Nov 1994 07:49:47 GMT"),
        (DATE, "Sun, 06 Nov 1994 07:49:37 GMT"),
    ]);
    assert_eq!(retry_after(&told, now()), Some(10 * SECOND));
}

#[test]
fn what_the_service_asks_for_is_waited_for_and_no_less() {
    for status in [429, 503, 504] {
        let told = refused(status, Some(200 * SECOND));
        let decision = decide(Method::GET, 1, told);
        assert_eq!(decision.again, Some(200 * SECOND));
        assert_eq!(decision.pause, Some(200 * SECOND));
    }
}

#[test]
fn without_a_word_the_longest_wait_doubles_up_to_a_limit() {
    let waits = |random| -> Vec<u64> {
        (1..=9)
            .map(|attempts| Retry::default().backoff_after(attempts, random).as_millis() as u64)
            .collect()
    };
    assert_eq!(
        waits(1.0),
        [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]
    );
    assert_eq!(waits(0.0), [0; 9]);
    assert_eq!(waits(0.25)[..3], [250, 500, 1000]);
    // No number of attempts and no random number is too odd.
    assert_eq!(Retry::default().backoff_after(u32::MAX, 2.0), 60 * SECOND);
    assert_eq!(Retry::default().backoff_after(0, f64::NAN), SECOND);
}

#[test]
fn a_post_is_repeated_only_if_it_was_not_carried_out() {
    for (outcome, post) in [
        (refused(429, None), true),
        (refused(429, Some(SECOND)), true),
        (refused(503, Some(SECOND)), true),
        (refused(503, None), false),
        (refused(504, None), false),
        (refused(504, Some(SECOND)), false),
        (Outcome::NotSent, true),
        (Outcome::Lost, false),
    ] {
        assert_eq!(
            decide(Method::POST, 1, outcome).again.is_some(),
            post,
            "{outcome:?}"
        );
        for method in [Method::GET, Method::PATCH, Method::PUT, Method::DELETE] {
            assert!(decide(method, 1, outcome).again.is_some(), "{outcome:?}");
        }
        let marked = Repeatable::of(&Method::POST, true);
        let decision = Retry::default().decide(1, marked, &outcome, Duration::ZERO, 0.5);
        assert!(decision.again.is_some(), "{outcome:?}");
    }
}

#[test]
fn idempotent_methods_are_retried_after_each_status_of_the_list_and_no_other() {
    let retried = [408, 429, 500, 502, 503, 504, 509];
    for code in 400..=599 {
        let status = StatusCode::from_u16(code).expect("a status");
        let told = headers(&[(RETRY_AFTER, "7")]);
        let outcome = Outcome::of_refusal(status, &told, now());
        for method in [Method::GET, Method::PATCH, Method::PUT, Method::DELETE] {
            let expected = retried.contains(&code).then_some(7 * SECOND);
            assert_eq!(decide(method, 1, outcome).again, expected, "{code}");
        }
        // 429, and 503 with the time to wait, were not carried out.
        let post = decide(Method::POST, 1, outcome).again.is_some();
        assert_eq!(post, [429, 503].contains(&code), "{code}");
    }
}

#[test]
fn the_statuses_to_retry_can_be_set() {
    let statuses = [423, 502, 599, 200].map(|code| StatusCode::from_u16(code).expect("a status"));
    let retry = Retry::default().statuses(statuses);
    let again = |code| {
        let repeatable = Repeatable::of(&Method::GET, false);
        retry.decide(
            1,
            repeatable,
            &refused(code, Some(SECOND)),
            Duration::ZERO,
            1.0,
        )
    };
    for code in [423, 502, 599] {
        assert_eq!(again(code).again, Some(SECOND), "{code}");
    }
    for code in [200, 308, 400, 429, 503, 600, 999] {
        assert_eq!(again(code), Decision::END, "{code}");
    }
    assert!(
        format!("{retry:?}").contains("{423, 502, 599}"),
        "{retry:?}"
    );
    assert!(format!("{:?}", Retry::default()).contains("{408, 429, 500, 502, 503, 504, 509}"));
    assert_ne!(retry, Retry::default());
}

#[test]
fn only_throttling_makes_others_wait() {
    let pause = |code, after| decide(Method::GET, 1, refused(code, after)).pause;
    for code in [429, 503, 504, 509] {
        assert_eq!(pause(code, Some(7 * SECOND)), Some(7 * SECOND), "{code}");
    }
    for code in [408, 500, 502] {
        assert_eq!(pause(code, Some(7 * SECOND)), None, "{code}");
    }
    assert_eq!(pause(429, None), Some(SECOND));
    assert_eq!(pause(509, None), Some(SECOND));
    assert_eq!(pause(503, None), None);
}

#[test]
fn attempts_end() {
    for attempts in 1..=5 {
        assert!(decide(Method::GET, attempts, Outcome::Lost).again.is_some());
    }
    assert_eq!(decide(Method::GET, 6, Outcome::Lost).again, None);
    // The others are told all the same.
    let throttled = decide(Method::GET, 6, refused(429, Some(SECOND)));
    assert_eq!((throttled.again, throttled.pause), (None, Some(SECOND)));
}

#[test]
fn a_wait_beyond_the_budget_is_not_begun() {
    let retry = Retry::default().budget(10 * SECOND);
    let repeatable = Repeatable::of(&Method::GET, false);
    let told = refused(429, Some(4 * SECOND));
    let again = |spent| retry.decide(1, repeatable, &told, spent, 0.0).again;
    assert_eq!(again(6 * SECOND), Some(4 * SECOND));
    assert_eq!(again(6 * SECOND + Duration::from_nanos(1)), None);
    assert_eq!(again(Duration::MAX), None);
}

#[test]
fn none_neither_repeats_nor_pauses() {
    let repeatable = Repeatable::of(&Method::GET, true);
    let told = refused(429, Some(SECOND));
    let decision = Retry::none().decide(1, repeatable, &told, Duration::ZERO, 0.0);
    assert_eq!(decision, Decision::END);
}

#[test]
fn silence_and_failures_on_the_way_leave_a_doubt() {
    assert!(Outcome::Lost.is_in_doubt());
    for status in [408, 500, 502, 504] {
        assert!(refused(status, None).is_in_doubt(), "{status}");
    }
    for outcome in [
        refused(404, None),
        refused(429, None),
        refused(503, None),
        refused(509, None),
        Outcome::NotSent,
        Outcome::Final,
    ] {
        assert!(!outcome.is_in_doubt(), "{outcome:?}");
    }
}

#[test]
fn what_takes_its_time_is_asked_less_and_less_often() {
    let retry = Retry::default().backoff(Duration::from_secs(1), Duration::from_secs(60));
    let waits = |random: f64| {
        [1, 2, 3, 7, 1_000].map(|asked| retry.before_asking_again(asked, random).as_secs_f64())
    };
    assert_eq!(waits(0.0), [0.5, 1.0, 2.0, 30.0, 30.0]);
    assert_eq!(waits(1.0), [1.0, 2.0, 4.0, 60.0, 60.0]);
}
