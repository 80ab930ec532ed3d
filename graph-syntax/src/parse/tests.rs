use crate::Edm;
use crate::ast::{TypeName, Verb};
use crate::mistakes::{mistakes_in, model_of};

#[test]
fn keywords_of_the_language_are_names_as_well() {
    let model = model_of(
        "entity nav {
            nav: String,
            implicit: String,
            each: String,
            service: String,
            nav complex: nav { get },
            nav entity: [nav] each { get },
            implicit nav abstract: nav,
        }",
    );
    let record = &model.records[0];
    let properties: Vec<_> = record
        .properties
        .iter()
        .map(|property| &*property.name.wire)
        .collect();
    assert_eq!(properties, ["nav", "implicit", "each", "service"]);
    let navigations: Vec<_> = record
        .navigations
        .iter()
        .map(|navigation| (&*navigation.name.wire, navigation.is_implicit))
        .collect();
    assert_eq!(
        navigations,
        [("complex", false), ("entity", false), ("abstract", true)]
    );
}

#[test]
fn verbs_stand_for_the_end_and_for_each_member() {
    let model = model_of("entity x { nav a: [x] { get, post, } each { patch, delete }, nav b: x }");
    let verbs = |list: &Option<crate::VerbList>| {
        list.as_ref()
            .map(|list| list.verbs.iter().map(|(verb, _)| *verb).collect::<Vec<_>>())
    };
    let [a, b] = model.records[0].navigations.as_slice() else {
        panic!("two navigation properties are declared");
    };
    assert_eq!(verbs(&a.verbs), Some(vec![Verb::Get, Verb::Post]));
    assert_eq!(verbs(&a.each), Some(vec![Verb::Patch, Verb::Delete]));
    assert_eq!((verbs(&b.verbs), verbs(&b.each)), (None, None));
}

#[test]
fn types_are_primitive_declared_or_rust_paths() {
    let model = model_of("complex x { a: Int32, b: [x], c: Other, d: crate::a::B, e: ::a::B }");
    let types: Vec<_> = model.records[0]
        .properties
        .iter()
        .map(|property| property.ty.to_string())
        .collect();
    assert_eq!(types, ["Int32", "[x]", "Other", "crate::a::B", "::a::B"]);
    assert!(matches!(
        model.records[0].properties[0].ty.name,
        TypeName::Edm(Edm::Int32, _)
    ));
}

#[test]
fn the_namespace_is_graphs_unless_it_is_said() {
    assert_eq!(model_of("").namespace.text, "microsoft.graph");
    let model = model_of("namespace microsoft.graph.r#type; crate = ::other::runtime;");
    assert_eq!(model.namespace.text, "microsoft.graph.type");
    assert!(model.crate_path.is_some());
}

#[test]
fn what_stands_twice_is_reported() {
    assert_eq!(
        mistakes_in("crate = a; crate = b; namespace a; namespace b;"),
        [
            "`crate = …;` is written twice\nhelp: keep one of them",
            "`namespace …;` is written twice\nhelp: a declaration has one namespace; declare the types of the other namespace in a second `graph_resource!`",
        ]
    );
    assert_eq!(
        mistakes_in("entity x { nav a: x { get, get } }"),
        ["`get` is listed twice\nhelp: keep one of them"]
    );
}

#[test]
fn an_unknown_verb_is_not_an_empty_list_besides() {
    assert_eq!(
        mistakes_in("entity x { nav a: x { gett }, nav b: x { list } }"),
        [
            "`gett` is not a verb\nhelp: did you mean `get`?",
            "`list` is not a verb\nhelp: choose one of `get`, `post`, `put`, `patch`, `delete`",
        ]
    );
}

