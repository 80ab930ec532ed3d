//! Entity and complex types, and their structural properties.

use graph_schema::csdl;
use graph_syntax::{Item, Property, Record, RecordKind, suggest};

use super::{Comparison, short};

impl<'a> Comparison<'a> {
    pub(super) fn compare_record(&mut self, record: &Record) {
        let Some(ty) = self.record_of(record) else {
            return;
        };
        let name = &record.name;
        self.compare_deprecated(name.span, &name.wire, &record.attributes, &ty.annotations);
        self.compare_marks(record, ty);
        self.compare_base(record, ty);
        self.compare_key(record, ty);
        for property in &record.properties {
            self.compare_property(ty, property);
        }
        self.compare_navigations(ty, &record.navigations);
        self.compare_operations(ty, &record.operations);
    }

    fn compare_marks(&mut self, record: &Record, ty: &csdl::StructuredType) {
        let name = &record.name;
        let word = record.kind.word();
        match (ty.is_abstract, record.is_abstract) {
            // Left out, `@odata.type` would name a type that no value has.
            (true, false) => self.report(
                name.span,
                "abstract",
                format!("`{}` is abstract", name.wire),
                format!("write `abstract {word} {}`", name.wire),
            ),
            (false, true) => self.report(
                name.span,
                "abstract",
                format!("`{}` is not abstract", name.wire),
                format!("write `{word} {}`, without `abstract`", name.wire),
            ),
            _ => {}
        }
        let is_open = self.schema.lineage(&ty.name).any(|ty| ty.is_open);
        if record.is_open && !is_open {
            self.report(
                name.span,
                "open",
                format!(
                    "`{}` is not open: it has the properties that the schema declares",
                    name.wire
                ),
                format!("write `{word} {}`, without `open`", name.wire),
            );
        }
        let has_stream = self.schema.lineage(&ty.name).any(|ty| ty.has_stream);
        if let Some(span) = record.attributes.media
            && !has_stream
        {
            self.report(
                span,
                "media",
                format!("`{}` has no stream at `/$value`", name.wire),
                "remove `#[media]`",
            );
        }
    }

    fn compare_base(&mut self, record: &Record, ty: &csdl::StructuredType) {
        let Some(base) = &record.base else { return };
        let Some(declared) = self.qualified(base) else {
            return;
        };
        // What lies between them may be left out.
        if declared != ty.name && self.schema.is_or_derives(&ty.name, &declared) {
            return;
        }
        let (text, help) = match &ty.base {
            Some(actual) => (
                format!(
                    "the base of `{}` is `{}`, not `{base}`",
                    record.name.wire,
                    short(actual)
                ),
                format!("write `{}: {}`", record.name.wire, short(actual)),
            ),
            None => (
                format!("`{}` has no base", record.name.wire),
                format!("write `{}`, without `: {base}`", record.name.wire),
            ),
        };
        self.report(base.span(), "base", text, help);
    }

    fn compare_key(&mut self, record: &Record, ty: &csdl::StructuredType) {
        let name = &record.name;
        let keys = self.schema.keys(ty);
        let implies_id = record.kind == RecordKind::Entity
            && record.base.is_none()
            && record.attributes.keyless.is_none()
            && record.key().is_none();
        if keys.is_empty() {
            // Otherwise the schema says nothing of it: types that only singletons have.
            if let Some(subtype) = self
                .schema
                .descendants(&ty.name)
                .into_iter()
                .find(|ty| !ty.keys.is_empty())
                && implies_id
                && !self.declares_keyed_subtype(ty)
            {
                self.report(
                    name.span,
                    "key",
                    format!(
                        "`{}` has no key: subtypes such as `{}` declare theirs",
                        name.wire,
                        subtype.short_name()
                    ),
                    format!("write `#[keyless]` before `{}`", name.wire),
                );
            }
            return;
        }
        if let Some(span) = record.attributes.keyless {
            self.report(
                span,
                "key",
                format!("the key of `{}` is `{}`", name.wire, keys.join("`, `")),
                "remove `#[keyless]`",
            );
        }
        let is_of_base = self.has_base_with_key(record);
        let mut is_marked = false;
        for property in &record.properties {
            let Some(span) = property.attributes.key else {
                continue;
            };
            is_marked = true;
            if !keys.contains(&property.name.wire) {
                self.report(
                    span,
                    "key",
                    format!("`{}` is not the key of `{}`", property.name.wire, name.wire),
                    if keys == ["id"] {
                        "remove `#[key]`: the key is `id`".to_owned()
                    } else {
                        format!("write `#[key]` before `{}`", keys.join("`, `"))
                    },
                );
            } else if is_of_base {
                self.report(
                    span,
                    "key",
                    format!("`{}` has the key of its base", name.wire),
                    "remove `#[key]`",
                );
            }
        }
        let text = if implies_id && !keys.iter().any(|key| key == "id") {
            format!(
                "the key of `{}` is `{}`, not `id`",
                name.wire,
                keys.join("`, `")
            )
        } else if record.base.is_some() && !is_marked && ty.has_own_key() {
            format!(
                "`{}` has a key of its own, `{}`",
                name.wire,
                keys.join("`, `")
            )
        } else {
            return;
        };
        self.report(
            name.span,
            "key",
            text,
            format!("declare `#[key] {}`", keys.join("`, `")),
        );
    }

