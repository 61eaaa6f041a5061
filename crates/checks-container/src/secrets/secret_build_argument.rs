//! Credentials that are passed as build arguments.

use ringfort_check::facts::secrets;
use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile::{self, failure};

/// An `ARG` without default is named like a credential.
pub struct SecretBuildArgument;

impl Check for SecretBuildArgument {
    const META: Meta = Meta::new(
        "container/secret-build-argument",
        "Credential is passed to the build as an argument",
        "container/no-secrets-in-image",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CIS-Docker-4.10", "OWASP-Docker-D06"])
    .aliases(&["DS-0031", "DL3064", "secret-in-build-arg", "S6472"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let args = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Arg(pairs) => Some(pairs),
            _ => None,
        });
        let mut all = on.global_args.iter().chain(args.flatten()).peekable();
        if all.peek().is_none() {
            return Verdict::NotApplicable;
        }
        let open = all.filter(|p| p.value.is_none() && secrets::is_credential_name(&p.key.text));
        let failures: Vec<Failure> = open
            .map(|p| {
                failure(
                    p.key.span,
                    format!(
                        "`{}` reaches the build as an argument, which the image's history shows",
                        p.key.text
                    ),
                )
            })
            .collect();
        Verdict::of(failures, dockerfile::head(on), "no argument is named like a credential")
    }
}
