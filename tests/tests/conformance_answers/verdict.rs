//! What came of a case, in words.
//!
//! Two JSON values are *equal* here if they have the same parts, whatever the order of properties. Numbers are equal by value, so `1` is
//! `1.0`, and a text is equal to the same text alone: `"1"` is not `1`. Annotations (`@odata.type` and all others) and explicit nulls are
//! parts like any others.
//!
//! A property that the schema declares is *kept as it came* if its value does not fit its type: it is there as JSON text, and not in its
//! field. Expanded navigation properties and what no schema declares have no field.

use std::collections::BTreeSet;

use graph_schema::csdl::{Schema, StructuredType, TypeRef};
use serde_json::Value;

use super::cases::{Case, ENTITY, Form};

/// How two JSON values differ: a sentence for each place.
pub(crate) fn differences(came: &Value, went: &Value) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    compare(came, went, &mut found);
    found
}

fn compare(came: &Value, went: &Value, found: &mut BTreeSet<&'static str>) {
    match (came, went) {
        (Value::Object(came), Value::Object(went)) => {
            for (name, value) in came {
                match went.get(name) {
                    Some(other) => compare(value, other, found),
                    None => _ = found.insert("a property is lost"),
                }
            }
            if went.keys().any(|name| !came.contains_key(name)) {
                found.insert("a property is added");
            }
        }
        (Value::Array(came), Value::Array(went)) if came.len() == went.len() => {
            for (value, other) in came.iter().zip(went) {
                compare(value, other, found);
            }
        }
        (Value::Number(came), Value::Number(went)) => {
            let is_same = match (came.as_i64(), went.as_i64()) {
                (Some(came), Some(went)) => came == went,
                _ => came.as_f64() == went.as_f64(),
            };
            let is_near = |came: f64, went: f64| (came - went).abs() <= came.abs() * 1e-6;
            match (came.as_f64(), went.as_f64()) {
                _ if is_same => {}
                (Some(came), Some(went)) if is_near(came, went) => {
                    found.insert("a number has more digits than its type, `Edm.Single`");
                }
                _ => _ = found.insert("a number is another"),
            }
        }
        (Value::String(text), Value::Number(_)) if text.parse::<f64>().is_ok() => {
            found.insert("a number in quotation marks is written without them");
        }
        (Value::String(text), Value::Bool(value))
            if text.eq_ignore_ascii_case(&value.to_string()) =>
        {
            found.insert("a Boolean in quotation marks is written without them");
        }
        (Value::String(came), Value::String(went)) if came != went => {
            found.insert("a text is another");
        }
        _ if came == went => {}
        _ => _ = found.insert("a value is of another kind"),
    }
}

/// What became of the properties of a case.
#[derive(Debug, Default)]
pub(crate) struct Properties {
    /// Read into their fields.
    pub(crate) read: usize,
    /// Explicit nulls.
    pub(crate) null: usize,
    /// Expanded navigation properties.
    pub(crate) expanded: usize,
    /// Annotations.
    pub(crate) annotations: usize,
    /// Not in the schema.
    pub(crate) undeclared: usize,
    /// Kept as they came though the schema declares them: the property, with its type's name, and why.
    pub(crate) kept: Vec<(String, String)>,
}

/// Goes through what came, along the schema.
pub(crate) fn properties(schema: &Schema, case: &Case, kept: &BTreeSet<String>) -> Properties {
    let mut walk = Walk {
        schema,
        kept,
        found: Properties::default(),
    };
    let Some(ty) = schema.structured_type(&case.ty) else {
        return walk.found;
    };
    match case.form {
        Form::One => walk.record(ty, &case.json, ""),
        Form::Wrapped => walk.record(ty, &case.json["value"], "/value"),
        Form::Many => {
            for (index, element) in case.json["value"]
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
            {
                walk.record(ty, element, &format!("/value/{index}"));
            }
        }
    }
    walk.found
}

struct Walk<'s, 'k> {
    schema: &'s Schema,
    kept: &'k BTreeSet<String>,
    found: Properties,
}

