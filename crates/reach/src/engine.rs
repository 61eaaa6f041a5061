//! The evaluation: what the rules that apply to both ends make of a connection.

use std::collections::HashMap;

use crate::address::{Range, Space};
use crate::bits::{Bits, Tri, TriBits};
use crate::network::NetworkId;
use crate::policy::{Action, AddressesId, Direction, Peer, Pods, Policies, Rule, SelectorId};
use crate::ports::PortSet;
use crate::program::{Applied, Programs, Stage};
use crate::universe::{Being, MemberId, Traits, Universe};

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Pods.
    Pods(MemberId),
    /// Addresses outside the cluster: a part of the address space.
    Part(usize),
    /// A node.
    Node,
}

/// What happens to ports: each may be allowed, may be denied, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) allowed: PortSet,
    pub(crate) denied: PortSet,
}

impl Outcome {
    fn open() -> Self {
        Self { allowed: PortSet::all(), denied: PortSet::none() }
    }

    /// Both must let it through.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self { allowed: self.allowed.and(&other.allowed), denied: self.denied.or(&other.denied) }
    }

    /// Allowed for certain, and not known.
    pub(crate) fn split(&self) -> (PortSet, PortSet) {
        (self.allowed.minus(&self.denied), self.allowed.and(&self.denied))
    }
}

/// One step of an evaluation, for explanations.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) policy: u32,
    /// The rule; `None` where the policy isolates.
    pub(crate) rule: Option<u32>,
    pub(crate) ports: PortSet,
    pub(crate) certain: bool,
}

/// Everything that evaluations need.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) universe: Universe,
    pub(crate) policies: Policies,
    pub(crate) space: Space,
    selected: Vec<TriBits>,
    held: Vec<Bits>,
    /// The parts that the sets of networks among the members of a selector hold.
    set_parts: Vec<Option<TriBits>>,
    pub(crate) programs: Programs,
    /// Have pods and nodes addresses of version 4 only?
    pub(crate) only_v4: bool,
}

impl Engine {
    pub(crate) fn new(universe: Universe, policies: Policies, only_v4: bool) -> Self {
        let sets = universe.members.iter().flat_map(|m| &m.ranges).copied();
        let space = Space::cut(policies.ranges().chain(sets));
        let selected: Vec<TriBits> =
            policies.selectors.iter().map(|s| universe.select(s)).collect();
        let held = policies.addresses.iter().map(|a| space.of(a)).collect();
        let mut engine = Self {
            universe,
            policies,
            space,
            selected,
            held,
            set_parts: vec![],
            programs: Programs::default(),
            only_v4,
        };
        engine.set_parts = engine.selected.iter().map(|s| engine.parts_of_sets(s)).collect();
        engine.programs = Programs::build(&engine);
        engine
    }

    fn parts_of_sets(&self, selected: &TriBits) -> Option<TriBits> {
        let mut found = None;
        for (n, member) in self.universe.members.iter().enumerate() {
            if member.being != Being::NetworkSet || selected.at(n) == Tri::No {
                continue;
            }
            let parts = found.get_or_insert_with(|| TriBits::none(self.space.parts.len()));
            for range in &member.ranges {
                let inside = self.space.parts.iter().enumerate();
                for (i, _) in inside.filter(|(_, part)| range.contains(**part)) {
                    match selected.at(n) {
                        Tri::Yes => parts.yes.set(i),
                        _ => parts.maybe.set(i),
                    }
                }
            }
        }
        found
    }

    /// What policies see of a member.
    pub(crate) fn traits(&self, member: MemberId) -> Option<&Traits> {
        self.universe.members.get(member.0 as usize)
    }

    /// Does the selector select the member?
    pub(crate) fn selects(&self, selector: SelectorId, member: MemberId) -> Tri {
        self.selected(selector).map_or(Tri::No, |set| set.at(member.0 as usize))
    }

