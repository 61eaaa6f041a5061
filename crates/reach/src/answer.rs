//! From the evaluation of both ends to a decision, with the policies and the causes.

use crate::address::Range;
use crate::bits::Tri;
use crate::decision::{Certainty, Deciding, Decision, Effect};
use crate::endpoint::EndpointId;
use crate::engine::{Outcome, Step, Target};
use crate::entry::or_perhaps;
use crate::network::NetworkId;
use crate::policy::{Action, Direction, Peer, Pods, Policy, Rule};
use crate::ports::PortSet;
use crate::reach::{Place, Reach};
use crate::universe::{MemberId, Traits};

impl Reach {
    pub(crate) fn allowed_of(&self, from: MemberId, to: MemberId) -> Decision {
        let (Some(a), Some(b)) = (self.engine.traits(from), self.engine.traits(to)) else {
            return Decision::default();
        };
        let shared = a.attachments.all().filter(|n| b.attachments.has(*n));
        let each = shared.map(|network| self.on_network(network, from, to));
        each.reduce(Decision::or).unwrap_or_else(|| Decision {
            notes: vec!["they are on no network together".into()],
            ..Decision::default()
        })
    }

    pub(crate) fn on_network(&self, network: NetworkId, from: MemberId, to: MemberId) -> Decision {
        let (Some(a), Some(b)) = (self.engine.traits(from), self.engine.traits(to)) else {
            return Decision::default();
        };
        if !a.attachments.has(network) || !b.attachments.has(network) {
            return Decision::default();
        }
        let hosts = if self.assumptions.host_network_is_like_any {
            Tri::No
        } else {
            a.host_network.or(b.host_network)
        };
        if hosts > Tri::No {
            return self.with_host(network, (from, a), (to, b));
        }
        let (mut x, mut y) = (vec![], vec![]);
        let egress =
            self.engine.evaluate(from, Direction::Egress, network, Target::Pods(to), &mut x);
        let ingress =
            self.engine.evaluate(to, Direction::Ingress, network, Target::Pods(from), &mut y);
        let causes = [a.cause(), b.cause()];
        self.decision(&egress.and(&ingress), x, y, &causes)
    }

    /// A connection with a pod on the network of its node: its own policies do not apply, and to others it is
    /// the node. The node that a pod runs on always reaches it and is reached by it, so that nothing is
    /// denied for certain (Kubernetes documentation, "NetworkPolicy and hostNetwork pods").
    fn with_host(
        &self,
        network: NetworkId,
        (from, a): (MemberId, &Traits),
        (to, b): (MemberId, &Traits),
    ) -> Decision {
        let (mut x, mut y) = (vec![], vec![]);
        let mut outcome = Outcome { allowed: PortSet::all(), denied: PortSet::none() };
        if a.host_network == Tri::No {
            let egress =
                self.engine.evaluate(from, Direction::Egress, network, Target::Node, &mut x);
            outcome = outcome.and(&egress);
        }
        if b.host_network == Tri::No {
            let ingress =
                self.engine.evaluate(to, Direction::Ingress, network, Target::Node, &mut y);
            outcome = outcome.and(&ingress);
        }
        outcome.allowed = PortSet::all();
        if a.host_network.or(b.host_network) == Tri::Maybe {
            outcome.denied = PortSet::all();
        }
        let cause = "a pod on the host network acts as its node: network plugins differ on what policies mean to it";
        let mut decision = self.decision(&outcome, x, y, &[cause]);
        decision.notes.push("policies do not apply to pods on the host network".into());
        decision
    }

    /// A connection between an endpoint and a place outside the files.
    pub(crate) fn across(&self, own: EndpointId, direction: Direction, other: Place) -> Decision {
        let Some(member) = self.member(own) else { return Decision::default() };
        let parts = |wanted: &dyn Fn(Range) -> bool| {
            let alike = self.engine.parts(member, direction, wanted);
            let each = alike.iter().filter_map(|parts| parts.first());
            let decisions =
                each.map(|part| self.with_target(member, direction, Target::Part(*part)));
            decisions.reduce(Decision::or).map(Decision::tidy).unwrap_or_default()
        };
        match other {
            Place::Addresses(range) => parts(&|part| part.overlaps(range)),
            Place::Internet => {
                let version = |v4: bool| parts(&|r| r.is_internet() && r.first.is_ipv4() == v4);
                if self.assumptions.addresses_are_version_4 {
                    return version(true);
                }
                let why = "over IP version 6, if the cluster has it";
                or_perhaps(version(true), version(false), why)
            }
            Place::Node => self.with_target(member, direction, Target::Node),
            Place::Stranger => self.with_target(member, direction, Target::Pods(self.stranger)),
            Place::Endpoint(other) => match direction {
                Direction::Ingress => self.allowed(other, own),
                Direction::Egress => self.allowed(own, other),
            },
        }
    }

