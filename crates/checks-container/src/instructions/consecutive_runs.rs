//! Layers that could be one.

use ringfort_check::model::image::{Dockerfile, Instruction, Step, Transfer};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// Two `RUN`s, or two copies to one place, follow each other in the final image.
pub struct ConsecutiveRuns;

impl Check for ConsecutiveRuns {
    const META: Meta = Meta::new(
        "container/consecutive-runs",
        "Instructions that could be one make a layer each",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["0008c003-79aa-42d8-95b8-1c2fe37dbfe6", "DL3059", "S7031"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        // Layers of stages that are left behind cost nothing.
        let steps = || dockerfile::shippable(on).into_iter().map(|stage| &stage.steps);
        if steps().all(Vec::is_empty) {
            return Verdict::NotApplicable;
        }
        let failures = steps().flat_map(|s| repeats(s)).enumerate().map(|(i, (step, word))| {
            let message = format!("this {word} could be part of the one before it");
            Failure::new(step.span, message).key(format!("{word}:{i}"))
        });
        Verdict::of(
            failures.collect(),
            dockerfile::head(on),
            "every layer has a purpose of its own",
        )
    }
}

/// The instructions that could be part of the one before, with their keyword.
fn repeats(steps: &[Step]) -> impl Iterator<Item = (&Step, &'static str)> {
    steps.windows(2).filter_map(|pair| {
        let [a, b] = pair else { return None };
        Some((b, joined(&a.instruction, &b.instruction)?))
    })
}

/// Mounts and heredocs give a step a reason to stand alone.
fn joined(a: &Instruction, b: &Instruction) -> Option<&'static str> {
    match (a, b) {
        (Instruction::Run(a), Instruction::Run(b)) => {
            let plain = a.flags == b.flags && a.heredocs.is_empty() && b.heredocs.is_empty();
            (plain && a.flags.is_empty()).then_some("RUN")
        }
        (Instruction::Copy(a), Instruction::Copy(b)) => together(a, b).then_some("COPY"),
        (Instruction::Add(a), Instruction::Add(b)) => together(a, b).then_some("ADD"),
        _ => None,
    }
}

/// The same place as destination. What two copies fill is a folder, with a slash or without.
fn together(a: &Transfer, b: &Transfer) -> bool {
    let plain = |t: &Transfer| t.flags.is_empty() && t.heredocs.is_empty();
    let known = a.dest.known().filter(|dest| !dest.is_empty());
    known.is_some() && plain(a) && plain(b) && known == b.dest.known()
}