#[test]
fn attributes_are_checked_by_name_and_by_form() {
    assert_eq!(
        mistakes_in("entity x { #[readonly] a: String, #[serde::skip] b: String }"),
        [
            "`#[readonly]` is not an attribute of this language\nhelp: did you mean `read_only`?",
            "`#[serde::skip]` is not an attribute of this language\nhelp: choose one of `key`, `alternate_key`, `read_only`, `immutable`, `not_null`, `rust_name`",
        ]
    );
    assert_eq!(
        mistakes_in(
            "entity x { #[read_only(true)] a: String, #[rust_name] b: String, #[rust_name = a::b] c: String }"
        ),
        [
            "`#[read_only]` takes no value\nhelp: write `#[read_only]`",
            "`rust_name` needs a Rust identifier\nhelp: write `#[rust_name = other_name]`",
            "`rust_name` needs a Rust identifier\nhelp: write `#[rust_name = other_name]`",
        ]
    );
    assert_eq!(
        mistakes_in(
            "/// Docs.
            #[cfg(a)] #[deprecated] #[allow(dead_code)] #[expect(dead_code)]
            entity x { #[doc(hidden)] #[not_null] a: String }"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn the_notation_of_the_schema_is_understood_and_corrected() {
    assert_eq!(
        mistakes_in("complex x { a: Collection(Edm.String), b: microsoft.graph.x, c: [graph.x] }"),
        [
            "a type is named without its namespace\nhelp: write `String`",
            "a collection is written in brackets\nhelp: write `[String]`",
            "a type is named without its namespace\nhelp: write `x`",
            "a type is named without its namespace\nhelp: write `x`",
        ]
    );
}

#[test]
fn a_property_with_verbs_is_a_segment() {
    let model = model_of("entity x { a: c { get, patch }, b: String } complex c { nav x: x }");
    let verbs: Vec<_> = model.records[0]
        .properties
        .iter()
        .map(|property| property.verbs.is_some())
        .collect();
    assert_eq!(verbs, [true, false]);
    assert!(model.has_path(1));
}

#[test]
fn a_syntax_error_is_in_the_words_of_syn() {
    for (declaration, message) in [
        (
            "entity x { a String }",
            "expected `:`\nhelp: write `a: String`",
        ),
        (
            "entity x { a: [x y] }",
            "expected the end of the collection's type",
        ),
        (
            "entity x { a: [String, Int32] }",
            "expected the end of the collection's type",
        ),
        ("entity x", "unexpected end of input, expected curly braces"),
        (
            "entity x { #[readonly] a: }",
            "unexpected end of input, expected ident",
        ),
        (
            "struct x {}",
            "expected one of: `service`, `abstract`, `open`, `entity`, `complex`, `enum`, `flags`, `extend`\nhelp: did you mean `entity`? a type without a key is a `complex`",
        ),
        ("abstract enum x {}", "expected `entity` or `complex`"),
        (
            "entity x { action a -> String }",
            "`a` has no list of parameters\nhelp: write `a()`, or the parameters in the parentheses",
        ),
        (
            "entity x { collection a() }",
            "expected `action` or `function`",
        ),
        ("entity x { implicit a: x }", "expected `ref` or `nav`"),
        ("service beta-2 = \"beta\" {}", "expected `=`"),
    ] {
        let mistakes = mistakes_in(declaration);
        assert_eq!(
            mistakes.last().map(String::as_str),
            Some(message),
            "{declaration}"
        );
    }
}

#[test]
fn what_other_notations_put_around_a_type_is_corrected() {
    let optional = |what: &str| {
        format!(
            "a type cannot be marked as optional\nhelp: remove `{what}`: every value may be null"
        )
    };
    let collection =
        |right: &str| format!("a collection is written in brackets\nhelp: write `{right}`");
    for (ty, messages) in [
        ("String?", vec![optional("?")]),
        ("Option<String>", vec![optional("Option<…>")]),
        ("x[]", vec![collection("[x]")]),
        ("Vec<x>", vec![collection("[x]")]),
        ("Option<[x]>", vec![optional("Option<…>")]),
        (
            "Option<Vec<x>>?",
            vec![optional("Option<…>"), collection("[x]"), optional("?")],
        ),
        (
            "Box<x>",
            vec![
                "`Box` takes no type in angle brackets\nhelp: write the type alone, or `[type]` for a collection".to_owned(),
            ],
        ),
        (
            "x[3]",
            vec!["expected `]`\nhelp: a collection is written `[type]`".to_owned()],
        ),
    ] {
        assert_eq!(
            mistakes_in(&format!("complex x {{ a: {ty}, b: String }}")),
            messages,
            "{ty}"
        );
    }
    let nested = "Option<".repeat(10_000);
    assert_eq!(
        mistakes_in(&format!("complex x {{ a: {nested} }}")).len(),
        1
    );
}

#[test]
fn the_slips_that_are_made_most_have_a_help() {
    for (declaration, message) in [
        (
            "entity x { a: String b: String }",
            "expected `,`\nhelp: a comma is missing before `b`",
        ),
        (
            "entity x { a: String #[read_only] b: String }",
            "expected `,`\nhelp: a comma is missing before this",
        ),
        (
            "entity x { a: String; b: String; }",
            "expected `,`\nhelp: members are separated by commas: write `,` instead of `;`",
        ),
        (
            "entity x { nav a: [x] { get post } }",
            "expected `,`\nhelp: a comma is missing before `post`",
        ),
        (
            "enum x { small: 1 }",
            "expected `,`\nhelp: a member of an enumeration is only a name: remove what follows it",
        ),
        (
            "enum x { small = 1 }",
            "expected `,`\nhelp: a member of an enumeration is only a name: remove what follows it",
        ),
        (
            "flags enum x { small: 1 }",
            "expected `,`\nhelp: the value of a flag is written `name = 4`",
        ),
        (
            "flags enum x { small = 1u8 }",
            "the value of a flag must be a 64-bit integer\nhelp: write the schema's `Value`: `= 4`",
        ),
        (
            "flags enum x { small = 0x1_0000_0000_0000_0000 }",
            "the value of a flag must be a 64-bit integer\nhelp: write the schema's `Value`: `= 4`",
        ),
        (
            "entity x { a?: String }",
            "expected `:`\nhelp: remove `?`: every property may be null",
        ),
        (
            "entity x { a [String] }",
            "expected `:`\nhelp: write `a: type`",
        ),
        (
            "entity x { navigation a: [x] }",
            "expected `:`\nhelp: did you mean `nav`?",
        ),
        (
            "entity x { acton a() }",
            "expected `:`\nhelp: did you mean `action`?",
        ),
        (
            "entity x { pub a: String }",
            "expected `:`\nhelp: remove `pub`: write `name: type` here",
        ),
        (
            "entity x { required a: String }",
            "expected `:`\nhelp: a property is written `name: type`, a navigation property `nav name: type`",
        ),
        (
            "service S = \"s\" { nav xs: [x] } entity x {}",
            "expected `:`\nhelp: remove `nav`: write `name: type` here",
        ),
        (
            "service S = v1.0 {}",
            "expected string literal\nhelp: write the version in quotes, as in the URLs: `\"v1.0\"` or `\"beta\"`",
        ),
        (
            "entity x {}; entity y {}",
            "expected one of: `service`, `abstract`, `open`, `entity`, `complex`, `enum`, `flags`, `extend`\nhelp: remove it: an item ends with its braces",
        ),
        (
            "entty x {}",
            "expected one of: `service`, `abstract`, `open`, `entity`, `complex`, `enum`, `flags`, `extend`\nhelp: did you mean `entity`?",
        ),
    ] {
        assert_eq!(mistakes_in(declaration), [message], "{declaration}");
    }
}
