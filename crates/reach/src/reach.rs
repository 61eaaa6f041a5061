//! The answers: who reaches whom.

use std::collections::{HashMap, HashSet};

use ringfort_facts::Facts;
use ringfort_model::kube::{ObjectId, ScopeId, WorkloadId};
use ringfort_source::Span;

use crate::address::{self, Range};
use crate::bits::Tri;
use crate::cluster::Cluster;
use crate::decision::{Deciding, Decision, Effect};
use crate::door::{self, Door};
use crate::endpoint::{self, Endpoint, EndpointId};
use crate::enforce::{self, Enforcement};
use crate::engine::{Engine, Target};
use crate::labels::Labels;
use crate::network::{Attachments, Network, NetworkId, Networks};
use crate::policy::{Direction, Remark};
use crate::ports::{PortSet, Protocol};
use crate::role::{Role, roles};
use crate::universe::{Being, MemberId, Traits, Universe};
use crate::{Assumptions, read, remarks};

/// A place that a connection begins or ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Pods of the files.
    Endpoint(EndpointId),
    /// Some address of a range outside the cluster.
    Addresses(Range),
    /// Some address of the internet.
    Internet,
    /// A node of the cluster.
    Node,
    /// Some pod of the cluster of which nothing is known, such as an ingress controller.
    Stranger,
}

/// Endpoints that no policy tells apart as the source of a connection, or as its destination: what holds for one
/// holds for all.
#[derive(Clone, Debug)]
pub struct Class {
    /// The endpoints.
    pub endpoints: Vec<EndpointId>,
    member: MemberId,
}

/// One end of a [`Connection`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A class, by its place in [`Reach::sources`] or [`Reach::destinations`].
    Class(usize),
    /// Addresses outside the cluster.
    Outside(Vec<Range>),
}

/// A connection that is possible, between classes.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Who begins it.
    pub from: Party,
    /// Who is reached.
    pub to: Party,
    /// What may pass.
    pub decision: Decision,
}

/// Who reaches whom in one cluster, by what its files say.
#[derive(Debug)]
pub struct Reach {
    pub(crate) engine: Engine,
    pub(crate) endpoints: Vec<Endpoint>,
    sources: Vec<Class>,
    destinations: Vec<Class>,
    by_workload: HashMap<WorkloadId, EndpointId>,
    pub(crate) networks: Vec<Network>,
    pub(crate) doors: Vec<Door>,
    pub(crate) stranger: MemberId,
    pub(crate) enforcement: Enforcement,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) assumptions: Assumptions,
    /// Namespace and name of endpoints of which there are several.
    twins: HashSet<(Box<str>, Box<str>)>,
}

impl Reach {
    /// The clusters that the files describe: one per overlay that is judged on its own, else one.
    pub fn clusters(facts: &Facts) -> Vec<Option<ScopeId>> {
        let scopes = facts.model.kube.scopes.len() as u16;
        if scopes == 0 { vec![None] } else { (0..scopes).map(|n| Some(ScopeId(n))).collect() }
    }

    /// What follows from `facts` for the cluster of `scope` (see [`Reach::clusters`]).
    pub fn derive(facts: &Facts, scope: Option<ScopeId>) -> Self {
        Self::derive_with(facts, scope, Assumptions::default())
    }

    /// [`Reach::derive`] under assumptions of the caller's.
    pub fn derive_with(facts: &Facts, scope: Option<ScopeId>, assumptions: Assumptions) -> Self {
        let cluster = Cluster::new(facts, scope, assumptions);
        let networks = Networks::read(&cluster);
        let mut universe = Universe::default();
        let endpoints = endpoint::read(&cluster, &networks, &mut universe);
        for set in read::network_sets(&cluster) {
            universe.enter(set);
        }
        let stranger = universe.enter(stranger());
        universe.close();
        let policies = read::read(&cluster, &networks);
        let doors = door::find(&cluster, &universe, &endpoints);
        let engine = Engine::new(universe, policies, assumptions.addresses_are_version_4);
        let remarks = remarks::find(&cluster, &engine);
        Self {
            sources: classes(&engine, &endpoints, Role::Source),
            destinations: classes(&engine, &endpoints, Role::Destination),
            by_workload: endpoints.iter().filter_map(|e| Some((e.workload?, e.id))).collect(),
            twins: twins(&endpoints),
            stranger,
            enforcement: enforce::find(&cluster),
            networks: networks.all,
            engine,
            endpoints,
            doors,
            remarks,
            assumptions,
        }
    }

    /// Everyone who talks, in discovery order.
    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// The endpoint of `id`; a foreign id gives `None`.
    pub fn endpoint(&self, id: EndpointId) -> Option<&Endpoint> {
        self.endpoints.get(id.0 as usize)
    }

    /// The endpoint that the pods of `workload` are.
    pub fn endpoint_of(&self, workload: WorkloadId) -> Option<EndpointId> {
        self.by_workload.get(&workload).copied()
    }

