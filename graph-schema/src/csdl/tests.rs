//! Documents by hand: what is understood, and what is survived.

use super::*;

/// All of Graph's schema; where it is absent, that is said.
pub(crate) fn beta() -> Option<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/graph/beta.csdl");
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        use std::io::Write as _;
        let _ = writeln!(
            std::io::stderr(),
            "skipped: there is no ../shared/graph/beta.csdl"
        );
    }
    text
}

fn document(schema: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"x\"><edmx:DataServices>\n\
         <Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\n{schema}\n</Schema>\n\
         </edmx:DataServices></edmx:Edmx>"
    )
}

fn schema_of(schema: &str) -> Schema {
    read(&document(schema)).unwrap_or_else(|message| panic!("{}", message.text))
}

fn warnings_on(schema: &str) -> Vec<String> {
    let warnings = schema_of(schema).warnings.into_iter();
    warnings.map(|warning| warning.text).collect()
}

#[test]
fn types_members_and_annotations_are_read_with_their_lines() {
    let schema = schema_of(
        r#"<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityType Name="user" BaseType="graph.entity" OpenType="true" HasStream="true">
<Property Name="mail" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Property>
<NavigationProperty Name="messages" Type="Collection(graph.user)" ContainsTarget="true"/>
</EntityType>
<EnumType Name="days" IsFlags="true"><Member Name="monday" Value="1"/></EnumType>
<Action Name="assign" IsBound="true"><Parameter Name="bindingParameter" Type="graph.user"/><Parameter Name="ids" Type="Collection(Edm.String)"/><ReturnType Type="Edm.Boolean"/></Action>
<EntityContainer Name="GraphService"><EntitySet Name="users" EntityType="graph.user"/><Singleton Name="me" Type="graph.user"/></EntityContainer>
<Annotations Target="microsoft.graph.user/messages"><Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record><PropertyValue Property="Updatable" Bool="false"/></Record></Annotation></Annotations>
<Annotations Target="graph.user"><Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record><PropertyValue Property="Description" String="old"/><PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue></Record></Collection></Annotation></Annotations>
<Annotations Target="microsoft.graph.assign(graph.user)/ids"><Annotation Term="Org.OData.Core.V1.Description" String="whom &amp; what"/></Annotations>"#,
    );
    assert_eq!(schema.warnings, []);
    let user = schema
        .structured_type("microsoft.graph.user")
        .expect("it is declared");
    assert_eq!(user.span.line, 4);
    assert_eq!(user.base.as_deref(), Some("microsoft.graph.entity"));
    assert!(user.is_open && user.has_stream && !user.is_abstract);
    assert!(user.properties[0].annotations.is_computed && user.properties[0].span.line == 5);
    assert!(user.navigations[0].is_contained && user.navigations[0].ty.is_collection);
    assert_eq!(user.navigations[0].annotations.updatable, Some(false));
    assert_eq!(user.annotations.deprecated.as_deref(), Some("old"));
    let assign = schema
        .bound_to("microsoft.graph.user")
        .next()
        .expect("it is bound");
    assert_eq!(assign.parameters.len(), 1);
    assert_eq!(
        assign.parameters[0].annotations.description.as_deref(),
        Some("whom & what")
    );
    assert_eq!(schema.roots.len(), 2);
    assert_eq!(
        schema
            .structured_type("microsoft.graph.entity")
            .expect("it is declared")
            .keys,
        ["id"]
    );
    assert_eq!(schema.descendants("microsoft.graph.entity").len(), 1);
    assert_eq!(schema.lineage("microsoft.graph.user").count(), 2);
}

