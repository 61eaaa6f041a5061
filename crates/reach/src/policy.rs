//! Policies of every language in one form: tiers of ordered rules.

use std::collections::HashMap;

use ringfort_model::kube::ObjectId;
use ringfort_source::Span;

use crate::address::{Addresses, Range};
use crate::bits::Tri;
use crate::expr::Expr;
use crate::network::NetworkId;
use crate::ports::{PortSet, Protocol};

/// What a rule does with the traffic that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Action {
    /// Lets it through.
    Allow,
    /// Drops it.
    Deny,
    /// Leaves it to the next tier.
    Pass,
}

/// The direction that a rule is about, seen from the pods that its policy selects.
pub use ringfort_facts::kube::Direction;

/// The number of a selector in [`Policies::selectors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SelectorId(pub(crate) u32);

/// The number of a set of addresses in [`Policies::addresses`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AddressesId(pub(crate) u32);

/// What a range of addresses says of pods, whose own addresses no file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Pods {
    /// Ranges are for what lies outside the cluster (NetworkPolicy, Cilium).
    Outside,
    /// Ranges match pods too (AdminNetworkPolicy, Calico).
    Inside,
    /// Pods have the address that they ask for on a secondary network.
    Own,
}

/// One peer of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// Pods (and sets of networks) by selector.
    pub(crate) selector: Option<SelectorId>,
    /// Addresses.
    pub(crate) addresses: Option<AddressesId>,
    /// What the addresses say of pods.
    pub(crate) pods: Pods,
    /// Addresses outside the cluster that are named in another way: all, or some that are not known.
    pub(crate) outside: Tri,
    /// Nodes.
    pub(crate) nodes: Tri,
    /// Why it is not known whether it matches, where that lies in the rule itself.
    pub(crate) cause: Option<Box<str>>,
}

impl Peer {
    pub(crate) fn nobody() -> Self {
        Self {
            selector: None,
            addresses: None,
            pods: Pods::Outside,
            outside: Tri::No,
            nodes: Tri::No,
            cause: None,
        }
    }

    pub(crate) fn pods(selector: SelectorId) -> Self {
        Self { selector: Some(selector), ..Self::nobody() }
    }

    pub(crate) fn everyone(selector: SelectorId) -> Self {
        Self { selector: Some(selector), outside: Tri::Yes, nodes: Tri::Yes, ..Self::nobody() }
    }
}

/// The ports of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RulePorts {
    /// By number.
    pub(crate) numbers: PortSet,
    /// By name: those of the pod that is connected to.
    pub(crate) names: Vec<(Protocol, Box<str>)>,
    /// Ports that may be meant.
    pub(crate) unknown: PortSet,
}

impl RulePorts {
    pub(crate) fn all() -> Self {
        Self { numbers: PortSet::all(), ..Self::default() }
    }

    pub(crate) fn unknown() -> Self {
        Self { unknown: PortSet::all(), ..Self::default() }
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) action: Action,
    pub(crate) peers: Vec<Peer>,
    pub(crate) ports: RulePorts,
    /// Which of the pods that the policy selects it is about, where not all.
    pub(crate) own: Option<SelectorId>,
    /// Is it certain that this rule is there as read?
    pub(crate) certain: Tri,
    /// Does it look into requests (layer 7) and lets only some of them through?
    pub(crate) narrowed: bool,
    pub(crate) at: Span,
}

/// The name of the tiers of a service mesh; no tier of Calico can have it.
const MESH: &str = "(mesh)";

/// Where a tier stands among the others. Numbers are Calico's (documentation, "Tiers"), which know a place for
/// the tiers of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TierKey {
    pub(crate) order: i64,
    pub(crate) name: Box<str>,
}

impl TierKey {
    /// In front of all others: what is denied here is denied, and what is not goes on.
    pub(crate) fn firewall() -> Self {
        Self::new(i64::MIN, "firewall")
    }

