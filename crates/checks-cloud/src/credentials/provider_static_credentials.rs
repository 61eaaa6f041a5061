//! Provider block holds credentials.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_key;

/// Provider block holds credentials.
pub struct ProviderStaticCredentials;

impl Check for ProviderStaticCredentials {
    const META: Meta = Meta::new(
        "cloud/provider-static-credentials",
        "Provider block holds credentials",
        "cloud/no-static-credentials",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-AWS-2.16", "OWASP-K8s-2025-K08", "MITRE-T1552.001"])
    .aliases(&[
        "c2f15af3-66a0-4176-a56e-e4711e502e5c",
        "d7b9d850-3e06-4a75-852f-c46c2e92240b",
        "CKV_AWS_41",
    ]);
    const TYPES: &'static [&'static str] = &[
        "provider.aws",
        "provider.azurerm",
        "provider.azuread",
        "provider.google",
        "provider.google-beta",
        "provider.kubernetes",
        "provider.helm",
        "provider.github",
        "backend.s3",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        let mut open = None;
        for name in NAMES {
            match on.at(name) {
                At::Absent(_) => {}
                At::Unknown(node) => open = Some(node),
                At::Set(node) => {
                    let judged = |text| match secrets::judge(Some(name), text) {
                        Some(hit) => Some(hit.title),
                        None => (!is_emulator(on) && is_key(name, text)).then_some("AWS key"),
                    };
                    let Some(title) = node.as_str().and_then(judged) else { continue };
                    let at = node.from.as_deref().copied().unwrap_or(node.span);
                    let message = format!(
                        "`{name}` of {} is a literal ({}): whoever reads the code holds it",
                        on.address, title
                    );
                    failures.push(Failure::new(at, message).key(name));
                }
            }
        }
        match open {
            // A variable without a value comes from outside at run time, which is what it should do.
            Some(node) if failures.is_empty() => {
                Verdict::pass(node.span, "the credential comes from outside the code")
            }
            _ => Verdict::of(failures, on.header, "holds no literal credentials"),
        }
    }
}

/// Attributes of providers and state backends that hold credentials.
const NAMES: [&str; 10] = [
    "access_key",
    "secret_key",
    "token",
    "client_secret",
    "client_certificate_password",
    "password",
    "credentials",
    "client_key",
    "private_key",
    "access_token",
];

/// Has `value` the form of a key of AWS? What stands in a provider block is what signs the calls, so the examples of
/// the documentation count here too: a copied example is replaced in place.
fn is_key(name: &str, value: &str) -> bool {
    match name {
        "access_key" => aws_key::is_id(value),
        "secret_key" => aws_key::is_secret(value),
        _ => false,
    }
}

/// Does the provider talk to an emulator, where any key will do?
fn is_emulator(on: &Resource) -> bool {
    !on.at("endpoints").is_absent() || on.bool("skip_credentials_validation", false).is(&true)
}
