//! Texts out of JSON that stands in a manifest as text: configurations of network plugins are often not valid
//! JSON (trailing commas), and only one or two texts are wanted of them.

/// The first text that follows `"key":`, through an opening bracket if there is one.
pub(crate) fn text<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let quoted = format!("\"{key}\"");
    let mut rest = json;
    while let Some((_, after)) = rest.split_once(&quoted) {
        rest = after;
        let Some(value) = after.trim_start().strip_prefix(':') else { continue };
        let value = value.trim_start().trim_start_matches('[').trim_start();
        return value.strip_prefix('"')?.split('"').next();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_in_what_is_nearly_json() {
        let config = "{\"type\": \"name\", \"name\" : \"l2\", \"ips\": [ \"10.0.0.1/24\" ], }";
        let table = [("name", Some("l2")), ("ips", Some("10.0.0.1/24")), ("mtu", None)];
        for (key, expected) in table {
            assert_eq!(text(config, key), expected, "{key}");
        }
    }
}
