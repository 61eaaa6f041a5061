//! S03: a job that may ask for identity tokens takes on a role whose trust admits what started it.

use std::sync::Arc;

use ringfort_iam::{Principal, PrincipalKind, Text, Trusted, WebIdentity};
use ringfort_model::pipeline::{Job, Workflow};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S03",
    title: "CI to cloud",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} may ask for a token, and the trust of the role admits it: the attacker {gain}",
    page: include_str!("s03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for workflow in &facts.model.workflows {
        for job in workflow.jobs.iter().filter(|job| token_at(workflow, job).is_some()) {
            for (wanted, at) in assumed(job) {
                let all = iam.principals().iter().filter(|p| p.kind == PrincipalKind::Role);
                for role in all.filter(|p| is_meant(p, wanted)) {
                    into_role(g, workflow, job, role, at);
                }
            }
        }
    }
}

/// Where the job is given the right to ask for identity tokens.
fn token_at(workflow: &Workflow, job: &Job) -> Option<Span> {
    let permissions =
        job.root.at("permissions").node().or_else(|| workflow.at("permissions").node())?;
    if permissions.as_str() == Some("write-all") {
        return Some(permissions.span);
    }
    let node = permissions.get("id-token")?;
    (node.as_str() == Some("write")).then_some(node.span)
}

/// The roles that the job's steps ask for: the text, if it is one, and the place.
fn assumed(job: &Job) -> Vec<(Option<&str>, Span)> {
    let uses = job.steps.iter().filter(|s| s.is("aws-actions/configure-aws-credentials"));
    let named = uses.filter_map(|s| s.with("role-to-assume").node());
    named.map(|n| (n.as_str().filter(|t| !t.contains("${{")), n.span)).collect()
}

fn is_meant(role: &Principal, wanted: Option<&str>) -> bool {
    let name = wanted.map(|a| a.rsplit('/').next().unwrap_or(a));
    name.is_none_or(|n| role.name.as_deref() == Some(n))
}

fn into_role(g: &mut Ground<'_>, workflow: &Workflow, job: &Job, role: &Principal, at: Span) {
    for trust in g.controls.iam().trusts(role.id) {
        let Trusted::Web(web) = &trust.who else { continue };
        if !web.provider.known().is_some_and(|p| p.contains("githubusercontent")) {
            continue;
        }
        let scope: Arc<str> = role.address.as_str().into();
        let standing = if admits_outsiders(workflow, web) {
            Standing::Absent(Some(trust.at))
        } else {
            Standing::InPlace(trust.at, "the trust names branches or environments".into())
        };
        g.step(Position::Cloud((&*scope).into()))
            .from(Position::Job(workflow.path.clone(), job.id.clone()))
            .proof(at, "the role it asks for")
            .proof(trust.at, "the trust of the role")
            .unless(Control {
                id: "cloud/iam-least-privilege",
                target: scope.clone(),
                scope,
                standing,
            })
            .add();
    }
}

/// Does the trust admit runs that a pull request started? Runs of branches are admitted as they should be, so a
/// workflow that no outsider starts is left alone.
fn admits_outsiders(workflow: &Workflow, web: &WebIdentity) -> bool {
    let by_outsiders = ["pull_request", "pull_request_target", "workflow_run", "issue_comment"];
    if !by_outsiders.iter().any(|e| workflow.is_triggered_by(e)) {
        return true;
    }
    let admits = |subject: &Text| {
        let text = subject.known();
        subject.is_wild() || text.is_some_and(|t| t.ends_with(":pull_request"))
    };
    web.subjects.is_empty() || web.subjects.iter().any(admits)
}
