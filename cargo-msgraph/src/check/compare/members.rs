//! Navigation properties, entity sets and singletons.

use graph_schema::csdl::{self, StructuredType};
use graph_syntax::{Navigation, suggest};

use super::Comparison;

impl Comparison<'_> {
    pub(super) fn compare_root(&mut self, declared: &Navigation) {
        let name = &declared.name;
        let schema = self.schema;
        let Some(root) = schema.roots.iter().find(|root| root.name == name.wire) else {
            let choices = schema.roots.iter().map(|root| root.name.as_str());
            self.report(
                name.span,
                "unknown-root",
                format!("the service has no entity set or singleton `{}`", name.wire),
                suggest(&name.wire, choices).unwrap_or_default(),
            );
            return;
        };
        self.compare_type(&name.wire, &declared.target, &root.ty);
        self.compare_verbs(declared, &root.annotations);
    }

    pub(super) fn compare_navigations(&mut self, ty: &StructuredType, declared: &[Navigation]) {
        for navigation in declared {
            if navigation.is_implicit {
                self.compare_implicit(ty, navigation)
            } else {
                self.compare_navigation(ty, navigation)
            }
        }
    }

    fn compare_navigation(&mut self, ty: &StructuredType, declared: &Navigation) {
        let name = &declared.name;
        let Some(navigation) = self.schema.navigation(ty, &name.wire) else {
            self.report_unknown_navigation(ty, declared);
            return;
        };
        self.compare_type(&name.wire, &declared.target, &navigation.ty);
        self.compare_deprecated(
            name.span,
            &name.wire,
            &declared.attributes,
            &navigation.annotations,
        );
        self.compare_containment(declared, navigation);
        self.compare_verbs(declared, &navigation.annotations);
    }

    fn compare_containment(&mut self, declared: &Navigation, navigation: &csdl::Navigation) {
        let name = &declared.name;
        // Where the documentation writes through what the schema calls a reference, the author lists the verbs.
        let lists_verbs =
            declared.verbs.is_some() && (declared.each.is_some() || !declared.target.is_collection);
        if navigation.is_contained && declared.is_reference {
            self.report(
                name.span,
                "containment",
                format!(
                    "`{}` is contained: its target is part of this entity",
                    name.wire
                ),
                format!("write `nav {}`", name.wire),
            );
        } else if !navigation.is_contained && !declared.is_reference && !lists_verbs {
            self.report(
                name.span,
                "containment",
                format!(
                    "`{}` is a reference: its target exists elsewhere, and could be deleted",
                    name.wire
                ),
                format!(
                    "write `ref {}`, or list the verbs that are documented",
                    name.wire
                ),
            );
        }
    }

    fn report_unknown_navigation(&mut self, ty: &StructuredType, declared: &Navigation) {
        let name = &declared.name;
        if let Some(property) = self.schema.property(ty, &name.wire) {
            let written = self.written(&property.ty);
            self.report(
                name.span,
                "member-kind",
                format!("`{}` is a structural property", name.wire),
                format!("write `{}: {written}`", name.wire),
            );
            return;
        }
        let below = self.declared_below(ty, |below| {
            below
                .navigations
                .iter()
                .any(|navigation| navigation.name == name.wire)
        });
        let help = match below {
            Some(below) => format!(
                "its subtype `{below}` has it: declare it there, or write `implicit` where it is documented without a type cast"
            ),
            None => self.near_navigation(ty, &name.wire),
        };
        self.report(
            name.span,
            "unknown-navigation",
            format!(
                "`{}` has no navigation property `{}`",
                ty.short_name(),
                name.wire
            ),
            help,
        );
    }

    fn near_navigation(&self, ty: &StructuredType, name: &str) -> String {
        let choices = self
            .schema
            .lineage(&ty.name)
            .flat_map(|ty| &ty.navigations)
            .map(|navigation| navigation.name.as_str());
        suggest(name, choices).unwrap_or_default()
    }

    /// One that subtypes declare, for URLs that leave the type cast out. Its type is one that they have, or a base of it.
    fn compare_implicit(&mut self, ty: &StructuredType, declared: &Navigation) {
        let name = &declared.name;
        if self.schema.navigation(ty, &name.wire).is_some() {
            self.report(
                name.span,
                "implicit",
                format!(
                    "`{}` is declared by `{}` itself",
                    name.wire,
                    ty.short_name()
                ),
                "remove `implicit`",
            );
            return;
        }
        let schema = self.schema;
        let subtypes = schema.descendants(&ty.name);
        let all = || subtypes.iter().flat_map(|below| &below.navigations);
        let below: Vec<&csdl::Navigation> = all().filter(|known| known.name == name.wire).collect();
        let Some(first) = below.first() else {
            self.report(
                name.span,
                "unknown-navigation",
                format!(
                    "no subtype of `{}` has a navigation property `{}`",
                    ty.short_name(),
                    name.wire
                ),
                suggest(&name.wire, all().map(|known| known.name.as_str())).unwrap_or_default(),
            );
            return;
        };
        let is_collection = declared.target.is_collection;
        let of_this_shape: Vec<&&csdl::Navigation> = below
            .iter()
            .filter(|navigation| navigation.ty.is_collection == is_collection)
            .collect();
        if of_this_shape.is_empty() {
            self.compare_type(&name.wire, &declared.target, &first.ty);
            return;
        }
        let Some(target) = self.qualified(&declared.target.name) else {
            return;
        };
        let fits = of_this_shape
            .iter()
            .any(|navigation| self.schema.is_or_derives(&navigation.ty.name, &target));
        if !fits {
            self.compare_type(&name.wire, &declared.target, &of_this_shape[0].ty);
        }
    }
}
