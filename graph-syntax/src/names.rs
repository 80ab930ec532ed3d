//! From Graph's names to Rust's: derived, never spelled twice.

/// The name of a type: `iosScepCertificateProfile` becomes `IosScepCertificateProfile`.
pub fn type_name(wire: &str) -> String {
    capitalized(wire)
}

/// The name of an enumeration's variant: `policySets` becomes `PolicySets`.
pub fn variant_name(wire: &str) -> String {
    let name = capitalized(wire);
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// The name of a property's constant: `sourceId` becomes `SOURCE_ID`.
pub fn constant_name(wire: &str) -> String {
    snake_case(wire).to_uppercase()
}

/// The name of the method that a segment of a path is: `deviceConfigurations` becomes `device_configurations`.
///
/// A segment named like a verb gets an underscore, since paths have methods for the verbs.
pub fn method_name(wire: &str) -> String {
    let name = snake_case(wire);
    if is_reserved_method(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of the method that a segment with arguments is: `delta(token='…')` is `delta_with_token`.
///
/// Parameters are told apart by their names, in any order (OData 4.01, URL Conventions, section 4.5), so they are sorted.
pub fn method_name_with(wire: &str, parameters: &[&str]) -> String {
    let mut names: Vec<String> = parameters.iter().map(|name| snake_case(name)).collect();
    names.sort();
    format!("{}_with_{}", snake_case(wire), names.join("_and_"))
}

/// Whether paths have a method of this name for themselves.
pub fn is_reserved_method(name: &str) -> bool {
    matches!(
        name,
        "get"
            | "post"
            | "post_body"
            | "post_without_body"
            | "put"
            | "patch"
            | "delete"
            | "id"
            | "by_id"
            | "count"
            | "value"
            | "reference"
            | "at_path"
            | "cast"
    )
}

/// Words apart: `macOSWiredNetwork` becomes `mac_os_wired_network`, `windows81Trusted` becomes `windows81_trusted`.
pub fn snake_case(wire: &str) -> String {
    let chars: Vec<char> = wire.chars().collect();
    let mut name = String::with_capacity(wire.len() + 8);
    for (index, &char) in chars.iter().enumerate() {
        if char.is_uppercase() && index > 0 {
            let before = chars[index - 1];
            let ends_acronym = chars.get(index + 1).is_some_and(|next| next.is_lowercase());
            let begins_word = before.is_lowercase()
                || before.is_ascii_digit()
                || (before.is_uppercase() && ends_acronym);
            if begins_word && before != '_' {
                name.push('_');
            }
        }
        name.extend(char.to_lowercase());
    }
    name
}

fn capitalized(wire: &str) -> String {
    let mut chars = wire.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A name as a Rust identifier: `r#type` for a keyword. `None` where not even that is an identifier.
pub fn escape(name: &str) -> Option<String> {
    if name.is_empty() || name == "_" || matches!(name, "self" | "Self" | "super" | "crate") {
        return None;
    }
    let valid = name.chars().enumerate().all(|(index, char)| {
        char == '_' || char.is_alphabetic() || (index > 0 && char.is_alphanumeric())
    });
    if !valid {
        return None;
    }
    // `gen` is a keyword since edition 2024, and not to syn.
    let is_keyword = name == "gen" || syn::parse_str::<syn::Ident>(name).is_err();
    Some(match is_keyword {
        true => format!("r#{name}"),
        false => name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
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
        assert_eq!(variant_name("2xx"), "_2xx");
    }

    #[test]
    fn a_segment_named_like_a_verb_gets_an_underscore() {
        assert_eq!(method_name("delete"), "delete_");
        assert_eq!(method_name("deletedItems"), "deleted_items");
    }

    #[test]
    fn keywords_are_escaped_where_rust_can() {
        assert_eq!(escape("type").as_deref(), Some("r#type"));
        assert_eq!(escape("async").as_deref(), Some("r#async"));
        assert_eq!(escape("gen").as_deref(), Some("r#gen"));
        assert_eq!(escape("source_id").as_deref(), Some("source_id"));
        for name in ["self", "Self", "super", "crate", "_", "", "1a", "a-b"] {
            assert_eq!(escape(name), None, "{name}");
        }
    }
}
