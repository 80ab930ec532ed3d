use crate::mistakes::{mistakes_in, model_of};

#[test]
fn names_that_rust_does_not_tell_apart_are_reported_in_their_scope() {
    assert_eq!(
        mistakes_in(
            "service Message = \"m\" { sentItems: message, SentItems: message }
            entity message { aB: String, a_b: String, nav cD: message, nav c_d: message }
            enum kind { low, Low, unrecognized }
            enum Kind { a }"
        ),
        [
            "the field of `a_b` and that of `aB` would both be `a_b` in Rust\nhelp: give one of them another name: `#[rust_name = a_b_]`",
            "the method of `c_d` and that of `cD` would both be `c_d` in Rust\nhelp: give one of them another name: `#[rust_name = c_d_]`",
            "the type of `message` and the service `Message` would both be `Message` in Rust\nhelp: give one of them another name: `#[rust_name = Message_]`",
            "the type of `Kind` and that of `kind` would both be `Kind` in Rust\nhelp: give one of them another name: `#[rust_name = Kind_]`",
            "the method of `SentItems` and that of `sentItems` would both be `sent_items` in Rust\nhelp: give one of them another name: `#[rust_name = sent_items_]`",
            "the variant of `Low` and that of `low` would both be `Low` in Rust\nhelp: give one of them another name: `#[rust_name = Low_]`",
            "the variant of `unrecognized` and the variant for members that are not declared would both be `Unrecognized` in Rust\nhelp: give one of them another name: `#[rust_name = Unrecognized_]`",
        ]
    );
}

#[test]
fn the_free_name_is_free() {
    assert_eq!(
        mistakes_in(
            "entity x { aB: String, a_b_: String, a_b: String, self_: String, self: String }"
        ),
        [
            "the field of `a_b` and that of `aB` would both be `a_b` in Rust\nhelp: give one of them another name: `#[rust_name = a_b__]`",
            "the field of `self` cannot be named `self` in Rust\nhelp: give it another name: `#[rust_name = self__]`",
        ]
    );
}

#[test]
fn what_a_type_expands_to_besides_itself_is_taken() {
    assert_eq!(
        mistakes_in(
            "entity user {} entity guest: user {} entity userPath {} complex anyUser {} enum guestPaths { a }"
        ),
        [
            "the type of `userPath` and that of the paths to `user` would both be `UserPath` in Rust\nhelp: give one of them another name: `#[rust_name = UserPath_]`",
            "the type of `anyUser` and that of `user` with its subtypes would both be `AnyUser` in Rust\nhelp: give one of them another name: `#[rust_name = AnyUser_]`",
            "the type of `guestPaths` and that of the paths to `guest` would both be `GuestPaths` in Rust\nhelp: give one of them another name: `#[rust_name = GuestPaths_]`",
        ]
    );
    assert_eq!(
        mistakes_in("service UserPath = \"a\" {} entity user {}"),
        [
            "the type of the paths to `user` and the service `UserPath` would both be `UserPath` in Rust\nhelp: give one of them another name: `#[rust_name = User_]`"
        ]
    );
}

#[test]
fn a_method_is_not_named_like_a_cast_or_one_of_a_base() {
    assert_eq!(
        mistakes_in(
            "entity user { nav as_guest: user, nav aB: user } entity guest: user { nav a_b: user }"
        ),
        [
            "the method of `as_guest` and the cast to `guest` would both be `as_guest` in Rust\nhelp: give one of them another name: `#[rust_name = as_guest_]`",
            "the method of `a_b` and that of `aB` would both be `a_b` in Rust\nhelp: give one of them another name: `#[rust_name = a_b_]`",
        ]
    );
}

#[test]
fn a_name_of_ones_own_settles_it() {
    let model = model_of(
        "entity user { #[rust_name = this] self: String, nav as_: user, #[rust_name = r#type] kind: String }
        #[rust_name = RouteOfUser] entity userPath {}",
    );
    let fields: Vec<_> = model.records[0]
        .properties
        .iter()
        .map(crate::Property::field_name)
        .collect();
    assert_eq!(fields, ["this", "type"]);
    assert_eq!(model.records[1].rust_name(), "RouteOfUser");
}

