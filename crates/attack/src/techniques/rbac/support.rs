//! What the rights have in common: a grant whose rules give something, to whoever acts as its subject at the
//! API server.

use ringfort_facts::kube::access::Access;
use ringfort_facts::kube::namespace_of;
use ringfort_facts::kube::rights::allows_named;
use ringfort_model::kube::{Binding, Rule};

use crate::control::Control;
use crate::grants::{Granted, Hit, Wanted};
use crate::ground::{Ground, Step};
use crate::position::{Position, Right};

/// Everything that runs pods.
pub(super) const WORKLOADS: &[(&str, &str)] = &[
    ("", "pods"),
    ("", "replicationcontrollers"),
    ("apps", "deployments"),
    ("apps", "daemonsets"),
    ("apps", "statefulsets"),
    ("apps", "replicasets"),
    ("batch", "jobs"),
    ("batch", "cronjobs"),
];

/// Verbs that change an object.
pub(super) const CHANGE: &[&str] = &["update", "patch"];
/// Verbs that make or change an object.
pub(super) const WRITE: &[&str] = &["create", "update", "patch"];

/// Adds an instance for each grant that gives `wanted`: its subject holds `right` in the grant's scope.
pub(super) fn each(g: &mut Ground<'_>, control: &'static str, wanted: Wanted, right: Right) {
    each_to(g, control, wanted, &|granted| Some(Position::Right(right, granted.scope.clone())));
}

/// The same for rights on things of the whole cluster, which a RoleBinding cannot give.
pub(super) fn each_cluster(
    g: &mut Ground<'_>,
    control: &'static str,
    wanted: Wanted,
    right: Right,
) {
    let everywhere = |granted: &Granted| {
        (&*granted.scope == "*").then(|| Position::Right(right, granted.scope.clone()))
    };
    each_to(g, control, wanted, &everywhere);
}

/// The same with a head of its own.
pub(super) fn each_to(
    g: &mut Ground<'_>,
    control: &'static str,
    wanted: Wanted,
    head: &dyn Fn(&Granted) -> Option<Position>,
) {
    for granted in g.grants.clone().iter() {
        if let (Some(hit), Some(head)) = (granted.gives(wanted, false), head(granted)) {
            step(g, granted, &hit, head, control).add();
        }
    }
}

/// An instance that `granted` gives by `hit`.
pub(super) fn step<'g, 'a>(
    g: &'g mut Ground<'a>,
    granted: &Granted,
    hit: &Hit,
    head: Position,
    control: &'static str,
) -> Step<'g, 'a> {
    let least = Control::missing_for(control, granted.binding.clone(), granted.at);
    let step = g
        .step(head)
        .from(granted.subject.clone())
        .proof(granted.at, "bound here")
        .unless(least)
        .detail(format!("{} through role {}", hit.what, granted.role));
    // Without the binding none of its rights is left: one decision, not one for each right.
    let admin = granted.gives_everything().is_some().then(|| {
        Control::missing_for("cluster/cluster-admin-usage", granted.binding.clone(), granted.at)
    });
    let step = step.unless_any(admin.filter(|admin| admin.id != control));
    let step = if granted.is_published { step.doubt(as_published(&granted.role)) } else { step };
    match hit.at {
        Some(at) => step.proof(at, "the rule that gives it"),
        None => step,
    }
}

fn as_published(role: &str) -> String {
    format!("whether role {role} is as its project publishes it: no file declares it")
}

/// The namespaces that were read, each once.
pub(super) fn namespaces(g: &Ground<'_>) -> Vec<Box<str>> {
    crate::techniques::namespaces(g.facts)
}

/// The API group of roles and bindings.
const RBAC: &str = "rbac.authorization.k8s.io";

/// For each grant that may rewrite one ClusterRole by name beyond its own rights (`escalate`), and each binding to which
/// that role `belongs`: grantee and subject together hold everything where the binding holds.
pub(super) fn each_rewritable(
    g: &mut Ground<'_>,
    belongs: &dyn Fn(&Access<'_>, &Binding, &str) -> bool,
) {
    let (kube, facts) = (&g.facts.model.kube, &g.facts.kube);
    let access = Access::new(kube, facts, None);
    for granted in g.grants.clone().iter().filter(|granted| &*granted.scope == "*") {
        for (name, hit) in rewritable(granted) {
            for binding in kube.bindings.iter().filter(|b| belongs(&access, b, &name)) {
                let Some(object) = kube.object(binding.object) else { continue };
                let scope = if binding.cluster { "*" } else { namespace_of(object) };
                for subject in &binding.subjects {
                    let holder = crate::techniques::subject(subject);
                    let head = Position::Right(Right::Everything, scope.into());
                    let step = self::step(g, granted, &hit, head, "cluster/rbac-escalation-paths");
                    let step = step.proof(subject.span, "bound to what it becomes");
                    if holder == granted.subject { step.add() } else { step.from(holder).add() }
                }
            }
        }
    }
}

/// The ClusterRoles that `granted` may rewrite by name, by rules that are limited to names.
fn rewritable(granted: &Granted) -> Vec<(Box<str>, Hit)> {
    let rules = granted.rules.iter().flatten();
    let allows = |rule: &Rule, verb: &str| allows_named(rule, verb, RBAC, "clusterroles");
    let escalates: Vec<&Rule> = rules.clone().filter(|r| allows(r, "escalate")).collect();
    let covers = |name: &str| {
        escalates.iter().any(|r| r.names.is_empty() || r.names.iter().any(|n| **n == *name))
    };
    let changes = rules.filter(|r| CHANGE.iter().any(|verb| allows(r, verb)));
    let named = changes.flat_map(|rule| rule.names.iter().map(move |name| (rule, name)));
    let own = named.filter(|(_, name)| covers(name)).map(|(rule, name)| {
        let what = format!("change ClusterRole {name}");
        (name.clone(), Hit { what, at: rule.span, names: vec![] })
    });
    own.collect()
}
