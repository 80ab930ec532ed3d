//! Ids in the shape of UUIDs, numbered, so that the same program sees the same ids in every run.

pub(crate) fn resource_id(number: u64) -> String {
    format!("10000000-0000-4000-8000-{number:012x}")
}

pub(crate) fn request_id(number: u64) -> String {
    format!("20000000-0000-4000-8000-{number:012x}")
}
