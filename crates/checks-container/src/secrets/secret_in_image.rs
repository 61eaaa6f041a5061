//! Credentials among the variables of an image.

use ringfort_check::facts::secrets;
use ringfort_check::model::image::{Command, Dockerfile, Instruction, KeyValue, Word};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile::{self, failure};

/// `ENV`, `ARG`, `LABEL` or a variable of a `RUN` holds a credential.
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
        let commands = dockerfile::runs(on).flat_map(|run| &run.commands);
        let failures = all.iter().filter_map(|pair| judge(pair)).chain(commands.flat_map(exported));
        Verdict::of(failures.collect(), dockerfile::head(on), "no variable holds a credential")
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

/// The variables that a command sets for itself or for those after it. The history of the image shows the step.
fn exported(command: &Command) -> Vec<Failure> {
    let exports = matches!(command.program(), "export" | "declare" | "env" | "readonly");
    let words = command.argv.iter().skip(1).filter(|_| exports);
    let credential = |word: &Word| {
        let (name, value) = word.text.split_once('=')?;
        let hit = secrets::judge(Some(name), value)?;
        let shown = secrets::redact(value);
        let message = format!(
            "`{name}` holds a credential ({}: {shown}), which the history shows",
            hit.title
        );
        Some(failure(word.span, message))
    };
    command.env.iter().chain(words).filter_map(credential).collect()
}