    /// The members that a selector selects.
    pub(crate) fn selected(&self, selector: SelectorId) -> Option<&TriBits> {
        self.selected.get(selector.0 as usize)
    }

    /// Does the selector select pods at all, or sets of networks?
    pub(crate) fn is_idle(&self, selector: SelectorId) -> bool {
        self.selected.get(selector.0 as usize).is_none_or(|set| {
            let stranger =
                |n: usize| self.universe.members.get(n).is_some_and(|m| m.being == Being::Stranger);
            set.yes.iter().chain(set.maybe.iter()).all(stranger)
        })
    }

    /// Does the peer match the other end of a connection over `network`?
    fn matches(&self, peer: &Peer, target: Target, network: NetworkId) -> Tri {
        let addresses = || peer.addresses.and_then(|id| self.policies.addresses.get(id.0 as usize));
        match target {
            Target::Pods(member) => {
                let selected = peer.selector.map_or(Tri::No, |id| self.selects(id, member));
                if selected == Tri::Yes {
                    return selected;
                }
                let inside = addresses().map_or(Tri::No, |a| match peer.pods {
                    Pods::Inside if a.is_everything() => Tri::Yes,
                    Pods::Inside if a.has_private(self.only_v4) => Tri::Maybe,
                    Pods::Outside | Pods::Inside => Tri::No,
                    Pods::Own => {
                        let own = self.traits(member).and_then(|t| t.attachments.address(network));
                        own.map_or(Tri::Maybe, |own| Tri::is(a.holds(own)))
                    }
                });
                selected.or(inside)
            }
            Target::Part(part) => {
                let held = peer.addresses.map_or(Tri::No, |AddressesId(id)| {
                    Tri::is(self.held.get(id as usize).is_some_and(|h| h.has(part)))
                });
                let sets = peer.selector.and_then(|id| self.set_parts.get(id.0 as usize)?.as_ref());
                held.or(peer.outside).or(sets.map_or(Tri::No, |s| s.at(part)))
            }
            Target::Node => {
                let held = addresses().map_or(Tri::No, |a| {
                    if a.is_everything() {
                        Tri::Yes
                    } else if a.has_private(self.only_v4) {
                        Tri::Maybe
                    } else {
                        Tri::No
                    }
                });
                held.or(peer.nodes)
            }
        }
    }

    /// The ports of a rule at the end that is connected to: those it names, and those it may name.
    fn ports_of(&self, rule: &Rule, end: Target) -> (PortSet, PortSet) {
        let mut ports = (rule.ports.numbers.clone(), rule.ports.unknown.clone());
        if let Target::Pods(member) = end
            && let Some(traits) = self.traits(member)
        {
            for (protocol, name) in &rule.ports.names {
                let (known, open) = traits.named(name, *protocol);
                ports = (ports.0.or(&known), ports.1.or(&open));
            }
        }
        ports
    }

