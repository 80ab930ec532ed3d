#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
/// A device that is managed.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
pub struct ManagedDevice {
    ///Its type, and all that no declaration knows.
    pub base: ::graph_runtime::EntityBase<ManagedDevice>,
    ///`deviceName`: `Edm.String`.
    pub device_name: ::core::option::Option<::graph_runtime::__private::String>,
    ///`enrolledDateTime`: `Edm.DateTimeOffset`.
    pub enrolled_date_time: ::core::option::Option<::graph_runtime::edm::DateTimeOffset>,
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl ManagedDevice {
    /// `id`: what identifies the entity.
    pub const ID: ::graph_runtime::Property<
        ManagedDevice,
        ::graph_runtime::Id<ManagedDevice>,
        ::graph_runtime::access::ReadOnly,
    > = ::graph_runtime::Property::new("id");
    ///`deviceName`: `Edm.String`.
    pub const DEVICE_NAME: ::graph_runtime::Property<
        ManagedDevice,
        ::graph_runtime::__private::String,
        ::graph_runtime::access::ReadWrite,
    > = ::graph_runtime::Property::new("deviceName");
    ///`enrolledDateTime`: `Edm.DateTimeOffset`.
    pub const ENROLLED_DATE_TIME: ::graph_runtime::Property<
        ManagedDevice,
        ::graph_runtime::edm::DateTimeOffset,
        ::graph_runtime::access::ReadOnly,
    > = ::graph_runtime::Property::new("enrolledDateTime");
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for ManagedDevice {
    type Target = ::graph_runtime::EntityBase<ManagedDevice>;
    fn deref(&self) -> &::graph_runtime::EntityBase<ManagedDevice> {
        &self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for ManagedDevice {
    fn deref_mut(&mut self) -> &mut ::graph_runtime::EntityBase<ManagedDevice> {
        &mut self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for ManagedDevice {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.managedDevice";
    type Kind = ::graph_runtime::__private::RecordKind;
    type Held = ManagedDevice;
    type Own = Self;
    type Alone = ManagedDevice;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Derived for ManagedDevice {
    const OWN: ::core::primitive::u32 = 2u32;
    const TYPED: ::core::primitive::bool = false;
    fn blank() -> Self {
        ManagedDevice {
            base: ::graph_runtime::__private::Record::blank(),
            device_name: ::core::option::Option::None,
            enrolled_date_time: ::core::option::Option::None,
        }
    }
    fn take_own(
        &mut self,
        key: &::core::primitive::str,
        reader: &mut ::graph_runtime::__private::Reader<'_>,
    ) -> ::core::result::Result<
        ::graph_runtime::__private::Taken,
        ::graph_runtime::__private::NotJson,
    > {
        match key {
            "deviceName" => {
                ::graph_runtime::__private::read(0u32, &mut self.device_name, reader)
            }
            "enrolledDateTime" => {
                ::graph_runtime::__private::read(
                    1u32,
                    &mut self.enrolled_date_time,
                    reader,
                )
            }
            _ => ::core::result::Result::Ok(::graph_runtime::__private::Taken::No),
        }
    }
    fn write_own<M: ::graph_runtime::__private::SerializeMap>(
        &self,
        out: &mut ::graph_runtime::__private::Fields<M>,
    ) {
        out.field(0u32, "deviceName", &self.device_name);
        out.field(1u32, "enrolledDateTime", &self.enrolled_date_time);
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for ManagedDevice {
    fn default() -> Self {
        ::graph_runtime::__private::new()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for ManagedDevice {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for ManagedDevice {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for ManagedDevice {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("ManagedDevice", self, f)
    }
}
///A path to `managedDevice`: to one entity or, as [`ManagedDevicePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
pub struct ManagedDevicePath<M>(::graph_runtime::__private::RawPath<M>);
///A path to a collection of `managedDevice`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
pub type ManagedDevicePaths<C, E> = ManagedDevicePath<::graph_runtime::Many<C, E>>;
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Entity for ManagedDevice {
    type Root = ManagedDevice;
    type Subtypes = ();
    type Path<M: ::graph_runtime::Shape> = ManagedDevicePath<M>;
}
#[automatically_derived]
#[allow(deprecated)]
impl<__M: ::graph_runtime::Shape> ::graph_runtime::Path for ManagedDevicePath<__M> {
    type Entity = ManagedDevice;
    type Shape = __M;
    fn into_raw(self) -> ::graph_runtime::__private::RawPath<__M> {
        self.0
    }
    fn from_raw(raw: ::graph_runtime::__private::RawPath<__M>) -> Self {
        ManagedDevicePath(raw)
    }
}