    /// What the proxy of a service mesh asks, one stage after the other, before or after the network plugin asks its
    /// own: both must let a connection through.
    pub(crate) fn mesh(stage: i64) -> Self {
        Self::new(i64::MIN + 1 + stage, MESH)
    }

    pub(crate) fn is_mesh(&self) -> bool {
        &*self.name == MESH
    }

    pub(crate) fn admin() -> Self {
        Self::new(1_000, "adminnetworkpolicy")
    }

    pub(crate) fn standard() -> Self {
        Self::new(1_000_000, "default")
    }

    pub(crate) fn baseline() -> Self {
        Self::new(10_000_000, "baselineadminnetworkpolicy")
    }

    pub(crate) fn new(order: i64, name: &str) -> Self {
        Self { order, name: name.into() }
    }
}

/// One direction of a policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// Does the policy deny what none of the tier's rules allows?
    pub(crate) isolates: Tri,
    pub(crate) rules: Vec<Rule>,
}

/// A policy.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) object: ObjectId,
    pub(crate) at: Span,
    pub(crate) tier: TierKey,
    /// Among the policies of its tier: the lower number first, then the name. For Calico and Kubernetes in
    /// thousandths of Calico's order, in which NetworkPolicies have 1000.
    pub(crate) order: i64,
    /// Whom it is about.
    pub(crate) subject: SelectorId,
    /// The secondary networks it is about; empty: the primary one.
    pub(crate) networks: Vec<NetworkId>,
    pub(crate) ingress: Side,
    pub(crate) egress: Side,
}

impl Policy {
    pub(crate) fn side(&self, direction: Direction) -> &Side {
        match direction {
            Direction::Ingress => &self.ingress,
            Direction::Egress => &self.egress,
        }
    }
}

/// The kinds of remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// A policy, or part of it, has no effect.
    NoEffect,
    /// A rule is about pods that are not in the files: those of other teams, or a mistake.
    Elsewhere,
    /// What happens is not defined, or could not be read.
    Undefined,
}

/// Something in a policy that says other than its author may think.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its kind.
    pub kind: RemarkKind,
    /// What it is, with its consequence.
    pub message: String,
    /// Where.
    pub at: Span,
}

/// All policies, with what they share.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    pub(crate) all: Vec<Policy>,
    pub(crate) selectors: Vec<Expr>,
    pub(crate) addresses: Vec<Addresses>,
    pub(crate) remarks: Vec<Remark>,
    selector_ids: HashMap<Expr, SelectorId>,
    address_ids: HashMap<Addresses, AddressesId>,
}

impl Policies {
    /// The number of `selector`.
    pub(crate) fn selector(&mut self, selector: Expr) -> SelectorId {
        if let Some(id) = self.selector_ids.get(&selector) {
            return *id;
        }
        let id = SelectorId(self.selectors.len() as u32);
        self.selectors.push(selector.clone());
        self.selector_ids.insert(selector, id);
        id
    }

    /// The number of a set of addresses.
    pub(crate) fn addresses(&mut self, addresses: Addresses) -> AddressesId {
        if let Some(id) = self.address_ids.get(&addresses) {
            return *id;
        }
        let id = AddressesId(self.addresses.len() as u32);
        self.addresses.push(addresses.clone());
        self.address_ids.insert(addresses, id);
        id
    }

    pub(crate) fn remark(&mut self, kind: RemarkKind, at: Span, message: impl Into<String>) {
        self.remarks.push(Remark { kind, message: message.into(), at });
    }

    /// Every range that occurs.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range> + '_ {
        self.addresses.iter().flat_map(|a| a.ranges.iter().chain(&a.except)).copied()
    }

    /// Puts them in the order in which they are asked: by tier, then by order and name.
    pub(crate) fn sort(&mut self, name: impl Fn(&Policy) -> Box<str>) {
        self.all.sort_by_cached_key(|p| (p.tier.clone(), p.order, name(p), p.object));
    }
}