#[test]
fn cycles_missing_bases_and_duplicates_are_named_and_left_out() {
    let warnings = warnings_on(
        r#"<ComplexType Name="a" BaseType="graph.b"/><ComplexType Name="b" BaseType="graph.c"/><ComplexType Name="c" BaseType="graph.b"/>
<ComplexType Name="d" BaseType="graph.gone"/><EntityType Name="e" BaseType="graph.a"/><ComplexType Name="d"/>
<ComplexType Name="f"><Property Name="x" Type="graph.gone"/><Property Name="y" Type="Edm.Strin"/><Property Name="z" Type="Edm.String"/><Property Name="z" Type="Edm.Int32"/></ComplexType>
<EnumType Name="g"><Member Name="m"/><Member Name="m"/></EnumType><EnumType Name="h"/>
<TypeDefinition Name="t"/>
<Annotations Target="graph.nothing"/><Annotations Target="graph.f/nothing"/>"#,
    );
    let expected = [
        "`microsoft.graph.c` extends itself",
        "`microsoft.graph.gone`, the base of `microsoft.graph.d`, is not in the schema",
        "`microsoft.graph.a`, the base of `microsoft.graph.e`, is not of the same kind",
        "`microsoft.graph.d` is already declared",
        "`microsoft.graph.gone` is not a type of the schema; `x`",
        "`Edm.Strin` is not a type of the schema; `y`",
        "`microsoft.graph.f` or a base of it already has `z`",
        "`microsoft.graph.g` already has `m`",
        "`microsoft.graph.h` has no members",
        "`TypeDefinition` is not supported here",
        "`graph.f/nothing` is not in the schema",
    ];
    for text in expected {
        assert!(
            warnings.iter().any(|warning| warning.starts_with(text)),
            "{text}: {warnings:#?}"
        );
    }
}

#[test]
fn what_the_language_has_no_words_for_is_named() {
    let warnings = warnings_on(
        r#"<EntityType Name="e"><Key><PropertyRef Name="a"/><PropertyRef Name="b"/></Key><Property Name="a" Type="Edm.String"/><Property Name="b" Type="Edm.String"/></EntityType>
<Function Name="now"><ReturnType Type="Edm.DateTimeOffset"/></Function>
<EntityContainer Name="c"><FunctionImport Name="now" Function="graph.now"/></EntityContainer>"#,
    );
    assert_eq!(
        warnings,
        [
            "the key of `microsoft.graph.e` has 2 parts, which is not supported; only `a` is used",
            "`microsoft.graph.now` is not bound to a type, which is not supported; it is left out",
            "`FunctionImport` is not supported here, and is left out",
        ]
    );
}

#[test]
fn names_that_are_none_are_not_kept() {
    let huge = "n".repeat(100_000);
    let warnings = warnings_on(&format!(
        r#"<EntityType Name="{huge}"/><EntityType Name="a b"/><EntityType/><EnumType Name=""/>"#
    ));
    assert_eq!(warnings.len(), 4);
    assert!(
        warnings.iter().all(|warning| warning.len() < 200),
        "{warnings:?}"
    );
}

