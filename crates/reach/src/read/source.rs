//! Who a rule of a service mesh is about: pods by identity, and addresses.

use ringfort_source::At;

use super::parts;
use crate::address::{Addresses, Range};
use crate::bits::Tri;
use crate::expr::{Comparison, Domain, Expr};
use crate::mesh::Part;
use crate::policy::{Peer, Pods, Policies};
use crate::ports::PortSet;

/// What a source must be. Nothing written: anyone.
#[derive(Clone, Default)]
pub(super) struct Source {
    /// Identities it must have, each a condition on pods of the mesh.
    pub(super) has: Vec<Expr>,
    /// Identities it must not have.
    pub(super) has_not: Vec<Expr>,
    /// Addresses it must have.
    pub(super) addresses: Option<Addresses>,
    /// The ports that conditions name.
    pub(super) ports: Option<PortSet>,
    /// Does it look into requests?
    pub(super) requests: bool,
    /// Why it is not known whether it matches.
    pub(super) unsure: Option<Box<str>>,
}

impl Source {
    /// Both must hold.
    pub(super) fn and(&self, other: &Self) -> Self {
        let join = |a: &[Expr], b: &[Expr]| a.iter().chain(b).cloned().collect();
        let both = self.addresses.is_some() && other.addresses.is_some();
        let cause = both.then(|| "several conditions on addresses".into());
        let ports = match (&self.ports, &other.ports) {
            (Some(a), Some(b)) => Some(a.and(b)),
            (a, b) => a.clone().or(b.clone()),
        };
        Self {
            has: join(&self.has, &other.has),
            has_not: join(&self.has_not, &other.has_not),
            addresses: self.addresses.clone().or(other.addresses.clone()),
            ports,
            requests: self.requests || other.requests,
            unsure: self.unsure.clone().or(other.unsure.clone()).or(cause),
        }
    }

    /// As the peer of a rule.
    pub(super) fn peer(&self, policies: &mut Policies) -> Peer {
        let named = !self.has.is_empty();
        let not = self.has_not.iter().cloned().map(Expr::not);
        let wanted = Expr::and(self.has.iter().cloned().chain(not));
        let cause = self.unsure.clone();
        let Some(addresses) = self.addresses.clone() else {
            let selector = policies.selector(wanted);
            let peer = if named { Peer::pods(selector) } else { Peer::everyone(selector) };
            return Peer { cause, ..peer };
        };
        if wanted == Expr::All {
            let addresses = Some(policies.addresses(addresses));
            return Peer { addresses, pods: Pods::Inside, cause, ..Peer::nobody() };
        }
        let why: Box<str> = "addresses of pods are not in the files".into();
        let selector = policies.selector(Expr::and([wanted, Expr::Unknown(why.clone())]));
        let outside = if named { Tri::No } else { Tri::Maybe };
        Peer {
            selector: Some(selector),
            outside,
            nodes: outside,
            cause: cause.or(Some(why)),
            ..Peer::nobody()
        }
    }

    /// Reads addresses it must have, and those it must not.
    pub(super) fn between(&mut self, only: At<'_>, not: At<'_>) {
        if only.is_absent() && not.is_absent() {
            return;
        }
        let read = || {
            let all = || Range::everything().to_vec();
            let ranges = if only.is_absent() { all() } else { parts::ranges(only)? };
            Ok::<_, Box<str>>(Addresses { ranges, except: parts::ranges(not)? })
        };
        match read() {
            Ok(addresses) => self.addresses = Some(addresses),
            Err(cause) => self.unsure = Some(cause),
        }
    }
}

/// Exact, or with `*` at the beginning or the end.
pub(super) fn pattern(part: Part, text: &str) -> Expr {
    let key = || Box::from(part.key());
    let compare = |how, text: &str| Expr::Text(Domain::Pod, key(), how, text.into());
    match (text.strip_prefix('*'), text.strip_suffix('*')) {
        _ if text == "*" => Expr::All,
        (Some(end), _) => compare(Comparison::EndsWith, end),
        (_, Some(start)) => compare(Comparison::StartsWith, start),
        _ => Expr::is(Domain::Pod, part.key(), text),
    }
}
