//! Messages on standard error, with an excerpt of the source, in the style of rustc.
//!
//! In: a [`Message`] and the [`Source`] that it points into. Out: text, coloured where standard error is a terminal.

use std::fmt;
use std::io::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Lines that are longer are no excerpt to read.
const LONGEST_LINE: usize = 1000;

/// The severity of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An error.
    Error,
    /// A warning: the part was left out, and the command continues.
    Warning,
}

/// Something to say about a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How grave it is.
    pub severity: Severity,
    /// The problem: lower case, no full stop, names in backticks.
    pub text: String,
    /// The bytes of the text that it is about.
    pub at: Range<usize>,
    /// The advice, in the same form. It may be empty.
    pub help: String,
}

/// A text that messages point into.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name, for the reader.
    pub name: &'a str,
    /// All of it.
    pub text: &'a str,
}

/// A line and column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Source<'_> {
    /// The place of a byte; the end, for one that is behind it.
    pub fn position(&self, byte: usize) -> Position {
        let before = self.text.get(..self.boundary(byte)).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(),
            column: 1 + before.get(line_start..).unwrap_or("").chars().count(),
        }
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

/// The message as rustc would write it, with terminal colours.
pub fn render(source: Source<'_>, message: &Message) -> String {
    render_with(source, message, None, &Renderer::styled())
}

/// The message as rustc would write it.
pub fn render_plain(source: Source<'_>, message: &Message) -> String {
    render_with(source, message, None, &Renderer::plain())
}

fn render_with(
    source: Source<'_>,
    message: &Message,
    rule: Option<&str>,
    renderer: &Renderer,
) -> String {
    let start = source.boundary(message.at.start);
    let end = source.boundary(message.at.end.max(start));
    // Of a text of megabytes, the lines that the message is about.
    let before = source.text.get(..start).unwrap_or("");
    let behind = source.text.get(end..).unwrap_or("");
    let from = before.rfind('\n').map_or(0, |newline| newline + 1);
    let to = end + behind.find('\n').unwrap_or(behind.len());
    // A carriage return before the end of a line is none of it.
    let lines = source.text.get(from..to).unwrap_or("");
    let lines = lines.strip_suffix('\r').unwrap_or(lines);
    let mut title = level(message.severity).primary_title(message.text.as_str());
    if let Some(rule) = rule {
        title = title.id(rule);
    }
    let position = source.position(start);
    let mut group = if lines.len() <= LONGEST_LINE {
        title.element(
            Snippet::source(lines)
                .path(source.name)
                .line_start(position.line)
                .annotation(
                    AnnotationKind::Primary
                        .span((start - from).min(lines.len())..(end - from).min(lines.len())),
                ),
        )
    } else {
        title.element(
            annotate_snippets::Origin::path(source.name)
                .line(position.line)
                .char_column(position.column),
        )
    };
    if !message.help.is_empty() {
        group = group.element(Level::HELP.message(message.help.as_str()));
    }
    renderer.render(&[group])
}

/// Writes the message to standard error.
pub fn print(source: Source<'_>, message: &Message) {
    print_line(&render(source, message));
}

/// Writes the message to standard error, with the name of the rule that found it in brackets.
pub fn print_rule(source: Source<'_>, message: &Message, rule: &str) {
    print_line(&render_with(
        source,
        message,
        Some(rule),
        &Renderer::styled(),
    ));
}

/// The reason why a command failed.
#[derive(Debug)]
pub struct Failure {
    text: String,
    help: String,
}

impl Failure {
    /// Creates a failure from the problem and the advice, which may be empty.
    pub fn new(text: impl Into<String>, help: impl Into<String>) -> Self {
        Failure {
            text: text.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.help.as_str() {
            "" => Ok(()),
            help => write!(f, "\nhelp: {help}"),
        }
    }
}

impl std::error::Error for Failure {}

/// Prints why a command failed.
pub fn fail(failure: &Failure) {
    say(Severity::Error, &failure.text, &failure.help);
}

/// Says something on standard error that is about no place in a text; the help may be empty.
pub fn say(severity: Severity, text: &str, help: &str) {
    let mut group = annotate_snippets::Group::with_title(level(severity).primary_title(text));
    if !help.is_empty() {
        group = group.element(Level::HELP.message(help));
    }
    print_line(&Renderer::styled().render(&[group]));
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// A line on standard error, its colours left out where nobody would see them.
pub fn print_line(line: &str) {
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<Schema>\n  <Propertie Name=\"é\"/>\n</Schema>\n";

    fn message(at: Range<usize>) -> Message {
        Message {
            severity: Severity::Warning,
            text: "`Propertie` is not known".to_owned(),
            at,
            help: "did you mean `Property`?".to_owned(),
        }
    }

    #[test]
    fn a_message_shows_the_line_that_it_is_about() {
        let source = Source {
            name: "beta.csdl",
            text: TEXT,
        };
        assert_eq!(
            render_plain(source, &message(12..21)),
            "warning: `Propertie` is not known\n \
             --> beta.csdl:2:4\n  \
             |\n\
             2 |   <Propertie Name=\"é\"/>\n  \
             |    ^^^^^^^^^\n  \
             |\n  \
             = help: did you mean `Property`?"
        );
    }

    #[test]
    fn lines_that_end_as_on_windows_are_shown_without_their_ends() {
        let text = TEXT.replace('\n', "\r\n");
        let source = Source {
            name: "beta.csdl",
            text: &text,
        };
        let shown = render_plain(source, &message(13..22));
        assert!(shown.contains("   <Propertie Name=\"é\"/>\n"), "{shown}");
        // A place at the very end of a line is one.
        let end = text.find('\r').map_or(0, |end| end + 1);
        assert!(render_plain(source, &message(end..end)).contains("beta.csdl:1:"));
    }

    #[test]
    fn places_that_the_text_does_not_have_are_survived() {
        let source = Source {
            name: "beta.csdl",
            text: TEXT,
        };
        let inside = TEXT.find('é').map_or(0, |e| e + 1);
        for at in [
            inside..inside,
            500..600,
            Range { start: 20, end: 10 },
            TEXT.len()..TEXT.len(),
        ] {
            assert!(render_plain(source, &message(at)).contains("beta.csdl:"));
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_shown() {
        let text = "x".repeat(100_000);
        let source = Source {
            name: "beta.csdl",
            text: &text,
        };
        let shown = render_plain(source, &message(50_000..50_001));
        assert!(shown.len() < 300, "{} bytes", shown.len());
        assert!(shown.contains("beta.csdl:1:50001"), "{shown}");
    }
}
