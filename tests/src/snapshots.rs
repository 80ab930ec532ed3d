//! The declarations behind the snapshots of expansions.

#[path = "../../graph-macros/snapshots/entity.rs"]
mod entity;
#[path = "../../graph-macros/snapshots/enumeration.rs"]
mod enumeration;
#[path = "../../graph-macros/snapshots/inheritance.rs"]
mod inheritance;
#[path = "../../graph-macros/snapshots/paths.rs"]
mod paths;
