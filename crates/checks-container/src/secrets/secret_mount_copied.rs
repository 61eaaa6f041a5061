//! Mounted secrets that end in a layer.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, Run};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;

/// A `RUN` copies a secret that `BuildKit` mounts for it, so that the layer keeps it.
pub struct SecretMountCopied;

impl Check for SecretMountCopied {
    const META: Meta = Meta::new(
        "container/secret-mount-copied",
        "Mounted secret is copied into the image",
        "container/no-secrets-in-image",
        Severity::High,
    )
    .frameworks(&["CIS-Docker-4.10", "SP800-190-4.1.4", "MITRE-T1552.001"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Run(run) = &step.instruction else { continue };
            for secret in secrets(run) {
                verdict = verdict.and(match copied(run, &secret) {
                    None => Verdict::pass(step.span, "the secret is used where it is mounted"),
                    Some(at) => Verdict::fail(dockerfile::failure(
                        at,
                        format!("the mounted secret `{secret}` is written into the layer"),
                    )),
                });
            }
        }
        verdict
    }
}

/// Where the secrets of a `RUN` are mounted: `target`, by default `/run/secrets/ID`.
fn secrets(run: &Run) -> Vec<String> {
    let mounts = run.mounts().filter(|(_, pairs)| pairs.contains(&("type", "secret")));
    let value = |pairs: &[(&str, &str)], names: &[&str]| {
        pairs.iter().find(|(k, _)| names.contains(k)).map(|(_, v)| (*v).to_owned())
    };
    mounts
        .filter_map(|(_, pairs)| {
            let target = value(&pairs, &["target", "dst", "destination"]);
            target.or_else(|| Some(format!("/run/secrets/{}", value(&pairs, &["id"])?)))
        })
        .collect()
}

/// A copy of the file, or its text led into another file.
fn copied(run: &Run, secret: &str) -> Option<Span> {
    let names = |c: &Command| c.argv.iter().skip(1).any(|w| w.text == secret);
    let copies =
        |c: &&Command| matches!(c.program(), "cp" | "mv" | "install" | "rsync") && names(c);
    let first = run.commands.iter().find(copies).map(|c| c.span);
    first.or_else(|| {
        let led = |text: &str| {
            let after = text.split(secret).skip(1);
            after.into_iter().any(|rest| {
                let rest = rest.split(['\n', ';', '&', '|', ')', '`']).next().unwrap_or("");
                let target =
                    rest.split_once('>').map_or("", |(_, t)| t.trim_start_matches('>').trim());
                !target.is_empty() && !["/dev/", "/tmp/", "&"].iter().any(|p| target.starts_with(p))
            })
        };
        led(&run.text.text).then_some(run.text.span)
    })
}
