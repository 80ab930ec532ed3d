use std::time::{Duration, UNIX_EPOCH};

use http::HeaderName;

use super::*;

const OLD: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

fn headers(lines: &[(HeaderName, &str)]) -> HeaderMap {
    let lines = lines.iter();
    lines
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("a value")))
        .collect()
}

fn etag(text: &'static str) -> Version {
    Version::Etag(HeaderValue::from_static(text))
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_900_000_000)
}

#[test]
fn ranges_are_read_by_the_letter() {
    let part = |first, last, total| Some(ContentRange::Part { first, last, total });
    for (text, expected) in [
        ("bytes 5-9/10", part(5, 9, Some(10))),
        ("Bytes  5-9/10 ", part(5, 9, Some(10))),
        ("bytes 5-9/*", part(5, 9, None)),
        ("bytes */10", Some(ContentRange::Unsatisfied { total: 10 })),
        ("bytes */*", None),
        ("bytes 5-10/10", None),
        ("bytes 9-5/10", None),
        ("bytes +5-9/10", None),
        ("bytes 5-/10", None),
        ("bytes 5-9", None),
        ("bytes=5-9/10", None),
        ("items 5-9/10", None),
        ("bytes 5-9/99999999999999999999", None),
        ("", None),
    ] {
        assert_eq!(parse_range(text), expected, "{text}");
    }
}

#[test]
fn only_strong_validators_are_versions() {
    let version = |lines: &[_]| Version::of(&headers(lines), now());
    assert_eq!(version(&[(ETAG, "\"1\"")]), Some(etag("\"1\"")));
    assert_eq!(version(&[(ETAG, "W/\"1\"")]), None);
    assert_eq!(version(&[(ETAG, "no quotes")]), None);
    // A client that has an etag must not go by the date.
    assert_eq!(version(&[(ETAG, "W/\"1\""), (LAST_MODIFIED, OLD)]), None);
    assert!(version(&[(LAST_MODIFIED, OLD)]).is_some());
    assert!(version(&[(LAST_MODIFIED, OLD), (DATE, LATER)]).is_some());
    assert_eq!(version(&[(LAST_MODIFIED, OLD), (DATE, OLD)]), None);
    assert_eq!(version(&[(LAST_MODIFIED, "yesterday")]), None);
    assert_eq!(version(&[]), None);

    let condition = |text| Version::of_condition(&HeaderValue::from_static(text));
    assert_eq!(condition("\"1\""), Ok(etag("\"1\"")));
    assert!(condition(OLD).is_ok());
    for wrong in ["W/\"1\"", "1", "\"", "*", ""] {
        assert!(condition(wrong).is_err(), "{wrong}");
    }
}

/// What a download knows that goes on at byte 5 of 10 of version "1".
fn wanted(version: &Version) -> Wanted<'_> {
    Wanted {
        offset: 5,
        has_begun: true,
        version: Some(version),
        length: Some(10),
    }
}

#[test]
fn a_part_is_joined_only_if_version_offset_and_length_agree() {
    let version = etag("\"1\"");
    let changed = || Err(DownloadError::Changed { at: 5 });
    let other = |found| {
        let expected = 10;
        Err(DownloadError::OtherLength { expected, found })
    };
    for (etag, range, announced, expected) in [
        ("\"1\"", "bytes 5-9/10", Some(5), Ok(())),
        ("\"1\"", "bytes 5-9/10", None, Ok(())),
        ("\"1\"", "bytes 5-7/10", Some(3), Ok(())),
        ("\"1\"", "bytes 5-9/*", Some(5), Ok(())),
        ("\"2\"", "bytes 5-9/10", Some(5), changed()),
        ("W/\"1\"", "bytes 5-9/10", Some(5), changed()),
        ("\"1\"", "bytes 5-10/11", Some(6), other(11)),
        ("\"1\"", "bytes 5-8/9", Some(4), other(9)),
        ("\"1\"", "bytes 5-11/*", Some(7), other(12)),
        ("", "bytes 5-9/10", Some(5), changed()),
    ] {
        let lines = headers(&[(ETAG, etag), (CONTENT_RANGE, range)]);
        let part = wanted(&version).part(StatusCode::PARTIAL_CONTENT, &lines, announced, now());
        assert_eq!(part.map(drop), expected, "{etag} {range} {announced:?}");
    }
    let no_range = Err(DownloadError::NoRange { asked: 5 });
    for (lines, announced, expected) in [
        (&[][..], Some(5), no_range.clone()),
        (&[(CONTENT_RANGE, "bytes */10")], None, no_range.clone()),
        (
            &[(CONTENT_RANGE, "bytes 5-9/10")],
            Some(4),
            no_range.clone(),
        ),
        (
            &[(CONTENT_RANGE, "bytes 5-9/10")],
            Some(6),
            no_range.clone(),
        ),
        (
            &[
                (CONTENT_RANGE, "bytes 5-9/10"),
                (CONTENT_RANGE, "bytes 0-9/10"),
            ],
            None,
            no_range.clone(),
        ),
        (
            &[
                (CONTENT_RANGE, "bytes 5-9/10"),
                (CONTENT_TYPE, "Multipart/byteranges; boundary=x"),
            ],
            None,
            no_range,
        ),
        (
            &[(CONTENT_RANGE, "bytes 0-9/10")],
            Some(10),
            Err(DownloadError::OtherRange { asked: 5 }),
        ),
        (
            &[(CONTENT_RANGE, "bytes 5-9/10")],
            Some(5),
            Err(DownloadError::NoVersion { at: 5 }),
        ),
    ] {
        let part = wanted(&version).part(
            StatusCode::PARTIAL_CONTENT,
            &headers(lines),
            announced,
            now(),
        );
        assert_eq!(part.map(drop), expected, "{lines:?} {announced:?}");
    }
}

