//! Dockerfiles as several checks walk them.

use ringfort_check::model::image::{
    Base, Command, CopyFrom, Dockerfile, Flag, Instruction, Run, Stage, Step, Transfer,
};
use ringfort_check::{Failure, Scene, Span, Verdict};

/// The stages whose files and settings are in the final image: the last one and those it is built on.
pub(crate) fn shipped(on: &Dockerfile) -> Vec<&Stage> {
    on.final_stage().map_or_else(Vec::new, |stage| on.lineage(stage).collect())
}

/// The stages whose layers may be shipped: those of every image that a build can be for (`--target`), which no other
/// stage copies from or is built on, and what they are built on.
pub(crate) fn shippable(on: &Dockerfile) -> Vec<&Stage> {
    let copied: Vec<usize> = steps(on)
        .filter_map(|(_, step)| match &step.instruction {
            Instruction::Copy(t) | Instruction::Add(t) => Some(&t.from),
            _ => None,
        })
        .filter_map(|from| if let CopyFrom::Stage(index) = from { Some(*index) } else { None })
        .collect();
    let is_used = |index: usize| {
        let builds = |s: &Stage| matches!(s.base, Base::Stage(base) if base == index);
        copied.contains(&index) || on.stages.iter().any(builds)
    };
    let targets = on.stages.iter().enumerate().filter(|(index, _)| !is_used(*index));
    let mut found: Vec<&Stage> = targets.flat_map(|(_, stage)| on.lineage(stage)).collect();
    found.sort_by_key(|stage| stage.span.start);
    found.dedup_by_key(|stage| stage.span);
    found
}

/// Where the Dockerfile as a whole is meant: the line that begins the final stage.
pub(crate) fn head(on: &Dockerfile) -> Span {
    on.final_stage().map_or(Span::file(on.span.source), |stage| stage.from)
}

/// The position of the Dockerfile in the model.
pub(crate) fn index_of(scene: &Scene<'_>, on: &Dockerfile) -> Option<usize> {
    scene.facts.model.dockerfiles.iter().position(|d| d.path == on.path && d.span == on.span)
}

/// Judges every command of every `RUN`: what `bad` says of one is the message of its failure.
pub(crate) fn each_command(
    on: &Dockerfile,
    bad: impl Fn(&Command) -> Option<String>,
    note: &'static str,
) -> Verdict {
    let mut commands = runs(on).flat_map(|run| &run.commands).peekable();
    if commands.peek().is_none() {
        return Verdict::NotApplicable;
    }
    let failures = commands.filter_map(|c| Some(failure(c.span, bad(c)?)));
    Verdict::of(failures.collect(), head(on), note)
}

/// Judges every `RUN` by all of its commands.
pub(crate) fn each_run(
    on: &Dockerfile,
    bad: impl Fn(&[Command]) -> Option<(Span, String)>,
    note: &'static str,
) -> Verdict {
    let mut runs = runs(on).peekable();
    if runs.peek().is_none() {
        return Verdict::NotApplicable;
    }
    let failures = runs.filter_map(|run| bad(&run.commands)).map(|(at, m)| failure(at, m));
    Verdict::of(failures.collect(), head(on), note)
}

/// Judges every flag of every `RUN`.
pub(crate) fn each_run_flag(
    on: &Dockerfile,
    note: &'static str,
    bad: impl Fn(&Flag) -> Option<String>,
) -> Verdict {
    let mut flags = runs(on).flat_map(|run| &run.flags).peekable();
    if flags.peek().is_none() {
        return Verdict::NotApplicable;
    }
    let failures = flags.filter_map(|flag| Some(failure(flag.span, bad(flag)?)));
    Verdict::of(failures.collect(), head(on), note)
}

/// In each stage only the last instruction of a kind has an effect: fails for those before it.
pub(crate) fn last_counts(
    on: &Dockerfile,
    keyword: &str,
    is: impl Fn(&Instruction) -> bool,
) -> Verdict {
    let mut verdict = Verdict::NotApplicable;
    for stage in &on.stages {
        let all: Vec<&Step> = stage.steps.iter().filter(|s| is(&s.instruction)).collect();
        let Some((last, idle)) = all.split_last() else { continue };
        let failures = idle.iter().enumerate().map(|(i, step)| {
            let message = format!("this {keyword} has no effect: a later one takes its place");
            Failure::new(step.span, message)
                .key(format!("{keyword}:{i}"))
                .related(last.span, "the last one")
        });
        let note = format!("the only {keyword} of its stage");
        verdict = verdict.and(Verdict::of(failures.collect(), last.span, note));
    }
    verdict
}

/// A `COPY --from`.
pub(crate) struct CopyOf<'a> {
    /// The stage it stands in.
    pub(crate) stage: &'a Stage,
    /// All of it.
    pub(crate) transfer: &'a Transfer,
    /// The flag.
    pub(crate) flag: &'a Flag,
}

impl CopyOf<'_> {
    /// Does the flag name the stage it stands in, by name or by position?
    pub(crate) fn names_own_stage(&self, on: &Dockerfile) -> bool {
        let name = self.stage.name.as_ref();
        let position = || on.stages.iter().position(|s| s.span == self.stage.span);
        name.is_some_and(|n| n.text.eq_ignore_ascii_case(&self.flag.value))
            || self.flag.value.parse::<usize>().is_ok_and(|n| position() == Some(n))
    }
}

/// All copies from stages and images.
pub(crate) fn copies_from(on: &Dockerfile) -> Vec<CopyOf<'_>> {
    let copies = steps(on).filter_map(|(stage, step)| match &step.instruction {
        Instruction::Copy(transfer) => {
            Some(CopyOf { stage, transfer, flag: transfer.flag("from")? })
        }
        _ => None,
    });
    copies.collect()
}

/// All instructions with their stage, those that `ONBUILD` puts off included.
pub(crate) fn steps(on: &Dockerfile) -> impl Iterator<Item = (&Stage, &Step)> {
    on.stages.iter().flat_map(|stage| steps_of(stage).map(move |step| (stage, step)))
}

/// The instructions of a stage, those that `ONBUILD` puts off included.
pub(crate) fn steps_of(stage: &Stage) -> impl Iterator<Item = &Step> {
    stage.steps.iter().map(|step| match &step.instruction {
        Instruction::Onbuild(later) => &**later,
        _ => step,
    })
}

/// All `RUN`s.
pub(crate) fn runs(on: &Dockerfile) -> impl Iterator<Item = &Run> {
    steps(on).filter_map(|(_, step)| match &step.instruction {
        Instruction::Run(run) => Some(run),
        _ => None,
    })
}

/// A failure that its message tells apart.
pub(crate) fn failure(at: Span, message: String) -> Failure {
    let key = message.clone();
    Failure::new(at, message).key(key)
}
