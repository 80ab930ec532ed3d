//! From a CSDL document to what checks ask of it (OData CSDL XML 4.01).
//!
//! In: a file. Out: [`Facts`]. What is not understood is named with its line, and the rest goes on; what is no XML is an error with its place.

mod tree;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use super::facts::{
    Facts, Kind, Navigation, Operation, Parameter, Property, Refused, Root, Type, TypeUse,
};
use crate::report::{self, Failure, Message, Severity, Source};
use tree::{Element, shown};

const COMPUTED: &str = "Org.OData.Core.V1.Computed";
const IMMUTABLE: &str = "Org.OData.Core.V1.Immutable";
const OPTIONAL: &str = "Org.OData.Core.V1.OptionalParameter";
const REVISIONS: &str = "Org.OData.Core.V1.Revisions";

/// Reads the schema, and says on standard error what of it is passed over.
pub(super) fn load(path: &Path) -> Result<Facts, Failure> {
    let text = fs::read(path)
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
        .map_err(|error| {
            Failure::new(
                format!("`{}` cannot be read: {error}", path.display()),
                "`cargo graph fetch` downloads the schema",
            )
        })?;
    let name = path.display().to_string();
    let text = text.trim_start_matches('\u{feff}');
    let source = Source { name: &name, text };
    match read(text) {
        Ok((facts, warnings)) => {
            for warning in &warnings {
                report::print(source, warning);
            }
            Ok(facts)
        }
        Err(error) => Err(Failure::new(
            format!(
                "`{name}:{}` is no schema: {}",
                source.position(error.at.start),
                error.text
            ),
            error.help,
        )),
    }
}

/// The facts, and what was passed over; or what makes it no schema.
pub(super) fn read(text: &str) -> Result<(Facts, Vec<Message>), Message> {
    let root = tree::parse(text).map_err(|broken| Message {
        severity: Severity::Error,
        text: broken.problem,
        at: broken.at,
        help: "`cargo graph fetch` downloads the schema whole".to_owned(),
    })?;
    if root.name != "Edmx" {
        return Err(Message {
            severity: Severity::Error,
            text: format!(
                "it begins with `<{}>`, not with `<edmx:Edmx>`",
                shown(root.name)
            ),
            at: root.at,
            help: "`cargo graph fetch` downloads the schema".to_owned(),
        });
    }
    let schemas: Vec<&Element<'_>> = root
        .all("DataServices")
        .flat_map(|services| services.all("Schema"))
        .collect();
    let mut reader = Reader::default();
    reader.collect_names(&schemas);
    for schema in &schemas {
        reader.read_schema(schema);
    }
    let namespaces = schemas
        .iter()
        .filter_map(|schema| schema.get("Namespace"))
        .map(str::to_owned)
        .collect();
    let facts = Facts::new(reader.types, reader.operations, reader.roots, namespaces);
    let mut warnings = reader.warnings;
    for (name, at) in &reader.places {
        let Some(ty) = facts.types.get(name) else {
            continue;
        };
        let Some(base) = &ty.base else { continue };
        let ends = facts
            .lineage(ty)
            .last()
            .is_some_and(|last| last.base.is_none());
        let problem = match facts.types.contains_key(base) {
            false => format!("the base `{}` is not in the schema", shown(base)),
            // Every type above a missing base has no end either; that is said at the type itself.
            true if !ends && facts.is_or_derives(base, name) => {
                format!("`{}` is a base of itself", shown(name))
            }
            true => continue,
        };
        warnings.push(Message {
            severity: Severity::Warning,
            text: problem,
            at: at.clone(),
            help: String::new(),
        });
    }
    warnings.sort_by_key(|warning| warning.at.start);
    Ok((facts, warnings))
}

#[derive(Default)]
struct Reader<'a> {
    aliases: HashMap<&'a str, &'a str>,
    /// From type definitions to what they are.
    definitions: HashMap<String, String>,
    /// From targets to their annotations, wherever these stand.
    annotations: HashMap<String, Vec<&'a Element<'a>>>,
    types: Vec<Type>,
    operations: Vec<Operation>,
    roots: Vec<Root>,
    places: Vec<(String, std::ops::Range<usize>)>,
    seen: HashSet<String>,
    warnings: Vec<Message>,
}

impl<'a> Reader<'a> {
    fn warn(&mut self, element: &Element<'_>, text: String) {
        self.warnings.push(Message {
            severity: Severity::Warning,
            text,
            at: element.at.clone(),
            help: String::new(),
        });
    }

