//! Credentials that are passed as build arguments.

use ringfort_check::facts::secrets;
use ringfort_check::model::image::{Dockerfile, Instruction, KeyValue};
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
            Instruction::Arg(pairs) => Some((pairs, "reaches the build as an argument")),
            // A variable with the value of an argument keeps it for good.
            Instruction::Env(pairs) => Some((pairs, "keeps an argument of the build")),
            _ => None,
        });
        let global = (&on.global_args, "reaches the build as an argument");
        let mut all = std::iter::once(global)
            .chain(args)
            .flat_map(|(pairs, how)| pairs.iter().map(move |pair| (pair, how)))
            .peekable();
        if all.peek().is_none() {
            return Verdict::NotApplicable;
        }
        let failures = all.filter(|(pair, _)| is_open(pair)).map(|(pair, how)| {
            let name = &pair.key.text;
            failure(pair.key.span, format!("`{name}` {how}, which the image's history shows"))
        });
        let failures: Vec<Failure> = failures.collect();
        Verdict::of(failures, dockerfile::head(on), "no argument is named like a credential")
    }
}

/// Named like a credential, with a value that the build is given: none here, an empty one, or that of a variable.
fn is_open(pair: &KeyValue) -> bool {
    let given = match &pair.value {
        None => true,
        Some(value) => value.known().is_none_or(String::is_empty),
    };
    given && secrets::is_credential_name(&pair.key.text)
}
