//! Secret manifest holds real data.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::credentials;

/// A Secret with values is among the files.
pub struct SecretInGit;

impl Check for SecretInGit {
    const META: Meta = Meta::new(
        "cluster/secret-in-git",
        "Secret manifest holds real data",
        "cluster/secrets-management",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "CIS-K8s-5.4.2",
        "K8s-SecretsGoodPractices",
        "OWASP-K8s-2025-K03",
        "MS-TA9025",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Secret"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !on.group().is_empty() {
            return Verdict::NotApplicable;
        }
        let known = ["data", "stringData"].iter().all(|f| !on.at(f).is_unknown());
        let real = credentials::real_values(&on.root);
        let Some((key, at)) = real.first().filter(|_| known) else {
            return if known {
                Verdict::pass(on.head, "holds no real value")
            } else {
                Verdict::unknown(on.head, "its data is not known")
            };
        };
        let message = format!(
            "Secret `{}` holds {} real values in plain sight, `{key}` first",
            on.name,
            real.len()
        );
        Verdict::fail(Failure::new(*at, message))
    }
}
