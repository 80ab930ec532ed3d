use crate::mistakes::{mistakes_in, model_of};

#[test]
fn an_unknown_type_is_what_is_near_or_is_to_be_declared() {
    assert_eq!(
        mistakes_in(
            "entity user {
                a: usrType, b: i32, c: Bool, d: groupType, nav e: [uesr], nav f: group,
            }
            enum userType { member }"
        ),
        [
            "the type `usrType` is not declared\nhelp: did you mean `userType`?",
            "the type `i32` is not declared\nhelp: did you mean `Int32`?",
            "`Bool` is not a primitive type\nhelp: did you mean `Boolean`? a Rust type of this name is written `self::Bool`",
            "the type `groupType` is not declared\nhelp: declare it here, or name the Rust type of another declaration by its path: `crate::GroupType`",
            "the type `uesr` is not declared\nhelp: did you mean `user`?",
            "the type `group` is not declared\nhelp: declare it here, or name the Rust type of another declaration by its path: `crate::Group`",
        ]
    );
}

#[test]
fn a_guessed_base_makes_no_cycle() {
    assert_eq!(
        mistakes_in("entity user: usr {} entity member: usr {}"),
        [
            "the type `usr` is not declared\nhelp: declare it here, or name the Rust type of another declaration by its path: `crate::Usr`",
            "the type `usr` is not declared\nhelp: did you mean `user`?",
        ]
    );
    assert_eq!(
        mistakes_in("entity user: membr {} entity member: user {}"),
        ["the type `membr` is not declared\nhelp: did you mean `member`?"]
    );
}

#[test]
fn a_type_goes_by_graphs_name() {
    assert_eq!(
        mistakes_in("entity user: Person {} entity person { a: Kind } enum kind { a }"),
        [
            "`Person` is declared here as `person`\nhelp: write `person`: a declaration uses Graph's names",
            "`Kind` is declared here as `kind`\nhelp: write `kind`: a declaration uses Graph's names",
        ]
    );
    // A name that Graph itself writes in upper case.
    let model = model_of("entity Person {} entity user: Person { nav a: Person }");
    assert_eq!(model.ancestors(1), [0]);
}

#[test]
fn bases_are_of_the_same_kind() {
    assert_eq!(
        mistakes_in(
            "entity a: b {} complex b {} complex c: d {} entity d {} entity e: f {} enum f { g } complex h: String {}"
        ),
        [
            "the entity type `a` cannot extend `b`, which is a complex type\nhelp: an entity extends an entity, and a complex type a complex type",
            "the complex type `c` cannot extend `d`, which is an entity\nhelp: an entity extends an entity, and a complex type a complex type",
            "`f` cannot be a base: it has no properties\nhelp: extend an entity, or nothing",
            "`String` cannot be a base: it has no properties\nhelp: extend a complex type, or nothing",
        ]
    );
}

#[test]
fn properties_hold_values_and_navigations_lead_to_entities() {
    assert_eq!(
        mistakes_in(
            "service S = \"s\" { a: c, b: String, c: [k] }
            entity e { a: e, b: [e], #[read_only] nav c: c, nav d: [k], nav f: [String] }
            complex c { a: e, b: [Stream], nav d: e }
            enum k { k }"
        ),
        [
            "`e` is an entity, which a property cannot hold\nhelp: write `ref a: e` if the entity is linked from here, or `nav a: e` if it is contained here, so that DELETE deletes it",
            "`e` is an entity, which a property cannot hold\nhelp: write `ref b: [e]` if the entity is linked from here, or `nav b: [e]` if it is contained here, so that DELETE deletes it",
            "`c` is a complex type; a navigation property leads to an entity\nhelp: make it a property: `c: c`",
            "`k` is an enumeration; a navigation property leads to an entity\nhelp: make it a property: `d: [k]`",
            "`String` is a primitive type; a navigation property leads to an entity\nhelp: make it a property: `f: [String]`",
            "`e` is an entity, which a property cannot hold\nhelp: declare the entity's `id` as a `String` instead: only entities have navigation properties",
            "a stream cannot be in a collection\nhelp: write `b: Stream`",
            "`c` is a complex type; a path leads to an entity\nhelp: declare `c` as an `entity`, or name one here",
            "`String` is a primitive type; a path leads to an entity\nhelp: name an entity here",
            "`k` is an enumeration; a path leads to an entity\nhelp: name an entity here",
        ]
    );
}

#[test]
fn a_member_is_declared_once_in_a_hierarchy() {
    assert_eq!(
        mistakes_in(
            "entity a { p: String, nav n: a }
            entity b: a {}
            entity c: b { p: String, nav n: a, q: String, nav q: a }
            enum k { x, x }
            service S = \"s\" { a: a, a: a }"
        ),
        [
            "`p` is already declared in the base `a`\nhelp: remove it here: a subtype has all members of its bases",
            "`n` is already declared in the base `a`\nhelp: remove it here: a subtype has all members of its bases",
            "`q` is declared twice in `c`\nhelp: keep one of them",
            "`a` is declared twice in `S`\nhelp: keep one of them",
            "`x` is declared twice in `k`\nhelp: keep one of them",
        ]
    );
}

#[test]
fn an_implicit_navigation_stands_for_what_subtypes_declare() {
    let model = model_of("entity a { implicit nav n: a } entity b: a { nav n: b }");
    let owners: Vec<_> = model
        .navigations(1)
        .iter()
        .map(|found| found.owner)
        .collect();
    assert_eq!(owners, [1]);
}

#[test]
fn a_service_that_is_declared_twice_becomes_one() {
    assert_eq!(
        mistakes_in(
            "service S = \"s\" { a: x, b: x } service S = \"s\" { b: x, c: x } entity x {}"
        ),
        [
            "the service `S` is declared twice\nhelp: keep one of them, with the entity sets and singletons of both"
        ]
    );
}

#[test]
fn types_of_all_kinds_share_their_names() {
    assert_eq!(
        mistakes_in("entity a {} complex a {} enum a { b }"),
        ["`a` is declared twice\nhelp: keep one declaration, with the members of both"; 2]
    );
}
