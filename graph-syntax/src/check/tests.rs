use crate::mistakes::mistakes_in;

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_key_is_one_primitive_value_that_no_base_has_already() {
    assert_eq!(
        mistakes_in(
            "entity a { #[key] id: Guid } entity b { #[key] k: kind } entity c { #[key] k: crate::Kind } enum kind { a }"
        ),
        none()
    );
    let wrong = |ty| format!("entity x {{ #[key] k: {ty} }} complex c {{}}");
    for ty in ["[String]", "Stream", "Json", "c"] {
        assert_eq!(
            mistakes_in(&wrong(ty)),
            [
                "`k` cannot be a key: a key is one primitive value\nhelp: make it a `String`, say, or remove `#[key]`"
            ],
            "{ty}"
        );
    }
    assert_eq!(
        mistakes_in(
            "entity a { #[key] k: String, #[key] l: String } entity b: a { #[key] m: String } complex c { #[key] n: String }"
        ),
        [
            "`a` has two keys, `k` and `l`\nhelp: mark one property: paths take a key of one part",
            "`b` has the key of its base `a`\nhelp: remove `#[key]` here",
            "`c` is a complex type, which has no key\nhelp: declare it as an `entity`, or remove `#[key]`",
        ]
    );
}

#[test]
fn a_key_can_stand_below_bases_without_one() {
    assert_eq!(
        mistakes_in(
            "abstract entity a { id: Int32 } abstract entity b: a {} entity c: b { #[key] n: Int32 } entity d: a { #[key] k: Guid } entity e: d {}
             #[keyless] entity f {} entity g: crate::X { #[key] id: String } entity h: g {}"
        ),
        none()
    );
    assert_eq!(
        mistakes_in(
            "entity a {} entity b: a { #[key] id: String } entity c: b { #[key] k: String } entity d: c { #[key] #[alternate_key] l: String }"
        ),
        [
            "`c` has the key of its base `b`\nhelp: remove `#[key]` here",
            "`d` has the key of its base `c`\nhelp: remove `#[key]` here",
            "`l` is the key already\nhelp: remove `#[alternate_key]`",
        ]
    );
}

#[test]
fn a_type_is_keyless_where_its_hierarchy_begins() {
    assert_eq!(
        mistakes_in(
            "#[keyless] entity a { #[key] k: String } entity b {} #[keyless] entity c: b {} #[keyless] entity d: crate::X {} #[keyless] complex e {}"
        ),
        [
            "`a` has a key: `k`\nhelp: remove `#[keyless]`, or `#[key]`",
            "`c` has a base, which decides whether it has a key\nhelp: remove it, or put it before the first base, `b`",
            "`d` has a base, which decides whether it has a key\nhelp: remove it: a type without `#[key]` has the key of its base, if that has one",
            "`#[keyless]` is for entities, and `e` is none\nhelp: remove it",
        ]
    );
}

#[test]
fn graphs_id_is_not_declared() {
    let already = |name| {
        format!(
            "`{name}` has an `id` already\nhelp: remove it: every entity without a `#[key]` has Graph's `id`; or mark it `#[key]`"
        )
    };
    assert_eq!(
        mistakes_in("entity a { id: String } entity b {} entity c: b { id: String }"),
        [already("a"), already("c")]
    );
    assert_eq!(
        mistakes_in(
            "entity a { #[key] id: String } entity b { #[key] k: String } entity c: b { id: String } complex d { id: String } entity e: crate::X { id: String }"
        ),
        none()
    );
}

#[test]
fn streams_and_paths_of_items_list_verbs() {
    assert_eq!(
        mistakes_in(
            "#[media { get, put }] entity a {} #[path_addressed { get, delete }] #[media] entity b {}"
        ),
        none()
    );
    assert_eq!(
        mistakes_in(
            "#[media { post }] entity a {} #[media {}] entity b {} #[path_addressed(get)] entity c {} #[path_addressed { fetch }] entity d {}"
        ),
        [
            "`#[media]` allows no POST\nhelp: the verbs here are `get`, `put`, `patch` and `delete`",
            "`#[media]` lists no verb\nhelp: list the verbs, `{ get }`, or leave the braces out to allow what is usual",
            "`#[path_addressed]` takes nothing but verbs in braces\nhelp: write `#[path_addressed]`, or `#[path_addressed { get }]`",
            "`fetch` is not a verb\nhelp: did you mean `patch`?",
        ]
    );
}

