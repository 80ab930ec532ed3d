#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
/// A device that is managed.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct ManagedDevice {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<ManagedDevice>,
    ///`deviceName`: `Edm.String`.
    pub device_name: __graph::Option<__graph::String>,
    ///`enrolledDateTime`: `Edm.DateTimeOffset`.
    pub enrolled_date_time: __graph::Option<__graph::DateTimeOffset>,
}
///A path to `managedDevice`: to one entity or, as [`ManagedDevicePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct ManagedDevicePath<M>(__graph::RawPath<M>);
///A path to a collection of `managedDevice`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub type ManagedDevicePaths<C, E> = ManagedDevicePath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl ManagedDevice {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            ManagedDevice,
            __graph::Id<ManagedDevice>,
            __graph::ReadOnly,
        > = __graph::property("id");
        ::graph_runtime::__properties! {
            owner: ManagedDevice,
            properties: {
                #[doc = "`deviceName`: `Edm.String`."] DEVICE_NAME(__graph::String) "deviceName"
                #[doc = "`enrolledDateTime`: `Edm.DateTimeOffset`."] ENROLLED_DATE_TIME(__graph::DateTimeOffset, __graph::ReadOnly) "enrolledDateTime"
            }
        }
    }
    ::graph_runtime::__record! {
        name: ManagedDevice,
        base: __graph::EntityBase<ManagedDevice>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.managedDevice";
            type Held = ManagedDevice;
            const OWN: __graph::u32 = 2u32;
        },
        fields: { device_name property "deviceName" enrolled_date_time property "enrolledDateTime" }
    }
    impl __graph::Entity for ManagedDevice {
        type Root = ManagedDevice;
        type Subtypes = ();
        type Path<M: __graph::Shape> = ManagedDevicePath<M>;
    }
    ::graph_runtime::__paths! {
        entity: ManagedDevice, path: ManagedDevicePath, text: "ManagedDevicePath"
    }
};
