//! From the documentation's examples to cases: a JSON text, and what it is to be read as.

use std::path::Path;

use graph_schema::csdl::{Schema, StructuredType};
use graph_schema::route::{self, Step};
use serde_json::{Map, Value};

/// The base of nearly all entities, which is declared without subtypes.
pub(crate) const ENTITY: &str = "microsoft.graph.entity";

/// An answer or a request's body that is to be read.
pub(crate) struct Case {
    /// The page of the documentation that it is on.
    pub(crate) page: String,
    pub(crate) source: Source,
    /// The qualified name of the type that it is read as.
    pub(crate) ty: String,
    pub(crate) form: Form,
    pub(crate) body: String,
    pub(crate) json: Value,
}

/// What was on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Answer,
    Request,
}

/// How values of a type are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// The value itself.
    One,
    /// `{"value": […]}`: a `Page`.
    Many,
    /// `{"value": {…}}`: a `ValueOf`.
    Wrapped,
}

/// What the examples hold.
#[derive(Default)]
pub(crate) struct Cases {
    pub(crate) cases: Vec<Case>,
    /// Strict JSON answers whose type nobody says, or the schema does not know.
    pub(crate) of_no_known_type: usize,
    /// Strict JSON bodies of requests that are none of a type: arguments of actions, references.
    pub(crate) bodies_of_no_type: usize,
}

/// Reads all examples whose JSON is strict.
pub(crate) fn read(examples: &Path, schema: &Schema) -> Result<Cases, Box<dyn std::error::Error>> {
    let mut found = Cases::default();
    for line in std::fs::read_to_string(examples)?.lines() {
        let example: Value = serde_json::from_str(line)?;
        let page = example["page"].as_str().unwrap_or_default();
        let (request, response) = (&example["request"], &example["response"]);
        let end = end_of(request, schema);
        if response["json"] == "strict" {
            let body = response["body_text"].as_str().unwrap_or_default();
            let json: Value = serde_json::from_str(body)?;
            let said = response["odata_type"].as_str();
            let named = said
                .and_then(|name| known(schema, name))
                .or_else(|| own_type(schema, &json));
            match named {
                None => found.of_no_known_type += 1,
                Some((ty, is_collection)) => {
                    let is_many = is_collection || response["is_collection"] == true;
                    found.cases.push(Case {
                        page: page.to_owned(),
                        source: Source::Answer,
                        form: form(&json, is_many),
                        ty: requested(schema, ty, end).name.clone(),
                        body: body.to_owned(),
                        json,
                    });
                }
            }
        }
        if request["json"] == "strict" {
            let body = request["body_text"].as_str().unwrap_or_default();
            let json: Value = serde_json::from_str(body)?;
            let own = own_type(schema, &json).map(|(ty, _)| ty);
            match (own, end) {
                (Some(ty), _) | (None, Some(ty)) => found.cases.push(Case {
                    page: page.to_owned(),
                    source: Source::Request,
                    form: Form::One,
                    ty: requested(schema, ty, end).name.clone(),
                    body: body.to_owned(),
                    json,
                }),
                (None, None) => found.bodies_of_no_type += 1,
            }
        }
    }
    Ok(found)
}

/// The type that a name means, written in any letter case, and whether it is a collection of it.
fn known<'a>(schema: &'a Schema, written: &str) -> Option<(&'a StructuredType, bool)> {
    let written = written.trim().trim_start_matches('#');
    let inner = written
        .split_once('(')
        .filter(|(word, _)| word.eq_ignore_ascii_case("collection"))
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let name = inner.unwrap_or(written).trim_start_matches('#');
    let record = schema.structured_type(name).or_else(|| {
        let mut records = schema.structured_types.iter();
        records.find(|record| record.name.eq_ignore_ascii_case(name))
    })?;
    Some((record, inner.is_some()))
}

/// The type that the JSON says it has: by itself, or what is in its `value`. Of several, what they have in common.
fn own_type<'a>(schema: &'a Schema, json: &Value) -> Option<(&'a StructuredType, bool)> {
    if let Some(name) = json["@odata.type"].as_str() {
        return known(schema, name);
    }
    match &json["value"] {
        Value::Array(elements) => {
            let mut common: Option<&StructuredType> = None;
            for element in elements {
                let (ty, _) = known(schema, element["@odata.type"].as_str()?)?;
                common = Some(match common {
                    None => ty,
                    Some(other) => schema
                        .lineage(&other.name)
                        .find(|base| is_a(schema, ty, base))?,
                });
            }
            Some((common?, true))
        }
        value => Some((known(schema, value["@odata.type"].as_str()?)?.0, false)),
    }
}

fn is_a(schema: &Schema, ty: &StructuredType, base: &StructuredType) -> bool {
    schema.lineage(&ty.name).any(|it| it.name == base.name)
}

/// The entity or complex type that a request's URL leads to; not for calls, counts and references.
fn end_of<'a>(request: &Value, schema: &'a Schema) -> Option<&'a StructuredType> {
    let url = request["url"].as_str()?;
    let path = match url.split_once("graph.microsoft.com/") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => url.trim_start_matches('/'),
    };
    let path = path.split('?').next()?;
    let method = request["method"].as_str()?;
    let route = route::follow(schema, &format!("{method} /{path}")).ok()?;
    match route.steps.last()? {
        Step::Call { .. } | Step::System(..) => None,
        _ => Some(route.end?.ty),
    }
}

/// The type that a client would read: what the URL leads to, if what is there is such a thing.
fn requested<'a>(
    schema: &Schema,
    named: &'a StructuredType,
    end: Option<&'a StructuredType>,
) -> &'a StructuredType {
    end.filter(|end| end.name != ENTITY && is_a(schema, named, end))
        .unwrap_or(named)
}

/// A page and a wrapped value hold `value`, and besides it annotations alone.
fn form(json: &Value, is_many: bool) -> Form {
    let is_value_alone =
        |object: &Map<String, Value>| object.keys().all(|key| key == "value" || key.contains('@'));
    match (is_many, json.as_object()) {
        (true, _) => Form::Many,
        (false, Some(object)) if is_value_alone(object) => match object.get("value") {
            Some(Value::Array(_)) => Form::Many,
            Some(Value::Object(_)) => Form::Wrapped,
            _ => Form::One,
        },
        _ => Form::One,
    }
}
