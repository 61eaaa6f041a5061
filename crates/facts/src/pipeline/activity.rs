//! What a step does, as far as the tool it uses tells.

use ringfort_model::pipeline::{Command, Job, Step, Uses, Workflow};
use ringfort_source::{Node, Span};

use super::stops::{self, Stops};
use super::tool::{self, Tool};

/// Something that a pipeline does.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// What.
    pub kind: ActivityKind,
    /// The action or the words of the command.
    pub tool: String,
    /// The position of the workflow in the model.
    pub workflow: usize,
    /// The position of the job in the workflow.
    pub job: usize,
    /// Where it is written: the value of `uses`, or the command.
    pub span: Span,
    /// Does a finding of the tool end the job?
    pub stops: Stops,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    /// Compares dependencies with advisories.
    DependencyScan,
    /// Analyses source code.
    StaticAnalysis,
    /// Writes a bill of materials.
    Sbom,
    /// Signs an image.
    SignImage,
    /// Attests how an image or package was built.
    AttestBuild,
    /// Pushes an image to a registry.
    PushImage,
    /// Publishes a package or release.
    PublishPackage,
    /// Signs in to a cloud with the job's own identity.
    LoginFederated,
    /// Signs in to a cloud with a stored key.
    LoginStatic,
    /// Changes a running system.
    Deploy,
    /// Restores files that an earlier run left.
    RestoreCache,
}

impl ActivityKind {
    /// By its name in the table of tools.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "dependency-scan" => Self::DependencyScan,
            "static-analysis" => Self::StaticAnalysis,
            "sbom" => Self::Sbom,
            "sign-image" => Self::SignImage,
            "attest-build" => Self::AttestBuild,
            "push-image" => Self::PushImage,
            "publish-package" => Self::PublishPackage,
            "login-federated" => Self::LoginFederated,
            "login-static" => Self::LoginStatic,
            "deploy" => Self::Deploy,
            "restore-cache" => Self::RestoreCache,
            _ => return None,
        })
    }
}

/// All activities of `workflows`.
pub(super) fn all(workflows: &[Workflow]) -> Vec<Activity> {
    let mut out = Vec::new();
    for (w, workflow) in workflows.iter().enumerate() {
        for (j, job) in workflow.jobs.iter().enumerate() {
            let mut add = |tool: &Tool, name: String, span: Span, stops: Stops| {
                out.push(Activity {
                    kind: tool.kind,
                    tool: name,
                    workflow: w,
                    job: j,
                    span,
                    stops,
                });
            };
            if let Some(uses) = called(&job.root) {
                by_action(&uses, &job.root, job, &mut add);
            }
            for step in &job.steps {
                if let Some(uses) = &step.uses {
                    by_action(uses, &step.root, job, &mut add);
                }
                by_commands(step, job, &mut add);
            }
        }
    }
    out
}

/// The reusable workflow that a job calls.
fn called(job: &Node) -> Option<Uses> {
    let node = job.at("uses").node()?;
    let (action, reference) = node.as_str()?.split_once('@')?;
    Some(Uses { action: action.into(), reference: reference.into(), span: node.span })
}

type Add<'a> = dyn FnMut(&Tool, String, Span, Stops) + 'a;

fn by_action(uses: &Uses, step: &Node, job: &Job, add: &mut Add<'_>) {
    for tool in tool::all().iter().filter(|t| t.is_action(&uses.action)) {
        if tool.when.iter().all(|c| c.holds_with(step)) {
            let stops = stops::action(tool, uses, step, job);
            add(tool, uses.action.to_string(), uses.span, stops);
        }
    }
}

fn by_commands(step: &Step, job: &Job, add: &mut Add<'_>) {
    for (at, command) in step.commands.iter().enumerate() {
        let next: Option<&Command> = step.commands.get(at + 1);
        for tool in tool::all().iter().filter(|t| t.is_command(command)) {
            if tool.when.iter().all(|c| c.holds_for(command)) {
                let stops = stops::command(tool, command, next, step, job);
                add(tool, tool.name(), command.span, stops);
            }
        }
    }
}
