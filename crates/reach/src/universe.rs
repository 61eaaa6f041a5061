//! Everyone that a selector can select, gathered into classes that no policy can tell apart.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::Range;
use crate::bits::{Bits, Tri, TriBits};
use crate::expr::{Domain, Expr};
use crate::labels::Labels;
use crate::network::Attachments;
use crate::ports::{PortSet, Protocol};

/// The number of a member of the universe: a class of pods, or a set of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MemberId(pub(crate) u32);

/// What a member of the universe is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Being {
    /// Pods.
    Pods,
    /// A set of networks (Calico): addresses that selectors can select.
    NetworkSet,
    /// Some pod of the cluster of which nothing is known, such as an ingress controller.
    Stranger,
}

/// A port with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NamedPort {
    pub(crate) name: Box<str>,
    pub(crate) protocol: Protocol,
    /// The number; `None` where not known.
    pub(crate) number: Option<u16>,
}

/// All that policies can see of a pod: those that share it are one class.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Traits {
    pub(crate) being: Being,
    /// The labels, by [`Domain`].
    pub(crate) labels: [Arc<Labels>; 3],
    pub(crate) ports: Vec<NamedPort>,
    /// May there be other ports?
    pub(crate) ports_open: bool,
    pub(crate) host_network: Tri,
    pub(crate) attachments: Attachments,
    /// Ports that go past the proxy of a service mesh.
    pub(crate) unproxied: PortSet,
    /// Do the pods say that they listen on UDP or SCTP, where a mesh lets that through?
    pub(crate) datagrams: bool,
    /// The addresses of a set of networks.
    pub(crate) ranges: Vec<Range>,
}

impl Traits {
    pub(crate) fn labels(&self, domain: Domain) -> &Labels {
        let [pod, namespace, account] = &self.labels;
        match domain {
            Domain::Pod => pod,
            Domain::Namespace => namespace,
            Domain::Account => account,
        }
    }

    /// Why something about it is not known; empty if all is.
    pub(crate) fn cause(&self) -> &str {
        self.labels.iter().map(|l| &*l.cause).find(|c| !c.is_empty()).unwrap_or("")
    }

    /// The ports with `name`: those that are known, and those that may be.
    pub(crate) fn named(&self, name: &str, protocol: Protocol) -> (PortSet, PortSet) {
        let mut found = (PortSet::none(), PortSet::none());
        if self.ports_open {
            found.1 = PortSet::every(protocol);
        }
        for port in self.ports.iter().filter(|p| p.protocol == protocol && &*p.name == name) {
            match port.number {
                Some(n) => found.0 = found.0.or(&PortSet::one(protocol, i64::from(n))),
                None => found.1 = PortSet::every(protocol),
            }
        }
        found
    }
}

/// Where a label occurs: the members that have it with a value.
#[derive(Debug, Default)]
struct Postings {
    values: HashMap<Box<str>, Vec<u32>>,
    present: Vec<u32>,
    valueless: Vec<u32>,
}

/// The classes, with the places where labels occur.
#[derive(Debug, Default)]
pub(crate) struct Universe {
    pub(crate) members: Vec<Traits>,
    by_traits: HashMap<Traits, MemberId>,
    postings: HashMap<(Domain, Box<str>), Postings>,
    open: [Bits; 3],
    sets: Bits,
}

impl Universe {
    /// The class of `traits`, a new one if there is none.
    pub(crate) fn enter(&mut self, traits: Traits) -> MemberId {
        if let Some(known) = self.by_traits.get(&traits) {
            return *known;
        }
        let id = MemberId(self.members.len() as u32);
        self.members.push(traits.clone());
        self.by_traits.insert(traits, id);
        id
    }

    /// Builds the tables; afterwards nothing enters.
    pub(crate) fn close(&mut self) {
        let size = self.members.len();
        self.by_traits = HashMap::new();
        self.open = [(); 3].map(|()| Bits::none(size));
        self.sets = Bits::none(size);
        for (n, member) in self.members.iter().enumerate() {
            if member.being == Being::NetworkSet {
                self.sets.set(n);
            }
            for (domain, open) in Domain::ALL.into_iter().zip(&mut self.open) {
                let labels = member.labels(domain);
                if labels.open {
                    open.set(n);
                }
                for (key, value) in &labels.known {
                    let posting = self.postings.entry((domain, key.clone())).or_default();
                    posting.present.push(n as u32);
                    posting.values.entry(value.clone()).or_default().push(n as u32);
                }
                for key in &labels.valueless {
                    let posting = self.postings.entry((domain, key.clone())).or_default();
                    posting.valueless.push(n as u32);
                }
            }
        }
    }

    /// The members of which `expr` is true, and those of which it is not known.
    pub(crate) fn select(&self, expr: &Expr) -> TriBits {
        let size = self.members.len();
        let nothing = TriBits::none(size);
        match expr {
            Expr::All => TriBits::all(size),
            Expr::None => nothing,
            Expr::Unknown(_) => TriBits { maybe: Bits::all(size), yes: Bits::none(size) },
            Expr::Kind { sets: true } => TriBits { yes: self.sets.clone(), ..nothing },
            Expr::Kind { sets: false } => TriBits { yes: self.sets.clone().not(), ..nothing },
            Expr::Not(inner) => self.select(inner).not(),
            Expr::And(parts) => {
                parts.iter().fold(TriBits::all(size), |set, part| set.and(&self.select(part)))
            }
            Expr::Or(parts) => parts.iter().fold(nothing, |set, part| set.or(&self.select(part))),
            Expr::In(domain, key, values) => self.leaf(*domain, key, |known| {
                values.iter().filter_map(|value| known.get(value)).flatten().copied().collect()
            }),
            Expr::Text(domain, key, comparison, text) => self.leaf(*domain, key, |known| {
                let fits = known.iter().filter(|(value, _)| comparison.holds(value, text));
                fits.flat_map(|(_, members)| members).copied().collect()
            }),
            Expr::Has(domain, key) => self.present(*domain, key),
        }
    }

    /// The members whose label `key` has a value that `fitting` picks.
    fn leaf(
        &self,
        domain: Domain,
        key: &str,
        fitting: impl Fn(&HashMap<Box<str>, Vec<u32>>) -> Vec<u32>,
    ) -> TriBits {
        let open = self.open_of(domain);
        let Some(found) = self.postings.get(&(domain, Box::from(key))) else {
            return TriBits { yes: Bits::none(self.members.len()), maybe: open };
        };
        let yes = self.bits(&fitting(&found.values));
        let maybe = open.minus(&self.bits(&found.present)).or(&self.bits(&found.valueless));
        TriBits { yes, maybe }
    }

    fn present(&self, domain: Domain, key: &str) -> TriBits {
        let open = self.open_of(domain);
        let Some(found) = self.postings.get(&(domain, Box::from(key))) else {
            return TriBits { yes: Bits::none(self.members.len()), maybe: open };
        };
        let yes = self.bits(&found.present).or(&self.bits(&found.valueless));
        TriBits { maybe: open.minus(&yes), yes }
    }

    fn bits(&self, members: &[u32]) -> Bits {
        let mut bits = Bits::none(self.members.len());
        for n in members {
            bits.set(*n as usize);
        }
        bits
    }

    fn open_of(&self, domain: Domain) -> Bits {
        let [pod, namespace, account] = &self.open;
        match domain {
            Domain::Pod => pod,
            Domain::Namespace => namespace,
            Domain::Account => account,
        }
        .clone()
    }
}
