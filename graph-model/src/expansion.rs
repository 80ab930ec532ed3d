//! The implementations that expansions of all types share, as `macro_rules!`: rustc writes their tokens faster than a procedural
//! macro does, since cargo builds procedural macros without optimisation.
//!
//! Each macro takes the names of a type, in a labelled list. `__graph` is the name under which an expansion imports this crate.
//! Type parameters beside a user's types begin with `__`, since only local variables have hygiene of their own.

/// The implementations that every type with a JSON form has.
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    (name: $name:ident) => {
        impl __graph::Serialize for $name {
            fn serialize<S: __graph::Serializer>(&self, serializer: S) -> __graph::Written<S> {
                __graph::write_declared(self, serializer)
            }
        }

        impl<'de> __graph::Deserialize<'de> for $name {
            fn deserialize<D: __graph::Deserializer<'de>>(
                deserializer: D,
            ) -> __graph::Decoded<'de, Self, D> {
                __graph::read_record(deserializer)
            }
        }

        impl __graph::Debug for $name {
            fn fmt(&self, f: &mut __graph::Formatter<'_>) -> __graph::FmtResult {
                __graph::debug(self, f)
            }
        }
    };
}

/// The properties of a type, or the parameters of an action, as constants: each with the type of its value and, unless clients may
/// always set it, with its access.
#[doc(hidden)]
#[macro_export]
macro_rules! __properties {
    (
        owner: $owner:ident,
        properties: { $($(#$attribute:tt)* $name:ident ($($ty:tt)*) $wire:literal)* }
    ) => {
        $(
            $(#$attribute)*
            pub const $name: __graph::Property<$owner, $($ty)*> =
                __graph::property($wire);
        )*
    };
}

/// The navigation properties of a type, as constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __navigations {
    (
        owner: $owner:ty,
        navigations: { $($(#$attribute:tt)* $name:ident ($($target:tt)*) $kind:ident $wire:literal)* }
    ) => {
        $(
            $(#$attribute)*
            pub const $name: __graph::Nav<$owner, $($target)*, __graph::$kind> =
                __graph::nav($wire);
        )*
    };
}

/// An entity or a complex type: the type of its base, the base of a new value, the associated items of `Derived`, and the type's own
/// fields, if it has any: each with the method that visits it and its name on the wire.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        name: $name:ident,
        base: $base:ty,
        new_base: [$($new_base:tt)*],
        derived: { $($derived:tt)* }
        $(, fields: { $($field:ident $method:ident $wire:literal)* })?
    ) => {
        $crate::__alike! { name: $name, base: $base }

        impl __graph::Derived for $name {
            $($derived)*

            $(
                #[inline(always)]
                fn each_own<'a, E: __graph::EachProperty<'a>>(&'a self, out: &mut E) {
                    $(out.$method($wire, &self.$field);)*
                }

                #[inline(always)]
                fn each_own_mut<E: __graph::EachPropertyMut>(&mut self, out: &mut E) {
                    $(out.$method($wire, &mut self.$field);)*
                }
            )?
        }

        impl __graph::Default for $name {
            fn default() -> Self {
                $name {
                    base: $($new_base)*,
                    $($($field: __graph::None,)*)?
                }
            }
        }
    };

    // Fields under `#[cfg]`. This is an arm of its own because rustc copies all previous matches for each repetition that begins with
    // an optional part.
    (
        name: $name:ident,
        base: $base:ty,
        new_base: [$($new_base:tt)*],
        derived: { $($derived:tt)* },
        fields: { $($(#$cfg:tt)* $field:ident $method:ident $wire:literal)* }
    ) => {
        $crate::__alike! { name: $name, base: $base }

        impl __graph::Derived for $name {
            $($derived)*

            #[inline(always)]
            fn each_own<'a, E: __graph::EachProperty<'a>>(&'a self, out: &mut E) {
                $($(#$cfg)* out.$method($wire, &self.$field);)*
            }

            #[inline(always)]
            fn each_own_mut<E: __graph::EachPropertyMut>(&mut self, out: &mut E) {
                $($(#$cfg)* out.$method($wire, &mut self.$field);)*
            }
        }

        impl __graph::Default for $name {
            fn default() -> Self {
                $name {
                    base: $($new_base)*,
                    $($(#$cfg)* $field: __graph::None,)*
                }
            }
        }
    };
}

/// The implementations of entities and complex types that do not depend on their fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __alike {
    (name: $name:ident, base: $base:ty) => {
        $crate::__json! { name: $name }

        impl __graph::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                __graph::copy_of(self)
            }
        }

        impl __graph::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> __graph::bool {
                __graph::is_same(self, other)
            }
        }

        impl __graph::Deref for $name {
            type Target = $base;

            fn deref(&self) -> &$base {
                &self.base
            }
        }

        impl __graph::DerefMut for $name {
            fn deref_mut(&mut self) -> &mut $base {
                &mut self.base
            }
        }
    };
}

/// The enum of a type and its subtypes: each subtype with the function that reads it, `read_boxed` or `read_inline`, and its qualified
/// name.
#[doc(hidden)]
#[macro_export]
macro_rules! __family {
    (
        name: $name:ident,
        base: $base:ident,
        odata_type: $odata_type:literal,
        subtypes: { $($(#$cfg:tt)* $subtype:ident $read:ident $wire:literal)* }
    ) => {
        $crate::__json! { name: $name }

        impl __graph::Declared for $name {
            const ODATA_TYPE: &'static __graph::str = $odata_type;
            type Kind = __graph::FamilyKind;
            type Held = Self;
            type Own = $base;
            const IS_DIRECTORY_OBJECT: __graph::bool =
                <$base as __graph::Declared>::IS_DIRECTORY_OBJECT;
        }

        impl __graph::Queried for $name {
            type Entity = $base;
            const IS_DIRECTORY_OBJECT: __graph::bool =
                <$base as __graph::Declared>::IS_DIRECTORY_OBJECT;
        }

        impl __graph::Family for $name {
            type Base = $base;

            const SUBTYPES: &'static [&'static __graph::str] = &[$($(#$cfg)* $wire,)*];

            fn read_member(
                name: &__graph::str,
                is_member: __graph::bool,
                reader: &mut __graph::Reader<'_>,
            ) -> __graph::Result<Self, __graph::NotJson> {
                match name {
                    $($(#$cfg)* $wire => __graph::$read(is_member, reader, Self::$subtype),)*
                    _ => __graph::read_other(name, is_member, reader),
                }
            }

            fn write_member<__S: __graph::Serializer>(
                &self,
                serializer: __S,
            ) -> __graph::Result<__S::Ok, __S::Error> {
                match self {
                    Self::$base(value) => __graph::write_record(value, serializer),
                    $(
                        $(#$cfg)*
                        Self::$subtype(value) => {
                            __graph::write_record::<$subtype, __S>(value, serializer)
                        }
                    )*
                }
            }
        }

        impl __graph::Deref for $name {
            type Target = $base;

            fn deref(&self) -> &$base {
                match self {
                    Self::$base(value) => value,
                    $($(#$cfg)* Self::$subtype(value) => value,)*
                }
            }
        }

        impl __graph::DerefMut for $name {
            fn deref_mut(&mut self) -> &mut $base {
                match self {
                    Self::$base(value) => value,
                    $($(#$cfg)* Self::$subtype(value) => value,)*
                }
            }
        }

        impl __graph::From<$base> for $name {
            fn from(value: $base) -> Self {
                Self::$base(value)
            }
        }

        $(
            $(#$cfg)*
            impl __graph::From<$subtype> for $name {
                fn from(value: $subtype) -> Self {
                    Self::$subtype(__graph::From::from(value))
                }
            }
        )*

        impl $name {
            /// Returns the value as a subtype of another declaration, or `None` if it is of another type.
            pub fn downcast<__S, __I>(&self) -> __graph::Option<__S>
            where
                __S: __graph::Derived + __graph::Value + __graph::Inherits<$base, __I>,
            {
                __graph::downcast(self, self.odata_type())
            }
        }
    };
}

/// An enumeration, with the names of its members.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    (name: $name:ident, odata_type: $odata_type:literal, members: [$($members:tt)*]) => {
        $crate::__json! { name: $name }

        impl __graph::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> __graph::bool {
                __graph::is_same_member(self, other)
            }
        }

        impl __graph::Eq for $name {}

        impl __graph::Hash for $name {
            #[inline]
            fn hash<H: __graph::Hasher>(&self, state: &mut H) {
                __graph::hash_member(self, state);
            }
        }

        impl $name {
            /// Returns the name of the member on the wire.
            pub fn as_str(&self) -> &__graph::str {
                __graph::name_of(self)
            }
        }

        impl __graph::Declared for $name {
            const ODATA_TYPE: &'static __graph::str = $odata_type;
            type Kind = __graph::EnumerationKind;
            type Held = Self;
            type Own = Self;
        }

        impl __graph::Enumeration for $name {
            const MEMBERS: &'static [(&'static __graph::str, Self)] = &[$($members)*];

            fn as_unrecognized(&self) -> __graph::Option<&__graph::str> {
                match self {
                    Self::Unrecognized(name) => __graph::Some(name),
                    _ => __graph::None,
                }
            }
        }

        impl __graph::From<&__graph::str> for $name {
            fn from(name: &__graph::str) -> Self {
                __graph::member_of(name, Self::Unrecognized)
            }
        }

        impl __graph::Display for $name {
            fn fmt(&self, f: &mut __graph::Formatter<'_>) -> __graph::FmtResult {
                f.write_str(__graph::name_of(self))
            }
        }
    };
}

/// The implementations of the type of the paths to an entity.
#[doc(hidden)]
#[macro_export]
macro_rules! __paths {
    (entity: $name:ident, path: $path:ident, text: $text:literal) => {
        impl<__M: __graph::Shape> __graph::Path for $path<__M> {
            type Entity = $name;
            type Shape = __M;

            fn into_raw(self) -> __graph::RawPath<__M> {
                self.0
            }

            fn from_raw(raw: __graph::RawPath<__M>) -> Self {
                $path(raw)
            }
        }

        // A derived implementation would have the bound `M: Clone`, and would cost twice as much.
        impl<__M> __graph::Clone for $path<__M> {
            fn clone(&self) -> Self {
                $path(__graph::Clone::clone(&self.0))
            }
        }

        impl<__M> __graph::Debug for $path<__M> {
            fn fmt(&self, f: &mut __graph::Formatter<'_>) -> __graph::FmtResult {
                __graph::debug_path($text, &self.0, f)
            }
        }
    };
}