    /// Names that others are written with: of all schemas, before any is read.
    fn collect_names(&mut self, schemas: &[&'a Element<'a>]) {
        for schema in schemas {
            if let (Some(alias), Some(namespace)) = (schema.get("Alias"), schema.get("Namespace")) {
                self.aliases.insert(alias, namespace);
            }
        }
        for schema in schemas {
            let namespace = schema.get("Namespace").unwrap_or("");
            for definition in schema.all("TypeDefinition") {
                if let (Some(name), Some(ty)) =
                    (definition.get("Name"), definition.get("UnderlyingType"))
                {
                    self.definitions
                        .insert(format!("{namespace}.{name}"), ty.to_owned());
                }
            }
            for annotations in schema.all("Annotations") {
                if let Some(target) = annotations.get("Target") {
                    let (owner, member) = match target.split_once('/') {
                        Some((owner, member)) => (owner, Some(member)),
                        None => (target, None),
                    };
                    let owner = self.qualified(owner);
                    let target = member.map_or(owner.clone(), |member| format!("{owner}/{member}"));
                    self.annotations
                        .entry(target)
                        .or_default()
                        .extend(annotations.all("Annotation"));
                }
            }
        }
    }

    fn qualified(&self, name: &str) -> String {
        match name.rsplit_once('.') {
            Some((before, last)) => match self.aliases.get(before) {
                Some(namespace) => format!("{namespace}.{last}"),
                None => name.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    fn type_use(&mut self, element: &Element<'_>, attribute: &str) -> Option<TypeUse> {
        let Some(written) = element.get(attribute) else {
            self.warn(
                element,
                format!("`{}` has no `{attribute}`", shown(element.name)),
            );
            return None;
        };
        let inner = written
            .strip_prefix("Collection(")
            .and_then(|rest| rest.strip_suffix(')'));
        let name = self.qualified(inner.unwrap_or(written).trim());
        Some(TypeUse {
            name: self.definitions.get(&name).cloned().unwrap_or(name),
            is_collection: inner.is_some(),
        })
    }

    fn name(&mut self, element: &Element<'_>) -> Option<String> {
        match element.get("Name") {
            Some(name) if !name.is_empty() => Some(name.to_owned()),
            _ => {
                self.warn(element, format!("`{}` has no name", shown(element.name)));
                None
            }
        }
    }

    fn read_schema(&mut self, schema: &'a Element<'a>) {
        let Some(namespace) = schema.get("Namespace") else {
            self.warn(schema, "a schema without a namespace".to_owned());
            return;
        };
        for element in &schema.children {
            match element.name {
                "EntityType" => self.read_type(namespace, element, Kind::Entity),
                "ComplexType" => self.read_type(namespace, element, Kind::Complex),
                "EnumType" => self.read_type(namespace, element, Kind::Enum),
                "Action" => self.read_operation(namespace, element, true),
                "Function" => self.read_operation(namespace, element, false),
                "EntityContainer" => self.read_container(namespace, element),
                "TypeDefinition" | "Annotations" | "Annotation" | "Term" => {}
                other => self.warn(element, format!("`{}` is not understood", shown(other))),
            }
        }
    }

    fn read_type(&mut self, namespace: &str, element: &'a Element<'a>, kind: Kind) {
        let Some(name) = self.name(element) else {
            return;
        };
        let name = format!("{namespace}.{name}");
        if !self.seen.insert(name.clone()) {
            self.warn(element, format!("a second `{}`", shown(&name)));
            return;
        }
        let mut ty = Type {
            kind,
            base: element.get("BaseType").map(|base| self.qualified(base)),
            is_abstract: element.is("Abstract", "true"),
            is_open: element.is("OpenType", "true"),
            has_stream: element.is("HasStream", "true"),
            is_flags: element.is("IsFlags", "true"),
            keys: Vec::new(),
            properties: Vec::new(),
            navigations: Vec::new(),
            members: Vec::new(),
            deprecated: self.deprecated(&name, element),
            name,
        };
        let mut members = HashSet::new();
        for child in &element.children {
            match (child.name, kind) {
                ("Key", _) => ty.keys.extend(
                    child
                        .all("PropertyRef")
                        .filter_map(|key| key.get("Name"))
                        .map(str::to_owned),
                ),
                ("Annotation", _) => {}
                ("Property" | "NavigationProperty", Kind::Entity | Kind::Complex)
                | ("Member", Kind::Enum) => {
                    let Some(name) = self.name(child) else {
                        continue;
                    };
                    if !members.insert(name.clone()) {
                        self.warn(
                            child,
                            format!("a second `{}` of `{}`", shown(&name), shown(&ty.name)),
                        );
                        continue;
                    }
                    match child.name {
                        "Member" => ty.members.push(name),
                        "Property" => ty
                            .properties
                            .extend(self.read_property(&ty.name, name, child)),
                        _ => ty
                            .navigations
                            .extend(self.read_navigation(&ty.name, name, child)),
                    }
                }
                (other, _) => {
                    self.warn(child, format!("`{}` is not understood here", shown(other)))
                }
            }
        }
        self.places.push((ty.name.clone(), element.at.clone()));
        self.types.push(ty);
    }

    fn read_property(
        &mut self,
        owner: &str,
        name: String,
        element: &'a Element<'a>,
    ) -> Option<Property> {
        let ty = self.type_use(element, "Type")?;
        let target = format!("{owner}/{name}");
        Some(Property {
            // Of a collection it speaks of the elements (OData CSDL 4.01, section 7.2.1).
            is_nullable: !element.is("Nullable", "false") && !ty.is_collection,
            is_computed: self.is_true(&target, element, COMPUTED),
            is_immutable: self.is_true(&target, element, IMMUTABLE),
            deprecated: self.deprecated(&target, element),
            name,
            ty,
        })
    }

    fn read_navigation(
        &mut self,
        owner: &str,
        name: String,
        element: &'a Element<'a>,
    ) -> Option<Navigation> {
        let ty = self.type_use(element, "Type")?;
        let target = format!("{owner}/{name}");
        Some(Navigation {
            is_contained: element.is("ContainsTarget", "true"),
            refused: self.refused(&target, element),
            deprecated: self.deprecated(&target, element),
            name,
            ty,
        })
    }

    fn read_operation(&mut self, namespace: &str, element: &'a Element<'a>, is_action: bool) {
        // The language has bound operations only.
        if !element.is("IsBound", "true") {
            return;
        }
        let Some(name) = self.name(element) else {
            return;
        };
        let mut bound_to = None;
        let mut parameters = Vec::new();
        for parameter in element.all("Parameter") {
            let Some(ty) = self.type_use(parameter, "Type") else {
                continue;
            };
            if bound_to.is_none() {
                bound_to = Some(ty);
                continue;
            }
            let Some(name) = self.name(parameter) else {
                continue;
            };
            // An action's parameter that may be null may be left out of the body.
            let may_be_null = is_action && (ty.is_collection || !parameter.is("Nullable", "false"));
            let is_optional = may_be_null || self.annotation("", parameter, OPTIONAL).is_some();
            parameters.push(Parameter {
                name,
                ty,
                is_optional,
            });
        }
        let Some(bound_to) = bound_to else {
            self.warn(
                element,
                format!("`{}` is bound, and has no parameter", shown(&name)),
            );
            return;
        };
        let result = element.all("ReturnType").next();
        let result = result.and_then(|result| self.type_use(result, "Type"));
        self.operations.push(Operation {
            is_action,
            bound_to,
            parameters,
            result,
            deprecated: self.deprecated(&format!("{namespace}.{name}"), element),
            name,
        });
    }

    fn read_container(&mut self, namespace: &str, container: &'a Element<'a>) {
        let container_name = container.get("Name").unwrap_or("");
        for element in &container.children {
            let (attribute, is_collection) = match element.name {
                "EntitySet" => ("EntityType", true),
                "Singleton" => ("Type", false),
                "ActionImport" | "FunctionImport" | "Annotation" => continue,
                other => {
                    self.warn(
                        element,
                        format!("`{}` is not understood here", shown(other)),
                    );
                    continue;
                }
            };
            let Some(name) = self.name(element) else {
                continue;
            };
            let Some(ty) = self.type_use(element, attribute) else {
                continue;
            };
            let target = format!("{namespace}.{container_name}/{name}");
            self.roots.push(Root {
                refused: self.refused(&target, element),
                ty: TypeUse {
                    is_collection,
                    ..ty
                },
                name,
            });
        }
    }

    /// The annotation of a term, in the element or at its target.
    fn annotation(
        &self,
        target: &str,
        element: &'a Element<'a>,
        term: &str,
    ) -> Option<&'a Element<'a>> {
        let at_target = self.annotations.get(target).into_iter().flatten().copied();
        element
            .all("Annotation")
            .chain(at_target)
            .find(|annotation| annotation.is("Term", term))
    }

    /// A tagging term is true unless it says otherwise.
    fn is_true(&self, target: &str, element: &'a Element<'a>, term: &str) -> bool {
        self.annotation(target, element, term)
            .is_some_and(|annotation| !annotation.is("Bool", "false"))
    }

    fn refused(&self, target: &str, element: &'a Element<'a>) -> Refused {
        let is_refused = |term: &str, property: &str| {
            self.annotation(
                target,
                element,
                &format!("Org.OData.Capabilities.V1.{term}"),
            )
            .into_iter()
            .flat_map(|annotation| annotation.all("Record"))
            .flat_map(|record| record.all("PropertyValue"))
            .any(|value| value.is("Property", property) && value.is("Bool", "false"))
        };
        Refused {
            insert: is_refused("InsertRestrictions", "Insertable"),
            update: is_refused("UpdateRestrictions", "Updatable"),
            delete: is_refused("DeleteRestrictions", "Deletable"),
        }
    }

    /// When it goes away and what the schema says of it, if it is deprecated.
    fn deprecated(&self, target: &str, element: &'a Element<'a>) -> Option<String> {
        let annotation = self.annotation(target, element, REVISIONS)?;
        annotation
            .all("Collection")
            .flat_map(|collection| collection.all("Record"))
            .find_map(|record| {
                let value = |name: &str| {
                    record
                        .all("PropertyValue")
                        .find(|value| value.is("Property", name))
                };
                let kind = value("Kind")?.all("EnumMember").next()?;
                if !kind.text.ends_with("/Deprecated") {
                    return None;
                }
                let removal = value("RemovalDate").and_then(|value| value.get("Date"));
                Some(removal.map_or(String::new(), |date| format!("it goes away on {date}")))
            })
    }
}

#[cfg(test)]
mod tests;