    /// The endpoints that go by `name`: `name`, `namespace/name`, `Kind/namespace/name`.
    pub fn named(&self, name: &str) -> Vec<EndpointId> {
        let parts: Vec<&str> = name.split('/').collect();
        let fits = |e: &&Endpoint| match parts.as_slice() {
            [kind, namespace, name] => {
                e.kind.eq_ignore_ascii_case(kind)
                    && *e.namespace == **namespace
                    && *e.name == **name
            }
            [namespace, name] => *e.namespace == **namespace && *e.name == **name,
            [name] => *e.name == **name,
            _ => false,
        };
        self.endpoints.iter().filter(fits).map(|e| e.id).collect()
    }

    /// The short name of an endpoint, which [`Reach::named`] finds again: `namespace/name`, with the kind in
    /// front where another has the same.
    pub fn name(&self, id: EndpointId) -> String {
        let Some(own) = self.endpoint(id) else { return String::new() };
        let key = (own.namespace.clone(), own.name.clone());
        if self.twins.contains(&key) { own.resource() } else { format!("{}/{}", key.0, key.1) }
    }

    /// Endpoints gathered into classes that no policy tells apart as sources of connections. Ask about one of a
    /// class, and you know of all.
    pub fn sources(&self) -> &[Class] {
        &self.sources
    }

    /// [`Reach::sources`] for the other end: classes of destinations.
    pub fn destinations(&self) -> &[Class] {
        &self.destinations
    }

    /// The networks; the first is the pod network.
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// The networks that the pods of an endpoint are on, the primary one first.
    pub fn networks_of(&self, endpoint: EndpointId) -> Vec<NetworkId> {
        let traits = self.member(endpoint).and_then(|m| self.engine.traits(m));
        traits.map(|t| t.attachments.all().collect()).unwrap_or_default()
    }

    /// What lets traffic in from outside the cluster.
    pub fn doors(&self) -> &[Door] {
        &self.doors
    }

    /// Does anything enforce the policies? If not, all that they deny is open.
    pub fn enforced(&self) -> &Enforcement {
        &self.enforcement
    }

    /// What in the policies has no effect, or could not be read.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// May pods of `from` open connections to pods of `to`, on any network that they share?
    pub fn allowed(&self, from: EndpointId, to: EndpointId) -> Decision {
        let (Some(a), Some(b)) = (self.member(from), self.member(to)) else {
            return Decision::default();
        };
        self.allowed_of(a, b)
    }

    /// [`Reach::allowed`] on one network.
    pub fn allowed_on(&self, network: NetworkId, from: EndpointId, to: EndpointId) -> Decision {
        let (Some(a), Some(b)) = (self.member(from), self.member(to)) else {
            return Decision::default();
        };
        self.on_network(network, a, b)
    }

    /// May a connection be opened from one place to another? Between two places outside the cluster there is
    /// nothing to say: denied, with a note.
    pub fn between(&self, from: Place, to: Place) -> Decision {
        match (from, to) {
            (Place::Endpoint(from), Place::Endpoint(to)) => self.allowed(from, to),
            (Place::Endpoint(own), other) => self.across(own, Direction::Egress, other),
            (other, Place::Endpoint(own)) => self.across(own, Direction::Ingress, other),
            _ => Decision {
                notes: vec!["neither end is a pod of these files".into()],
                ..Decision::default()
            },
        }
    }

    /// The endpoints that `endpoint` may be reached by (ingress) or may reach (egress), itself left out.
    pub fn peers_of(
        &self,
        endpoint: EndpointId,
        direction: Direction,
    ) -> Vec<(EndpointId, Decision)> {
        let Some(own) = self.member(endpoint) else { return vec![] };
        let mut found = vec![];
        let classes = match direction {
            Direction::Ingress => &self.sources,
            Direction::Egress => &self.destinations,
        };
        for class in classes {
            let decision = match direction {
                Direction::Ingress => self.allowed_of(class.member, own),
                Direction::Egress => self.allowed_of(own, class.member),
            };
            if decision.is_possible() {
                let others = class.endpoints.iter().filter(|e| **e != endpoint);
                found.extend(others.map(|e| (*e, decision.clone())));
            }
        }
        found.sort_by_key(|(e, _)| *e);
        found
    }

    /// May pods of `endpoint` open connections to some address of `range`?
    pub fn egress_to(&self, endpoint: EndpointId, range: Range) -> Decision {
        self.across(endpoint, Direction::Egress, Place::Addresses(range))
    }

