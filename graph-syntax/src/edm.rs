//! The primitive types: Edm's names without their prefix (OData CSDL 4.01, section 3.3), and `Json`.

use strsim::damerau_levenshtein;

macro_rules! edm {
    ($($name:ident)*) => {
        /// A primitive type.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Edm {
            $($name,)*
        }

        impl Edm {
            /// All of them.
            pub const ALL: &'static [(&'static str, Edm)] = &[$((stringify!($name), Edm::$name)),*];
        }
    };
}

edm! {
    Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid Int16 Int32 Int64 Json SByte Single Stream String
    TimeOfDay
}

impl Edm {
    /// Returns the type with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Edm::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, edm)| *edm)
    }

    /// Returns the type that an unknown name probably means: the name is used in other languages, or is misspelt.
    pub(crate) fn meant_by(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let elsewhere = match name.as_str() {
            "bool" => Edm::Boolean,
            "u8" => Edm::Byte,
            "bytes" => Edm::Binary,
            "datetime" => Edm::DateTimeOffset,
            "float" | "f64" => Edm::Double,
            "f32" => Edm::Single,
            "i8" => Edm::SByte,
            "i16" => Edm::Int16,
            "int" | "integer" | "i32" => Edm::Int32,
            "i64" => Edm::Int64,
            "str" => Edm::String,
            "uuid" => Edm::Guid,
            _ => {
                let slips = 1 + name.len() / 8;
                return Edm::ALL
                    .iter()
                    .map(|(known, edm)| (damerau_levenshtein(&name, &known.to_lowercase()), *edm))
                    .filter(|(distance, _)| *distance <= slips)
                    .min_by_key(|(distance, _)| *distance)
                    .map(|(_, edm)| edm);
            }
        };
        Some(elsewhere)
    }

    /// Returns the name.
    pub fn name(self) -> &'static str {
        Edm::ALL
            .iter()
            .find(|(_, edm)| *edm == self)
            .map_or("", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_elsewhere_and_slips_are_understood() {
        for (written, meant) in [
            ("bool", Edm::Boolean),
            ("Integer", Edm::Int32),
            ("f64", Edm::Double),
            ("string", Edm::String),
            ("Sting", Edm::String),
            ("DateTime", Edm::DateTimeOffset),
            ("DateTimeOfset", Edm::DateTimeOffset),
            ("UUID", Edm::Guid),
            ("Int23", Edm::Int32),
        ] {
            assert_eq!(Edm::meant_by(written), Some(meant), "{written}");
        }
    }

    #[test]
    fn names_of_other_types_are_not_taken_for_slips() {
        for name in [
            "Team",
            "Group",
            "Site",
            "Device",
            "User",
            "Term",
            "Drive",
            "Identity",
            "Range",
            "TimeRange",
            "DateTimeTimeZone",
            "Person",
            "Phone",
            "Plan",
            "Story",
        ] {
            assert_eq!(Edm::meant_by(name), None, "{name}");
        }
    }

    #[test]
    fn every_type_has_its_name() {
        for (name, edm) in Edm::ALL {
            assert_eq!(Edm::from_name(name), Some(*edm));
            assert_eq!(edm.name(), *name);
        }
        assert_eq!(Edm::from_name("string"), None);
    }
}
