//! R13: a ClusterRole that an aggregating one gathers. Whoever may rewrite it beyond their own rights (the API server asks
//! for `escalate`) gives any right to everyone who is bound to the aggregating role. Without `escalate` the API server
//! refuses rights that the writer does not hold.

use ringfort_facts::Facts;
use ringfort_facts::kube::access::Access;
use ringfort_model::kube::Binding;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R13",
    title: "Write into an aggregated role",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} beyond its own rights (escalate), and another role gathers what stands in it: the attacker {gain}",
    page: include_str!("r13.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    support::each_rewritable(g, &|access, binding, name| gathers(facts, access, binding, name));
}

/// Does the role of `binding` gather ClusterRole `name`, which is another one?
fn gathers(facts: &Facts, access: &Access<'_>, binding: &Binding, name: &str) -> bool {
    if !binding.role_is_cluster || &*binding.role == name {
        return false;
    }
    let role = facts.kube.role_ref(&facts.model.kube, binding);
    access.gathered(role).iter().any(|gathered| gathered == name)
}
