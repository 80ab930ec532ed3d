//! Generates numbered ids in the shape of UUIDs, so that every run of a program gets the same ids.

pub(crate) fn resource_id(number: u64) -> String {
    format!("10000000-0000-4000-8000-{number:012x}")
}

pub(crate) fn request_id(number: u64) -> String {
    format!("20000000-0000-4000-8000-{number:012x}")
}
