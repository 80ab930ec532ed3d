use super::*;

#[test]
fn words_are_told_apart() {
    for (wire, expected) in [
        ("sourceId", "source_id"),
        ("iosScepCertificateProfile", "ios_scep_certificate_profile"),
        (
            "macOSWiredNetworkConfiguration",
            "mac_os_wired_network_configuration",
        ),
        (
            "windowsWifiEnterpriseEAPConfiguration",
            "windows_wifi_enterprise_eap_configuration",
        ),
        (
            "windows81TrustedRootCertificate",
            "windows81_trusted_root_certificate",
        ),
        (
            "windowsPhone81VpnConfiguration",
            "windows_phone81_vpn_configuration",
        ),
        ("oAuth2PermissionGrant", "o_auth2_permission_grant"),
        (
            "innerAuthenticationProtocolForEAPTTLS",
            "inner_authentication_protocol_for_eapttls",
        ),
        ("a_b", "a_b"),
        ("A_B", "a_b"),
        ("", ""),
    ] {
        assert_eq!(snake_case(wire), expected, "{wire}");
    }
}

#[test]
fn types_constants_and_variants() {
    assert_eq!(type_name("macOSWired"), "MacOSWired");
    assert_eq!(constant_name("sourceId"), "SOURCE_ID");
    assert_eq!(variant_name("iOS"), "IOS");
    assert_eq!(variant_name("élevé"), "Élevé");
    assert_eq!(variant_name("2xx"), "_2xx");
}

#[test]
fn a_segment_named_like_a_verb_gets_an_underscore() {
    assert_eq!(method_name("delete"), "delete_");
    assert_eq!(method_name("deletedItems"), "deleted_items");
}

#[test]
fn each_spelling_of_a_segment_is_a_method_of_its_own() {
    for (wire, method) in [
        ("deviceConfigurations", "device_configurations"),
        ("windows81Devices", "windows81_devices"),
        ("delete", "delete_"),
        ("Users", "Users"),
        ("macOSDevices", "macOSDevices"),
        ("beta_Dist", "beta__Dist"),
        ("device_configurations", "device_configurations"),
        ("delete_", "delete_"),
        ("aB", "a_b"),
        ("_source", "_source"),
        ("as_user", "as__user"),
        ("into_raw", "into__raw"),
        ("intoRaw", "into_raw_"),
    ] {
        assert_eq!(segment_method(wire), method);
    }
    assert_eq!(
        segment_method_with("findRooms", &["RoomList", "isNew"]),
        "find_rooms_with_RoomList_and_is_new"
    );
}

#[test]
fn casts_name_the_namespace_unless_it_is_graphs() {
    for (namespace, name, method) in [
        ("microsoft.graph", "user", "as_user"),
        ("microsoft.graph", "macOSDevice", "as_macOSDevice"),
        ("microsoft.graph.termStore", "set", "as_term_store_set"),
        ("microsoft.graphs", "user", "as_microsoft_graphs_user"),
        ("Microsoft.Graph", "user", "as_Microsoft_Graph_user"),
        ("x.y", "user", "as_x_y_user"),
    ] {
        assert_eq!(cast_segment_method(namespace, name), method);
        assert_eq!(cast_method(namespace, name), snake_case(method));
    }
}

#[test]
fn keywords_are_escaped_where_rust_can() {
    assert_eq!(escape("type").as_deref(), Some("r#type"));
    assert_eq!(escape("async").as_deref(), Some("r#async"));
    assert_eq!(escape("gen").as_deref(), Some("r#gen"));
    assert_eq!(escape("source_id").as_deref(), Some("source_id"));
    for name in [
        "self", "Self", "super", "crate", "_", "", "1a", "a-b", "é-b", "٣a",
    ] {
        assert_eq!(escape(name), None, "{name}");
    }
}

#[test]
fn keywords_are_those_of_syn_and_in_order() {
    assert!(KEYWORDS.is_sorted());
    let longest = KEYWORDS.iter().map(|keyword| keyword.len()).max();
    assert_eq!(longest, Some(LONGEST_KEYWORD));
    for keyword in KEYWORDS.into_iter().filter(|keyword| *keyword != "gen") {
        assert!(syn::parse_str::<syn::Ident>(keyword).is_err(), "{keyword}");
    }
    for name in [
        "union",
        "auto",
        "default",
        "raw",
        "safe",
        "source_id",
        "étage",
        "x2",
    ] {
        assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
        assert_eq!(escape(name).as_deref(), Some(name));
    }
}

#[test]
fn names_in_other_alphabets_have_words_as_well() {
    assert_eq!(snake_case("étageÉlevé"), "étage_élevé");
    assert_eq!(snake_case("ÜBERSicht"), "über_sicht");
    assert_eq!(snake_case(""), "");
}
