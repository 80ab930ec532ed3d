//! A URL without what belongs to a user.
//!
//! In: a URL without its origin, and which of its segments are keys. Out: its path, and that with `{}` in their place.

/// A URL without its query, which may hold what is nobody's business.
pub fn path_of(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

/// A path with `{}` in place of its keys.
pub fn template(path: &str, keys: Option<u64>) -> String {
    let mut text = String::new();
    let mut in_path = false;
    for (at, segment) in path.split('/').skip(1).enumerate() {
        let is_key = match keys {
            Some(keys) => at >= 64 || keys & (1 << at) != 0,
            None if at >= 2 => {
                text.push_str("/…");
                break;
            }
            None => false,
        };
        // Below a drive item, the path between two colons is the user's: `root:/Reports/a.txt:/content`.
        if in_path {
            in_path = !segment.ends_with(':');
            if !in_path {
                text.push(':');
            }
            continue;
        }
        text.push('/');
        match segment.split_once('(') {
            _ if is_key => text.push_str("{}"),
            Some((name, _)) => {
                text.push_str(name);
                text.push_str("({})");
            }
            None => text.push_str(segment),
        }
        if segment.ends_with(':') {
            if is_key || segment.contains('(') {
                text.push(':');
            }
            text.push_str("/{}");
            in_path = true;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn a_template_shows_no_key() {
        for (path, keys, shown) in [
            (
                "/v1.0/users/a%2Fb/messages/AAMk",
                0b10100,
                "/v1.0/users/{}/messages/{}",
            ),
            ("/v1.0/users('$x')/manager", 0, "/v1.0/users({})/manager"),
            ("/v1.0/applications(appId='a')", 0, "/v1.0/applications({})"),
            (
                "/v1.0/me/drive/root:/Secret/plan.xlsx:/content",
                0,
                "/v1.0/me/drive/root:/{}:/content",
            ),
            (
                "/v1.0/drives/d/items/i:/Secret/a",
                0b10100,
                "/v1.0/drives/{}/items/{}:/{}",
            ),
            (
                "/v1.0/drives/d/items('delta'):/Secret/a",
                0b100,
                "/v1.0/drives/{}/items({}):/{}",
            ),
        ] {
            assert_eq!(template(path, Some(keys)), shown);
        }
        let of_hand = template("/v1.0/users/adele/messages", None);
        assert_eq!(of_hand, "/v1.0/users/…");
    }
}
