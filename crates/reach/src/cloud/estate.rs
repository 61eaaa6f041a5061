//! The estate: its endpoints, what the internet reaches of them, and what they reach among each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ringfort_facts::Facts;

use super::build::Builder;
use super::doubt::{self, Doubt};
use super::endpoint::{Answer, Endpoint, EndpointId, Exposure, Source, Way};
use super::filter::{self, Filter, Outcome, Party, Step, Trace};
use super::gate::{Court, Gate};
use super::{aws, azure, google};
use crate::address::{Range, Space, join};

/// An address that no rule treats on its own: RFC 5737 keeps it for documents.
const ANYONE: &str = "192.0.2.1";

/// What cloud resources let reach each other.
#[derive(Debug, Default)]
pub struct Estate {
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) filters: Vec<Filter>,
    /// Fronts whose target is not known.
    pub(crate) doubts: Vec<Doubt>,
    /// What lies between two networks, from the first to the second.
    pub(crate) links: HashMap<(Box<str>, Box<str>), Gate>,
}

impl Estate {
    /// Reads what infrastructure code declares.
    pub fn derive(facts: &Facts) -> Self {
        let mut builder = Builder::new(facts);
        aws::derive(&mut builder);
        azure::derive(&mut builder);
        google::derive(&mut builder);
        builder.estate
    }

    /// All endpoints, by cloud and kind in the order of the files.
    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// The fronts that the internet reaches, or may reach, and whose target is not known, each once.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The endpoint number `id`.
    pub fn endpoint(&self, id: EndpointId) -> Option<&Endpoint> {
        self.endpoints.get(id.0 as usize)
    }

    /// The endpoints that `word` means: an address, with or without the module and the index.
    pub fn named(&self, word: &str) -> Vec<EndpointId> {
        // A bare name could be anything; a type and a name is something.
        let suffix = format!(".{word}");
        let is = |e: &&Endpoint| {
            let bare = ringfort_facts::cloud::bare(&e.address);
            let ends = |own: &str| own.ends_with(&suffix) && word.contains('.');
            &*e.address == word || bare == word || ends(&e.address) || ends(&bare)
        };
        self.endpoints.iter().filter(is).map(|e| e.id).collect()
    }

    /// What the internet reaches, or may reach.
    pub fn exposures(&self) -> Vec<Exposure> {
        self.endpoints.iter().flat_map(|e| self.exposures_of(e.id)).collect()
    }

    /// The same of one endpoint.
    pub fn exposures_of(&self, id: EndpointId) -> Vec<Exposure> {
        let Some(endpoint) = self.endpoint(id) else { return vec![] };
        let own = endpoint.ways.iter().flat_map(|way| self.along(endpoint, way)).collect();
        if endpoint.doubts.is_empty() {
            return own;
        }
        doubted(own, self.along(endpoint, &doubt::joined(&endpoint.doubts)))
    }

    /// What these addresses reach of one endpoint.
    pub fn exposures_to(&self, id: EndpointId, range: Range) -> Vec<Exposure> {
        let Some(endpoint) = self.endpoint(id).filter(|_| range.is_internet()) else {
            return vec![];
        };
        let court = self.court(&endpoint.party);
        let exposure = |way: &Way| Exposure {
            to: id,
            from: Source::Ranges(vec![range]),
            through: way.through.clone(),
            answer: court.answer(&way.gate, filter::Source::Part(range)),
            doubtful: false,
        };
        let own = endpoint.ways.iter().map(exposure).filter(|e| e.answer.is_possible()).collect();
        doubted(own, vec![exposure(&doubt::joined(&endpoint.doubts))])
    }

    /// Whether addresses and routes lead from the internet to an endpoint, whatever its own rules admit.
    pub fn routed(&self, id: EndpointId) -> Answer {
        self.anyone(id, |endpoint| &endpoint.outside)
    }

    /// What an endpoint's own rules admit of the internet, whether or not a way leads to it.
    pub fn admitted(&self, id: EndpointId) -> Answer {
        self.anyone(id, |endpoint| &endpoint.inner)
    }

