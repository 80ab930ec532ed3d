//! Reads names and types in attributes, and warns of invalid ones.

use super::Tag;
use super::elements::{Context, Parser};
use super::identifiers::{LONGEST_QUALIFIED_NAME, is_identifier};
use crate::csdl::model::{StructuredType, TypeRef};
use crate::csdl::warning::About;

impl Parser {
    pub(super) fn name(&mut self, tag: &Tag) -> Option<String> {
        match tag.get("Name") {
            Some(name) if is_identifier(name) => Some(name.to_owned()),
            Some(name) => {
                self.bad_name(tag, name);
                None
            }
            None => {
                let text = format!("this `{}` has no `Name`, and is left out", tag.name);
                self.schema.warn(self.about(), &tag.span, text, "");
                None
            }
        }
    }

    /// Returns what a warning about an omitted element is about: the type that contains it.
    fn about(&self) -> About {
        match self.stack.last().map(|frame| &frame.context) {
            Some(Context::Structured(record)) => {
                About::Property(record.name.clone(), String::new())
            }
            Some(Context::Enumeration(enumeration)) => About::Type(enumeration.name.clone()),
            Some(Context::Operation { operation, .. }) => {
                About::Segment(operation.short_name().to_owned())
            }
            _ => About::Document,
        }
    }

    /// The value of a member of an enumeration.
    pub(super) fn value(&mut self, tag: &Tag) -> Option<i64> {
        let written = tag.get("Value")?;
        let value = written.trim().parse().ok();
        if value.is_none() {
            let shown: String = written.chars().take(40).collect();
            let text = format!("`{shown}` is not a 64-bit integer; it is left out");
            self.schema.warn(self.about(), &tag.span, text, "");
        }
        value
    }

    pub(super) fn base(&mut self, tag: &Tag) -> Option<String> {
        let base = tag.get("BaseType")?;
        if base.len() <= LONGEST_QUALIFIED_NAME {
            return Some(base.to_owned());
        }
        let text = format!(
            "the base of this `{}` is not a name; it is left out",
            tag.name
        );
        self.schema.warn(self.about(), &tag.span, text, "");
        None
    }

    pub(super) fn bad_name(&mut self, tag: &Tag, name: &str) {
        let mut shown: String = name.chars().take(40).collect();
        if shown.len() < name.len() {
            shown.push('…');
        }
        let text = format!(
            "`{shown}` is not a name, so this `{}` is left out",
            tag.name
        );
        let help = "a name has at most 128 letters, digits and `_`, and does not begin with a digit (OData CSDL 4.01, section 15.2)";
        self.schema.warn(self.about(), &tag.span, text, help);
    }

    pub(super) fn type_of(&mut self, tag: &Tag, attribute: &str) -> Option<TypeRef> {
        let ty = tag.get(attribute).map(TypeRef::parse);
        match ty {
            Some(ty) if ty.name.len() <= LONGEST_QUALIFIED_NAME => Some(ty),
            _ => {
                let text = format!("this `{}` has no type, and is left out", tag.name);
                self.schema.warn(self.about(), &tag.span, text, "");
                None
            }
        }
    }

    /// A path takes a key of one part, the first that is declared.
    pub(super) fn warn_of_parts_of_key(&mut self, record: &StructuredType) {
        let [first, _, ..] = record.keys.as_slice() else {
            return;
        };
        let text = format!(
            "the key of `{}` has {} parts, which is not supported; only `{first}` is used",
            record.name,
            record.keys.len()
        );
        let about = About::Type(record.name.clone());
        self.schema.warn(about, &record.span, text, "");
    }

    pub(super) fn unsupported(&mut self, tag: &Tag) -> Option<Context> {
        let shown: String = tag.name.chars().take(40).collect();
        let name = tag.get("Name").filter(|name| is_identifier(name));
        let (text, about) = match (name, self.stack.last().map(|frame| &frame.context)) {
            (Some(name), Some(Context::Container)) => (
                format!("`{shown}` is not supported here, and is left out"),
                About::Segment(name.to_owned()),
            ),
            (Some(name), Some(Context::Schema(namespace))) => {
                let name = format!("{namespace}.{name}");
                self.schema.left_out.insert(name.clone());
                (
                    format!("`{shown}` is not supported here, and is left out"),
                    About::Type(name),
                )
            }
            _ => (
                format!("`{shown}` is not supported here, and is left out"),
                self.about(),
            ),
        };
        self.schema.warn(about, &tag.span, text, "");
        None
    }
}