#[test]
fn what_is_no_document_is_an_error_with_its_place() {
    let whole =
        document(r#"<EntityType Name="user"><Property Name="a" Type="Edm.String"/></EntityType>"#);
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let message = read(&whole[..end]).err();
        assert!(message.is_some(), "{}", &whole[..end]);
    }
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    for (text, expected) in [
        ("{}", "no schema"),
        ("<a></b>", "not XML"),
        (deep.as_str(), "nested more than 64 deep"),
        (
            r#"<Edmx><Schema Namespace="a" Namespace="a"/></Edmx>"#,
            "not XML",
        ),
    ] {
        let message = read(text)
            .err()
            .map(|message| message.text)
            .unwrap_or_default();
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Edmx><Schema Namespace="n"><EntityType Name="&b;"/></Schema></Edmx>"#;
    let message = read(bomb)
        .err()
        .map(|message| message.text)
        .unwrap_or_default();
    assert!(message.contains("not XML"), "{message}");
}

#[test]
fn a_chain_of_bases_without_end_is_cut() {
    let types: String = (0..20_000)
        .map(|index| {
            format!(
                r#"<ComplexType Name="t{index}" BaseType="graph.t{}"/>"#,
                index + 1
            )
        })
        .collect();
    let schema = schema_of(&format!(r#"{types}<ComplexType Name="t20000"/>"#));
    assert!(schema.warnings[0].text.contains("more than 100 bases"));
    assert_eq!(
        schema.warnings.len() + schema.warnings_left_out,
        20_000 - 100
    );
    assert_eq!(schema.lineage("microsoft.graph.t19900").count(), 101);
}

#[test]
fn all_of_graph_is_understood() {
    let Some(text) = beta() else { return };
    let schema = read(&text).unwrap_or_else(|message| panic!("{}", message.text));
    let count = |kind| {
        let records = schema.structured_types.iter();
        records.filter(|record| record.kind == kind).count()
    };
    assert_eq!(count(StructuredKind::Entity), 1322);
    assert_eq!(count(StructuredKind::Complex), 1278);
    assert_eq!(schema.enumerations.len(), 874);
    assert_eq!(schema.operations.len(), 1260);
    assert_eq!(schema.namespaces.len(), 7);
    assert_eq!(schema.roots.len(), 108);
    let warnings: Vec<(usize, &str)> = schema
        .warnings
        .iter()
        .map(|warning| (warning.span.bytes.start, warning.text.as_str()))
        .collect();
    assert_eq!(warnings, []);
}

#[test]
fn json_is_a_value_of_any_shape() {
    let schema = schema_of(
        r#"<ComplexType Name="Json"/><Annotations Target="graph.Json"/>
<EntityType Name="range"><Property Name="values" Type="graph.Json"/></EntityType>
<Action Name="add" IsBound="true"><Parameter Name="bindingParameter" Type="graph.range"/><Parameter Name="rows" Type="Collection(microsoft.graph.Json)"/></Action>"#,
    );
    assert_eq!(schema.warnings, []);
    assert!(schema.structured_type("microsoft.graph.Json").is_none());
    let range = schema
        .structured_type("microsoft.graph.range")
        .expect("it is declared");
    assert_eq!(range.properties[0].ty.name, "Edm.Untyped");
    let rows = &schema.operations[0].parameters[0].ty;
    assert_eq!(rows.to_string(), "Collection(Edm.Untyped)");
    // One that has properties is a type like any other.
    let schema = schema_of(
        r#"<ComplexType Name="Json"><Property Name="text" Type="Edm.String"/></ComplexType>
<EntityType Name="range"><Property Name="values" Type="graph.Json"/></EntityType>"#,
    );
    assert_eq!(
        schema.structured_types[1].properties[0].ty.name,
        "microsoft.graph.Json"
    );
}

#[test]
fn a_type_that_holds_itself_through_another_namespace_is_cut_once() {
    let text = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<ComplexType Name="a"><Property Name="own" Type="graph.a"/><Property Name="b" Type="n.b"/><Property Name="many" Type="Collection(n.b)"/></ComplexType>
<ComplexType Name="base"/><ComplexType Name="sub" BaseType="graph.base"><Property Name="c" Type="n.c"/></ComplexType>
</Schema><Schema Namespace="n">
<ComplexType Name="b"><Property Name="x" Type="n.b"/><Property Name="a" Type="graph.a"/></ComplexType>
<ComplexType Name="c"><Property Name="held" Type="graph.base"/><Property Name="plain" Type="n.d"/></ComplexType><ComplexType Name="d"/>
</Schema></Edmx>"#;
    let schema = read(text).unwrap_or_else(|message| panic!("{}", message.text));
    let warnings: Vec<&str> = schema
        .warnings
        .iter()
        .map(|warning| warning.text.as_str())
        .collect();
    let cut = |property, owner| {
        format!(
            "`{property}` of `{owner}` contains a `{owner}` again, through a type of another namespace, which is not supported; it is left out"
        )
    };
    assert_eq!(
        warnings,
        [
            cut("b", "microsoft.graph.a"),
            cut("c", "microsoft.graph.sub")
        ]
    );
    let names = |owner: &str| {
        let record = schema.structured_type(owner).expect("it is declared");
        let properties = record.properties.iter();
        properties
            .map(|property| property.name.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("microsoft.graph.a"), ["own", "many"]);
    assert_eq!(names("n.b"), ["x", "a"]);
    assert_eq!(names("n.c"), ["held", "plain"]);
}

#[test]
fn annotations_find_overloads_by_collections_and_aliases() {
    let schema = schema_of(
        r#"<EntityType Name="user"/>
<Function Name="near" IsBound="true"><Parameter Name="b" Type="Collection(graph.user)"/><ReturnType Type="Edm.String"/></Function>
<Function Name="near" IsBound="true"><Parameter Name="b" Type="Collection(graph.user)"/><Parameter Name="names" Type="Collection(Edm.String)"/><ReturnType Type="Edm.String"/></Function>
<Action Name="send" IsBound="true"><Parameter Name="b" Type="microsoft.graph.user"/></Action>
<Action Name="send" IsBound="true"><Parameter Name="b" Type="Collection(microsoft.graph.user)"/></Action>
<EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/></EntityContainer>
<Annotations Target="graph.near(Collection(graph.user))"><Annotation Term="Org.OData.Core.V1.Description" String="one"/></Annotations>
<Annotations Target="microsoft.graph.near(Collection(microsoft.graph.user), Collection(Edm.String))"><Annotation Term="Org.OData.Core.V1.Description" String="two"/></Annotations>
<Annotations Target="graph.near(Collection(graph.user),Collection(Edm.String))/names"><Annotation Term="Org.OData.Core.V1.Description" String="three"/></Annotations>
<Annotations Target="graph.near(Collection(graph.user))/$ReturnType"/>
<Annotations Target="graph.send"><Annotation Term="Org.OData.Core.V1.Description" String="four"/></Annotations>
<Annotations Target="graph.c/users"><Annotation Term="Org.OData.Core.V1.Description" String="five"/></Annotations>
<Annotations Target="graph.c"/><Annotations Target="graph.near(Collection(Edm.String))"/><Annotations Target="graph.gone"/>"#,
    );
    let warnings: Vec<&str> = schema
        .warnings
        .iter()
        .map(|warning| warning.text.as_str())
        .collect();
    assert_eq!(
        warnings,
        ["graph.near(Collection(Edm.String))", "graph.gone"]
            .map(|target| format!("`{target}` is not in the schema; its annotations are left out"))
    );
    let said: Vec<Option<&str>> = schema
        .operations
        .iter()
        .map(|operation| operation.annotations.description.as_deref())
        .collect();
    assert_eq!(said, [Some("one"), Some("two"), Some("four"), Some("four")]);
    let names = &schema.operations[1].parameters[0].annotations;
    assert_eq!(names.description.as_deref(), Some("three"));
    let users = &schema.roots[0].annotations;
    assert_eq!(users.description.as_deref(), Some("five"));
}

#[test]
fn type_definitions_are_the_types_that_they_stand_for() {
    let schema = schema_of(
        r#"<TypeDefinition Name="email" UnderlyingType="Edm.String"><Annotation Term="Org.OData.Core.V1.Description" String="x"/></TypeDefinition>
<EntityType Name="user"><Key><PropertyRef Name="mail"/></Key><Property Name="mail" Type="graph.email"/><Property Name="others" Type="Collection(microsoft.graph.email)"/></EntityType>
<Annotations Target="graph.email"/>"#,
    );
    assert_eq!(schema.warnings, []);
    let user = schema
        .structured_type("microsoft.graph.user")
        .expect("it is declared");
    let types = user
        .properties
        .iter()
        .map(|property| property.ty.to_string());
    assert_eq!(
        types.collect::<Vec<_>>(),
        ["Edm.String", "Collection(Edm.String)"]
    );
    assert_eq!(user.keys, ["mail"]);
}
