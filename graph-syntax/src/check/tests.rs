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
                "`k` cannot be a key: a key is one primitive value\nhelp: use a primitive type such as `String`, or remove `#[key]`"
            ],
            "{ty}"
        );
    }
    assert_eq!(
        mistakes_in(
            "entity a { #[key] k: String, #[key] l: String } entity b: a { #[key] m: String } complex c { #[key] n: String }"
        ),
        [
            "`a` has two keys, `k` and `l`\nhelp: mark one property with `#[key]`: a path takes a single key value",
            "`b` already has a key, from its base `a`\nhelp: remove `#[key]` here",
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
            "`c` already has a key, from its base `b`\nhelp: remove `#[key]` here",
            "`d` already has a key, from its base `c`\nhelp: remove `#[key]` here",
            "`l` is already the key\nhelp: remove `#[alternate_key]`",
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
            "`a` is marked `#[keyless]`, but has the key `k`\nhelp: remove `#[keyless]` or `#[key]`",
            "`#[keyless]` applies to the first type of a hierarchy; `c` has a base\nhelp: remove it, or put it before the first base, `b`",
            "`#[keyless]` applies to the first type of a hierarchy; `d` has a base\nhelp: remove it: a type without `#[key]` has the key of its base, if there is one",
            "`#[keyless]` applies to entities; `e` is a complex type\nhelp: remove it",
        ]
    );
}

#[test]
fn graphs_id_is_not_declared() {
    let already = |name| {
        format!(
            "`{name}` already has an `id`\nhelp: remove the property, or mark it `#[key]`: every entity without a `#[key]` has Graph's `id`"
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
            "`#[media]` does not allow POST\nhelp: it allows `get`, `put`, `patch` and `delete`",
            "`#[media]` lists no verbs\nhelp: list verbs, such as `{ get }`, or remove the braces to allow the default verbs",
            "`#[path_addressed]` takes only verbs in braces\nhelp: write `#[path_addressed]`, or `#[path_addressed { get }]`",
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
            "`#[read_only]` applies to properties; `e` is an entity\nhelp: remove it, or put it before the property that it applies to",
            "`#[not_null]` applies to properties; `n` is a navigation property\nhelp: list the verbs that the navigation property allows in braces: `{ get }`",
            "`#[key]` applies to properties; `S` is a service\nhelp: remove it, or put it before the property that it applies to",
            "`#[immutable]` applies to properties; `a` is a singleton\nhelp: list the verbs that the navigation property allows in braces: `{ get }`",
            "`#[not_null]` applies to properties; `k` is an enumeration\nhelp: remove it, or put it before the property that it applies to",
            "`#[key]` applies to properties; `a` is a member of an enumeration\nhelp: remove it, or put it before the property that it applies to",
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
            "`#[directory_object]` applies to entities; `p` is a property\nhelp: put it before `entity e`",
            "`#[media]` applies to entities; `s` is a property\nhelp: remove it: a `Stream` has a URL of its own without it",
            "`#[path_addressed]` applies to entities; `n` is a navigation property\nhelp: put it before `entity e`",
            "`#[media]` applies to entities; `a` is an action\nhelp: put it before `entity e`",
            "`#[media]` applies to entities; `k` is a key\nhelp: put it before `entity e`",
            "`#[path_addressed]` applies to entities; `c` is a complex type\nhelp: remove it",
            "`#[media]` applies to entities; `p` is a property\nhelp: remove it",
            "`#[media]` applies to entities; `S` is a service\nhelp: put it before the entity that it applies to",
            "`#[media]` applies to entities; `a` is a singleton\nhelp: put it before the entity that it applies to",
            "`#[media]` applies to entities; `D` is extended here\nhelp: put it before the entity that it applies to",
            "the extension of `D` has no Rust name to change\nhelp: remove it; to name the trait, write `extend … as X`",
            "`#[alternate_key]` applies to properties; `x` is a navigation property\nhelp: list the verbs that the navigation property allows in braces: `{ get }`",
            "`#[media]` applies to entities; `k` is an enumeration\nhelp: remove it",
            "`#[media]` applies to entities; `a` is a member of an enumeration\nhelp: remove it",
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
                "`k` cannot be an alternate key: a key is one primitive value\nhelp: use a primitive type such as `String`, or remove `#[alternate_key]`"
            ],
            "{ty}"
        );
    }
    assert_eq!(
        mistakes_in(
            "entity a { #[key] #[alternate_key] k: String } complex c { #[alternate_key] k: String }"
        ),
        [
            "`k` is already the key\nhelp: remove `#[alternate_key]`",
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
            "`a` is a reference, and its link does not allow PATCH\nhelp: a link allows `{ get, put, delete }`, at `$ref`; if the entities are contained here, write `nav a`",
            "`a` is a reference, and its link does not allow POST\nhelp: this link allows `{ get, put, delete }`",
            "`b` is a reference, and its link does not allow DELETE\nhelp: links are removed one by one: write `{ get, post } each { get, delete }`",
            "`b` is a reference, and its link does not allow PUT\nhelp: this link allows `{ get, delete }`",
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
            "`es` is written like an entity set, next to members of an entity\nhelp: in an entity, write `nav es: …`",
            "`e` is declared here, so it cannot be extended\nhelp: move the contents of these braces to its declaration",
            "`E` is declared here, so it cannot be extended\nhelp: move the contents of these braces to its declaration",
            "`Beta` is declared here, so it cannot be extended\nhelp: move the contents of these braces to its declaration",
            "`usr` is not the path of a Rust type\nhelp: name a type of another declaration by its Rust path: `extend crate::Usr`",
            "`n` is declared twice in `U`\nhelp: keep one of them",
            "`f` is bound to a collection, which cannot be extended\nhelp: declare it in the entity itself",
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
            "`a` allows no verbs on the entity\nhelp: list verbs, such as `{ get, patch }`, or remove the braces to allow the default verbs",
            "`b` allows no verbs on the collection\nhelp: list verbs, such as `{ get, post }`, or remove the braces to allow the default verbs",
            "`b` allows no verbs on its members\nhelp: list verbs, such as `each { get, patch }`, or remove the braces to allow the default verbs",
            "`c` leads to a single entity, which has no members\nhelp: remove `each { … }`, or make it a collection: `c: [type]`",
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
                "the version of a service must be one segment of a URL\nhelp: write it as in the URLs: `\"beta\"` or `\"v1.0\"`"
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
            "the enumeration `k` has no members\nhelp: list the members that you use; all others are kept as text"
        ]
    );
}

#[test]
fn a_mistake_in_a_name_hides_no_other_mistake_and_brings_none() {
    assert_eq!(
        mistakes_in("service S = \"/\" { a: e } entity e { #[key] k: nothing, #[key] b: e }"),
        [
            "the type `nothing` is not declared\nhelp: declare it here, or name the Rust type of another declaration by its path: `crate::Nothing`",
            "`e` is an entity, which a property cannot hold\nhelp: write `ref b: e` if the entity is linked from here, or `nav b: e` if it is contained here, so that DELETE deletes it",
            "the version of a service must be one segment of a URL\nhelp: write it as in the URLs: `\"beta\"` or `\"v1.0\"`",
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
                "`{name}` has no value, but `y` has one\nhelp: give each member its `Value` from the schema, `{name} = …`, or give none a value"
            )
        })
    );
}
