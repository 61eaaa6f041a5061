//! Lists of rules, as security groups, network ACLs, route tables and the firewalls of all clouds are: each rule
//! admits or refuses, the first that matches decides.

use std::collections::BTreeSet;

use ringfort_source::Span;

use crate::address::Range;
use crate::bits::Tri;
use crate::ports::PortSet;

/// Where a connection comes from, or goes to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'s> {
    /// Addresses of the internet that no rule tells apart.
    Part(Range),
    /// Public addresses that only the provider knows, by the name of the set.
    Named(&'s str),
    /// Something in the estate.
    Party(&'s Party),
}

/// What rules can know something in the estate by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Party {
    /// Its groups, tags, accounts, network, each as `kind:name`.
    pub(crate) marks: BTreeSet<Box<str>>,
    /// Kinds of marks of which it may have more, and why that is not known.
    pub(crate) open: Vec<(&'static str, Box<str>)>,
    /// Its address lies in one of these ranges. None: it is not known.
    pub(crate) addresses: Vec<Range>,
}

/// Whom a rule means.
#[derive(Clone, Debug)]
pub(crate) enum Peer {
    /// Everyone.
    Everyone,
    /// Everyone outside of the estate's networks.
    Internet,
    /// Everyone inside.
    Inside,
    /// These addresses.
    Range(Range),
    /// Whoever has this mark.
    Mark(Box<str>),
    /// Public addresses that only the provider knows.
    Named(Box<str>),
    /// Not known, and why.
    Unknown(Box<str>),
    /// Somebody inside, not known who, and why.
    UnknownInside(Box<str>),
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It lets through.
    Allow,
    /// It refuses.
    Deny,
    /// Which of the two is not known.
    Either,
}

/// A rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Whom it is about.
    pub(crate) peers: Vec<Peer>,
    /// Which of those it protects it applies to; none: to all.
    pub(crate) own: Vec<Peer>,
    /// To these ports for certain.
    pub(crate) ports: PortSet,
    /// To these perhaps.
    pub(crate) perhaps: PortSet,
    pub(crate) action: Action,
    /// Why it is not known whether it holds, or what it says.
    pub(crate) cause: Option<Box<str>>,
    /// Is it certain that it is in force?
    pub(crate) certain: bool,
    /// What it is, in words.
    pub(crate) what: Box<str>,
    /// Where it is written.
    pub(crate) at: Span,
}

/// Rules in the order in which they are asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) rules: Vec<Rule>,
    /// What happens to what no rule is about, in words and where one would change it.
    pub(crate) last: Option<(Action, Box<str>, Span)>,
}

/// What happens to ports: each may be allowed, may be denied, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) allowed: PortSet,
    pub(crate) denied: PortSet,
}

/// What decides, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does.
    pub effect: Effect,
    /// What it is: `rule of aws_security_group.web`, `route 0.0.0.0/0 to aws_internet_gateway.main`.
    pub what: Box<str>,
    /// Where it stands.
    pub at: Span,
    /// The ports it decides about.
    pub ports: PortSet,
}

impl Step {
    /// The address of the resource that it is a rule of, if it is one.
    pub fn owner(&self) -> Option<&str> {
        self.what.rsplit(' ').next().filter(|word| word.contains('.'))
    }
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It lets the ports through.
    Allows,
    /// It refuses them.
    Denies,
    /// Which of the two is not known.
    Unknown,
}

impl Effect {
    /// As a word: `allows`, `denies`, `not known`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allows => "allows",
            Self::Denies => "denies",
            Self::Unknown => "not known",
        }
    }
}

/// The course of an evaluation: what decided, and why something is not known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    pub(crate) steps: Vec<Step>,
    pub(crate) causes: Vec<Box<str>>,
}

impl Trace {
    pub(crate) fn step(&mut self, effect: Effect, what: &str, at: Span, ports: PortSet) {
        self.steps.push(Step { effect, what: what.into(), at, ports });
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.steps.extend(other.steps);
        self.causes.extend(other.causes);
    }

    pub(crate) fn cause(&mut self, cause: impl Into<Box<str>>) {
        self.causes.push(cause.into());
    }
}