#[test]
fn marks_are_for_properties() {
    assert_eq!(
        mistakes_in(
            "#[key] service S = \"s\" { #[immutable] a: e } #[read_only] entity e { #[not_null] nav n: e } #[not_null] enum k { #[key] a }"
        ),
        [
            "`#[read_only]` is for properties, and `e` is none\nhelp: remove it, or mark the property that is meant",
            "`#[not_null]` is for properties, and `n` is none\nhelp: what a navigation allows is listed in braces: `{ get }`",
            "`#[key]` is for properties, and `S` is none\nhelp: remove it, or mark the property that is meant",
            "`#[immutable]` is for properties, and `a` is none\nhelp: what a navigation allows is listed in braces: `{ get }`",
            "`#[not_null]` is for properties, and `k` is none\nhelp: remove it, or mark the property that is meant",
            "`#[key]` is for properties, and `a` is none\nhelp: remove it, or mark the property that is meant",
        ]
    );
}

#[test]
fn marks_of_entities_are_for_entities() {
    assert_eq!(
        mistakes_in(
            "#[media] service S = \"s\" { #[media] a: e }
            entity e {
                #[directory_object] p: String, #[media] s: Stream, #[path_addressed] nav n: e,
                #[media] action a(), #[media] key k,
            }
            #[path_addressed] complex c { #[media] p: String }
            #[media] enum k { #[media] a }
            #[media] #[rust_name = X] extend crate::D { #[alternate_key] nav x: e }"
        ),
        [
            "`#[directory_object]` is for entities, and `p` is none\nhelp: put it before `entity e`",
            "`#[media]` is for entities, and `s` is none\nhelp: remove it: a `Stream` has a URL of its own as it is",
            "`#[path_addressed]` is for entities, and `n` is none\nhelp: put it before `entity e`",
            "`#[media]` is for entities, and `a` is none\nhelp: put it before `entity e`",
            "`#[media]` is for entities, and `k` is none\nhelp: put it before `entity e`",
            "`#[path_addressed]` is for entities, and `c` is none\nhelp: remove it",
            "`#[media]` is for entities, and `p` is none\nhelp: remove it",
            "`#[media]` is for entities, and `S` is none\nhelp: put it before the entity that is meant",
            "`#[media]` is for entities, and `a` is none\nhelp: put it before the entity that is meant",
            "`#[media]` is for entities, and `D` is none\nhelp: put it before the entity that is meant",
            "what extends `D` has no name to change\nhelp: remove it; a trait is named behind the type: `extend … as X`",
            "`#[alternate_key]` is for properties, and `x` is none\nhelp: what a navigation allows is listed in braces: `{ get }`",
            "`#[media]` is for entities, and `k` is none\nhelp: remove it",
            "`#[media]` is for entities, and `a` is none\nhelp: remove it",
        ]
    );
}

#[test]
fn an_alternate_key_is_one_primitive_value_of_an_entity() {
    assert_eq!(
        mistakes_in(
            "entity a: crate::B { #[alternate_key] id: Guid, #[alternate_key] k: k } enum k { a }"
        ),
        none()
    );
    for ty in ["[String]", "Stream", "Json", "c"] {
        assert_eq!(
            mistakes_in(&format!(
                "entity x {{ #[alternate_key] k: {ty} }} complex c {{}}"
            )),
            [
                "`k` cannot be an alternate key: a key is one primitive value\nhelp: make it a `String`, say, or remove `#[alternate_key]`"
            ],
            "{ty}"
        );
    }
    assert_eq!(
        mistakes_in(
            "entity a { #[key] #[alternate_key] k: String } complex c { #[alternate_key] k: String }"
        ),
        [
            "`k` is the key already\nhelp: remove `#[alternate_key]`",
            "`c` is a complex type, which has no key\nhelp: declare it as an `entity`, or remove `#[alternate_key]`",
        ]
    );
}

#[test]
fn a_reference_has_the_verbs_of_its_link() {
    assert_eq!(
        mistakes_in(
            "entity e {
                ref a: e { get, put, delete }, ref b: [e] { get, post } each { get, delete },
                ref c: e { get }, ref d: [e] { get } each { get },
            }"
        ),
        none()
    );
    assert_eq!(
        mistakes_in(
            "entity e { ref a: e { get, patch, post }, ref b: [e] { get, delete } each { get, put } }"
        ),
        [
            "`a` refers to what lives elsewhere, and its link has no PATCH\nhelp: a link has `{ get, put, delete }`, by `$ref`; if the entities live here, write `nav a`",
            "`a` refers to what lives elsewhere, and its link has no POST\nhelp: a link has `{ get, put, delete }` here",
            "`b` refers to what lives elsewhere, and its link has no DELETE\nhelp: members are unlinked one by one: `{ get, post } each { get, delete }`",
            "`b` refers to what lives elsewhere, and its link has no PUT\nhelp: a link has `{ get, delete }` here",
        ]
    );
}