#[test]
fn the_whole_is_joined_only_if_it_is_the_same_and_reaches_that_far() {
    let version = etag("\"1\"");
    let part = |wanted: Wanted<'_>, lines: &[_], announced| {
        let part = wanted.part(StatusCode::OK, &headers(lines), announced, now());
        part.map(|part| part.skip)
    };
    let same = &[(ETAG, "\"1\"")][..];
    assert_eq!(part(wanted(&version), same, Some(10)), Ok(5));
    assert_eq!(part(wanted(&version), same, None), Ok(5));
    let changed = Err(DownloadError::Changed { at: 5 });
    assert_eq!(
        part(wanted(&version), &[(ETAG, "\"2\"")], Some(10)),
        changed
    );
    assert_eq!(part(wanted(&version), &[], Some(10)), changed);

    let first = Wanted {
        offset: 5,
        has_begun: false,
        version: None,
        length: None,
    };
    assert_eq!(part(first, same, Some(10)), Ok(5));
    assert_eq!(part(first, same, Some(5)), Ok(5));
    let (asked, length) = (5, 3);
    let short = Err(DownloadError::TooShort { asked, length });
    assert_eq!(part(first, same, Some(3)), short);
    assert_eq!(part(first, &[], Some(3)), short);
    let unversioned = Err(DownloadError::NoVersion { at: 5 });
    assert_eq!(part(first, &[], Some(10)), unversioned);
    assert_eq!(part(first, &[(ETAG, "W/\"1\"")], Some(10)), unversioned);
    let begun = Wanted {
        has_begun: true,
        ..first
    };
    assert_eq!(part(begun, same, Some(10)), unversioned);
    let beginning = Wanted { offset: 0, ..first };
    assert_eq!(part(beginning, &[], None), Ok(0));
}

#[test]
fn other_statuses_hold_no_content() {
    let first = |offset| Wanted {
        offset,
        has_begun: false,
        version: None,
        length: None,
    };
    for (offset, status) in [(5, 204), (5, 202), (0, 202), (0, 205), (0, 207)] {
        let status = StatusCode::from_u16(status).expect("a status");
        let part = first(offset).part(status, &HeaderMap::new(), Some(0), now());
        let asked = offset;
        assert_eq!(part, Err(DownloadError::NotContent { asked, status }));
    }
    let empty = first(0).part(StatusCode::NO_CONTENT, &HeaderMap::new(), Some(0), now());
    assert_eq!(empty.map(|part| part.length), Ok(Some(0)));
}

#[test]
fn not_satisfiable_is_the_end_only_where_the_content_ends() {
    let version = etag("\"1\"");
    let ends = |wanted: Wanted<'_>, lines: &[_]| wanted.ends(&headers(lines));
    let first = Wanted {
        offset: 5,
        has_begun: false,
        version: None,
        length: None,
    };
    let range = |text: &'static str| [(CONTENT_RANGE, text)];
    assert_eq!(ends(first, &range("bytes */5")), Ok(true));
    assert_eq!(ends(first, &range("bytes */4")), Ok(false));
    assert_eq!(ends(first, &[]), Ok(false));
    let demanding = Wanted {
        version: Some(&version),
        ..first
    };
    let lines = [(CONTENT_RANGE, "bytes */5"), (ETAG, "\"2\"")];
    assert_eq!(
        ends(demanding, &lines),
        Err(DownloadError::Changed { at: 5 })
    );

    let (expected, found) = (10, 5);
    assert_eq!(
        ends(wanted(&version), &range("bytes */5")),
        Err(DownloadError::OtherLength { expected, found })
    );
    let unknown = Wanted {
        length: None,
        ..wanted(&version)
    };
    assert_eq!(ends(unknown, &range("bytes */5")), Ok(true));
    assert_eq!(ends(unknown, &range("bytes */*")), Ok(true));
    assert_eq!(
        ends(unknown, &range("bytes */4")),
        Err(DownloadError::Changed { at: 5 })
    );
}
