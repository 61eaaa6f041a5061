//! What denies traffic to every pod of a namespace by default, in any of the policy languages.

use ringfort_model::kube::{Kube, Object};
use ringfort_source::{At, Node, Span};

use super::{Direction, KubeFacts, Namespace};

/// What is known of a namespace's default deny in one direction.
#[derive(Clone, Debug)]
pub enum DefaultDeny {
    /// There is one: the resource and its place.
    Found(String, Span),
    /// Something may be one, but part of it is not known: the place.
    Perhaps(Span),
    /// None was found.
    Missing,
}

impl KubeFacts {
    /// The default deny of `namespace` in `direction`. A policy that selects every pod and governs the
    /// direction denies what no rule allows; it counts unless one of its own rules allows everything.
    /// Cilium, Calico and (Baseline)AdminNetworkPolicy objects count like NetworkPolicies.
    pub fn default_deny(
        &self,
        kube: &Kube,
        namespace: &Namespace,
        direction: Direction,
    ) -> DefaultDeny {
        let own = own_policy(kube, namespace, direction);
        if matches!(own, DefaultDeny::Found(..)) {
            return own;
        }
        for (kind, denies) in OTHERS {
            let here = |o: &&Object| is_here(namespace, o);
            if let Some(found) =
                self.of_kind(kube, kind).filter(here).find(|o| denies(o, direction))
            {
                return DefaultDeny::Found(found.resource.to_string(), found.head);
            }
        }
        own
    }

    /// Is there any policy that acts in `namespace`: one of its own, whatever it says, or one of the whole
    /// cluster that is about every pod?
    pub fn has_policy(&self, kube: &Kube, namespace: &Namespace) -> bool {
        let own = kube.policies.iter().filter_map(|p| kube.object(p.object));
        let other = |(kind, denies): &(&str, Denies)| {
            let everywhere =
                |o: &&Object| denies(o, Direction::Ingress) || denies(o, Direction::Egress);
            let mut here = self.of_kind(kube, kind).filter(|o| is_here(namespace, o));
            here.any(|o| namespace.holds(o) && o.namespace.is_some() || everywhere(&o))
        };
        own.into_iter().any(|object| namespace.holds(object)) || OTHERS.iter().any(other)
    }
}

fn own_policy(kube: &Kube, namespace: &Namespace, direction: Direction) -> DefaultDeny {
    let mut perhaps = DefaultDeny::Missing;
    for policy in &kube.policies {
        let Some(object) = kube.object(policy.object) else { continue };
        let rules = match direction {
            Direction::Ingress => policy.ingress.as_ref(),
            Direction::Egress => policy.egress.as_ref(),
        };
        let (Some(rules), true) = (rules, namespace.holds(object)) else { continue };
        let open = rules.iter().any(|r| r.peers.is_empty() && r.ports.is_empty());
        if policy.pods.is_everything() && !policy.unknown && !open {
            return DefaultDeny::Found(object.resource.to_string(), object.head);
        }
        if policy.unknown && policy.pods.requirements.is_empty() {
            perhaps = DefaultDeny::Perhaps(object.head);
        }
    }
    perhaps
}

type Denies = fn(&Object, Direction) -> bool;

/// The other languages, by kind.
const OTHERS: &[(&str, Denies)] = &[
    ("CiliumNetworkPolicy", cilium),
    ("CiliumClusterwideNetworkPolicy", cilium),
    ("GlobalNetworkPolicy", calico),
    ("NetworkPolicy", calico),
    ("AdminNetworkPolicy", admin),
    ("BaselineAdminNetworkPolicy", admin),
];

/// Cluster-wide kinds act everywhere, the others in their own namespace.
fn is_here(namespace: &Namespace, object: &Object) -> bool {
    let wide = matches!(
        &*object.kind,
        "CiliumClusterwideNetworkPolicy"
            | "GlobalNetworkPolicy"
            | "AdminNetworkPolicy"
            | "BaselineAdminNetworkPolicy"
    );
    namespace.holds(object) || wide && namespace.sees(object)
}

/// Cilium isolates the endpoints that a policy selects in each direction that it writes; an empty rule
/// (`ingress: [{}]`) allows nothing (Cilium documentation, "Ingress/Egress Default Deny").
fn cilium(object: &Object, direction: Direction) -> bool {
    // One rule set, or a list of them.
    let many = object.root.at("specs").list().iter().map(At::Set);
    std::iter::once(object.root.at("spec")).chain(many).any(|spec| cilium_rules(spec, direction))
}

fn cilium_rules(spec: At<'_>, direction: Direction) -> bool {
    let key = match direction {
        Direction::Ingress => "ingress",
        Direction::Egress => "egress",
    };
    let everything = spec.key("endpointSelector").node().is_some_and(is_empty_selector);
    let rules = spec.key(key);
    let opt_out = spec.key("enableDefaultDeny").key(key).bool() == Some(false);
    let open = |rule: &Node| {
        ["fromEntities", "toEntities"]
            .iter()
            .any(|k| rule.at(k).list().iter().any(|e| e.as_str() == Some("all")))
    };
    everything && !opt_out && matches!(rules, At::Set(_)) && !rules.list().iter().any(open)
}

fn is_empty_selector(node: &Node) -> bool {
    node.entries().iter().all(|e| e.value.entries().is_empty() && e.value.items().is_empty())
}

/// Calico isolates what a policy selects in each of its `types`; a rule with action Allow and nothing
/// else allows everything.
fn calico(object: &Object, direction: Direction) -> bool {
    if !object.group().ends_with("projectcalico.org") {
        return false;
    }
    let spec = object.root.at("spec");
    let everything = matches!(spec.key("selector").str().map(str::trim), None | Some("" | "all()"))
        && spec.key("namespaceSelector").str().is_none_or(|s| s.trim() == "all()");
    let (word, key) = match direction {
        Direction::Ingress => ("Ingress", "ingress"),
        Direction::Egress => ("Egress", "egress"),
    };
    let governs = spec.key("types").list().iter().any(|t| t.as_str() == Some(word));
    let open = |rule: &Node| rule.at("action").str() == Some("Allow") && rule.entries().len() == 1;
    everything && governs && !spec.key(key).list().iter().any(open)
}

/// An admin policy denies by default where it is about every namespace and has a Deny rule for all peers.
fn admin(object: &Object, direction: Direction) -> bool {
    let spec = object.root.at("spec");
    let everything = spec.key("subject").key("namespaces").node().is_some_and(is_empty_selector);
    let (key, peers) = match direction {
        Direction::Ingress => ("ingress", "from"),
        Direction::Egress => ("egress", "to"),
    };
    let denies = |rule: &Node| {
        let all = |peer: &Node| {
            peer.at("namespaces").node().is_some_and(is_empty_selector)
                || peer.at("networks").list().iter().any(|n| n.as_str() == Some("0.0.0.0/0"))
        };
        rule.at("action").str() == Some("Deny")
            && rule.at("ports").is_absent()
            && rule.at(peers).list().iter().any(all)
    };
    everything && spec.key(key).list().iter().any(denies)
}
