//! Files that hold credentials.

use ringfort_check::model::image::{CopyFrom, Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// Names of files that hold credentials and nothing else.
const NAMES: &[&str] = &[
    ".env",
    ".git-credentials",
    ".netrc",
    ".pgpass",
    ".htpasswd",
    "id_rsa",
    "id_ed25519",
    "id_ecdsa",
    "id_dsa",
    "kubeconfig",
    ".kube",
    ".aws",
    ".ssh",
    ".gnupg",
    "service-account.json",
    ".pypirc",
    "terraform.tfstate",
    ".dockercfg",
];

/// Endings of private keys and key stores.
const ENDINGS: &[&str] =
    &[".key", "-key.pem", "privkey.pem", ".p12", ".pfx", ".jks", ".keystore", ".ppk", ".tfstate"];

/// A file that holds credentials is copied into the final image.
pub struct SecretFileInImage;

impl Check for SecretFileInImage {
    const META: Meta = Meta::new(
        "container/secret-file-in-image",
        "File with credentials is copied into the image",
        "container/no-secrets-in-image",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.10", "SP800-190-4.1.4", "OWASP-Docker-D06", "MITRE-T1552.001"])
    .aliases(&["DS-0031"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        for step in dockerfile::shipped(on).into_iter().flat_map(dockerfile::steps_of) {
            let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction
            else {
                continue;
            };
            if !matches!(transfer.from, CopyFrom::Context) {
                continue;
            }
            let known = transfer.sources.iter().filter_map(|s| s.known());
            let secret = known.filter(|s| holds_credentials(s));
            failures.extend(secret.map(|s| {
                dockerfile::failure(step.span, format!("`{s}` is copied into the image"))
            }));
        }
        Verdict::of(
            failures,
            dockerfile::head(on),
            "no file that holds credentials is copied by name",
        )
    }
}

fn holds_credentials(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    NAMES.contains(&name.as_str())
        || name.ends_with("credentials.json")
        || is_environment(&name)
        || ENDINGS.iter().any(|e| name.ends_with(e))
        || path.ends_with(".docker/config.json")
}

/// `.env.staging.local`, but no example of one.
fn is_environment(name: &str) -> bool {
    let examples = ["example", "sample", "template", "dist", "defaults"];
    name.strip_prefix(".env.").is_some_and(|kind| !kind.split('.').any(|k| examples.contains(&k)))
}
