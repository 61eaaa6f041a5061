//! Cloud principals as positions, and rights as steps.

use ringfort_facts::Facts;
use ringfort_facts::cloud::gke;
use ringfort_facts::kube::namespace_of;
use ringfort_iam::{Certainty, Decision, Evidence, Iam, Principal, PrincipalId, Tri};
use ringfort_model::cloud::Resource;
use ringfort_model::kube::Workload;
use ringfort_source::Span;

use crate::control::Control;
use crate::ground::{Ground, Step};
use crate::position::{ContainerId, Position};
use crate::techniques::identity::support::{containers, workloads};

/// What it takes to act as `principal`.
pub(in crate::techniques) fn position(principal: &Principal) -> Position {
    let root =
        if principal.root.is_empty() { String::new() } else { format!("{}/", principal.root) };
    Position::Cloud(format!("{root}{}", principal.address).into())
}

/// The principal that `resource` declares.
pub(in crate::techniques) fn principal_of<'i>(
    facts: &Facts,
    iam: &'i Iam,
    resource: &Resource,
) -> Option<&'i Principal> {
    let all = &facts.model.resources;
    let index = all.iter().position(|r| std::ptr::eq(r, resource))?;
    iam.principal(iam.of_resource(index)?)
}

/// The roles of worker nodes, each with the place that makes it one.
pub(super) fn node_roles(facts: &Facts, iam: &Iam) -> Vec<(Position, Span)> {
    let mut roles: Vec<(Position, Span)> = vec![];
    for group in facts.resources("aws_eks_node_group") {
        let targets = facts.targets(group, "node_role_arn");
        for role in targets.filter(|r| &*r.kind == "aws_iam_role") {
            if let Some(principal) = principal_of(facts, iam, role) {
                roles.push((position(principal), group.at("node_role_arn").span()));
            }
        }
    }
    roles
}

/// The identities of the nodes of AKS, each with the place that makes it one. Pods reach them as EC2's roles.
pub(super) fn node_identities(facts: &Facts, iam: &Iam) -> Vec<(Position, Span)> {
    let mut out = vec![];
    for cluster in facts.resources("azurerm_kubernetes_cluster") {
        let own = format!("{}.kubelet_identity", cluster.address);
        let mut assigned = facts.targets(cluster, "kubelet_identity");
        let assigned = assigned.find_map(|r| principal_of(facts, iam, r));
        let found = assigned.or_else(|| iam.principals().iter().find(|p| p.address == own));
        out.extend(found.map(|p| (position(p), cluster.header)));
    }
    out
}

/// The service accounts that nodes of GKE run as, each with the place that makes it one.
pub(super) fn node_accounts(facts: &Facts, iam: &Iam) -> Vec<(Position, Span)> {
    let mut out = vec![];
    for on in gke::POOL_TYPES.iter().flat_map(|kind| facts.resources(kind)) {
        for pool in gke::pools(on) {
            let path = format!("{}node_config.service_account", pool.prefix);
            let named = facts.targets(on, &path).next();
            let written = pool.text("node_config.service_account", "");
            let mail = written.known().filter(|m| !m.is_empty());
            let found = named.and_then(|r| principal_of(facts, iam, r)).map(position);
            let (account, at) = match (found, mail) {
                (Some(account), _) => (account, written.span()),
                (None, Some(mail)) => (Position::Cloud(mail.as_str().into()), written.span()),
                (None, None) if written.known().is_none() => continue,
                (None, None) => (Position::Cloud(DEFAULT_ACCOUNT.into()), pool.head),
            };
            out.push((account, at));
        }
    }
    out
}

/// What pools run as for which no account is written.
pub(super) const DEFAULT_ACCOUNT: &str = "the default service account of Compute Engine";

/// The containers of the workloads that run as ServiceAccount `namespace/name`.
pub(super) fn containers_as(facts: &Facts, namespace: &str, name: &str) -> Vec<ContainerId> {
    let runs = |w: &Workload| w.pod.service_account.known().is_some_and(|n| n == name);
    let own = workloads(facts).filter(|(w, o)| runs(w) && namespace_of(o) == namespace);
    own.flat_map(|(w, _)| containers(w)).collect()
}

