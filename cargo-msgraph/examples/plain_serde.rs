//! `cargo run -p cargo-msgraph --example plain_serde -- METADATA OUTPUT`: a schema's types as plain serde structs, as one writes them
//! by hand. `cargo xtask bench-compile` builds them next to what `cargo msgraph import --all` writes.
//!
//! A struct has the properties of all of its bases; a type with subtypes is an enum that is tagged by `@odata.type`; values that
//! came without a property are written without it. Navigation properties, operations and paths are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::{env, fs};

use graph_schema::csdl::{self, Enumeration, Property, Schema, StructuredType};
use graph_syntax::{escape, snake_case, type_name, variant_name};

/// The base of nearly all entities: nobody writes an enum of them all.
const ENTITY: &str = "microsoft.graph.entity";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [metadata, output] = &arguments[..] else {
        return Err("usage: plain_serde METADATA OUTPUT".into());
    };
    let schema = csdl::read(&fs::read_to_string(metadata)?).map_err(|message| message.text)?;
    fs::write(output, Plain::new(&schema).text())?;
    Ok(())
}

struct Plain<'a> {
    schema: &'a Schema,
    /// Rust's names of structs and enumerations, by their qualified names.
    types: BTreeMap<&'a str, String>,
    /// Rust's names of the enums of a type and its subtypes.
    families: BTreeMap<&'a str, String>,
}

