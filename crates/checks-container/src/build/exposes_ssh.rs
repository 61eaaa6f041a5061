//! Ports of remote login.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `EXPOSE` lists port 22.
pub struct ExposesSsh;

impl Check for ExposesSsh {
    const META: Meta = Meta::new(
        "container/exposes-ssh",
        "Image offers SSH",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-5.7"])
    .aliases(&[
        "5907595b-5b6d-4142-b173-dbb0e73fbff8",
        "CKV_DOCKER_1",
        "DS-0004",
        "AC_DOCKER_0026",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Expose(ports) = &step.instruction else { continue };
            let ssh = ports.iter().any(|p| p.known().is_some_and(|p| covers(p, 22)));
            verdict = verdict.and(if ssh {
                Verdict::fail(dockerfile::failure(
                    step.span,
                    "the image exposes port 22".to_owned(),
                ))
            } else {
                Verdict::pass(step.span, "no port of remote login is exposed")
            });
        }
        verdict
    }
}

/// Does `8000-9000/tcp` cover the port?
fn covers(text: &str, port: u16) -> bool {
    let range = text.split('/').next().unwrap_or(text);
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(first), Ok(last)) => (first..=last).contains(&port),
        _ => false,
    }
}
