//! Suppressions in the `Metadata` of a resource of `CloudFormation`.

use ringfort_source::{Entry, Node, Span};

use super::{Dialect, Scope, Suppression, own};

/// Where a tool keeps its suppressions below `Metadata`, and the names of the reason.
const NOTATIONS: [(Dialect, &str, &str); 3] = [
    // Checkov: "Suppressing and skipping policies"; cfn-nag: "Per-resource rule suppression".
    (Dialect::Checkov, "checkov.skip", "comment"),
    (Dialect::CfnNag, "cfn_nag.rules_to_suppress", "reason"),
    // CloudFormation Guard: "Suppressing rules", a list of names.
    (Dialect::Guard, "guard.SuppressedRules", ""),
];

/// The suppressions that the resource under `entry` carries.
pub fn from_metadata(entry: &Entry) -> Vec<Suppression> {
    let Some(metadata) = entry.value.get("Metadata") else { return Vec::new() };
    let whole = entry.key_span.to(entry.value.span);
    let blank = |dialect, at: Span| Suppression::new(dialect, Scope::Within(whole), at);
    let mut found = Vec::new();
    for (dialect, path, why) in NOTATIONS {
        for item in metadata.at(path).list() {
            let text = |name: &str| item.get(name).and_then(Node::as_str);
            if let Some(id) = item.as_str().or(text("id")) {
                let reason = text(why).unwrap_or_default();
                found.push(blank(dialect, item.span).ids(id).reason(reason));
            }
        }
    }
    for line in metadata.at("ringfort.ignore").list().iter().filter_map(|n| n.as_str()) {
        let at = metadata.at("ringfort.ignore").span();
        let parts = own::parts(line);
        found.extend(parts.into_iter().map(|part| own::read(blank(Dialect::Ringfort, at), part)));
    }
    found
}

#[cfg(test)]
mod tests {
    use ringfort_source::SourceId;

    use super::*;

    #[test]
    fn metadata_covers_its_resource() {
        let table = [
            ("checkov: {skip: [{id: CKV_AWS_18, comment: logs}]}", "CKV_AWS_18", "logs"),
            ("cfn_nag: {rules_to_suppress: [{id: W35, reason: none}]}", "W35", "none"),
            (
                "guard: {SuppressedRules: [S3_BUCKET_LOGGING_ENABLED]}",
                "S3_BUCKET_LOGGING_ENABLED",
                "",
            ),
            ("ringfort: {ignore: \"a/b until=2027-01-01 reason=fine\"}", "a/b", "fine"),
            ("other: {skip: [{id: x}]}", "", ""),
        ];
        for (metadata, id, reason) in table {
            let text = format!("Bucket:\n  Type: x\n  Metadata: {{{metadata}}}\n");
            let parsed = ringfort_syntax::yaml::parse(SourceId(0), &text);
            let root = &parsed.documents[0].root;
            let found = from_metadata(&root.entries()[0]);
            let said: Vec<(&str, &str)> =
                found.iter().map(|s| (s.ids[0].as_str(), s.reason.as_str())).collect();
            let want: &[(&str, &str)] = if id.is_empty() { &[] } else { &[(id, reason)] };
            assert_eq!(said, want, "{metadata}");
        }
    }
}