impl<'a> Plain<'a> {
    fn new(schema: &'a Schema) -> Self {
        let mut types = BTreeMap::new();
        let mut families = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let mut free = |module: &str, mut name: String| {
            while !taken.insert((module.to_owned(), name.clone())) {
                name.push('_');
            }
            name
        };
        for record in &schema.structured_types {
            let name = free(record.namespace(), type_name(record.short_name()));
            types.insert(record.name.as_str(), name);
        }
        for it in &schema.enumerations {
            let name = free(it.namespace(), type_name(it.short_name()));
            types.insert(it.name.as_str(), name);
        }
        for record in &schema.structured_types {
            if record.name != ENTITY && schema.subtypes(&record.name).next().is_some() {
                let name = format!("Any{}", types[record.name.as_str()]);
                families.insert(record.name.as_str(), free(record.namespace(), name));
            }
        }
        Plain {
            schema,
            types,
            families,
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for namespace in &self.schema.namespaces {
            let before = text.len();
            let _ = writeln!(text, "pub mod {} {{", module(namespace));
            text.push_str("    use serde::{Deserialize, Serialize};\n");
            let used = text.len();
            for record in self.schema.structured_types.iter() {
                if record.namespace() == namespace {
                    self.record(&mut text, record);
                }
            }
            for enumeration in self.schema.enumerations.iter() {
                if enumeration.namespace() == namespace {
                    self.enumeration(&mut text, enumeration);
                }
            }
            match text.len() == used {
                true => text.truncate(before),
                false => text.push_str("}\n"),
            }
        }
        text
    }

    fn record(&self, text: &mut String, record: &StructuredType) {
        let family = self.families.get(record.name.as_str());
        // Nobody sends a value of an abstract type.
        if !record.is_abstract || family.is_none() {
            self.structure(text, record);
        }
        let Some(family) = family else {
            return;
        };
        let members = self.schema.descendants(&record.name);
        let own = (!record.is_abstract).then_some(record);
        let _ = write!(
            text,
            "\n    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n    #[serde(tag = \"@odata.type\")]\n    \
             pub enum {family} {{\n"
        );
        for member in own.into_iter().chain(members) {
            if member.is_abstract && self.families.contains_key(member.name.as_str()) {
                continue;
            }
            let ty = self.path(record.namespace(), member);
            let variant = ty.replace("super::", "").replace("::", "");
            let _ = write!(
                text,
                "        #[serde(rename = \"#{}\")]\n        {}(Box<{ty}>),\n",
                member.name,
                type_name(&variant)
            );
        }
        text.push_str("        #[serde(other)]\n        UnknownToThisDeclaration,\n    }\n");
    }

    fn structure(&self, text: &mut String, record: &StructuredType) {
        let _ = write!(
            text,
            "\n    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]\n    \
             #[serde(rename_all = \"camelCase\")]\n    pub struct {} {{\n",
            self.types[record.name.as_str()]
        );
        let mut lineage: Vec<&StructuredType> = self.schema.lineage(&record.name).collect();
        lineage.reverse();
        let mut taken = BTreeSet::new();
        for property in lineage.iter().flat_map(|it| &it.properties) {
            if property.ty.name == "Edm.Stream" {
                continue;
            }
            let mut name = snake_case(&property.name);
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            let rename = match camel_case(&name) == property.name {
                true => String::new(),
                false => format!("rename = {:?}, ", property.name),
            };
            let name = escape(&name).unwrap_or_else(|| format!("{name}_").into());
            let ty = self.ty(record, property);
            let _ = write!(
                text,
                "        #[serde({rename}skip_serializing_if = \"Option::is_none\")]\n        pub {name}: Option<{ty}>,\n"
            );
        }
        text.push_str("    }\n");
    }

    fn ty(&self, owner: &StructuredType, property: &Property) -> String {
        let name = property.ty.name.as_str();
        let ty = match name.strip_prefix("Edm.") {
            Some(edm) => primitive(edm).to_owned(),
            None => match (self.schema.structured_type(name), self.families.get(name)) {
                (Some(record), Some(family)) => qualified(owner.namespace(), record, family),
                (Some(record), None) => {
                    let ty = self.path(owner.namespace(), record);
                    match !property.ty.is_collection && self.holds(record, &owner.name) {
                        true => format!("Box<{ty}>"),
                        false => ty,
                    }
                }
                (None, _) => self.enumeration_path(owner.namespace(), name),
            },
        };
        match property.ty.is_collection {
            true => format!("Vec<{ty}>"),
            false => ty,
        }
    }

    /// Whether a value of a type can hold one of another in its own place. Enums of families hold theirs in boxes.
    fn holds(&self, record: &StructuredType, other: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![record.name.as_str()];
        while let Some(name) = waiting.pop() {
            if self.schema.lineage(other).any(|it| it.name == name) {
                return true;
            }
            if !seen.insert(name) {
                continue;
            }
            for property in self.schema.lineage(name).flat_map(|it| &it.properties) {
                let ty = property.ty.name.as_str();
                if !property.ty.is_collection && !self.families.contains_key(ty) {
                    waiting.extend(self.schema.structured_type(ty).map(|it| it.name.as_str()));
                }
            }
        }
        false
    }

    fn enumeration(&self, text: &mut String, it: &Enumeration) {
        let name = &self.types[it.name.as_str()];
        // Sets of members travel as a text with commas in it.
        if it.is_flags {
            let _ = write!(text, "\n    pub type {name} = String;\n");
            return;
        }
        let _ = write!(
            text,
            "\n    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]\n    \
             #[serde(rename_all = \"camelCase\")]\n    pub enum {name} {{\n"
        );
        let mut taken = BTreeSet::from(["UnknownToThisDeclaration".to_owned()]);
        for member in &it.members {
            let mut name = variant_name(&member.name);
            while escape(&name).is_none_or(|it| it != name) || !taken.insert(name.clone()) {
                name.push('_');
            }
            if camel_case_of_variant(&name) != member.name {
                let _ = writeln!(text, "        #[serde(rename = {:?})]", member.name);
            }
            let _ = writeln!(text, "        {name},");
        }
        text.push_str("        #[serde(other)]\n        UnknownToThisDeclaration,\n    }\n");
    }

    fn path(&self, from: &str, record: &StructuredType) -> String {
        qualified(from, record, &self.types[record.name.as_str()])
    }

    fn enumeration_path(&self, from: &str, name: &str) -> String {
        match (self.schema.enumeration(name), self.types.get(name)) {
            (Some(it), Some(ty)) if it.namespace() == from => ty.clone(),
            (Some(it), Some(ty)) => format!("super::{}::{ty}", module(it.namespace())),
            _ => "serde_json::Value".to_owned(),
        }
    }
}

fn qualified(from: &str, record: &StructuredType, name: &str) -> String {
    match record.namespace() == from {
        true => name.to_owned(),
        false => format!("super::{}::{name}", module(record.namespace())),
    }
}

fn module(namespace: &str) -> String {
    let last = namespace.rsplit('.').next().unwrap_or(namespace);
    snake_case(last)
}

/// What serde's `rename_all` makes of a variant's name.
fn camel_case_of_variant(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// What serde's `rename_all` makes of a field's name.
fn camel_case(name: &str) -> String {
    let mut text = String::new();
    let mut is_start = false;
    for char in name.chars() {
        match char {
            '_' => is_start = true,
            _ if text.is_empty() => text.extend(char.to_lowercase()),
            _ if is_start => {
                text.extend(char.to_uppercase());
                is_start = false;
            }
            _ => text.push(char),
        }
    }
    text
}

fn primitive(edm: &str) -> &'static str {
    match edm {
        "Binary" | "String" => "String",
        "Boolean" => "bool",
        "Byte" => "u8",
        "Date" => "jiff::civil::Date",
        "DateTimeOffset" => "jiff::Timestamp",
        "Decimal" | "Double" => "f64",
        "Duration" => "jiff::SignedDuration",
        "Guid" => "uuid::Uuid",
        "Int16" => "i16",
        "Int32" => "i32",
        "Int64" => "i64",
        "SByte" => "i8",
        "Single" => "f32",
        "TimeOfDay" => "jiff::civil::Time",
        _ => "serde_json::Value",
    }
}
