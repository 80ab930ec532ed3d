//! Reads annotations inside the elements that they apply to.

use super::Tag;
use super::elements::{Context, Parser};
use crate::csdl::model::Annotations;

impl Parser {
    pub(super) fn annotation(&mut self, tag: &Tag) -> Context {
        let term = tag.get("Term").unwrap_or_default();
        let term = term.rsplit_once('.').map_or(term, |(_, last)| last);
        let is_true = !tag.is("Bool", "false");
        if let Some(frame) = self.stack.last_mut() {
            let said = &mut frame.annotations;
            let text = tag.get("String").map(str::to_owned);
            match term {
                "Description" => said.description = text.or(said.description.take()),
                "LongDescription" => said.long_description = text.or(said.long_description.take()),
                "Computed" => said.is_computed = is_true,
                "Immutable" => said.is_immutable = is_true,
                "OptionalParameter" => said.is_optional = true,
                _ => {}
            }
        }
        Context::Annotation(term.to_owned())
    }

    pub(super) fn in_annotation(&mut self, tag: &Tag, term: String) -> Context {
        if tag.name != "PropertyValue" {
            return match tag.name.as_str() {
                "Record" | "Collection" => Context::Annotation(term),
                "String" => Context::Value {
                    term,
                    property: String::new(),
                },
                _ => Context::Skipped,
            };
        }
        let property = tag.get("Property").unwrap_or_default().to_owned();
        let allowed = tag.get("Bool").map(|value| value != "false");
        if let Some(said) = self.annotated() {
            match (term.as_str(), property.as_str()) {
                ("InsertRestrictions", "Insertable") => said.insertable = allowed,
                ("UpdateRestrictions", "Updatable") => said.updatable = allowed,
                ("DeleteRestrictions", "Deletable") => said.deletable = allowed,
                ("ReadRestrictions", "Readable") => said.readable = allowed,
                // Kept only if the revision turns out to be a deprecation; others do not say one.
                ("Revisions", "Description") => {
                    said.deprecated = tag.get("String").map(str::to_owned);
                }
                _ => {}
            }
        }
        let kind = tag.get("EnumMember").map(str::to_owned);
        if let (Some(kind), "Revisions", "Kind") = (kind, term.as_str(), property.as_str()) {
            self.revision_kind(&kind);
        }
        Context::Value { term, property }
    }

    fn revision_kind(&mut self, kind: &str) {
        if let Some(said) = self.annotated() {
            if kind.trim().ends_with("Deprecated") {
                _ = said.deprecated.get_or_insert_default()
            } else {
                said.deprecated = None
            }
        }
    }

    /// Returns the annotations of the element that the open annotation is in.
    fn annotated(&mut self) -> Option<&mut Annotations> {
        let mut frames = self.stack.iter_mut().rev();
        let frame = frames.find(|frame| {
            !matches!(
                frame.context,
                Context::Annotation(_) | Context::Value { .. }
            )
        });
        frame.map(|frame| &mut frame.annotations)
    }

    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim();
        let Some(Context::Value { term, property }) = self.stack.last().map(|frame| &frame.context)
        else {
            return;
        };
        if text.is_empty() {
            return;
        }
        match (term.as_str(), property.as_str()) {
            ("Revisions", "Kind") => self.revision_kind(text),
            ("Description", "") => {
                let text = text.to_owned();
                if let Some(said) = self.annotated() {
                    said.description = Some(text);
                }
            }
            _ => {}
        }
    }
}