#[test]
fn the_fields_that_every_type_has_are_taken() {
    assert_eq!(
        mistakes_in(
            "entity x { base: String, #[rust_name = id] key: String } complex y { #[rust_name = id] key: String }"
        ),
        [
            "the field of `base` and the base of the type would both be `base` in Rust\nhelp: give one of them another name: `#[rust_name = base_]`",
            "the field of `key` and that of Graph's `id` would both be `id` in Rust\nhelp: give one of them another name: `#[rust_name = id_]`",
        ]
    );
}

#[test]
fn a_navigation_has_a_constant_as_properties_have() {
    assert_eq!(
        mistakes_in("entity a { sentItems: String, nav SentItems: a, nav id: a }"),
        [
            "the constant of `SentItems` and that of `sentItems` would both be `sent_items` in Rust\nhelp: give one of them another name: `#[rust_name = sent_items_]`"
        ]
    );
}

#[test]
fn an_operation_of_a_subtype_overrides_that_of_its_base() {
    for operations in [
        // The same in any order, on collections and on one, in a chain of three.
        "collection function f() -> [a] | collection function f() -> [b]",
        "function f(x: String, y: Int32) | function f(y: Int32, x: String)",
        "function f(x: String) | function f(x: String, y?: Int32)",
        "function f(x: String) | function f(x?: String)",
        "action f(x: String) | action f(x: String)",
        // The name of an action and its type are all that there is of it in a URL.
        "action f(x: String) | action f(x: String, y: Int32)",
        "collection action f() | collection action f(y: Int32) -> b",
    ] {
        let (base, own) = operations.split_once(" | ").expect("there are two");
        let declaration =
            format!("entity c: b {{ {own} }} entity b: a {{ {own} }} entity a {{ {base} }}");
        assert_eq!(mistakes_in(&declaration), Vec::<String>::new());
        let model = model_of(&declaration);
        for (record, owner) in [(0, 0), (1, 1), (2, 2)] {
            let operations = model.operations(record);
            let owners: Vec<usize> = operations.iter().map(|(owner, _)| *owner).collect();
            assert_eq!(owners, [owner], "{declaration}");
        }
    }
}

#[test]
fn other_parameters_make_an_overload_which_has_another_name() {
    for (base, own, alias) in [
        ("function f()", "function f(x: String)", "f_with_x"),
        ("function f(x: String)", "function f()", "f_all"),
        ("function f(x: String)", "function f(y: String)", "f_with_y"),
        (
            "function f(x: String)",
            "function f(x: String, y: String)",
            "f_with_x_and_y",
        ),
        (
            "function f(x: String, y?: String)",
            "function f(x: String)",
            "f_with_x",
        ),
        ("action f()", "function f()", "f_all"),
    ] {
        let declaration = format!("entity a {{ {base} }} entity b: a {{ {own} }}");
        assert_eq!(
            mistakes_in(&declaration),
            [format!(
                "`f` would be a second method `f` in Rust\nhelp: name this overload: write `as {alias}` after its result"
            )]
        );
    }
    // One of the collection and one of each member do not meet.
    let declaration = "entity a { collection function f() } entity b: a { function f() }";
    assert_eq!(model_of(declaration).operations(1).len(), 2);
}

#[test]
fn what_overrides_an_overload_has_its_name() {
    let model = model_of(
        "entity c: b { function f(x: String) }
        entity b: a { function f(x: String) }
        entity a { function f() -> a, function f(x: String) -> b as g }",
    );
    let names = |record: usize| -> Vec<(usize, String)> {
        let operations = model.operations(record).into_iter();
        operations
            .map(|(owner, operation)| (owner, operation.method_name()))
            .collect()
    };
    assert_eq!(names(0), [(0, "g".to_owned()), (2, "f".to_owned())]);
    assert_eq!(names(1), [(1, "g".to_owned()), (2, "f".to_owned())]);
}