impl<'s> Walk<'s, '_> {
    fn record(&mut self, ty: &'s StructuredType, value: &Value, place: &str) {
        let Some(object) = value.as_object() else {
            return;
        };
        let ty = self.actual(ty, value);
        for (name, value) in object {
            let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
            let schema = self.schema;
            let mut lineage = schema.lineage(&ty.name);
            let declared = lineage.find_map(|owner| {
                let mut properties = owner.properties.iter();
                let property = properties.find(|property| property.name == *name)?;
                Some((owner, property))
            });
            match declared {
                Some(_) if value.is_null() => self.found.null += 1,
                Some((owner, property)) => {
                    if self.kept.contains(&place) && !is_written_as_text(&property.ty, value) {
                        let why = self.misfit(&property.ty, value);
                        let property = format!("{}/{name}", owner.short_name());
                        self.found.kept.push((property, why));
                        continue;
                    }
                    self.found.read += 1;
                    self.value(&property.ty, value, &place);
                }
                None if name.contains('@') => self.found.annotations += 1,
                None if self.is_navigation(ty, name) => self.found.expanded += 1,
                None => self.found.undeclared += 1,
            }
        }
    }

    /// The parts of a property's value.
    fn value(&mut self, ty: &TypeRef, value: &Value, place: &str) {
        let schema = self.schema;
        let Some(record) = schema.structured_type(&ty.name) else {
            return;
        };
        match value {
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.record(record, element, &format!("{place}/{index}"));
                }
            }
            value => self.record(record, value, place),
        }
    }

    /// The type that a value says it has, if it can be where `ty` is wanted.
    fn actual(&self, ty: &'s StructuredType, value: &Value) -> &'s StructuredType {
        let Some(name) = value["@odata.type"].as_str() else {
            return ty;
        };
        if ty.name == ENTITY {
            return ty;
        }
        let name = name.trim_start_matches('#');
        let subtypes = self.schema.descendants(&ty.name);
        let found = subtypes
            .into_iter()
            .find(|it| it.name.eq_ignore_ascii_case(name));
        found.unwrap_or(ty)
    }

    fn is_navigation(&self, ty: &StructuredType, name: &str) -> bool {
        let mut lineage = self.schema.lineage(&ty.name);
        lineage.any(|owner| owner.navigations.iter().any(|it| it.name == name))
    }

    /// Why a value does not fit a type.
    fn misfit(&self, ty: &TypeRef, value: &Value) -> String {
        let wanted = match () {
            () if self.schema.structured_type(&ty.name).is_some() => "an object",
            () if self.schema.enumeration(&ty.name).is_some() => "a member's name",
            () if ty.name == "Edm.Stream" => "a stream, which has a URL and no field",
            () => ty.name.as_str(),
        };
        match (ty.is_collection, value) {
            (false, value) => format!("{} for {wanted}", kind(value)),
            (true, Value::Array(elements)) => {
                let mut kinds: Vec<&str> = elements.iter().map(kind).collect();
                kinds.dedup();
                format!("a collection with {} for {wanted}", kinds.join(", "))
            }
            (true, value) => format!("{} for a collection", kind(value)),
        }
    }
}

/// Whether a value that was read into its field is JSON text there, too: any JSON, and decimal numbers with all their digits.
fn is_written_as_text(ty: &TypeRef, value: &Value) -> bool {
    match ty.name.strip_prefix("Edm.") {
        Some("Decimal") => value.is_number(),
        Some(name) => graph_syntax::Edm::from_name(name).is_none(),
        None => ty.name == "microsoft.graph.Json",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a Boolean",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty text",
        Value::String(text) if is_type_name(text) => "the name of a type",
        Value::String(text) if is_placeholder(text) => "a placeholder",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// `String (timestamp)`, `Boolean`, `microsoft.graph.user`: what a page says of a property, in place of a value.
fn is_type_name(text: &str) -> bool {
    const NAMES: [&str; 12] = [
        "String",
        "Boolean",
        "Integer",
        "Int32",
        "Int64",
        "Number",
        "Double",
        "Guid",
        "Binary",
        "Date",
        "DateTimeOffset",
        "timestamp",
    ];
    let first = text.split([' ', '(']).next().unwrap_or_default();
    NAMES.iter().any(|name| first.eq_ignore_ascii_case(name))
        || text.starts_with("microsoft.graph.")
        || text.starts_with("<Unknown Primitive Type")
}

/// `datetime-value`, `{id}`.
fn is_placeholder(text: &str) -> bool {
    text.ends_with("-value") || text.starts_with('{') && text.ends_with('}')
}