    fn anyone(&self, id: EndpointId, gate: impl Fn(&Endpoint) -> &Gate) -> Answer {
        let (Some(endpoint), Some(anyone)) = (self.endpoint(id), Range::read(ANYONE)) else {
            return Answer::default();
        };
        self.court(&endpoint.party).answer(gate(endpoint), filter::Source::Part(anyone))
    }

    /// What keeps the internet from an endpoint, by way.
    pub fn refusals(&self, id: EndpointId) -> Vec<(Vec<Box<str>>, Answer)> {
        let Some(endpoint) = self.endpoint(id) else { return vec![] };
        let anyone = Range::read(ANYONE);
        let told = |way: &Way| {
            let court = self.court(&endpoint.party);
            Some((way.through.clone(), court.answer(&way.gate, filter::Source::Part(anyone?))))
        };
        let refused = |(_, answer): &(_, Answer)| !answer.is_possible();
        endpoint.ways.iter().filter_map(told).filter(refused).collect()
    }

    /// What can come in along `way`, by source.
    fn along(&self, endpoint: &Endpoint, way: &Way) -> Vec<Exposure> {
        let court = self.court(&endpoint.party);
        let (ranges, names) = court.peers(&way.gate);
        let space = Space::cut(ranges.into_iter());
        let mut alike: BTreeMap<Outcomes, Vec<Range>> = BTreeMap::new();
        for part in space.parts.iter().filter(|p| p.is_internet()) {
            let source = filter::Source::Part(*part);
            let outcome = court.decide(&way.gate, source, &mut Trace::default());
            alike.entry(Outcomes::of(&outcome)).or_default().push(*part);
        }
        let exposure = |from, probe| Exposure {
            to: endpoint.id,
            from,
            through: way.through.clone(),
            answer: court.answer(&way.gate, probe),
            doubtful: false,
        };
        let mut groups: Vec<Vec<Range>> = alike.into_values().collect();
        groups.sort_by_key(|parts| std::cmp::Reverse(size_of(parts, true)));
        let parts = groups.iter().enumerate().filter_map(|(n, parts)| {
            let probe = *parts.iter().max_by_key(|p| p.size())?;
            Some(exposure(source_of(n == 0, parts), filter::Source::Part(probe)))
        });
        let names: BTreeSet<&str> = names.into_iter().collect();
        let named = names.into_iter().map(|name| {
            let from = Source::Named(name.into());
            exposure(from, filter::Source::Named(name))
        });
        let mut found: Vec<Exposure> = parts.chain(named).collect();
        found.retain(|e| e.answer.is_possible());
        found.sort_by(|a, b| a.from.cmp(&b.from));
        narrowed(found)
    }

    /// What may pass from one endpoint to another inside of the estate's networks.
    pub fn between(&self, from: EndpointId, to: EndpointId) -> Answer {
        let (Some(a), Some(b)) = (self.endpoint(from), self.endpoint(to)) else {
            return Answer::default();
        };
        let mut trace = Trace::default();
        let there = filter::Source::Party(&b.party);
        let here = filter::Source::Party(&a.party);
        let mut outcome = self.link(a, b, &mut trace);
        let (out, into) = (self.court(&a.party), self.court(&b.party));
        outcome = outcome.and(&out.decide(&a.outer, there, &mut trace));
        let same = a.subnets.len() == 1 && a.subnets == b.subnets;
        if let Some((_, gate)) = a.border.as_ref().filter(|_| !same) {
            outcome = outcome.and(&out.decide(gate, there, &mut trace));
        }
        if let Some((gate, _)) = b.border.as_ref().filter(|_| !same) {
            outcome = outcome.and(&into.decide(gate, here, &mut trace));
        }
        outcome = outcome.and(&into.decide(&b.inner, here, &mut trace));
        answer(&outcome, trace)
    }

    /// What lies between the networks of two endpoints.
    fn link(&self, a: &Endpoint, b: &Endpoint, trace: &mut Trace) -> Outcome {
        let cause = "the network is not in the files";
        let gate = match (&a.network, &b.network) {
            (Some(x), Some(y)) if x == y => Gate::All(vec![]),
            (Some(x), Some(y)) => match self.links.get(&(x.clone(), y.clone())) {
                Some(gate) => gate.clone(),
                None => Gate::is(false, "the two are in networks that nothing connects", b.at),
            },
            _ => Gate::perhaps("a network between them", b.at, cause),
        };
        self.court(&b.party).decide(&gate, filter::Source::Party(&a.party), trace)
    }

