//! Reads XML events into a schema whose names are not resolved yet.

use std::fmt;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::link::link;
use super::model::Schema;
use super::warning::{About, SourceSpan};

mod annotations;
mod elements;
mod identifiers;
mod names;

use elements::Parser;

/// The reason why a text is not a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    /// The problem: lower case, no full stop, names in backticks.
    pub text: String,
    /// The advice, in the same form. It may be empty.
    pub help: String,
    /// The bytes of the text that it is about.
    pub bytes: std::ops::Range<usize>,
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.help.as_str() {
            "" => f.write_str(&self.text),
            help => write!(f, "{}\nhelp: {help}", self.text),
        }
    }
}

impl std::error::Error for SchemaError {}

/// The deepest nesting of elements that is read. No schema has more.
const DEEPEST: usize = 64;

/// Reads the text of a `$metadata` document.
///
/// # Errors
///
/// Returns an error if the text is not XML, ends early, is nested too deep, or has no schema.
pub fn read(text: &str) -> Result<Schema, SchemaError> {
    let mut reader = Reader::from_str(text);
    let mut parser = Parser::default();
    let mut lines = Lines::default();
    loop {
        let start = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position());
                return Err(failure(at..at + 1, format!("this is not XML: {error}")));
            }
        };
        let at = start..position(reader.buffer_position());
        let span = SourceSpan {
            line: lines.line_of(text, start),
            bytes: at.clone(),
        };
        match event {
            Event::Start(tag) => {
                if parser.stack.len() >= DEEPEST {
                    return Err(failure(
                        at,
                        format!("elements are nested more than {DEEPEST} deep"),
                    ));
                }
                let tag = Tag::new(&tag, span)?;
                parser.open(tag);
            }
            Event::Empty(tag) => {
                let tag = Tag::new(&tag, span)?;
                parser.open(tag);
                parser.close();
            }
            Event::End(_) => parser.close(),
            Event::Text(written) => parser.text(&text_of(&*written)),
            Event::CData(written) => parser.text(&text_of(&*written)),
            Event::DocType(_) => parser.schema.warn(
                About::Document,
                &span,
                "a document type is not supported, and is ignored",
                "its entities are not expanded",
            ),
            Event::GeneralRef(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(frame) = parser.stack.last() {
        return Err(failure(
            frame.span.bytes.clone(),
            "the document ends before this element does".to_owned(),
        ));
    }
    if parser.schema.namespaces.is_empty() {
        return Err(failure(
            0..0,
            "this document has no schema\nhelp: a schema begins with `<edmx:Edmx` and comes from `…/beta/$metadata`"
                .to_owned(),
        ));
    }
    Ok(link(
        parser.schema,
        &parser.aliases,
        &parser.definitions,
        parser.targets,
    ))
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn failure(at: std::ops::Range<usize>, text: String) -> SchemaError {
    let (text, help) = match text.split_once("\nhelp: ") {
        Some((text, help)) => (text.to_owned(), help.to_owned()),
        None => (text, String::new()),
    };
    SchemaError {
        text,
        help,
        bytes: at,
    }
}

fn text_of<T: AsRef<[u8]>>(bytes: T) -> String {
    String::from_utf8_lossy(bytes.as_ref()).into_owned()
}

/// Counts lines as the reader goes on.
#[derive(Default)]
struct Lines {
    counted: usize,
    newlines: usize,
}

impl Lines {
    fn line_of(&mut self, text: &str, at: usize) -> usize {
        let passed = text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.newlines += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = at.max(self.counted);
        self.newlines + 1
    }
}

/// An element's name and attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    span: SourceSpan,
}

impl Tag {
    fn new(tag: &BytesStart<'_>, span: SourceSpan) -> Result<Self, SchemaError> {
        let name = text_of(tag.local_name().into_inner());
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| {
                failure(span.bytes.clone(), format!("this is not XML: {error}"))
            })?;
            // References to entities are not expanded: what names one that XML does not know is an error.
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| {
                    failure(span.bytes.clone(), format!("this is not XML: {error}"))
                })?;
            attributes.push((
                text_of(attribute.key.local_name().into_inner()),
                value.into_owned(),
            ));
        }
        Ok(Tag {
            name,
            attributes,
            span,
        })
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}