/// The ServiceAccounts that are declared or that pods run as: namespace, name, place.
pub(super) fn accounts(facts: &Facts) -> Vec<(String, String, Span)> {
    let declared = facts.objects("ServiceAccount");
    let mut all: Vec<(String, String, Span)> =
        declared.map(|o| (namespace_of(o).to_owned(), o.name.to_string(), o.head)).collect();
    for (workload, object) in workloads(facts) {
        if let Some(name) = workload.pod.service_account.known() {
            all.push((namespace_of(object).to_owned(), name.clone(), object.head));
        }
    }
    all.sort();
    all.dedup_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
    all
}

/// The step with the places of `evidence` as proofs.
pub(super) fn proved<'g, 'a>(step: Step<'g, 'a>, evidence: &[Evidence]) -> Step<'g, 'a> {
    let places = evidence.iter().filter_map(|e| e.at).take(4);
    places.fold(step, |step, at| step.proof(at, "what grants it"))
}

/// The step, in doubt where the right is.
pub(super) fn sure<'g, 'a>(step: Step<'g, 'a>, certainty: &Certainty) -> Step<'g, 'a> {
    match certainty {
        Certainty::Certain => step,
        Certainty::Possible(cause) => step.doubt(format!("whether it holds: {cause}")),
    }
}

/// The doubt of a trust; `None` where it is refused.
pub(super) fn doubt(admitted: &Tri) -> Option<String> {
    match admitted {
        Tri::No => None,
        Tri::Yes => Some(String::new()),
        Tri::Unknown(cause) => Some(format!("whether the trust admits it: {cause}")),
    }
}

/// A right in the cluster of a cloud for `principal`, who reaches its API server.
pub(super) fn enters<'g, 'a>(
    g: &'g mut Ground<'a>,
    principal: &Principal,
    head: Position,
) -> Step<'g, 'a> {
    g.step(head).from(position(principal)).from(Position::NetApi)
}

/// Administration of the cluster, taken away from `target`.
pub(super) fn no_admin(target: &str, at: Span) -> Control {
    Control::missing_for("cloud/cluster-admin-access", target, at)
}

/// The step for a right that is allowed, in doubt where that is not known.
pub(super) fn decided<'g, 'a>(step: Step<'g, 'a>, decision: &Decision) -> Step<'g, 'a> {
    let step = proved(step, &decision.evidence);
    match decision.cause() {
        Some(cause) => step.doubt(format!("whether it holds: {cause}")),
        None => step,
    }
}

/// Least privilege for `principal`, which is not kept.
pub(super) fn least(principal: &Principal, at: Span) -> Control {
    Control::missing_for("cloud/iam-least-privilege", principal.address.as_str(), at)
}

/// Adds an instance for each way of technique `id` from one principal to more.
pub(super) fn escalations(g: &mut Ground<'_>, id: &str) {
    use ringfort_iam::{From, Gain};
    let iam = g.controls.iam();
    for way in iam.escalations().iter().filter(|e| e.id == id) {
        let From::Principal(from) = way.from else { continue };
        let Some(from) = iam.principal(from) else { continue };
        let head = match &way.gain {
            Gain::Principal(to) => principal(iam, *to),
            Gain::Admin => Some(Position::CloudRight("administrator", "the account".into())),
            Gain::Right(right) => Some(Position::CloudRight("right", right.as_str().into())),
        };
        let Some(head) = head else { continue };
        let at = way.evidence.iter().find_map(|e| e.at).unwrap_or(from.at);
        let step = g.step(head).from(position(from)).unless(least(from, at)).detail(way.way);
        sure(proved(step, &way.evidence), &way.certainty).add();
    }
}

fn principal(iam: &Iam, id: PrincipalId) -> Option<Position> {
    iam.principal(id).map(position)
}
