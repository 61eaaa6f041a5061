//! The answers: who reaches whom.

use std::collections::HashSet;

use ringfort_facts::Facts;
use ringfort_model::kube::{ObjectId, ScopeId, WorkloadId};
use ringfort_source::Span;

use crate::address::{self, Range};
use crate::bits::Tri;
use crate::cluster::Cluster;
use crate::decision::Decision;
use crate::door::{self, Door};
use crate::endpoint::{self, Endpoint, EndpointId};
use crate::enforce::{self, Enforcement};
use crate::engine::{Engine, GroupId};
use crate::labels::Labels;
use crate::network::{Attachments, Network, NetworkId, Networks};
use crate::policy::{Direction, Remark};
use crate::universe::{Being, Traits, Universe};
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

/// Endpoints that no policy tells apart: what holds for one holds for all.
#[derive(Clone, Debug)]
pub struct Class {
    /// The endpoints.
    pub endpoints: Vec<EndpointId>,
    pub(crate) group: GroupId,
}

/// One end of a [`Connection`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A class, by its place in [`Reach::classes`].
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
    pub(crate) classes: Vec<Class>,
    pub(crate) networks: Vec<Network>,
    pub(crate) doors: Vec<Door>,
    pub(crate) stranger: GroupId,
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
            classes: classes(&engine, &endpoints),
            twins: twins(&endpoints),
            stranger: engine.group_of(stranger),
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
        self.endpoints.iter().find(|e| e.workload == Some(workload)).map(|e| e.id)
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

    /// Endpoints gathered into classes that no policy tells apart. Ask about one of a class, and you know of all.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The networks; the first is the pod network.
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// The networks that the pods of an endpoint are on, the primary one first.
    pub fn networks_of(&self, endpoint: EndpointId) -> Vec<NetworkId> {
        let traits = self.group(endpoint).and_then(|g| self.engine.traits(g));
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
        let (Some(a), Some(b)) = (self.group(from), self.group(to)) else {
            return Decision::default();
        };
        self.allowed_of(a, b)
    }

    /// [`Reach::allowed`] on one network.
    pub fn allowed_on(&self, network: NetworkId, from: EndpointId, to: EndpointId) -> Decision {
        let (Some(a), Some(b)) = (self.group(from), self.group(to)) else {
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
        let Some(own) = self.group(endpoint) else { return vec![] };
        let mut found = vec![];
        for class in &self.classes {
            let decision = match direction {
                Direction::Ingress => self.allowed_of(class.group, own),
                Direction::Egress => self.allowed_of(own, class.group),
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
        self.classes.iter().enumerate().flat_map(move |(i, class)| {
            let inside = self.classes.iter().enumerate().filter_map(move |(j, other)| {
                let alone = i == j && class.endpoints.len() == 1;
                if alone {
                    return None;
                }
                let decision = self.allowed_of(class.group, other.group);
                let (from, to) = (Party::Class(i), Party::Class(j));
                decision.is_possible().then_some(Connection { from, to, decision })
            });
            let out =
                self.outside(class.group, Direction::Egress).into_iter().map(move |(r, d)| {
                    Connection { from: Party::Class(i), to: Party::Outside(r), decision: d }
                });
            let into =
                self.outside(class.group, Direction::Ingress).into_iter().map(move |(r, d)| {
                    Connection { from: Party::Outside(r), to: Party::Class(i), decision: d }
                });
            inside.chain(out).chain(into)
        })
    }

    /// The addresses outside that an endpoint reaches (egress) or is reached by (ingress), as far as policies
    /// say: ranges with the same answer are gathered. Nothing that is denied is listed.
    pub fn outside_of(
        &self,
        endpoint: EndpointId,
        direction: Direction,
    ) -> Vec<(Vec<Range>, Decision)> {
        self.group(endpoint).map(|g| self.outside(g, direction)).unwrap_or_default()
    }

    fn outside(&self, group: GroupId, direction: Direction) -> Vec<(Vec<Range>, Decision)> {
        let mut found: Vec<(Vec<usize>, Decision)> = vec![];
        for class in &self.engine.part_classes {
            let Some(part) = class.first() else { continue };
            let decision = self.with_part(group, direction, *part);
            if decision.is_denied() {
                continue;
            }
            match found.iter_mut().find(|(_, d)| *d == decision) {
                Some((parts, _)) => parts.extend(class),
                None => found.push((class.clone(), decision)),
            }
        }
        let joined = found.into_iter().map(|(mut parts, decision)| {
            parts.sort_unstable();
            (address::join(self.engine.ranges(&parts)), decision)
        });
        joined.collect()
    }

    pub(crate) fn group(&self, endpoint: EndpointId) -> Option<GroupId> {
        self.endpoint(endpoint).map(|e| self.engine.group_of(e.member))
    }

    /// The policies that select an endpoint for certain or perhaps, each with where it is named.
    pub fn policies_on(&self, endpoint: EndpointId) -> Vec<(ObjectId, Span)> {
        let Some(group) = self.group(endpoint) else { return vec![] };
        let all = self.engine.policies.all.iter();
        let mut on: Vec<_> = all
            .filter(|p| self.engine.selects(p.subject, group) > Tri::No)
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
        ranges: vec![],
    }
}

fn twins(endpoints: &[Endpoint]) -> HashSet<(Box<str>, Box<str>)> {
    let mut seen = HashSet::new();
    let keys = endpoints.iter().map(|e| (e.namespace.clone(), e.name.clone()));
    keys.filter(|key| !seen.insert(key.clone())).collect()
}

fn classes(engine: &Engine, endpoints: &[Endpoint]) -> Vec<Class> {
    let mut classes: Vec<Class> = vec![];
    let mut place: Vec<Option<usize>> = vec![None; engine.groups().count()];
    for endpoint in endpoints {
        let group = engine.group_of(endpoint.member);
        let Some(place) = place.get_mut(group.0 as usize) else { continue };
        let at = *place.get_or_insert_with(|| {
            classes.push(Class { endpoints: vec![], group });
            classes.len() - 1
        });
        if let Some(class) = classes.get_mut(at) {
            class.endpoints.push(endpoint.id);
        }
    }
    classes
}
