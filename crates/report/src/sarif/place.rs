//! Places as SARIF writes them: relative URIs, lines from 1.

use std::fmt::Write;

use ringfort_vocab::Location;
use serde_json::{Value, json};

use crate::Options;

/// The base that all URIs are relative to; GitHub takes it for the top of the repository.
pub(crate) const ROOT: &str = "%SRCROOT%";

/// A `location` object.
pub(crate) fn location(location: &Location, options: &Options<'_>) -> Value {
    let line = location.line.max(1);
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&location.file, options),
        "region": { "startLine": line, "endLine": location.end_line.max(line) },
    }})
}

/// An `artifactLocation` object.
pub(super) fn artifact(file: &str, options: &Options<'_>) -> Value {
    json!({ "uri": uri(options.path_prefix, file), "uriBaseId": ROOT })
}

/// `prefix/file` as a relative URI reference (RFC 3986): empty and `.` segments dropped, every byte
/// encoded that is not unreserved.
fn uri(prefix: &str, file: &str) -> String {
    let segments = prefix.split('/').chain(file.split('/'));
    let segments: Vec<String> = segments.filter(|s| !matches!(*s, "" | ".")).map(encode).collect();
    if segments.is_empty() { ".".to_owned() } else { segments.join("/") }
}

fn encode(segment: &str) -> String {
    let mut out = String::new();
    for byte in segment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn uris_are_relative_and_encoded() {
        for (prefix, file, want) in [
            ("", "app/main.py", "app/main.py"),
            ("services/api/", "./k8s/a b#1.yaml", "services/api/k8s/a%20b%231.yaml"),
            ("", "/etc/passwd", "etc/passwd"),
            ("", "c:\\x.tf", "c%3A%5Cx.tf"),
            ("", "é\u{202e}", "%C3%A9%E2%80%AE"),
            ("", "", "."),
        ] {
            assert_eq!(uri(prefix, file), want);
        }
    }
}
