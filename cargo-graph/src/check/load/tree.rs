//! An XML document as a tree that borrows from its text.
//!
//! In: text. Out: the root element, or the place that is no XML. Entities of the document's own are not expanded, since no schema has
//! any; nesting is bounded, and nothing here recurses.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// CSDL nests to about twelve.
const DEEPEST: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    /// Without its prefix.
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub(super) children: Vec<Element<'a>>,
    pub(super) text: String,
    /// The bytes of its start tag.
    pub(super) at: Range<usize>,
}

/// What is no XML, and where.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) at: Range<usize>,
    pub(super) problem: String,
}

impl<'a> Element<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_ref())
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

pub(super) fn parse(text: &str) -> Result<Element<'_>, Broken> {
    let mut reader = Reader::from_str(text);
    // Of the open elements, the innermost last. The first holds the root.
    let mut open = vec![Element::default()];
    loop {
        let start = position(&reader, text);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(start);
            broken(at..at, error.to_string())
        })?;
        let at = start..position(&reader, text);
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err(broken(
                        at,
                        format!("elements are nested more than {DEEPEST} deep"),
                    ));
                }
                open.push(element(text, &tag, at)?);
            }
            Event::Empty(tag) => {
                let element = element(text, &tag, at)?;
                add(&mut open, element);
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    add(&mut open, element);
                }
            }
            Event::Text(words) => {
                if let Some(innermost) = open.last_mut() {
                    innermost.text.push_str(words.trim());
                }
            }
            Event::DocType(_) => {
                return Err(broken(
                    at,
                    "a document type declaration, which no schema has".to_owned(),
                ));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        let innermost = open.pop().unwrap_or_default();
        return Err(broken(
            innermost.at,
            format!("the document ends before `</{}>`", shown(innermost.name)),
        ));
    }
    let mut roots = open.pop().unwrap_or_default().children;
    match roots.len() {
        1 => Ok(roots.remove(0)),
        0 => Err(broken(0..0, "there is no element".to_owned())),
        _ => Err(broken(
            roots[1].at.clone(),
            "a second document begins".to_owned(),
        )),
    }
}

fn position(reader: &Reader<&[u8]>, text: &str) -> usize {
    usize::try_from(reader.buffer_position()).map_or(text.len(), |at| at.min(text.len()))
}

fn add<'a>(open: &mut [Element<'a>], element: Element<'a>) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(element);
    }
}

fn element<'a>(
    text: &'a str,
    tag: &BytesStart<'_>,
    at: Range<usize>,
) -> Result<Element<'a>, Broken> {
    // Names are taken from the text itself, which outlives the event.
    let written = text.get(at.clone()).unwrap_or("");
    let within = |part: &str| -> &'a str {
        written
            .find(part)
            .and_then(|from| written.get(from..from + part.len()))
            .unwrap_or("")
    };
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| broken(at.clone(), error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::default())
            .map_err(|error| broken(at.clone(), error.to_string()))?;
        attributes.push((
            within(attribute.key.as_ref()),
            Cow::Owned(value.into_owned()),
        ));
    }
    Ok(Element {
        name: within(tag.local_name().as_ref()),
        attributes,
        children: Vec::new(),
        text: String::new(),
        at,
    })
}

fn broken(at: Range<usize>, problem: String) -> Broken {
    Broken { at, problem }
}

/// Not more of a name than can be read.
pub(super) fn shown(name: &str) -> String {
    const MOST: usize = 100;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or("")),
        None => name.to_owned(),
    }
}
