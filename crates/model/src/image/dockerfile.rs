//! A Dockerfile and its stages.

use std::sync::Arc;

use ringfort_source::Span;

use super::{Command, ImageRef, Instruction, KeyValue, Step, User, Word};
use crate::Value;

/// A Dockerfile.
#[derive(Clone, Debug, PartialEq)]
pub struct Dockerfile {
    /// The file's path.
    pub path: Arc<str>,
    /// The whole text.
    pub span: Span,
    /// `ARG`s before the first `FROM`.
    pub global_args: Vec<KeyValue>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The escape character: `\`, or a backquote by directive.
    pub escape: char,
}

/// From one `FROM` to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// From the `FROM` to the last instruction's end.
    pub span: Span,
    /// The `FROM` line.
    pub from: Span,
    /// `AS name`, in lower case as it is looked up.
    pub name: Option<Word>,
    /// `--platform`, where given.
    pub platform: Option<Value<String>>,
    /// What it begins with.
    pub base: Base,
    /// The instructions after `FROM`.
    pub steps: Vec<Step>,
}

/// What a stage begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// An image from a registry, and where it is named.
    Image(ImageRef, Span),
    /// An earlier stage of this file, by index.
    Stage(usize),
    /// `scratch`: nothing.
    Scratch,
    /// Not known, say through an `ARG` without default; the span is the name's, then the cause.
    Unknown(Span, Box<str>),
}

/// Who the processes of a stage run as, and what decided it.
#[derive(Clone, Debug, PartialEq)]
pub enum EffectiveUser<'a> {
    /// A `USER` instruction, in this stage or one it is built on.
    Set(&'a User, Span),
    /// No `USER`: the base image's own default holds.
    Base(&'a ImageRef, Span),
    /// No `USER` on `scratch`: root. The span is the `FROM` line.
    Scratch(Span),
    /// No `USER`, and the base is not known.
    Unknown(Span, &'a str),
}

impl Dockerfile {
    /// The stage that a build without `--target` gives: the last.
    pub fn final_stage(&self) -> Option<&Stage> {
        self.stages.last()
    }

    /// The stage `name`, for a build with `--target`: by name or by index.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        let named = |s: &&Stage| s.name.as_ref().is_some_and(|n| n.text.eq_ignore_ascii_case(name));
        self.stages.iter().find(named).or_else(|| self.stages.get(name.parse::<usize>().ok()?))
    }

    /// `stage` and the stages it is built on, nearest first. A stage can only build on earlier ones.
    pub fn lineage<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a Stage> {
        std::iter::successors(Some((self.stages.len(), stage)), |(limit, stage)| match stage.base {
            Base::Stage(index) if index < *limit => Some((index, self.stages.get(index)?)),
            _ => None,
        })
        .map(|(_, stage)| stage)
    }

    /// Who the processes of `stage` run as: its last `USER`, or that of the stage it is built on.
    pub fn effective_user<'a>(&'a self, stage: &'a Stage) -> EffectiveUser<'a> {
        let mut root = stage;
        for stage in self.lineage(stage) {
            root = stage;
            let user = stage.steps.iter().rev().find_map(|step| match &step.instruction {
                Instruction::User(user) => Some(EffectiveUser::Set(user, step.span)),
                _ => None,
            });
            if let Some(user) = user {
                return user;
            }
        }
        match &root.base {
            Base::Image(image, span) => EffectiveUser::Base(image, *span),
            Base::Scratch => EffectiveUser::Scratch(root.from),
            Base::Unknown(span, cause) => EffectiveUser::Unknown(*span, cause),
            Base::Stage(_) => {
                EffectiveUser::Unknown(root.from, "the stage it builds on is missing")
            }
        }
    }

    /// The images from registries that the build pulls: bases and sources of `COPY --from`.
    pub fn pulled(&self) -> impl Iterator<Item = (&ImageRef, Span)> {
        self.stages.iter().flat_map(|stage| {
            let base = match &stage.base {
                Base::Image(image, span) => Some((image, *span)),
                _ => None,
            };
            let copied = stage.steps.iter().filter_map(|step| match &step.instruction {
                Instruction::Copy(t) | Instruction::Add(t) => match &t.from {
                    super::CopyFrom::Image(image, span) => Some((image, *span)),
                    _ => None,
                },
                _ => None,
            });
            base.into_iter().chain(copied)
        })
    }
}

impl Stage {
    /// The simple commands of all `RUN`s, with the step each belongs to.
    pub fn run_commands(&self) -> impl Iterator<Item = (&Step, &Command)> {
        self.steps.iter().flat_map(|step| {
            let run = match &step.instruction {
                Instruction::Run(run) => Some(run),
                _ => None,
            };
            run.into_iter().flat_map(move |r| r.commands.iter().map(move |c| (step, c)))
        })
    }
}

/// Is this user root, by name or by number, or the administrator of Windows containers? A group after `:` does not matter.
pub fn is_root(user: &str) -> bool {
    let user = user.split(':').next().unwrap_or(user).trim();
    let named = user == "root" || user.eq_ignore_ascii_case("ContainerAdministrator");
    named || (!user.is_empty() && user.bytes().all(|b| b == b'0'))
}
