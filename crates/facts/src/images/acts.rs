//! What CI does with images beside building them.

use ringfort_model::Model;
use ringfort_model::image::Command;
use ringfort_source::{At, Span};

use super::builds::steps;
use super::names::Scope;
use super::{Act, ActKind, ImageName, JobId, scan};

/// All acts, in discovery order.
pub(super) fn derive(model: &Model) -> Vec<Act> {
    let mut acts = vec![];
    for (id, workflow, job, step) in steps(model) {
        let scope = Scope { workflow, job, step };
        acts.extend(from_action(&scope, id));
        for (index, command) in step.commands.iter().enumerate() {
            let next = step.commands.get(index + 1);
            acts.extend(from_command(&scope, id, command, next));
        }
    }
    acts.extend(generators(model));
    acts
}

/// Actions that sign, attest, list or push: action, kind, tool, the input that names the image.
const ACTIONS: &[(&str, ActKind, &str, &str)] = &[
    ("actions/attest-build-provenance", ActKind::Attest, "attest-build-provenance", "subject-name"),
    ("actions/attest", ActKind::Attest, "attest", "subject-name"),
    ("actions/attest-sbom", ActKind::Sbom, "attest-sbom", "subject-name"),
    ("anchore/sbom-action", ActKind::Sbom, "Syft", "image"),
    ("notaryproject/notation-action/sign", ActKind::Sign, "Notation", "target_artifact_reference"),
    ("docker/build-push-action", ActKind::Push, "BuildKit", "tags"),
    ("redhat-actions/push-to-registry", ActKind::Push, "Podman", "image"),
];

fn from_action(scope: &Scope<'_>, job: JobId) -> Vec<Act> {
    let step = scope.step;
    let Some(uses) = &step.uses else { return vec![] };
    let act = |kind: ActKind, tool, input: &str| {
        let text = step.with(input).str().map(|t| scope.expand(t));
        let first =
            text.as_deref().and_then(|t| t.split([',', '\n']).find(|t| !t.trim().is_empty()));
        Act { kind, tool, at: uses.span, job, name: first.map(ImageName::parse) }
    };
    let listed = ACTIONS.iter().filter(|(name, ..)| step.is(name));
    let mut acts: Vec<Act> = listed
        .filter(|(_, kind, ..)| {
            *kind != ActKind::Push
                || is_on(step.with("push"))
                || !step.is("docker/build-push-action")
        })
        .map(|(_, kind, tool, input)| act(kind.clone(), tool, input))
        .collect();
    if step.is("docker/build-push-action") {
        let written = |key: &str| matches!(step.with(key), At::Set(n) if n.scalar().is_some_and(|t| t != "false"));
        acts.extend(written("provenance").then(|| act(ActKind::Attest, "BuildKit", "tags")));
        acts.extend(written("sbom").then(|| act(ActKind::Sbom, "BuildKit", "tags")));
    }
    acts.extend(
        scan::action(step).map(|(gate, tool, input)| act(ActKind::Scan(gate), tool, input)),
    );
    acts
}

fn is_on(at: At<'_>) -> bool {
    // An expression (`${{ github.event_name == 'push' }}`) pushes at least sometimes.
    at.node().and_then(ringfort_source::Node::scalar).is_some_and(|t| t != "false")
}

fn from_command(
    scope: &Scope<'_>,
    job: JobId,
    command: &Command,
    next: Option<&Command>,
) -> Option<Act> {
    let words: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    let named = |kind, tool| {
        let last = words.iter().skip(2).rev().find(|w| !w.starts_with('-'));
        let name = last.map(|w| ImageName::parse(&scope.expand(w)));
        Some(Act { kind, tool, at: command.span, job, name })
    };
    match (command.program(), words.get(1).copied()) {
        ("cosign", Some("sign")) => named(ActKind::Sign, "cosign"),
        ("cosign", Some("attest")) => named(ActKind::Attest, "cosign"),
        ("notation", Some("sign")) => named(ActKind::Sign, "Notation"),
        ("syft", Some(_)) => named(ActKind::Sbom, "Syft"),
        ("docker" | "podman" | "crane", Some("push")) => named(ActKind::Push, "push"),
        _ => {
            let (gate, tool, image) = scan::command(scope, command, next)?;
            let name = image.map(|i| ImageName::parse(&scope.expand(i)));
            Some(Act { kind: ActKind::Scan(gate), tool, at: command.span, job, name })
        }
    }
}

/// Jobs that call the SLSA generator for containers.
fn generators(model: &Model) -> Vec<Act> {
    let mut acts = vec![];
    for (w, workflow) in model.workflows.iter().enumerate() {
        for (j, job) in workflow.jobs.iter().enumerate() {
            let uses = job.root.at("uses");
            let generator =
                "slsa-framework/slsa-github-generator/.github/workflows/generator_container";
            if uses.str().is_some_and(|u| u.starts_with(generator)) {
                let (kind, tool, at): (_, _, Span) =
                    (ActKind::Attest, "the SLSA generator", uses.span());
                let name = job.root.at("with.image").str().map(ImageName::parse);
                acts.push(Act { kind, tool, at, job: (w, j), name });
            }
        }
    }
    acts
}
