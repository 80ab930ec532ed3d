//! From the schema to what checks ask of it.
//!
//! In: a file. Out: [`Facts`]; what of the schema is passed over is said on standard error, with its line.

use std::fs;
use std::path::Path;

use super::facts::{
    Facts, Kind, Navigation, Operation, Parameter, Property, Refused, Root, Type, TypeUse,
};
use crate::csdl::{self, Annotations, OperationKind, RecordKind, Schema, TypeRef};
use crate::report::{self, Failure, Source};

/// Reads the schema.
pub(super) fn load(path: &Path) -> Result<Facts, Failure> {
    let name = path.display().to_string();
    let text = fs::read(path)
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
        .map_err(|error| {
            Failure::new(
                format!("`{name}` cannot be read: {error}"),
                "`cargo graph fetch` downloads the schema",
            )
        })?;
    let source = Source {
        name: &name,
        text: &text,
    };
    let schema = csdl::read(&text).map_err(|error| {
        let place = source.position(error.at.start);
        Failure::new(
            format!("`{name}:{place}` is no schema: {}", error.text),
            error.help,
        )
    })?;
    for note in &schema.notes {
        report::print(source, note);
    }
    if schema.notes_left_out > 0 {
        report::print_line(&format!("and {} more of the schema", schema.notes_left_out));
    }
    Ok(facts(schema))
}

pub(super) fn facts(schema: Schema) -> Facts {
    let mut types = Vec::with_capacity(schema.records.len() + schema.enumerations.len());
    for record in schema.records {
        types.push(Type {
            name: record.name,
            kind: match record.kind {
                RecordKind::Entity => Kind::Entity,
                RecordKind::Complex => Kind::Complex,
            },
            base: record.base,
            is_abstract: record.is_abstract,
            is_open: record.is_open,
            has_stream: record.has_stream,
            is_flags: false,
            keys: record.keys,
            properties: record.properties.into_iter().map(property).collect(),
            navigations: record.navigations.into_iter().map(navigation).collect(),
            members: Vec::new(),
            deprecated: record.annotations.deprecated,
        });
    }
    for enumeration in schema.enumerations {
        types.push(Type {
            name: enumeration.name,
            kind: Kind::Enum,
            base: None,
            is_abstract: false,
            is_open: false,
            has_stream: false,
            is_flags: enumeration.is_flags,
            keys: Vec::new(),
            properties: Vec::new(),
            navigations: Vec::new(),
            members: enumeration
                .members
                .into_iter()
                .map(|member| member.name)
                .collect(),
            deprecated: enumeration.annotations.deprecated,
        });
    }
    let operations = schema
        .operations
        .into_iter()
        .filter_map(operation)
        .collect();
    let roots = schema
        .roots
        .into_iter()
        .map(|root| Root {
            refused: refused(&root.annotations),
            name: root.name,
            ty: type_use(root.ty),
        })
        .collect();
    Facts::new(types, operations, roots, schema.namespaces)
}

fn type_use(ty: TypeRef) -> TypeUse {
    TypeUse {
        name: ty.name,
        is_collection: ty.is_collection,
    }
}

fn property(property: csdl::Property) -> Property {
    Property {
        // Of a collection it speaks of the elements (OData CSDL 4.01, section 7.2.1).
        is_nullable: property.is_nullable && !property.ty.is_collection,
        is_computed: property.annotations.is_computed,
        is_immutable: property.annotations.is_immutable,
        deprecated: property.annotations.deprecated,
        name: property.name,
        ty: type_use(property.ty),
    }
}

fn navigation(navigation: csdl::Navigation) -> Navigation {
    Navigation {
        is_contained: navigation.is_contained,
        refused: refused(&navigation.annotations),
        deprecated: navigation.annotations.deprecated,
        name: navigation.name,
        ty: type_use(navigation.ty),
    }
}

/// Those that are bound: the language has no others.
fn operation(operation: csdl::Operation) -> Option<Operation> {
    let is_action = operation.kind == OperationKind::Action;
    let name = operation.short_name().to_owned();
    let parameters = operation.parameters.into_iter().map(|parameter| {
        // An action's parameter that may be null may be left out of the body.
        let may_be_null = is_action && (parameter.is_nullable || parameter.ty.is_collection);
        Parameter {
            is_optional: parameter.annotations.is_optional || may_be_null,
            name: parameter.name,
            ty: type_use(parameter.ty),
        }
    });
    Some(Operation {
        is_action,
        bound_to: type_use(operation.binding?),
        parameters: parameters.collect(),
        result: operation.result.map(type_use),
        deprecated: operation.annotations.deprecated,
        name,
    })
}

fn refused(annotations: &Annotations) -> Refused {
    Refused {
        insert: annotations.insertable == Some(false),
        update: annotations.updatable == Some(false),
        delete: annotations.deletable == Some(false),
    }
}
