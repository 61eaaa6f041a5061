//! The evaluation: groups of pods that no policy tells apart, the rules that apply to each, and what those
//! make of a connection.

use std::collections::HashMap;

use crate::address::{Range, Space};
use crate::bits::{Tri, TriBits};
use crate::network::NetworkId;
use crate::policy::{Action, AddressesId, Direction, Peer, Pods, Policies, Rule, SelectorId};
use crate::ports::{PortSet, Protocol};
use crate::universe::{Being, Traits, Universe};

/// The number of a group of pods that no policy tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GroupId(pub(crate) u32);

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Pods.
    Pods(GroupId),
    /// Addresses outside the cluster: a part of the address space.
    Part(usize),
    /// A node.
    Node,
}

/// A rule that applies to a group: its policy, its place there, and how certain it is that it applies.
#[derive(Clone, Copy, Debug)]
struct Applied {
    policy: u32,
    rule: u32,
    certain: Tri,
}

/// What the policies of one tier say to a group in one direction.
#[derive(Debug)]
struct Stage {
    rules: Vec<Applied>,
    /// The policies that deny what no rule of the tier allows.
    isolating: Vec<(u32, Tri)>,
}

/// What all policies say to a group, tier by tier.
type Program = Vec<Stage>;

#[derive(Debug)]
struct Group {
    /// One of its members, which stands for all.
    member: u32,
    programs: HashMap<(NetworkId, bool), Program>,
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
    held: Vec<crate::bits::Bits>,
    /// The parts that the sets of networks among the members of a selector hold.
    set_parts: Vec<Option<TriBits>>,
    groups: Vec<Group>,
    group_of: Vec<GroupId>,
    /// Parts that no policy tells apart.
    pub(crate) part_classes: Vec<Vec<usize>>,
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
            groups: vec![],
            group_of: vec![],
            part_classes: vec![],
            only_v4,
        };
        engine.set_parts = engine.selected.iter().map(|s| engine.parts_of_sets(s)).collect();
        engine.gather();
        engine.part_classes = engine.classes_of_parts();
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

    /// Gathers the members into groups: those that the same selectors select, with the same ports under the
    /// names that rules use, on the same networks.
    fn gather(&mut self) {
        let mut signatures: Vec<Vec<u32>> = vec![vec![]; self.universe.members.len()];
        for (id, selected) in self.selected.iter().enumerate() {
            for (bits, known) in [(&selected.yes, 0), (&selected.maybe, 1)] {
                for n in bits.iter() {
                    if let Some(signature) = signatures.get_mut(n) {
                        signature.push(id as u32 * 2 + known);
                    }
                }
            }
        }
        let names = self.names();
        let mut known: HashMap<_, GroupId> = HashMap::new();
        for (n, (signature, member)) in
            signatures.into_iter().zip(&self.universe.members).enumerate()
        {
            let ports: Vec<_> = names.iter().map(|(p, name)| member.named(name, *p)).collect();
            let attachments = &member.attachments;
            let key = (signature, ports, attachments, member.host_network, member.being);
            let next = GroupId(self.groups.len() as u32);
            let id = *known.entry(key).or_insert(next);
            if id == next {
                self.groups.push(Group { member: n as u32, programs: HashMap::new() });
            }
            self.group_of.push(id);
        }
        for i in 0..self.groups.len() {
            let programs = self.programs(GroupId(i as u32));
            if let Some(group) = self.groups.get_mut(i) {
                group.programs = programs;
            }
        }
    }

    /// The names of ports that rules use.
    fn names(&self) -> Vec<(Protocol, Box<str>)> {
        let rules =
            self.policies.all.iter().flat_map(|p| p.ingress.rules.iter().chain(&p.egress.rules));
        let mut names: Vec<_> = rules.flat_map(|r| r.ports.names.iter().cloned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The group of a member of the universe.
    pub(crate) fn group_of(&self, member: u32) -> GroupId {
        self.group_of.get(member as usize).copied().unwrap_or(GroupId(u32::MAX))
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = GroupId> + use<> {
        (0..self.groups.len() as u32).map(GroupId)
    }

    /// What policies see of the pods of a group.
    pub(crate) fn traits(&self, group: GroupId) -> Option<&Traits> {
        let group = self.groups.get(group.0 as usize)?;
        self.universe.members.get(group.member as usize)
    }

    /// Does the selector select the pods of the group?
    pub(crate) fn selects(&self, selector: SelectorId, group: GroupId) -> Tri {
        let Some(group) = self.groups.get(group.0 as usize) else { return Tri::No };
        let set = self.selected.get(selector.0 as usize);
        set.map_or(Tri::No, |s| s.at(group.member as usize))
    }

    /// Does the selector select pods at all, or sets of networks?
    pub(crate) fn is_idle(&self, selector: SelectorId) -> bool {
        self.selected.get(selector.0 as usize).is_none_or(|set| {
            let stranger =
                |n: usize| self.universe.members.get(n).is_some_and(|m| m.being == Being::Stranger);
            set.yes.iter().chain(set.maybe.iter()).all(stranger)
        })
    }

    fn programs(&self, group: GroupId) -> HashMap<(NetworkId, bool), Program> {
        let mut programs = HashMap::new();
        let Some(traits) = self.traits(group) else { return programs };
        for network in traits.attachments.all() {
            for direction in [Direction::Ingress, Direction::Egress] {
                let program = self.program(group, network, direction);
                if !program.is_empty() {
                    programs.insert((network, direction == Direction::Ingress), program);
                }
            }
        }
        programs
    }

    fn program(&self, group: GroupId, network: NetworkId, direction: Direction) -> Program {
        let mut program: Program = vec![];
        let mut tier = None;
        let primary = self.traits(group).and_then(|t| t.attachments.primary) == Some(network);
        for (i, policy) in self.policies.all.iter().enumerate() {
            let here = if policy.networks.is_empty() {
                primary
            } else {
                policy.networks.contains(&network)
            };
            let subject = self.selects(policy.subject, group);
            if !here || subject == Tri::No {
                continue;
            }
            if tier != Some(&policy.tier) {
                tier = Some(&policy.tier);
                program.push(Stage { rules: vec![], isolating: vec![] });
            }
            let Some(stage) = program.last_mut() else { continue };
            let side = policy.side(direction);
            let isolates = side.isolates.and(subject);
            if isolates > Tri::No {
                stage.isolating.push((i as u32, isolates));
            }
            for (r, rule) in side.rules.iter().enumerate() {
                let own = rule.own.map_or(Tri::Yes, |own| self.selects(own, group));
                let certain = subject.and(rule.certain).and(own);
                if certain > Tri::No {
                    stage.rules.push(Applied { policy: i as u32, rule: r as u32, certain });
                }
            }
        }
        program.retain(|s| !s.rules.is_empty() || !s.isolating.is_empty());
        program
    }

    /// Parts of the address space that every set of addresses holds or leaves out alike.
    fn classes_of_parts(&self) -> Vec<Vec<usize>> {
        let mut classes: HashMap<(Vec<bool>, Vec<Tri>, bool, u8), usize> = HashMap::new();
        let mut found: Vec<Vec<usize>> = vec![];
        for (i, part) in self.space.parts.iter().enumerate() {
            let held = self.held.iter().map(|h| h.has(i)).collect();
            let sets = self.set_parts.iter().flatten().map(|s| s.at(i)).collect();
            let family = if part.first.is_ipv4() { 4 } else { 6 };
            let key = (held, sets, part.is_internet(), family);
            let next = found.len();
            let class = *classes.entry(key).or_insert(next);
            match found.get_mut(class) {
                Some(parts) => parts.push(i),
                None => found.push(vec![i]),
            }
        }
        found
    }

    /// Does the peer match the other end of a connection over `network`?
    fn matches(&self, peer: &Peer, target: Target, network: NetworkId) -> Tri {
        let addresses = || peer.addresses.and_then(|id| self.policies.addresses.get(id.0 as usize));
        match target {
            Target::Pods(group) => {
                let selected = peer.selector.map_or(Tri::No, |id| self.selects(id, group));
                if selected == Tri::Yes {
                    return selected;
                }
                let inside = addresses().map_or(Tri::No, |a| match peer.pods {
                    Pods::Inside if a.is_everything() => Tri::Yes,
                    Pods::Inside if a.has_private(self.only_v4) => Tri::Maybe,
                    Pods::Outside | Pods::Inside => Tri::No,
                    Pods::Own => {
                        let own = self.traits(group).and_then(|t| t.attachments.address(network));
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
        if let Target::Pods(group) = end
            && let Some(traits) = self.traits(group)
        {
            for (protocol, name) in &rule.ports.names {
                let (known, open) = traits.named(name, *protocol);
                ports = (ports.0.or(&known), ports.1.or(&open));
            }
        }
        ports
    }

    /// What the policies on `group` make of traffic in `direction` to or from `target` over `network`. `trace`
    /// takes each step that has a part in it.
    pub(crate) fn evaluate(
        &self,
        group: GroupId,
        direction: Direction,
        network: NetworkId,
        target: Target,
        trace: &mut Vec<Step>,
    ) -> Outcome {
        let program = self
            .groups
            .get(group.0 as usize)
            .and_then(|g| g.programs.get(&(network, direction == Direction::Ingress)));
        let Some(program) = program else { return Outcome::open() };
        let end = if direction == Direction::Egress { target } else { Target::Pods(group) };
        let (mut allowed, mut denied) = (PortSet::none(), PortSet::none());
        let mut open = PortSet::all();
        for stage in program {
            let mut passed = PortSet::none();
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

    fn rule(&self, applied: Applied, direction: Direction) -> Option<&Rule> {
        let policy = self.policies.all.get(applied.policy as usize)?;
        policy.side(direction).rules.get(applied.rule as usize)
    }

    /// The ranges of some parts.
    pub(crate) fn ranges(&self, parts: &[usize]) -> impl Iterator<Item = Range> + '_ {
        let found: Vec<Range> =
            parts.iter().filter_map(|i| self.space.parts.get(*i)).copied().collect();
        found.into_iter()
    }
}