    /// A connection over the primary network with something that is no endpoint.
    pub(crate) fn with_target(
        &self,
        member: MemberId,
        direction: Direction,
        target: Target,
    ) -> Decision {
        let Some(traits) = self.engine.traits(member) else { return Decision::default() };
        let Some(network) = traits.attachments.primary else {
            let notes = vec!["it is not on the cluster's network".into()];
            return Decision { notes, ..Decision::default() };
        };
        let hosts =
            if self.assumptions.host_network_is_like_any { Tri::No } else { traits.host_network };
        if hosts == Tri::Yes {
            return Decision {
                ports: PortSet::all(),
                notes: vec!["policies do not apply to pods on the host network".into()],
                ..Decision::default()
            };
        }
        let mut steps = vec![];
        let mut outcome = self.engine.evaluate(member, direction, network, target, &mut steps);
        if hosts == Tri::Maybe {
            outcome.allowed = PortSet::all();
        }
        let stranger = match target {
            Target::Pods(_) => "it is not known which pod of the cluster this is",
            Target::Part(_) | Target::Node => "",
        };
        let (x, y) = match direction {
            Direction::Egress => (steps, vec![]),
            Direction::Ingress => (vec![], steps),
        };
        self.decision(&outcome, x, y, &[traits.cause(), stranger])
    }

    fn decision(
        &self,
        outcome: &Outcome,
        egress: Vec<Step>,
        ingress: Vec<Step>,
        causes: &[&str],
    ) -> Decision {
        let (ports, unknown) = outcome.split();
        let mut found = Decision { ports, unknown, ..Decision::default() };
        let mut why: Vec<Box<str>> = vec![];
        for (direction, steps) in [(Direction::Egress, egress), (Direction::Ingress, ingress)] {
            for step in steps {
                self.tell(direction, &step, &mut found, &mut why);
            }
        }
        if why.is_empty() {
            why.extend(causes.iter().filter(|c| !c.is_empty()).map(|c| Box::from(*c)));
        }
        found.notes.sort();
        found.notes.dedup();
        found.certainty = Certainty::of(&found.unknown, why);
        found
    }

    /// Adds one step to a decision.
    fn tell(
        &self,
        direction: Direction,
        step: &Step,
        found: &mut Decision,
        why: &mut Vec<Box<str>>,
    ) {
        let Some(policy) = self.engine.policies.all.get(step.policy as usize) else { return };
        let side = policy.side(direction);
        let rule = step.rule.and_then(|r| side.rules.get(r as usize));
        let effect = match rule.map(|r| r.action) {
            Some(Action::Allow) => Effect::Allows,
            Some(Action::Deny) => Effect::Denies,
            // Where a mesh lets something through, the network plugin still has its say.
            Some(Action::Pass) if policy.tier.is_mesh() => Effect::Allows,
            Some(Action::Pass) => Effect::Passes,
            None => Effect::Isolates,
        };
        if !step.certain {
            self.causes(policy, rule, why);
        }
        if rule.is_some_and(|r| r.narrowed) {
            found
                .notes
                .push("a rule looks into requests and lets only some of them through".into());
        }
        let mut peers = side.rules.iter().flat_map(|r| &r.peers);
        if effect == Effect::Isolates && peers.any(|p| self.may_cover_pods(p)) {
            let note = "a rule allows private addresses: some network plugins let it match pods";
            found.notes.push(note.into());
        }
        if policy.tier.is_mesh() && matches!(effect, Effect::Denies | Effect::Isolates) {
            found.notes.push("the proxies of a mesh see TCP alone".into());
        }
        found.deciding.push(Deciding {
            direction,
            policy: policy.object,
            at: rule.map_or(policy.at, |r| r.at),
            effect,
            ports: step.ports.clone(),
            certain: step.certain,
            by_proxy: policy.tier.is_mesh(),
        });
    }

    /// Why it is not known whether a rule, or the policy as a whole, applies: what is not known in it.
    fn causes(&self, policy: &Policy, rule: Option<&Rule>, why: &mut Vec<Box<str>>) {
        let peers = rule.map_or(&[][..], |r| &r.peers);
        let selectors = peers.iter().filter_map(|p| p.selector).chain([policy.subject]);
        let all = &self.engine.policies.selectors;
        let written = selectors.filter_map(|id| all.get(id.0 as usize)?.cause());
        why.extend(written.map(Box::from));
        why.extend(peers.iter().filter_map(|p| p.cause.clone()));
    }

    /// Does the peer name addresses that pods may have, in a language where those do not mean pods?
    fn may_cover_pods(&self, peer: &Peer) -> bool {
        let set = peer.addresses.and_then(|id| self.engine.policies.addresses.get(id.0 as usize));
        peer.pods == Pods::Outside && set.is_some_and(|s| s.has_private(self.engine.only_v4))
    }
}
