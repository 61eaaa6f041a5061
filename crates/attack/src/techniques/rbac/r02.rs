//! R02: whoever may create pods, by any kind of workload, picks their ServiceAccount, their Secrets and, without admission, the node.

use ringfort_facts::kube::admission::Refuses;
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::Object;
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Pool;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::{account_of, user_name};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R02",
    title: "Run pods",
    layer: Layer::Cluster,
    attack: &["T1610"],
    sentence: "{from} may {detail}: the attacker {gain}",
    page: include_str!("r02.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["create"], on: support::WORKLOADS };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::RunPods);
    more(g);
}

/// A pod of one's own runs as any ServiceAccount of its namespace, mounts any Secret there, and reaches for the
/// node where admission lets it.
fn more(g: &mut Ground<'_>) {
    for namespace in support::namespaces(g) {
        let own = Position::Right(Right::RunPods, namespace.clone());
        for (head, at, what) in held_in(g, &namespace) {
            g.step(head)
                .from(own.clone())
                .proof(at, what)
                .say("A pod of the attacker's own runs as any ServiceAccount of the namespace and mounts any Secret: the attacker {gain}")
                .add();
        }
        let admission = g.controls.pod_security_in(&namespace);
        let policies = g.controls.policies_in(&namespace, &Refuses::NODE);
        let contexts = g.controls.security_contexts();
        g.step(Position::Node(Pool::Worker))
            .from(own)
            .unless(admission)
            .unless_any(policies.into_iter().chain(contexts))
            .by_default(UNLABELLED)
            .say("Nothing refuses a privileged pod, which mounts the disk of its node: the attacker {gain}")
            .add();
    }
    let admission = g.controls.pod_security_in("*");
    let policies = g.controls.policies_in("*", &Refuses::NODE);
    let contexts = g.controls.security_contexts();
    g.step(Position::Node(Pool::Worker))
        .from(Position::Right(Right::RunPods, "*".into()))
        .unless(admission)
        .unless_any(policies.into_iter().chain(contexts))
        .by_default(UNLABELLED)
        .say("Nothing refuses a privileged pod, which mounts the disk of its node: the attacker {gain}")
        .add();
}

/// Why nothing refuses a pod where no file says anything of its namespace.
const UNLABELLED: &str =
    "Kubernetes, Pod Security Admission: a namespace without a label enforces no level";

/// The identities and Secrets of `namespace`, each with the place that shows it.
fn held_in(g: &Ground<'_>, namespace: &str) -> Vec<(Position, Span, &'static str)> {
    let facts = g.facts;
    let here = |o: &&Object| namespace_of(o) == namespace;
    let accounts = facts.objects("ServiceAccount").filter(here);
    let accounts = accounts.map(|o| (user_name(namespace, &o.name), o.head, "the ServiceAccount"));
    let bound = g.grants.iter().filter_map(|granted| match &granted.subject {
        Position::Identity(user) if account_of(user)?.0 == namespace => {
            Some((user.clone(), granted.at, "bound here"))
        }
        _ => None,
    });
    let mut users: Vec<(Box<str>, Span, &'static str)> = accounts.chain(bound).collect();
    users.sort_by(|a, b| a.0.cmp(&b.0));
    users.dedup_by(|a, b| a.0 == b.0);
    let secrets = facts.objects("Secret").filter(here);
    let secrets =
        secrets.map(|o| (Position::Secret(namespace.into(), o.name.clone()), o.head, "the Secret"));
    users
        .into_iter()
        .map(|(u, at, what)| (Position::Identity(u), at, what))
        .chain(secrets)
        .collect()
}