impl Outcome {
    /// Everything is let through, nothing is, or neither is known.
    pub(crate) fn of(state: Tri) -> Self {
        let all = |yes: bool| if yes { PortSet::all() } else { PortSet::none() };
        Self { allowed: all(state > Tri::No), denied: all(state < Tri::Yes) }
    }

    /// Both must let it through.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self { allowed: self.allowed.and(&other.allowed), denied: self.denied.or(&other.denied) }
    }

    /// One of them is enough.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self { allowed: self.allowed.or(&other.allowed), denied: self.denied.and(&other.denied) }
    }

    /// One of them holds, and which is not known.
    pub(crate) fn mix(&self, other: &Self) -> Self {
        Self { allowed: self.allowed.or(&other.allowed), denied: self.denied.or(&other.denied) }
    }

    /// Allowed for certain, and not known.
    pub(crate) fn split(&self) -> (PortSet, PortSet) {
        (self.allowed.minus(&self.denied), self.allowed.and(&self.denied))
    }

    /// Is one of `ports` let through?
    pub(crate) fn any(&self, ports: &PortSet) -> Tri {
        let (yes, maybe) = self.split();
        if !yes.and(ports).is_empty() {
            Tri::Yes
        } else if maybe.and(ports).is_empty() {
            Tri::No
        } else {
            Tri::Maybe
        }
    }
}

impl Filter {
    /// What happens to a connection between `own`, which the filter protects, and `other`.
    pub(crate) fn decide(&self, own: &Party, other: Source<'_>, trace: &mut Trace) -> Outcome {
        let mut open = PortSet::all();
        let mut out = Outcome::default();
        for rule in &self.rules {
            if open.is_empty() {
                break;
            }
            let mut causes = vec![];
            let own = any(&rule.own, Source::Party(own), &mut causes);
            let met = any(&rule.peers, other, &mut causes).and(own);
            if met == Tri::No {
                continue;
            }
            let ports = open.and(&rule.ports.or(&rule.perhaps));
            if ports.is_empty() {
                continue;
            }
            let certain = met == Tri::Yes && rule.certain;
            rule.apply(&ports, certain, &mut out, trace);
            if !certain || rule.action == Action::Either {
                trace.causes.append(&mut causes);
                trace.causes.extend(rule.cause.clone());
            } else if !ports.and(&rule.perhaps).is_empty() {
                trace.causes.extend(rule.cause.clone());
            }
            if certain {
                open = open.minus(&rule.ports);
            }
        }
        if let Some((action, what, at)) = self.last.as_ref().filter(|_| !open.is_empty()) {
            out.take(*action, &open);
            let effect = if *action == Action::Allow { Effect::Allows } else { Effect::Denies };
            trace.step(effect, what, *at, open);
        } else {
            out.take(Action::Deny, &open);
        }
        out
    }

    /// Every range that a rule names.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range> + '_ {
        self.rules.iter().flat_map(|r| &r.peers).filter_map(|p| match p {
            Peer::Range(range) => Some(*range),
            _ => None,
        })
    }

    /// Every set of public addresses that a rule names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().flat_map(|r| &r.peers).filter_map(|p| match p {
            Peer::Named(name) => Some(&**name),
            _ => None,
        })
    }
}

impl Outcome {
    fn take(&mut self, action: Action, ports: &PortSet) {
        if action != Action::Deny {
            self.allowed = self.allowed.or(ports);
        }
        if action != Action::Allow {
            self.denied = self.denied.or(ports);
        }
    }
}

impl Rule {
    /// A rule that applies to all, for certain.
    pub(crate) fn new(
        action: Action,
        peers: Vec<Peer>,
        ports: PortSet,
        what: &str,
        at: Span,
    ) -> Self {
        Self {
            peers,
            own: vec![],
            ports,
            perhaps: PortSet::none(),
            action,
            cause: None,
            certain: true,
            what: what.into(),
            at,
        }
    }

