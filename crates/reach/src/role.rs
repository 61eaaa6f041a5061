//! Roles: members that no policy tells apart as the source of a connection, and as its destination. The two
//! differ: names of ports matter at the destination alone, and most policies govern one direction.

use std::collections::HashMap;
use std::hash::Hash;

use crate::engine::Engine;
use crate::network::NetworkId;
use crate::policy::Direction;
use crate::ports::{PortSet, Protocol};
use crate::program::ProgramId;
use crate::universe::{MemberId, Traits};

/// The end of a connection that a role is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Destination,
}

/// For every member the number of its role.
pub(crate) fn roles(engine: &Engine, role: Role) -> Vec<u32> {
    let names = egress_names(engine);
    let members = engine.universe.members.iter().zip(signatures(engine, role)).enumerate();
    let keys = members.map(|(n, (traits, selected))| {
        let member = MemberId(n as u32);
        let ports = match role {
            Role::Source => vec![],
            Role::Destination => {
                let all = if traits.datagrams { PortSet::all() } else { PortSet::none() };
                let own = (traits.unproxied.clone(), all);
                named_ports(engine, member, traits, &names).into_iter().chain([own]).collect()
            }
        };
        let programs = programs(engine, member, traits, role);
        let Traits { attachments, host_network, being, .. } = traits;
        (selected, programs, ports, attachments, *host_network, *being, traits.cause())
    });
    number(keys)
}

/// Equal keys get equal numbers.
fn number<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> Vec<u32> {
    let mut known: HashMap<K, u32> = HashMap::new();
    keys.map(|key| {
        let next = known.len() as u32;
        *known.entry(key).or_insert(next)
    })
    .collect()
}

/// For every member the selectors of peers that select it, where the rules of the other end ask: ingress rules
/// about sources, egress rules about destinations.
fn signatures(engine: &Engine, role: Role) -> Vec<Vec<u32>> {
    let other = match role {
        Role::Source => Direction::Ingress,
        Role::Destination => Direction::Egress,
    };
    let rules = engine.policies.all.iter().flat_map(|policy| &policy.side(other).rules);
    let mut asked: Vec<_> = rules.flat_map(|r| &r.peers).filter_map(|peer| peer.selector).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut signatures: Vec<Vec<u32>> = vec![vec![]; engine.universe.members.len()];
    for id in asked {
        let Some(set) = engine.selected(id) else { continue };
        for (bits, known) in [(&set.yes, 0), (&set.maybe, 1)] {
            for n in bits.iter() {
                if let Some(signature) = signatures.get_mut(n) {
                    signature.push(id.0 * 2 + known);
                }
            }
        }
    }
    signatures
}

/// The programs that a member has in the direction of the role.
fn programs(
    engine: &Engine,
    member: MemberId,
    traits: &Traits,
    role: Role,
) -> Vec<(NetworkId, Option<ProgramId>)> {
    let direction = match role {
        Role::Source => Direction::Egress,
        Role::Destination => Direction::Ingress,
    };
    let all = traits.attachments.all();
    all.map(|network| (network, engine.programs.id(member, network, direction))).collect()
}

/// The names of ports that egress rules use.
fn egress_names(engine: &Engine) -> Vec<(Protocol, Box<str>)> {
    let rules = engine.policies.all.iter().flat_map(|p| &p.egress.rules);
    let mut names: Vec<_> = rules.flat_map(|r| r.ports.names.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

/// What the names of ports mean at a member: those of egress rules, and of its own ingress rules.
fn named_ports(
    engine: &Engine,
    member: MemberId,
    traits: &Traits,
    names: &[(Protocol, Box<str>)],
) -> Vec<(PortSet, PortSet)> {
    let networks = traits.attachments.all();
    let own = networks.filter_map(|n| engine.programs.of(member, n, Direction::Ingress));
    let applied = own.flatten().flat_map(|stage| &stage.rules);
    let rules = applied.filter_map(|a| engine.rule(*a, Direction::Ingress));
    let own = rules.flat_map(|r| &r.ports.names);
    names.iter().chain(own).map(|(protocol, name)| traits.named(name, *protocol)).collect()
}
