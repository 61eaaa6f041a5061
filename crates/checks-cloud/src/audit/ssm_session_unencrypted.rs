//! Sessions have no key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Sessions have no key of your own.
pub struct SsmSessionUnencrypted;

impl Check for SsmSessionUnencrypted {
    const META: Meta = Meta::new(
        "cloud/ssm-session-unencrypted",
        "Sessions have no key of your own",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["ce60cc6b-6831-4bd7-84a2-cc7f8ee71433", "CKV_AWS_112"]);
    const TYPES: &'static [&'static str] = &["aws_ssm_document"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kind = on.at("document_type");
        if kind.str().is_some_and(|k| k != "Session") {
            return Verdict::NotApplicable;
        }
        let content = on.at("content");
        let At::Set(node) = content else {
            return Verdict::unknown(content.span(), "the content of the document is not known");
        };
        let key = match node.as_str() {
            Some(text) => plain_key(text),
            None => match node.at("inputs.kmsKeyId") {
                At::Set(key) => key.as_str().is_some_and(|k| !k.is_empty()),
                At::Unknown(_) => true,
                At::Absent(_) => false,
            },
        };
        if key {
            return Verdict::pass(node.span, "sessions are encrypted with a key of your own");
        }
        let at = node.at("inputs.kmsKeyId").span();
        Verdict::fail(Failure::new(
            at,
            format!("sessions that document `{}` describes are encrypted by TLS alone", on.name),
        ))
    }
}

/// The `kmsKeyId` of a document in YAML: any value but an empty one.
fn plain_key(text: &str) -> bool {
    let key = text.lines().find_map(|l| l.trim().strip_prefix("kmsKeyId:"));
    key.is_some_and(|v| !matches!(v.trim().trim_matches(['"', '\'']), "" | "null" | "~"))
}
