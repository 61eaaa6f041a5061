//! What can be reached in an estate, and the ways that lead to it.

use ringfort_source::Span;

use super::filter::{Effect, Party, Step};
use super::gate::Gate;
use crate::address::Range;
use crate::ports::PortSet;

/// An endpoint, by its place in [`super::Estate::endpoints`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointId(pub u32);

/// Whose estate it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Google,
}

/// What an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A machine, or the machines of a template or group.
    Machine,
    /// The nodes of a cluster.
    Nodes,
    /// The control plane of a cluster.
    ControlPlane,
    /// A load balancer or gateway.
    Balancer,
    /// A data store.
    Store,
    /// Code that the provider runs: functions, containers, apps.
    Service,
}

impl Sort {
    /// As a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Nodes => "nodes",
            Self::ControlPlane => "control plane",
            Self::Balancer => "load balancer",
            Self::Store => "data store",
            Self::Service => "service",
        }
    }
}

/// Something that connections are made to.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its number.
    pub id: EndpointId,
    /// Its address: `aws_instance.web`.
    pub address: Box<str>,
    /// The folder of the root module it belongs to.
    pub root: Box<str>,
    /// What it is.
    pub sort: Sort,
    /// Whose cloud it is in.
    pub provider: Provider,
    /// Its header.
    pub at: Span,
    /// What rules know it by.
    pub(crate) party: Party,
    /// The networks it is in, as marks; those of several subnets are one.
    pub(crate) network: Option<Box<str>>,
    /// The subnets it is in, as marks.
    pub(crate) subnets: Vec<Box<str>>,
    /// The ways in from the internet.
    pub(crate) ways: Vec<Way>,
    /// The ways over fronts whose target is not known, which may be this.
    pub(crate) doubts: Vec<Way>,
    /// Addresses and routes: what there is of a way from the internet, whatever its own rules admit.
    pub(crate) outside: Gate,
    /// Its own rules: what a connection from inside has to get through.
    pub(crate) inner: Gate,
    /// What its own connections have to get through.
    pub(crate) outer: Gate,
    /// The same at the border of its subnet, which connections within the subnet do not cross: in, and out.
    pub(crate) border: Option<(Gate, Gate)>,
}

/// A way from the internet to an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// What it leads through, in order.
    pub(crate) through: Vec<Box<str>>,
    /// What it has to get through.
    pub(crate) gate: Gate,
}

/// From where on the internet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Any address, but for what rules treat on its own.
    Anywhere,
    /// Any address of IP version 6, where that differs from version 4.
    AnywhereVersion6,
    /// These ranges only.
    Ranges(Vec<Range>),
    /// Public addresses that only the provider knows, by the name of the set: a service tag.
    Named(Box<str>),
}

/// What may pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The ports that are open.
    pub ports: PortSet,
    /// The ports of which that is not known; none of them is in `ports`. All others are closed.
    pub unknown: PortSet,
    /// Why those are not known.
    pub causes: Vec<Box<str>>,
    /// What decides, in the order of the way.
    pub steps: Vec<Step>,
}

impl Answer {
    /// May something pass?
    pub fn is_possible(&self) -> bool {
        !self.ports.is_empty() || !self.unknown.is_empty()
    }

    /// The steps that let through what is or may be open; those that refuse where nothing is.
    pub fn deciding(&self) -> impl Iterator<Item = &Step> {
        let possible = self.ports.or(&self.unknown);
        let open = !possible.is_empty();
        self.steps.iter().filter(move |s| {
            let about = !open || !s.ports.and(&possible).is_empty();
            about && (s.effect == Effect::Denies) != open
        })
    }
}

impl Answer {
    /// The same about these ports only.
    #[must_use]
    pub fn on(mut self, ports: &PortSet) -> Self {
        (self.ports, self.unknown) = (self.ports.and(ports), self.unknown.and(ports));
        if self.unknown.is_empty() {
            self.causes.clear();
        }
        self
    }
}

/// An endpoint that can, or perhaps can, be reached from the internet.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// What is reached.
    pub to: EndpointId,
    /// From where.
    pub from: Source,
    /// What the way leads through: `internet gateway`, `aws_lb.web port 443`.
    pub through: Vec<Box<str>>,
    /// On which ports, and what decides.
    pub answer: Answer,
    /// Is it only so that a front whose target is not known ([`super::Estate::doubts`]) may lead there?
    pub doubtful: bool,
}
