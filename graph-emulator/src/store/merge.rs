//! Merges the body of a PATCH into a stored object.

use serde_json::Value;
use serde_json::map::Entry;

use super::Object;

const TYPE: &str = "@odata.type";

/// Merges `patch` into `object`. Properties that `patch` does not mention stay, null is stored as null, arrays are replaced, and
/// objects are merged into objects unless their `@odata.type` differs.
pub(crate) fn merge(object: &mut Object, patch: Object) {
    for (name, new) in patch {
        match object.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(new);
            }
            Entry::Occupied(mut occupied) => match (occupied.get_mut(), new) {
                (Value::Object(old), Value::Object(new)) if is_same_type(old, &new) => {
                    merge(old, new)
                }
                (old, new) => *old = new,
            },
        }
    }
}

/// Returns false only if both values name a type and the types differ. A value without `@odata.type` has the declared type of
/// the property.
fn is_same_type(old: &Object, new: &Object) -> bool {
    match (type_name(old), type_name(new)) {
        (Some(old), Some(new)) => old == new,
        _ => true,
    }
}

/// Returns the type name without the leading `#`. Graph writes the `#` and accepts names without it.
fn type_name(object: &Object) -> Option<&str> {
    let name = object.get(TYPE)?.as_str()?;
    Some(name.strip_prefix('#').unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn merged(stored: Value, patch: Value) -> Value {
        match (stored, patch) {
            (Value::Object(mut stored), Value::Object(patch)) => {
                merge(&mut stored, patch);
                Value::Object(stored)
            }
            (stored, _) => stored,
        }
    }

    #[test]
    fn absent_properties_stay() {
        assert_eq!(
            merged(json!({"a": 1, "b": 2}), json!({"b": 3, "c": 4})),
            json!({"a": 1, "b": 3, "c": 4})
        );
        assert_eq!(merged(json!({"a": 1}), json!({})), json!({"a": 1}));
    }

    #[test]
    fn null_is_stored() {
        assert_eq!(
            merged(
                json!({"a": 1, "b": {"c": 1}}),
                json!({"a": null, "b": null})
            ),
            json!({"a": null, "b": null})
        );
        assert_eq!(
            merged(json!({"b": {"c": 1, "d": 2}}), json!({"b": {"c": null}})),
            json!({"b": {"c": null, "d": 2}})
        );
        assert_eq!(
            merged(json!({"a": null}), json!({"a": {"b": 1}})),
            json!({"a": {"b": 1}})
        );
    }

    #[test]
    fn arrays_are_replaced() {
        assert_eq!(
            merged(json!({"a": [{"x": 1}, 2]}), json!({"a": [{"y": 1}]})),
            json!({"a": [{"y": 1}]})
        );
    }

    #[test]
    fn objects_merge_at_any_depth() {
        assert_eq!(
            merged(
                json!({"a": {"b": {"c": 1, "d": 2}}}),
                json!({"a": {"b": {"d": 3}, "e": 4}})
            ),
            json!({"a": {"b": {"c": 1, "d": 3}, "e": 4}})
        );
    }

    #[test]
    fn an_object_of_another_type_replaces() {
        assert_eq!(
            merged(
                json!({"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "1"}}),
                json!({"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}),
            ),
            json!({"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}})
        );
    }

    #[test]
    fn the_same_type_merges_with_and_without_its_hash_sign() {
        assert_eq!(
            merged(
                json!({"target": {"@odata.type": "#microsoft.graph.t", "groupId": "1"}}),
                json!({"target": {"@odata.type": "microsoft.graph.t", "x": 2}}),
            ),
            json!({"target": {"@odata.type": "microsoft.graph.t", "groupId": "1", "x": 2}})
        );
        assert_eq!(
            merged(
                json!({"target": {"groupId": "1"}}),
                json!({"target": {"@odata.type": "microsoft.graph.t"}})
            ),
            json!({"target": {"@odata.type": "microsoft.graph.t", "groupId": "1"}})
        );
    }
}
