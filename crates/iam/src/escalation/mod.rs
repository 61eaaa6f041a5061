//! Ways to more rights, as facts with evidence.
//!
//! The ids are those of the attack techniques: P01 self-escalation, P02 access to a principal, P03 a role handed to new
//! compute, P04 existing compute, P05 trust of outsiders, P06 data, P07 shared snapshots, P08 Azure, P09 Google.

mod aws_compute;
mod aws_data;
mod aws_self;
mod aws_share;
mod aws_trust;
mod azure;
mod google;
mod scoped_data;

pub(crate) use aws_compute::{Runs, profiled, runs};

use crate::Iam;
use crate::decision::{Decision, Evidence, Outcome, Part};
use crate::principal::{Principal, PrincipalId};
use crate::scoped::Federated;
use crate::text::Text;
use crate::tri::Tri;

/// How sure a fact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The files prove it.
    Certain,
    /// It may be so, and this is not known.
    Possible(String),
}

/// Who takes the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A principal.
    Principal(PrincipalId),
    /// Holders of tokens of an `OpenID` Connect provider: the provider and the subject, as far as they are known.
    Token(Text, Text),
    /// Holders of assertions of a SAML provider.
    Saml(Text),
}

/// What is gained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gain {
    /// Acting as another principal.
    Principal(PrincipalId),
    /// Every right in the account, subscription, project or organisation.
    Admin,
    /// A right, in words.
    Right(String),
}

/// A way to more rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The technique: `P01` to `P09`.
    pub id: &'static str,
    /// The way, by the action that opens it: `iam:AttachRolePolicy`.
    pub way: &'static str,
    /// Who takes it.
    pub from: From,
    /// What is gained.
    pub gain: Gain,
    /// How sure it is.
    pub certainty: Certainty,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// What is done with data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// It is read.
    Read,
    /// It is written or destroyed.
    Write,
}

/// Somebody may read or write data (P06).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataAccess {
    /// Who.
    pub from: PrincipalId,
    /// What is done.
    pub what: Use,
    /// Index of the resource in the model.
    pub resource: usize,
    /// Its address.
    pub address: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

impl Certainty {
    /// Is it certain?
    pub fn is_certain(&self) -> bool {
        *self == Certainty::Certain
    }
}

/// The certainty and evidence of a decision that leaves a way open; `None` for one that closes it.
pub(crate) fn open(decision: Decision) -> Option<(Certainty, Vec<Evidence>)> {
    match decision.outcome {
        Outcome::Allow => Some((Certainty::Certain, decision.evidence)),
        Outcome::Unknown(cause) => Some((Certainty::Possible(cause), decision.evidence)),
        Outcome::Deny => None,
    }
}

/// [`open`] between `from` and something declared in the root module `root`: of another root module, whose account may
/// be another, only what is certain counts.
pub(crate) fn open_to(
    from: &Principal,
    root: &str,
    decision: Decision,
) -> Option<(Certainty, Vec<Evidence>)> {
    let far = from.is_ours() && *from.root != *root;
    open(decision).filter(|(certainty, _)| !far || certainty.is_certain())
}

/// `certainty`, limited by a condition of its own.
pub(crate) fn also(certainty: Certainty, other: Tri) -> Option<Certainty> {
    match (certainty, other) {
        (_, Tri::No) => None,
        (possible @ Certainty::Possible(_), _) => Some(possible),
        (Certainty::Certain, Tri::Yes) => Some(Certainty::Certain),
        (Certainty::Certain, Tri::Unknown(cause)) => Some(Certainty::Possible(cause)),
    }
}

/// Tokens of other issuers that become principals (P05), by the call `way` that exchanges them.
pub(crate) fn tokens(federated: &[Federated], way: &'static str) -> Vec<Escalation> {
    let one = |entry: &Federated| {
        let certainty = also(Certainty::Certain, entry.sure.clone())?;
        Some(Escalation {
            id: "P05",
            way,
            from: From::Token(entry.issuer.clone(), entry.subject.clone()),
            gain: Gain::Principal(entry.who),
            certainty,
            evidence: vec![Evidence {
                part: Part::Grants,
                what: entry.what.to_string(),
                at: Some(entry.at),
            }],
        })
    };
    federated.iter().filter_map(one).collect()
}

/// All ways, by technique, then in the order of principals.
pub(crate) fn all(iam: &Iam) -> Vec<Escalation> {
    let mut out = aws_self::ways(iam);
    out.extend(aws_compute::ways(iam));
    out.extend(aws_trust::ways(iam));
    out.extend(aws_share::ways(iam));
    out.extend(azure::ways(iam));
    out.extend(google::ways(iam));
    out.sort_by(|a, b| a.id.cmp(b.id));
    out
}

/// Who may read or write which data.
pub(crate) fn data(iam: &Iam) -> Vec<DataAccess> {
    let mut out = aws_data::access(iam);
    out.extend(scoped_data::access(iam));
    out
}