    fn court<'e>(&'e self, own: &'e Party) -> Court<'e> {
        Court { filters: &self.filters, own }
    }

    /// The endpoints in classes that nothing tells apart as sources or as destinations of connections inside.
    pub fn classes(&self) -> Vec<Vec<EndpointId>> {
        let mut classes: BTreeMap<String, Vec<EndpointId>> = BTreeMap::new();
        for e in self.endpoints.iter().filter(|e| e.network.is_some()) {
            let key = format!(
                "{:?} {:?} {:?} {:?} {:?} {:?}",
                e.party, e.network, e.subnets, e.inner, e.outer, e.border
            );
            classes.entry(key).or_default().push(e.id);
        }
        let mut all: Vec<Vec<EndpointId>> = classes.into_values().collect();
        all.sort();
        all
    }
}

impl Court<'_> {
    fn answer(&self, gate: &Gate, source: filter::Source<'_>) -> Answer {
        let mut trace = Trace::default();
        let outcome = self.decide(gate, source, &mut trace);
        answer(&outcome, trace)
    }
}

/// An outcome as a key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Outcomes(crate::PortSet, crate::PortSet);

impl Outcomes {
    fn of(outcome: &Outcome) -> Self {
        let (ports, unknown) = outcome.split();
        Self(ports, unknown)
    }
}

fn answer(outcome: &Outcome, trace: Trace) -> Answer {
    let (ports, unknown) = outcome.split();
    let mut causes = if unknown.is_empty() { vec![] } else { trace.causes };
    causes.retain(|c| !c.is_empty());
    causes.sort();
    causes.dedup();
    let mut steps: Vec<Step> = vec![];
    for step in trace.steps {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    Answer { ports, unknown, causes, steps }
}

/// How many addresses of a version the parts hold.
fn size_of(parts: &[Range], v4: bool) -> u128 {
    let own = parts.iter().filter(|p| p.first.is_ipv4() == v4);
    own.map(|p| p.size()).fold(0, u128::saturating_add)
}

/// Anywhere, if the parts are most of the addresses; else these ranges.
fn source_of(most: bool, parts: &[Range]) -> Source {
    let (four, six) = (size_of(parts, true), size_of(parts, false));
    if most && four >= 1 << 30 {
        return Source::Anywhere;
    }
    if four == 0 && six >= 1 << 124 {
        return Source::AnywhereVersion6;
    }
    let mut sorted = parts.to_vec();
    sorted.sort();
    Source::Ranges(join(sorted.into_iter()))
}

/// With what doubts add to what is open anyway: ports that nobody may otherwise reach from there, or from anywhere.
fn doubted(mut own: Vec<Exposure>, doubts: Vec<Exposure>) -> Vec<Exposure> {
    let mut added = vec![];
    for mut doubt in doubts {
        let same = |e: &&Exposure| e.from == doubt.from || e.from == Source::Anywhere;
        let open = own.iter().filter(same).map(|e| e.answer.ports.or(&e.answer.unknown));
        let open = open.fold(crate::PortSet::none(), |a, b| a.or(&b));
        doubt.answer = doubt.answer.on(&open.complement());
        doubt.doubtful = true;
        added.extend(Some(doubt).filter(|d| d.answer.is_possible()));
    }
    own.extend(added);
    own
}

/// What is open to anyone is not told again of those who are let in by name: only what they have beyond it.
fn narrowed(found: Vec<Exposure>) -> Vec<Exposure> {
    let anywhere = found.iter().find(|e| e.from == Source::Anywhere).map(|e| e.answer.clone());
    let Some(world) = anywhere else { return found };
    let more = |e: &Exposure| {
        e.from == Source::Anywhere
            || !e.answer.ports.minus(&world.ports).is_empty()
            || !e.answer.unknown.minus(&world.ports.or(&world.unknown)).is_empty()
    };
    found.into_iter().filter(more).collect()
}
