//! Answers, made up in Graph's words.

use std::fmt::Write as _;

/// Where the answers differ.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Twist {
    None,
    /// `@odata.type` comes last in each object.
    TypeLast,
    /// One property more in each assignment, which no declaration knows.
    Unknown,
}

/// A GUID that is another for each `n`.
fn guid(n: usize) -> String {
    format!("{:08x}-58a3-22e5-a358-{:012x}", n * 7919, n * 104_729)
}

/// A page of 1,000 assignments, two kinds of target by turns.
pub(crate) fn assignments(twist: Twist) -> String {
    let mut text = String::from(
        r##"{"@odata.context":"https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations('1')/assignments","value":["##,
    );
    for n in 0..1000 {
        if n > 0 {
            text.push(',');
        }
        let kind = ["groupAssignmentTarget", "exclusionGroupAssignmentTarget"][n % 2];
        let odata_type = format!(r##""@odata.type":"#microsoft.graph.{kind}""##);
        let fields = format!(
            r##""deviceAndAppManagementAssignmentFilterId":"{}","groupId":"{}""##,
            guid(n + 1),
            guid(n + 2)
        );
        let target = match twist {
            Twist::TypeLast => format!("{fields},{odata_type}"),
            _ => format!("{odata_type},{fields}"),
        };
        let source = ["direct", "policySets"][n % 3 / 2];
        let unknown = match twist {
            Twist::Unknown => r#","intent":"apply""#,
            _ => "",
        };
        let _infallible = write!(
            text,
            r##"{{"id":"{}","source":"{source}","sourceId":"{}"{unknown},"target":{{{target}}}}}"##,
            guid(n),
            guid(n + 3)
        );
    }
    text.push_str("]}");
    text
}

/// A page of 100 users, half of whose 60 properties are null.
pub(crate) fn users() -> String {
    let mut text = String::from(
        r#"{"@odata.context":"https://graph.microsoft.com/beta/$metadata#users","value":["#,
    );
    for n in 0..100 {
        if n > 0 {
            text.push(',');
        }
        let _infallible = write!(text, r#"{{"id":"{}""#, guid(n));
        for (index, (name, kind)) in crate::user::PROPERTIES.iter().enumerate() {
            let value = match *kind {
                _ if index % 2 == 1 => "null".to_owned(),
                "Boolean" => (n % 2 == 0).to_string(),
                "[String]" => format!(r#"["+1 425 555 {n:04}"]"#),
                "DateTimeOffset" => format!(r#""2024-03-{:02}T08:15:30Z""#, n % 28 + 1),
                _ => format!(r#""{name} of user {n}""#),
            };
            let _infallible = write!(text, r#","{name}":{value}"#);
        }
        text.push('}');
    }
    text.push_str("]}");
    text
}
