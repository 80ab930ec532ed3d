//! The types of the responses, as the data says them, next to those of the functions.

use cargo_msgraph::import::{Declarations, Selection};
use graph_schema::csdl::Schema;

/// The schema, and how it is declared.
pub(super) struct Types<'a> {
    pub(super) schema: &'a Schema,
    pub(super) selection: &'a Selection<'a>,
    pub(super) declarations: &'a Declarations<'a>,
}

/// The type that a function's request is of: `Page<graph::User>` of `Request<Page<graph::User>>`.
pub(super) fn returned(functions: &str, name: &str) -> String {
    let heads = [format!("pub fn {name}("), format!("pub fn {name}<")];
    let start = heads.iter().find_map(|head| functions.find(head.as_str()));
    let rest = start.and_then(|start| functions.get(start..)).unwrap_or("");
    let rest = rest.split_once("-> Request<").map_or("", |(_, rest)| rest);
    let ends = ["> {\n", ">\n{\n", ">\nwhere"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    rest.get(..end.unwrap_or(0)).unwrap_or("").to_owned()
}

impl Types<'_> {
    /// Why the type of a function is not that of its row: the two types. `None` if it is, or if the page leaves a type cast out and it is
    /// a base of that: such a path leads to what all subtypes share that have it.
    pub(super) fn mismatch(
        &self,
        verb: &str,
        terminal: &str,
        ty: &str,
        is_implicit: bool,
        returned: &str,
    ) -> Option<String> {
        let mismatch = self.mismatch_of(verb, terminal, ty, returned)?;
        let inner = ty.trim_start_matches("Collection(").trim_end_matches(')');
        let fits_base = self.schema.lineage(inner).any(|base| {
            let ty = ty.replace(inner, &base.name);
            self.mismatch_of(verb, terminal, &ty, returned).is_none()
        });
        (!is_implicit || !fits_base).then_some(mismatch)
    }

    /// `ty` is the type that the path ends in: what is read there, and sent back where it is created or changed.
    fn mismatch_of(&self, verb: &str, terminal: &str, ty: &str, returned: &str) -> Option<String> {
        let inner = ty
            .strip_prefix("Collection(")
            .and_then(|rest| rest.strip_suffix(')'));
        let is_many = inner.is_some();
        let one = self.one(inner.unwrap_or(ty));
        let expected = match (terminal, verb) {
            ("ref", "GET") if is_many => "Page<Reference>".to_owned(),
            ("ref", "GET") => "Reference".to_owned(),
            ("ref", _) | (_, "DELETE") => "()".to_owned(),
            ("value_stream", _) => "Bytes".to_owned(),
            ("count", _) => "Count".to_owned(),
            ("action" | "function", "GET" | "POST") => self.result(inner.unwrap_or(ty), is_many),
            ("primitive", _) if is_many => format!("ValueOf<Vec<{one}>>"),
            ("primitive", _) => format!("ValueOf<{one}>"),
            (_, "GET") if is_many => format!("Page<{one}>"),
            (_, "GET") => one,
            _ => format!("Option<{one}>"),
        };
        (expected != returned).then(|| format!("{returned}, and {expected} by the data"))
    }

    fn result(&self, ty: &str, is_many: bool) -> String {
        let one = self.one(ty);
        match is_many {
            true => format!("Page<{one}>"),
            false if ty.is_empty() => "()".to_owned(),
            false if ty == "Edm.Stream" => one,
            false if self.schema.structured_type(ty).is_some() => one,
            false => format!("ValueOf<{one}>"),
        }
    }

    /// One value of a type.
    fn one(&self, ty: &str) -> String {
        match ty {
            "" => String::new(),
            "Edm.String" => "String".to_owned(),
            "Edm.Boolean" => "bool".to_owned(),
            "Edm.Int32" => "i32".to_owned(),
            "Edm.Int64" => "i64".to_owned(),
            "Edm.Double" => "f64".to_owned(),
            "Edm.Stream" => "Bytes".to_owned(),
            ty => match ty.strip_prefix("Edm.") {
                Some(primitive) => format!("edm::{primitive}"),
                None => format!("graph::{}", self.declarations.held_path(self.selection, ty)),
            },
        }
    }
}