#[test]
fn what_an_extension_can_add() {
    assert_eq!(
        mistakes_in(
            "entity e {} service Beta = \"beta\" {}
            extend crate::U { nav n: e, action a(), function f() -> Int32 }
            extend crate::S { es: [e] }
            extend U as UExt { ref n: e }"
        ),
        none()
    );
    assert_eq!(
        mistakes_in(
            "entity e {} service Beta = \"beta\" {}
            extend crate::U { nav n: e, es: [e], collection function f() -> Int32, nav n: e }
            extend e { nav n: e }
            extend E { nav m: e }
            extend Beta { es: [e] }
            extend usr { nav n: e }"
        ),
        [
            "`es` is written as in a service, next to members of an entity\nhelp: in an entity, write `nav es: …`",
            "`e` is declared here, so nothing needs to extend it\nhelp: move what stands in these braces to its declaration",
            "`E` is declared here, so nothing needs to extend it\nhelp: move what stands in these braces to its declaration",
            "`Beta` is declared here, so nothing needs to extend it\nhelp: move what stands in these braces to its declaration",
            "`usr` is not the path of a Rust type\nhelp: what is extended is of another declaration, and named by its Rust path: `extend crate::Usr`",
            "`n` is declared twice in `U`\nhelp: keep one of them",
            "`f` is bound to collections, to which nothing is added from outside\nhelp: declare it in the entity itself",
        ]
    );
}

#[test]
fn marks_do_not_contradict_each_other() {
    assert_eq!(
        mistakes_in("entity e { #[read_only] #[immutable] a: String, #[not_null] b: Stream }"),
        [
            "`a` cannot be both `read_only` and `immutable`\nhelp: `read_only` is never set by the client, `immutable` only on create; keep one",
            "a stream is never null\nhelp: remove `#[not_null]`",
        ]
    );
    assert_eq!(
        mistakes_in("entity e { #[not_null] #[immutable] a: String }"),
        none()
    );
}

#[test]
fn empty_braces_are_no_verbs() {
    assert_eq!(
        mistakes_in("entity e { nav a: e {}, nav b: [e] {} each {}, nav c: e each { get } }"),
        [
            "`a` allows no verb on the entity\nhelp: list the verbs, `{ get, patch }`, or leave the braces out to allow what is usual",
            "`b` allows no verb on the collection\nhelp: list the verbs, `{ get, post }`, or leave the braces out to allow what is usual",
            "`b` allows no verb on its members\nhelp: list the verbs, `each { get, patch }`, or leave the braces out to allow what is usual",
            "`c` is a single entity, so it has no members\nhelp: remove `each { … }`, or make it a collection: `c: [type]`",
        ]
    );
}

#[test]
fn a_version_is_one_segment() {
    for version in ["beta", "v1.0", "v2-preview_1~"] {
        assert_eq!(
            mistakes_in(&format!("service S = \"{version}\" {{}}")),
            none(),
            "{version}"
        );
    }
    for version in ["", "/beta", "beta/", "a b", ".", "..", "é", "a%20b", "?"] {
        assert_eq!(
            mistakes_in(&format!("service S = \"{version}\" {{}}")),
            [
                "the version of a service is one segment of its URLs\nhelp: write it as the URLs do: `\"beta\"` or `\"v1.0\"`"
            ],
            "{version}"
        );
    }
}

#[test]
fn enumerations_have_members() {
    assert_eq!(
        mistakes_in("enum k {}"),
        [
            "the enumeration `k` has no members\nhelp: list those that you use; others are kept as text"
        ]
    );
}

#[test]
fn a_mistake_in_a_name_hides_no_other_mistake_and_brings_none() {
    assert_eq!(
        mistakes_in("service S = \"/\" { a: e } entity e { #[key] k: nothing, #[key] b: e }"),
        [
            "the type `nothing` is not declared\nhelp: declare it here, or name the Rust type of another declaration by its path: `crate::Nothing`",
            "`e` is an entity, which a property cannot hold\nhelp: write `ref b: e` if it lives elsewhere and is linked from here, or `nav b: e` if it is contained here, where a DELETE deletes it",
            "the version of a service is one segment of its URLs\nhelp: write it as the URLs do: `\"beta\"` or `\"v1.0\"`",
        ]
    );
}

#[test]
fn all_members_of_a_flags_enumeration_have_values_or_none() {
    assert_eq!(
        mistakes_in(
            "flags enum a { x = 1, y = 0x10, z = -1, w = 1 } flags enum b { x, y } enum c { x }"
        ),
        none()
    );
    assert_eq!(
        mistakes_in("flags enum a { x, y = 2, z }"),
        ["x", "z"].map(|name| {
            format!(
                "`{name}` has no value, and `y` has one\nhelp: write the schema's `Value` of each member, `{name} = …`, or of none"
            )
        })
    );
}
