#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
/// A device that is managed.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct ManagedDevice {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<ManagedDevice>,
    ///`deviceName`: `Edm.String`.
    pub device_name: __graph::Option<__graph::String>,
    ///`enrolledDateTime`: `Edm.DateTimeOffset`.
    pub enrolled_date_time: __graph::Option<__graph::edm::DateTimeOffset>,
}
///A path to `managedDevice`: to one entity or, as [`ManagedDevicePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct ManagedDevicePath<M>(__graph::RawPath<M>);
///A path to a collection of `managedDevice`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub type ManagedDevicePaths<C, E> = ManagedDevicePath<__graph::Many<C, E>>;
#[allow(
    dead_code,
    deprecated,
    unreachable_patterns,
    unreachable_pub,
    unused_qualifications
)]
const _: () = {
    impl ManagedDevice {
        /// `id`: what identifies the entity.
        pub const ID: __graph::Property<
            ManagedDevice,
            __graph::Id<ManagedDevice>,
            __graph::access::ReadOnly,
        > = __graph::property("id");
        ::graph_runtime::__properties! {
            ManagedDevice { #[doc = "`deviceName`: `Edm.String`."]
            DEVICE_NAME(__graph::String) ReadWrite "deviceName" #[doc =
            "`enrolledDateTime`: `Edm.DateTimeOffset`."]
            ENROLLED_DATE_TIME(__graph::edm::DateTimeOffset) ReadOnly "enrolledDateTime"
            }
        }
    }
    impl __graph::Derived for ManagedDevice {
        const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.managedDevice";
        type Held = ManagedDevice;
        const OWN: __graph::u32 = 2u32;
        fn blank() -> Self {
            ManagedDevice {
                base: __graph::Record::blank(),
                device_name: __graph::None,
                enrolled_date_time: __graph::None,
            }
        }
        fn take_own(
            &mut self,
            key: &__graph::str,
            reader: &mut __graph::Reader<'_>,
        ) -> __graph::Result<__graph::Taken, __graph::NotJson> {
            match key {
                "deviceName" => __graph::read(0, &mut self.device_name, reader),
                "enrolledDateTime" => {
                    __graph::read(1, &mut self.enrolled_date_time, reader)
                }
                _ => __graph::Ok(__graph::Taken::No),
            }
        }
        fn write_own<M: __graph::SerializeMap>(&self, out: &mut __graph::Fields<M>) {
            out.field(0, "deviceName", &self.device_name);
            out.field(1, "enrolledDateTime", &self.enrolled_date_time);
        }
    }
    ::graph_runtime::__record! {
        ManagedDevice "ManagedDevice" __graph::EntityBase < ManagedDevice >
    }
    impl __graph::Entity for ManagedDevice {
        type Root = ManagedDevice;
        type Subtypes = ();
        type Path<M: __graph::Shape> = ManagedDevicePath<M>;
    }
    ::graph_runtime::__paths! {
        ManagedDevice ManagedDevicePath "ManagedDevicePath"
    }
};
