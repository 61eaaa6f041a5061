//! Resource holds a cloud credential in clear.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Mode;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Resource holds a cloud credential in clear.
pub struct CredentialInResource;

impl Check for CredentialInResource {
    const META: Meta = Meta::new(
        "cloud/credential-in-resource",
        "Resource holds a cloud credential in clear",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .gate()
    .frameworks(&["MITRE-T1552.001", "OWASP-K8s-2025-K08"])
    .aliases(&[
        "1402afd8-a95c-4e84-8b0b-6fb43758e6ce",
        "2564172f-c92b-4261-9acd-464aed511696",
        "f34508b9-f574-4330-b42d-88c44cced645",
        "CKV_AWS_45",
        "CKV_AWS_46",
        "AWS-0029",
        "7081f85c-b94d-40fd-8b45-a4f1cac75e46",
        "7f79f858-fbe8-4186-8a2c-dfd0d958a40f",
        "AC_AWS_0133",
        "CKV_AZURE_45",
        "AZU-0037",
    ]);

    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.mode == Mode::Provider || on.mode == Mode::Variable || on.mode == Mode::Output {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        literals(&on.attrs, &mut |node, text| {
            for hit in secrets::scan(text).into_iter().filter(|h| CLOUD.contains(&h.kind)) {
                let message = format!(
                    "`{}` holds a credential ({}): {}",
                    on.address,
                    hit.title,
                    secrets::redact(text.get(hit.range).unwrap_or(""))
                );
                let at = node.from.as_deref().copied().unwrap_or(node.span);
                failures.push(Failure::new(at, message).key(format!(
                    "{} {}",
                    hit.kind,
                    failures.len()
                )));
            }
        });
        if failures.is_empty() { Verdict::NotApplicable } else { Verdict::Fail(failures) }
    }
}

/// Kinds of credential that open a cloud account.
const CLOUD: &[&str] =
    &["aws-access-key-id", "azure-storage-key", "azure-shared-access-key", "azure-client-secret"];

/// Every text in `node`, with the node that holds it.
fn literals<'a>(node: &'a Node, visit: &mut impl FnMut(&'a Node, &'a str)) {
    match node.as_str() {
        Some(text) => visit(node, text),
        None => {
            node.items().iter().for_each(|n| literals(n, visit));
            node.entries().iter().for_each(|e| literals(&e.value, visit));
        }
    }
}
