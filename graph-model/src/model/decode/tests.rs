use serde::de::IgnoredAny;

use super::*;
use crate::edm::{Decimal, Json};

const VALUES: &[&str] = &[
    "0",
    "-0",
    "7",
    "-7",
    "123456789012345678",
    "1234567890123456789",
    "18446744073709551616",
    "0.5",
    "-1.5e+10",
    "1E-3",
    "1e999",
    "01",
    "-01",
    "00",
    "-",
    "--1",
    "+1",
    "1-2",
    "1+",
    ".5",
    "1.",
    "1.e3",
    "1e",
    "1e+",
    "0x1",
    "1_0",
    "1 2",
    "NaN",
    "INF",
    "true",
    "false",
    "null",
    "tru",
    "truex",
    "nulll",
    "True",
    "n",
    "a",
    "'a'",
    r#""""#,
    r#""a""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u00e9\ud83d\ude00""#,
    r#""\ud800""#,
    r#""\ud800\u0041""#,
    r#""\udc00""#,
    r#""\u12""#,
    r#""\u12g4""#,
    r#""\x""#,
    r#""\""#,
    r#"""#,
    r#""a"#,
    r#""\\\""#,
    r#""\\\\""#,
    "\"a\tb\"",
    "\"a\n\"",
    "\"\\\n\"",
    "\"\u{7f}\u{80}é😀\"",
    "\"a long one, that ends behind the first thirty-two\"",
    r#""a" "b""#,
    r#""a"b"#,
    "{}",
    "[]",
    "{ }",
    "[ ]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[[1],[2,[]]]",
    "[",
    "]",
    "[}",
    "{",
    "}",
    "{]",
    r#"{"a":1}"#,
    r#"{"a" : [ {} , null ] }"#,
    r#"{"a"}"#,
    r#"{"a":}"#,
    r#"{"a":1,}"#,
    r#"{,"a":1}"#,
    r#"{"a":1"b":2}"#,
    r#"{"a" 1}"#,
    r#"{a:1}"#,
    r#"{1:1}"#,
    r#"{"a":1}}"#,
    r#"{"a":"\x"}"#,
    "",
    " ",
    "\u{a0}1",
    "\u{feff}1",
    "\0",
    "1\0",
    "\u{c}1",
    "//",
    ",",
    ":",
];

/// As elements of a type that they may fit or not, between space and without.
fn is_read_as<T: Value>(text: &str) -> bool {
    read_text(&mut None::<Vec<T>>, text).is_ok()
}

#[test]
fn what_is_json_is_what_serde_json_says() {
    for value in VALUES {
        for text in [
            format!("[{value}]"),
            format!("[ {value}\n, {value} ]\t"),
            format!("[[{value}],{{\"a\":{value}}}]"),
        ] {
            let expected = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            let mut reader = Reader::new(&text);
            let skipped = reader.skip().is_ok_and(|_| reader.end().is_ok());
            assert_eq!(skipped, expected, "{text}");
            for read in [
                is_read_as::<Json>,
                is_read_as::<String>,
                is_read_as::<bool>,
                is_read_as::<i32>,
                is_read_as::<f64>,
                is_read_as::<Decimal>,
                is_read_as::<Vec<String>>,
            ] {
                assert_eq!(read(&text), expected, "{text}");
            }
        }
    }
}

#[test]
fn strings_and_numbers_are_what_serde_json_reads() {
    for value in VALUES {
        let text = format!("[{value}]");
        if let Ok(texts) = serde_json::from_str::<Vec<String>>(&text) {
            let mut slot = None;
            assert!(read_text(&mut slot, &text).is_ok());
            assert_eq!(slot, Some(texts));
        }
        if let Ok(numbers) = serde_json::from_str::<Vec<f64>>(&text) {
            let mut slot = None::<Vec<f64>>;
            assert!(read_text(&mut slot, &text).is_ok());
            assert_eq!(slot, Some(numbers));
        }
    }
}

#[test]
fn a_misfit_is_the_very_text() {
    for value in VALUES {
        let text = format!(" {value} ");
        if serde_json::from_str::<IgnoredAny>(&text).is_err() {
            continue;
        }
        let mut reader = Reader::new(&text);
        match reader.pass_misfit() {
            Ok(Reading::Misfit) => assert_eq!(reader.misfit(), *value),
            other => assert!(matches!(other, Ok(Reading::Null)) && *value == "null"),
        }
    }
}
