//! What the readers of the clouds share while an estate is put together.

use std::collections::HashMap;

use ringfort_facts::Facts;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::endpoint::{Endpoint, EndpointId, Provider, Sort, Way};
use super::estate::Estate;
use super::filter::{Action, Filter, Party, Peer, Rule};
use super::gate::{Fact, FilterId, Gate};
use super::link::World;
use crate::address::Range;
use crate::bits::Tri;
use crate::ports::PortSet;

/// An estate in the making.
pub(crate) struct Builder<'a> {
    pub(crate) world: World<'a>,
    pub(crate) estate: Estate,
    ids: HashMap<(Box<str>, Box<str>), EndpointId>,
}

/// An endpoint in the making.
pub(crate) struct Draft {
    pub(crate) sort: Sort,
    pub(crate) provider: Provider,
    pub(crate) party: Party,
    pub(crate) network: Option<Box<str>>,
    pub(crate) subnets: Vec<Box<str>>,
    pub(crate) ways: Vec<Way>,
    pub(crate) outside: Gate,
    pub(crate) inner: Gate,
    pub(crate) outer: Gate,
    pub(crate) border: Option<(Gate, Gate)>,
}

impl Draft {
    /// Something without a network of its own.
    pub(crate) fn new(provider: Provider, sort: Sort) -> Self {
        Self {
            sort,
            provider,
            party: Party::default(),
            network: None,
            subnets: vec![],
            ways: vec![],
            outside: Gate::Any(vec![]),
            inner: Gate::All(vec![]),
            outer: Gate::All(vec![]),
            border: None,
        }
    }

    /// With a way in.
    pub(crate) fn way(mut self, through: &[&str], gates: Vec<Gate>) -> Self {
        let through = through.iter().map(|t| Box::from(*t)).collect();
        self.ways.push(Way { through, gate: Gate::All(gates) });
        self
    }
}

impl<'a> Builder<'a> {
    pub(crate) fn new(facts: &'a Facts) -> Self {
        Self { world: World { facts }, estate: Estate::default(), ids: HashMap::new() }
    }

    /// Adds the endpoint that `resource` is.
    pub(crate) fn add(&mut self, resource: &Resource, draft: Draft) -> EndpointId {
        let id = self.push(resource, resource.address.as_str().into(), draft);
        self.ids.insert((resource.root.clone(), resource.address.as_str().into()), id);
        id
    }

    /// Adds an endpoint that is written inside of `resource`: the nodes of a cluster.
    pub(crate) fn add_part(&mut self, resource: &Resource, part: &str, draft: Draft) {
        self.push(resource, format!("{}.{part}", resource.address).into(), draft);
    }

    fn push(&mut self, resource: &Resource, address: Box<str>, draft: Draft) -> EndpointId {
        let id = EndpointId(self.estate.endpoints.len() as u32);
        self.estate.endpoints.push(Endpoint {
            id,
            address,
            root: resource.root.clone(),
            sort: draft.sort,
            provider: draft.provider,
            at: resource.header,
            party: draft.party,
            network: draft.network,
            subnets: draft.subnets,
            ways: draft.ways,
            doubts: vec![],
            outside: draft.outside,
            inner: draft.inner,
            outer: draft.outer,
            border: draft.border,
        });
        id
    }

    /// The endpoint that `resource` is.
    pub(crate) fn endpoint_of(&self, resource: &Resource) -> Option<EndpointId> {
        self.ids.get(&(resource.root.clone(), resource.address.as_str().into())).copied()
    }

    pub(crate) fn endpoint_mut(&mut self, id: EndpointId) -> Option<&mut Endpoint> {
        self.estate.endpoints.get_mut(id.0 as usize)
    }

    /// A cause with its place.
    pub(crate) fn told(&self, at: Span, cause: &str) -> String {
        let facts = self.world.facts;
        format!("{}:{}: {cause}", facts.path(at), facts.sources.line_range(at).0)
    }

    pub(crate) fn filter(&mut self, filter: Filter) -> FilterId {
        self.estate.filters.push(filter);
        (self.estate.filters.len() - 1) as FilterId
    }

    /// A gate for clients over IP version 4 only.
    pub(crate) fn version_4(&mut self, at: Span) -> Gate {
        let [four, _] = Range::everything();
        let peers = vec![Peer::Range(four)];
        let rules = vec![Rule::new(Action::Allow, peers, PortSet::all(), "", at)];
        Gate::Filter(self.filter(Filter { rules, last: None }))
    }

    /// A gate for ranges that are let in by name: `none_written` is what holds where the list is empty or absent.
    pub(crate) fn ranges(&mut self, list: &Ranges<'_>, none_written: bool) -> Gate {
        let at = list.at.span();
        let nodes = list.at.list();
        if nodes.is_empty() && !list.at.is_unknown() {
            let everyone = format!("{} is not set: everyone is let in", list.open);
            let what = if none_written { everyone.as_str() } else { list.closed };
            return Gate::is(none_written, what, at);
        }
        let rules = match list.at {
            At::Unknown(node) => vec![either(node, list.open)],
            _ => nodes.iter().map(|n| range_rule(n, list.key, list.open)).collect(),
        };
        let last = Some((Action::Deny, list.closed.into(), at));
        Gate::Filter(self.filter(Filter { rules, last }))
    }
}

/// A list of ranges that are let in.
pub(crate) struct Ranges<'n> {
    pub(crate) at: At<'n>,
    /// The attribute that holds the range, where elements are blocks.
    pub(crate) key: Option<&'static str>,
    /// What it is that lets in.
    pub(crate) open: &'static str,
    /// What it is that refuses all others.
    pub(crate) closed: &'static str,
}

fn range_rule(node: &Node, key: Option<&str>, what: &str) -> Rule {
    let value = key.map_or(At::Set(node), |key| node.at(key));
    let value = value.node().filter(|n| !n.is_unknown());
    let Some(text) = value.and_then(Node::as_str) else { return either(node, what) };
    let peer = range_peer(text);
    let what = format!("{what}: {text}");
    Rule::new(Action::Allow, vec![peer], PortSet::all(), &what, node.span)
}

/// A range as written, or why it is none.
pub(crate) fn range_peer(text: &str) -> Peer {
    match Range::read(text) {
        Some(range) => Peer::Range(range),
        None => Peer::Unknown(format!("`{text}` is no range of addresses").into()),
    }
}

fn either(node: &Node, what: &str) -> Rule {
    let cause = if node.is_unknown() { node.cause() } else { "a range is not known" };
    let peer = Peer::Unknown(cause.into());
    Rule::new(Action::Allow, vec![peer], PortSet::all(), what, node.span)
}

/// A switch with the provider's default as a gate: it is open where the switch is `open`.
pub(crate) fn switch(
    resource: &Resource,
    path: &str,
    default: bool,
    open: bool,
    what: &str,
) -> Gate {
    let value = resource.bool(path, default);
    match value.known() {
        Some(known) => {
            let how = if value.is_set() { "=" } else { "is not set:" };
            Gate::is(*known == open, format!("{what} ({path} {how} {known})"), value.span())
        }
        None => Gate::perhaps(what, value.span(), format!("`{path}` is not known")),
    }
}

/// What is so, so far as `state` says.
pub(crate) fn fact(state: Tri, what: &str, at: Span, cause: &str) -> Gate {
    Gate::Is(Fact { state, what: what.into(), at, cause: cause.into() })
}