    /// Returns whether the declared base has a key in the schema.
    fn has_base_with_key(&self, record: &Record) -> bool {
        let base = record.base.as_ref().and_then(|base| self.qualified(base));
        let base = base.and_then(|base| self.schema.structured_type(&base));
        base.is_some_and(|base| !self.schema.keys(base).is_empty())
    }

    /// Returns whether the same declaration has a subtype with a key of its own in the schema, so that the key is checked there.
    fn declares_keyed_subtype(&self, ty: &csdl::StructuredType) -> bool {
        self.found.declaration.items.iter().any(|item| {
            let Item::Record(record) = item else {
                return false;
            };
            let name = format!("{}.{}", self.namespace(), record.name.wire);
            let declared = self.schema.structured_type(&name);
            record.base.is_some()
                && declared.is_some_and(csdl::StructuredType::has_own_key)
                && self.schema.is_or_derives(&name, &ty.name)
        })
    }

    fn compare_property(&mut self, ty: &csdl::StructuredType, declared: &Property) {
        let name = &declared.name;
        let Some(property) = self.schema.property(ty, &name.wire) else {
            self.report_unknown_property(ty, declared);
            return;
        };
        self.compare_type(&name.wire, &declared.ty, &property.ty);
        let attributes = &declared.attributes;
        self.compare_deprecated(name.span, &name.wire, attributes, &property.annotations);
        if property.annotations.is_computed && attributes.read_only.is_none() {
            self.report(
                name.span,
                "computed",
                format!(
                    "`{}` is computed by the service, and could be set",
                    name.wire
                ),
                format!("write `#[read_only] {}`", name.wire),
            );
        }
        if property.annotations.is_immutable
            && attributes.immutable.is_none()
            && attributes.read_only.is_none()
        {
            self.report(
                name.span,
                "immutable",
                format!("`{}` can be set when it is created only", name.wire),
                format!("write `#[immutable] {}`", name.wire),
            );
        }
        if let Some(span) = attributes.not_null
            // Of a collection it speaks of the elements (OData CSDL 4.01, section 7.2.1).
            && property.is_nullable
            && !property.ty.is_collection
        {
            self.report(
                span,
                "nullable",
                format!("`{}` can be null", name.wire),
                "remove `#[not_null]`",
            );
        }
    }

    fn report_unknown_property(&mut self, ty: &csdl::StructuredType, declared: &Property) {
        let name = &declared.name;
        let short_name = ty.short_name();
        if let Some(navigation) = self.schema.navigation(ty, &name.wire) {
            let word = if navigation.is_contained {
                "nav"
            } else {
                "ref"
            };
            self.report(
                name.span,
                "member-kind",
                format!("`{}` is a navigation property", name.wire),
                format!(
                    "write `{word} {}: {}`",
                    name.wire,
                    self.written(&navigation.ty)
                ),
            );
            return;
        }
        let help = match self.declared_below(ty, |below| {
            below
                .properties
                .iter()
                .any(|property| property.name == name.wire)
        }) {
            Some(below) => format!("its subtype `{below}` has it: declare it there"),
            None => {
                let choices = self
                    .schema
                    .lineage(&ty.name)
                    .flat_map(|ty| &ty.properties)
                    .map(|property| property.name.as_str());
                suggest(&name.wire, choices).unwrap_or_default()
            }
        };
        self.report(
            name.span,
            "unknown-property",
            format!("`{short_name}` has no property `{}`", name.wire),
            help,
        );
    }

    /// The first of the subtypes that has something.
    pub(super) fn declared_below(
        &self,
        ty: &csdl::StructuredType,
        has: impl Fn(&csdl::StructuredType) -> bool,
    ) -> Option<&'a str> {
        let mut names: Vec<&'a str> = self
            .schema
            .descendants(&ty.name)
            .into_iter()
            .filter(|below| has(below))
            .map(csdl::StructuredType::short_name)
            .collect();
        names.sort_unstable();
        names.first().copied()
    }
}