    /// What the policies on `member` make of traffic in `direction` to or from `target` over `network`. `trace`
    /// takes each step that has a part in it.
    pub(crate) fn evaluate(
        &self,
        member: MemberId,
        direction: Direction,
        network: NetworkId,
        target: Target,
        trace: &mut Vec<Step>,
    ) -> Outcome {
        let Some(program) = self.programs.of(member, network, direction) else {
            return Outcome::open();
        };
        let end = if direction == Direction::Egress { target } else { Target::Pods(member) };
        let (mut allowed, mut denied) = (PortSet::none(), PortSet::none());
        let mut open = PortSet::all();
        for stage in program {
            let aside = self.past_proxy(stage, member).and(&open);
            open = open.minus(&aside);
            let mut passed = aside;
            for applied in &stage.rules {
                if open.is_empty() {
                    break;
                }
                let Some(rule) = self.rule(*applied, direction) else { continue };
                let peers = rule.peers.iter().map(|p| self.matches(p, target, network));
                let certain = peers.fold(Tri::No, Tri::or).and(applied.certain);
                if certain == Tri::No {
                    continue;
                }
                let (known, maybe) = self.ports_of(rule, end);
                let met = open.and(&known.or(&maybe));
                if met.is_empty() {
                    continue;
                }
                match rule.action {
                    Action::Allow => allowed = allowed.or(&met),
                    Action::Deny => denied = denied.or(&met),
                    Action::Pass => passed = passed.or(&met),
                }
                let sure = certain == Tri::Yes;
                if sure {
                    open = open.minus(&known);
                }
                let certain = sure && maybe.is_empty();
                let (policy, rule) = (applied.policy, Some(applied.rule));
                trace.push(Step { policy, rule, ports: met, certain });
            }
            let isolated = stage.isolating.iter().map(|(_, t)| *t).fold(Tri::No, Tri::or);
            if isolated > Tri::No && !open.is_empty() {
                denied = denied.or(&open);
                trace.extend(stage.isolating.iter().map(|(policy, certain)| Step {
                    policy: *policy,
                    rule: None,
                    ports: open.clone(),
                    certain: *certain == Tri::Yes,
                }));
            }
            open = if isolated == Tri::Yes { passed } else { open.or(&passed) };
        }
        Outcome { allowed: allowed.or(&open), denied }
    }

    /// The ports that a stage says nothing about: those that go past the proxy of the mesh.
    fn past_proxy(&self, stage: &Stage, member: MemberId) -> PortSet {
        let traits = self.traits(member).filter(|_| stage.mesh);
        traits.map_or_else(PortSet::none, |t| t.unproxied.clone())
    }

    /// A rule that applies.
    pub(crate) fn rule(&self, applied: Applied, direction: Direction) -> Option<&Rule> {
        let policy = self.policies.all.get(applied.policy as usize)?;
        policy.side(direction).rules.get(applied.rule as usize)
    }

    /// The parts of the address space with a range that is `wanted`, gathered so that the policies on `member`
    /// do not tell those of one list apart.
    pub(crate) fn parts(
        &self,
        member: MemberId,
        direction: Direction,
        wanted: &dyn Fn(Range) -> bool,
    ) -> Vec<Vec<usize>> {
        let primary = self.traits(member).and_then(|t| t.attachments.primary);
        let program = primary.and_then(|n| self.programs.of(member, n, direction));
        let applied = program.into_iter().flatten().flat_map(|stage| &stage.rules);
        let peers = applied.filter_map(|a| self.rule(*a, direction)).flat_map(|r| &r.peers);
        let (mut held, mut sets): (Vec<&Bits>, Vec<&TriBits>) = (vec![], vec![]);
        for peer in peers {
            held.extend(peer.addresses.and_then(|AddressesId(id)| self.held.get(id as usize)));
            sets.extend(peer.selector.and_then(|id| self.set_parts.get(id.0 as usize)?.as_ref()));
        }
        let parts = self.space.parts.iter().enumerate().filter(|(_, part)| wanted(**part));
        let parts = parts.map(|(i, _)| i);
        if held.is_empty() && sets.is_empty() {
            let all: Vec<usize> = parts.collect();
            return if all.is_empty() { vec![] } else { vec![all] };
        }
        let mut places: HashMap<(Vec<bool>, Vec<Tri>), usize> = HashMap::new();
        let mut found: Vec<Vec<usize>> = vec![];
        for i in parts {
            let key =
                (held.iter().map(|h| h.has(i)).collect(), sets.iter().map(|s| s.at(i)).collect());
            let next = found.len();
            let place = *places.entry(key).or_insert(next);
            match found.get_mut(place) {
                Some(known) => known.push(i),
                None => found.push(vec![i]),
            }
        }
        found
    }

    /// The ranges of some parts.
    pub(crate) fn ranges(&self, parts: &[usize]) -> Vec<Range> {
        parts.iter().filter_map(|i| self.space.parts.get(*i)).copied().collect()
    }
}
