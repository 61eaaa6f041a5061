//! Credentials among the variables of an image.

use ringfort_check::facts::secrets;
use ringfort_check::model::image::{Dockerfile, Instruction, KeyValue};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile::{self, failure};

/// `ENV`, `ARG` or `LABEL` holds a credential.
pub struct SecretInImage;

impl Check for SecretInImage {
    const META: Meta = Meta::new(
        "container/secret-in-image",
        "Credential in a variable of the image",
        "container/no-secrets-in-image",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.10", "SP800-190-4.1.4", "OWASP-Docker-D06", "MITRE-T1552.001"])
    .aliases(&["DS-0031", "DL3064", "secret-in-build-arg", "S6472"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let pairs = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Env(p) | Instruction::Arg(p) | Instruction::Label(p) => Some(p),
            _ => None,
        });
        let all: Vec<&KeyValue> = on.global_args.iter().chain(pairs.flatten()).collect();
        let failures = all.iter().filter_map(|pair| judge(pair)).collect();
        Verdict::of(failures, dockerfile::head(on), "no variable holds a credential")
    }
}

fn judge(pair: &KeyValue) -> Option<Failure> {
    let value = pair.value.as_ref()?;
    let text = value.known()?;
    let hit = secrets::judge(Some(&pair.key.text), text)?;
    let shown = secrets::redact(text);
    let message = format!(
        "`{}` holds a credential ({}: {shown}), which stays in the image",
        pair.key.text, hit.title
    );
    Some(failure(value.span(), message))
}
