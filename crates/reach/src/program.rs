//! Which rules apply to whom: for every member of the universe, network and direction the tiers of rules that its
//! policies give, each list kept once.

use std::collections::{BTreeMap, HashMap};

use crate::bits::Tri;
use crate::engine::Engine;
use crate::network::NetworkId;
use crate::policy::{Direction, Policy, TierKey};
use crate::universe::MemberId;

/// A rule that applies: its policy, its place there, and how certain it is that it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Applied {
    pub(crate) policy: u32,
    pub(crate) rule: u32,
    pub(crate) certain: Tri,
}

/// What the policies of one tier say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stage {
    tier: u32,
    /// Does the proxy of a mesh ask it?
    pub(crate) mesh: bool,
    pub(crate) rules: Vec<Applied>,
    /// The policies that deny what no rule of the tier allows.
    pub(crate) isolating: Vec<(u32, Tri)>,
}

/// What all policies say, tier by tier.
pub(crate) type Program = Vec<Stage>;

/// The number of a program; equal programs have one.
pub(crate) type ProgramId = u32;

/// Whom a program is for: a member, on a network, in a direction.
type Key = (u32, NetworkId, bool);

/// All programs.
#[derive(Debug, Default)]
pub(crate) struct Programs {
    all: Vec<Program>,
    of: HashMap<Key, ProgramId>,
}

fn key(member: MemberId, network: NetworkId, direction: Direction) -> Key {
    (member.0, network, direction == Direction::Ingress)
}

impl Programs {
    pub(crate) fn build(engine: &Engine) -> Self {
        let mut building: BTreeMap<Key, Program> = BTreeMap::new();
        let mut tiers: Vec<&TierKey> = vec![];
        for (i, policy) in engine.policies.all.iter().enumerate() {
            if tiers.last() != Some(&&policy.tier) {
                tiers.push(&policy.tier);
            }
            let number = (i as u32, tiers.len() as u32);
            apply(engine, policy, number, &mut building);
        }
        let mut programs = Self::default();
        let mut known: HashMap<Program, ProgramId> = HashMap::new();
        for (key, mut program) in building {
            program.retain(|stage| !stage.rules.is_empty() || !stage.isolating.is_empty());
            if program.is_empty() {
                continue;
            }
            let next = programs.all.len() as ProgramId;
            let id = *known.entry(program).or_insert_with_key(|new| {
                programs.all.push(new.clone());
                next
            });
            programs.of.insert(key, id);
        }
        programs
    }

    /// The program of a member; `None` where no policy says anything.
    pub(crate) fn of(
        &self,
        member: MemberId,
        network: NetworkId,
        direction: Direction,
    ) -> Option<&Program> {
        self.all.get(self.id(member, network, direction)? as usize)
    }

    pub(crate) fn id(
        &self,
        member: MemberId,
        network: NetworkId,
        direction: Direction,
    ) -> Option<ProgramId> {
        self.of.get(&key(member, network, direction)).copied()
    }
}

/// Adds what a policy, by its number and that of its tier, says to the programs of those it selects.
fn apply(
    engine: &Engine,
    policy: &Policy,
    number: (u32, u32),
    building: &mut BTreeMap<Key, Program>,
) {
    let Some(subject) = engine.selected(policy.subject) else { return };
    let sure = subject.yes.iter().map(|n| (n, Tri::Yes));
    for (n, selected) in sure.chain(subject.maybe.iter().map(|n| (n, Tri::Maybe))) {
        let member = MemberId(n as u32);
        let Some(traits) = engine.traits(member) else { continue };
        let attachments = &traits.attachments;
        let primary = attachments.primary.filter(|_| policy.networks.is_empty());
        let named = policy.networks.iter().copied().filter(|n| attachments.has(*n));
        for network in primary.into_iter().chain(named) {
            for direction in [Direction::Ingress, Direction::Egress] {
                let program = building.entry(key(member, network, direction)).or_default();
                let whom = (member, selected);
                add(engine, policy, number, (direction, whom), program);
            }
        }
    }
}

/// Adds one direction of a policy to one program.
fn add(
    engine: &Engine,
    policy: &Policy,
    (number, tier): (u32, u32),
    (direction, (member, selected)): (Direction, (MemberId, Tri)),
    program: &mut Program,
) {
    if program.last().is_none_or(|stage| stage.tier != tier) {
        program.push(Stage { tier, mesh: policy.tier.is_mesh(), rules: vec![], isolating: vec![] });
    }
    let Some(stage) = program.last_mut() else { return };
    let side = policy.side(direction);
    let isolates = side.isolates.and(selected);
    if isolates > Tri::No {
        stage.isolating.push((number, isolates));
    }
    for (r, rule) in side.rules.iter().enumerate() {
        let own = rule.own.map_or(Tri::Yes, |own| engine.selects(own, member));
        let certain = selected.and(rule.certain).and(own);
        if certain > Tri::No {
            stage.rules.push(Applied { policy: number, rule: r as u32, certain });
        }
    }
}