    fn apply(&self, ports: &PortSet, certain: bool, out: &mut Outcome, trace: &mut Trace) {
        out.take(self.action, ports);
        let effect = match self.action {
            _ if !certain => Effect::Unknown,
            Action::Allow => Effect::Allows,
            Action::Deny => Effect::Denies,
            Action::Either => Effect::Unknown,
        };
        // What is about the version of IP only says nothing to people.
        if !self.what.is_empty() {
            trace.step(effect, &self.what, self.at, ports.clone());
        }
    }
}

/// Is it one of these? No peers: everyone.
fn any(peers: &[Peer], source: Source<'_>, causes: &mut Vec<Box<str>>) -> Tri {
    if peers.is_empty() {
        return Tri::Yes;
    }
    let mut found = Tri::No;
    let mut why = vec![];
    for peer in peers {
        found = found.or(peer.is(source, &mut why));
        if found == Tri::Yes {
            return found;
        }
    }
    if source.is_covered(peers) {
        return Tri::Yes;
    }
    causes.append(&mut why);
    found
}

impl Source<'_> {
    /// Does each range that its address may be in lie in one that `peers` name?
    fn is_covered(self, peers: &[Peer]) -> bool {
        let Source::Party(party) = self else { return false };
        let named = |own: &Range| {
            peers.iter().any(|p| matches!(p, Peer::Range(range) if range.contains(*own)))
        };
        !party.addresses.is_empty() && party.addresses.iter().all(named)
    }
}

impl Peer {
    #[allow(clippy::match_same_arms, reason = "a table: one arm for each pair that rules name")]
    fn is(&self, source: Source<'_>, why: &mut Vec<Box<str>>) -> Tri {
        match (self, source) {
            (Peer::Everyone, _) => Tri::Yes,
            (Peer::Unknown(cause), _) => {
                why.push(cause.clone());
                Tri::Maybe
            }
            (Peer::UnknownInside(cause), Source::Party(_)) => {
                why.push(cause.clone());
                Tri::Maybe
            }
            (Peer::Internet, Source::Part(_) | Source::Named(_)) => Tri::Yes,
            (Peer::Internet, Source::Party(_)) => Tri::No,
            (Peer::Inside, Source::Party(_)) => Tri::Yes,
            (Peer::Inside, _) => Tri::No,
            (Peer::Range(range), Source::Part(part)) => Tri::is(range.contains(part)),
            (Peer::Range(range), Source::Named(_)) => Tri::is(is_all(*range)),
            (Peer::Range(range), Source::Party(party)) => party.is_in(*range, why),
            (Peer::Mark(mark), Source::Party(party)) => party.has(mark, why),
            (Peer::Named(name), Source::Named(other)) => Tri::is(&**name == other),
            (Peer::Mark(_) | Peer::Named(_) | Peer::UnknownInside(_), _) => Tri::No,
        }
    }
}

fn is_all(range: Range) -> bool {
    Range::everything().contains(&range)
}

impl Party {
    /// The same behind another's address: known by its marks only. No rule names the unspecified address.
    pub(crate) fn hidden(&self) -> Self {
        Self { addresses: Range::read("0.0.0.0").into_iter().collect(), ..self.clone() }
    }

    fn has(&self, mark: &str, why: &mut Vec<Box<str>>) -> Tri {
        if self.marks.contains(mark) {
            return Tri::Yes;
        }
        let kind = mark.split(':').next().unwrap_or("");
        let open = self.open.iter().find(|(k, _)| *k == kind);
        why.extend(open.map(|(_, cause)| cause.clone()));
        if open.is_some() { Tri::Maybe } else { Tri::No }
    }

    fn is_in(&self, range: Range, why: &mut Vec<Box<str>>) -> Tri {
        if range.first.is_ipv4() && is_all(range) {
            return Tri::Yes;
        }
        let all = self.addresses.iter().filter(|r| r.first.is_ipv4() == range.first.is_ipv4());
        let all: Vec<Range> = all.copied().collect();
        if !all.is_empty() && all.iter().all(|r| range.contains(*r)) {
            return Tri::Yes;
        }
        if !self.addresses.is_empty() && !all.iter().any(|r| r.overlaps(range)) {
            return Tri::No;
        }
        why.push(format!("whether its address is in {range} is not known").into());
        Tri::Maybe
    }
}
