//! The declarations whose expansions `graph-macros/snapshots` shows, compiled.

#[path = "../../graph-macros/snapshots/action.rs"]
mod action;
#[path = "../../graph-macros/snapshots/action_without_parameters.rs"]
mod action_without_parameters;
#[path = "../../graph-macros/snapshots/alternate_key.rs"]
mod alternate_key;
#[path = "../../graph-macros/snapshots/attributes.rs"]
mod attributes;
#[path = "../../graph-macros/snapshots/cfg.rs"]
mod cfg;
#[path = "../../graph-macros/snapshots/complex.rs"]
mod complex;
#[path = "../../graph-macros/snapshots/entity.rs"]
mod entity;
#[path = "../../graph-macros/snapshots/enumeration.rs"]
mod enumeration;
#[path = "../../graph-macros/snapshots/extension_across_crates.rs"]
mod extension_across_crates;
#[path = "../../graph-macros/snapshots/extension_in_the_crate.rs"]
mod extension_in_the_crate;
#[path = "../../graph-macros/snapshots/flags.rs"]
mod flags;
#[path = "../../graph-macros/snapshots/function.rs"]
mod function;
#[path = "../../graph-macros/snapshots/function_of_a_collection.rs"]
mod function_of_a_collection;
#[path = "../../graph-macros/snapshots/key.rs"]
mod key;
#[path = "../../graph-macros/snapshots/keyless_base.rs"]
mod keyless_base;
#[path = "../../graph-macros/snapshots/known_key.rs"]
mod known_key;
#[path = "../../graph-macros/snapshots/navigation.rs"]
mod navigation;
#[path = "../../graph-macros/snapshots/navigation_with_link.rs"]
mod navigation_with_link;
#[path = "../../graph-macros/snapshots/overload.rs"]
mod overload;
#[path = "../../graph-macros/snapshots/property_with_url.rs"]
mod property_with_url;
#[path = "../../graph-macros/snapshots/reference.rs"]
mod reference;
#[path = "../../graph-macros/snapshots/result_with_verbs.rs"]
mod result_with_verbs;
#[path = "../../graph-macros/snapshots/service.rs"]
mod service;
#[path = "../../graph-macros/snapshots/stream.rs"]
mod stream;
#[path = "../../graph-macros/snapshots/subtype_of_complex.rs"]
mod subtype_of_complex;
#[path = "../../graph-macros/snapshots/subtype_of_foreign_complex.rs"]
mod subtype_of_foreign_complex;
#[path = "../../graph-macros/snapshots/subtype_of_foreign_entity.rs"]
mod subtype_of_foreign_entity;