    /// All connections that are possible: between classes, and between classes and the addresses outside.
    /// A class stands for its endpoints, so that many replicas cost no more than one.
    pub fn connections(&self) -> impl Iterator<Item = Connection> + '_ {
        let out = self.sources.iter().enumerate().flat_map(move |(i, class)| {
            let found = self.outside(class.member, Direction::Egress).into_iter();
            found.map(move |(ranges, decision)| Connection {
                from: Party::Class(i),
                to: Party::Outside(ranges),
                decision,
            })
        });
        let into = self.destinations.iter().enumerate().flat_map(move |(i, class)| {
            let found = self.outside(class.member, Direction::Ingress).into_iter();
            found.map(move |(ranges, decision)| Connection {
                from: Party::Outside(ranges),
                to: Party::Class(i),
                decision,
            })
        });
        let sources = self.sources.iter().enumerate();
        let inside = sources.flat_map(move |(i, from)| self.out_of(i, from));
        out.chain(into).chain(inside)
    }

    fn out_of<'r>(&'r self, i: usize, from: &'r Class) -> impl Iterator<Item = Connection> + 'r {
        let others = self.destinations.iter().enumerate();
        // A workload of one kind with itself is no connection worth a line.
        let apart = |to: &Class| from.endpoints.len() > 1 || from.endpoints != to.endpoints;
        others.filter(move |(_, to)| apart(to)).filter_map(move |(j, to)| {
            let decision = self.allowed_of(from.member, to.member);
            let (from, to) = (Party::Class(i), Party::Class(j));
            decision.is_possible().then_some(Connection { from, to, decision })
        })
    }

    /// The addresses outside that an endpoint reaches (egress) or is reached by (ingress), as far as policies
    /// say: ranges with the same answer are gathered. Nothing that is denied is listed.
    pub fn outside_of(
        &self,
        endpoint: EndpointId,
        direction: Direction,
    ) -> Vec<(Vec<Range>, Decision)> {
        self.member(endpoint).map(|m| self.outside(m, direction)).unwrap_or_default()
    }

    fn outside(&self, member: MemberId, direction: Direction) -> Vec<(Vec<Range>, Decision)> {
        let mut found: Vec<(Vec<usize>, Decision)> = vec![];
        for alike in self.engine.parts(member, direction, &|_| true) {
            let Some(part) = alike.first() else { continue };
            let decision = self.with_target(member, direction, Target::Part(*part));
            if decision.is_denied() {
                continue;
            }
            match found.iter_mut().find(|(_, d)| *d == decision) {
                Some((parts, _)) => parts.extend(alike),
                None => found.push((alike, decision)),
            }
        }
        let joined = found.into_iter().map(|(mut parts, decision)| {
            parts.sort_unstable();
            (address::join(self.engine.ranges(&parts).into_iter()), decision)
        });
        joined.collect()
    }

    pub(crate) fn member(&self, endpoint: EndpointId) -> Option<MemberId> {
        self.endpoint(endpoint).map(|e| e.member)
    }

    /// What of `decision` a program in the pods of `to` hears. Proxies of a mesh see TCP alone: where they may refuse that,
    /// the rest counts only if the pods say that they listen to it.
    #[must_use]
    pub fn heard(&self, decision: Decision, to: EndpointId) -> Decision {
        let refused =
            |d: &Deciding| d.by_proxy && matches!(d.effect, Effect::Denies | Effect::Isolates);
        let traits = self.member(to).and_then(|m| self.engine.traits(m));
        let datagrams = traits.is_none_or(|t| t.datagrams);
        if datagrams || !decision.deciding.iter().any(refused) {
            return decision;
        }
        decision.on(&PortSet::every(Protocol::Tcp))
    }

    /// The policies that select an endpoint for certain or perhaps, each with where it is named.
    pub fn policies_on(&self, endpoint: EndpointId) -> Vec<(ObjectId, Span)> {
        let Some(member) = self.member(endpoint) else { return vec![] };
        let all = self.engine.policies.all.iter();
        let mut on: Vec<_> = all
            .filter(|p| self.engine.selects(p.subject, member) > Tri::No)
            .map(|p| (p.object, p.at))
            .collect();
        on.dedup();
        on
    }
}

/// Some pod of the cluster of which nothing is known.
fn stranger() -> Traits {
    let unknown = || Labels::unknown("").into();
    Traits {
        being: Being::Stranger,
        labels: [unknown(), unknown(), unknown()],
        ports: vec![],
        ports_open: true,
        host_network: Tri::No,
        attachments: Attachments { primary: Some(NetworkId::POD), secondary: vec![] },
        unproxied: PortSet::none(),
        datagrams: false,
        ranges: vec![],
    }
}

fn twins(endpoints: &[Endpoint]) -> HashSet<(Box<str>, Box<str>)> {
    let mut seen = HashSet::new();
    let keys = endpoints.iter().map(|e| (e.namespace.clone(), e.name.clone()));
    keys.filter(|key| !seen.insert(key.clone())).collect()
}

fn classes(engine: &Engine, endpoints: &[Endpoint], role: Role) -> Vec<Class> {
    let roles = roles(engine, role);
    let mut classes: Vec<Class> = vec![];
    let mut places: HashMap<u32, usize> = HashMap::new();
    for endpoint in endpoints {
        let Some(role) = roles.get(endpoint.member.0 as usize) else { continue };
        let place = *places.entry(*role).or_insert_with(|| {
            classes.push(Class { endpoints: vec![], member: endpoint.member });
            classes.len() - 1
        });
        if let Some(class) = classes.get_mut(place) {
            class.endpoints.push(endpoint.id);
        }
    }
    classes
}
