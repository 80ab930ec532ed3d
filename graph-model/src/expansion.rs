//! What expansions say of every type alike: rustc writes these tokens faster than a procedural macro does, which cargo builds
//! unoptimised.
//!
//! In: the names of a type. Out: the implementations that mention nothing else. `__graph` is what an expansion imports.

/// The implementations that every type with a JSON form has.
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($name:ident) => {
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

/// The properties of a type, or the parameters of an action, as constants: each with the type of its value and, unless it is the usual
/// one, who may set it.
#[doc(hidden)]
#[macro_export]
macro_rules! __properties {
    ($owner:ident { $($(#$attribute:tt)* $name:ident ($($ty:tt)*) $wire:literal)* }) => {
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
    ($owner:ty { $($(#$attribute:tt)* $name:ident ($($target:tt)*) $kind:ident $wire:literal)* }) => {
        $(
            $(#$attribute)*
            pub const $name: __graph::Nav<$owner, $($target)*, __graph::$kind> =
                __graph::nav($wire);
        )*
    };
}

/// An entity or a complex type: what it is built on, what a new value has for that, what it says of itself as a link of the chain, and its
/// own fields, if it has any: each with the method that shows it and its name on the wire.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $name:ident $base:ty [$($new_base:tt)*] [$($facts:tt)*]
        $({ $($field:ident $method:ident $wire:literal)* })?
    ) => {
        $crate::__alike! { $name $base }

        impl __graph::Derived for $name {
            $($facts)*

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

    // Some are there under a condition. Apart, since what may stand before each of many makes rustc copy all that it has
    // matched, once for each.
    (
        $name:ident $base:ty [$($new_base:tt)*] [$($facts:tt)*]
        { $($(#$cfg:tt)* $field:ident $method:ident $wire:literal)* }
    ) => {
        $crate::__alike! { $name $base }

        impl __graph::Derived for $name {
            $($facts)*

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

/// What entities and complex types have alike, whatever their fields are.
#[doc(hidden)]
#[macro_export]
macro_rules! __alike {
    ($name:ident $base:ty) => {
        $crate::__json! { $name }

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

/// The enum of a type and its subtypes.
#[doc(hidden)]
#[macro_export]
macro_rules! __family {
    ($name:ident $base:ident $odata_type:literal) => {
        $crate::__json! { $name }

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

        impl __graph::From<$base> for $name {
            fn from(value: $base) -> Self {
                Self::$base(value)
            }
        }

        impl $name {
            /// The value as a subtype that another declaration has; `None` if it is of another type.
            pub fn downcast<S, I>(&self) -> __graph::Option<S>
            where
                S: __graph::Derived + __graph::Value + __graph::Inherits<$base, I>,
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
    ($name:ident $odata_type:literal [$($members:tt)*]) => {
        $crate::__json! { $name }

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
            /// The name of the member on the wire.
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

/// The paths to an entity.
#[doc(hidden)]
#[macro_export]
macro_rules! __paths {
    ($name:ident $path:ident $text:literal) => {
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

        // What is derived would be bound to `M`, which costs twice as much.
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
