//! Cloud permissions as decisions: who may do what on which resource, from files. Floor 4.
//!
//! [`Iam::derive`] reads the principals, policies, roles and bindings of AWS, Azure and Google Cloud. [`Iam::can`] answers
//! by the logic that the provider documents, with the statements that decide; what the files do not tell is
//! [`Outcome::Unknown`] with its cause, never a pass and never a hit.

mod aws;
mod azure;
mod decision;
mod escalation;
mod google;
mod iam;
mod principal;
mod remarks;
mod scoped;
mod text;
mod tri;
mod undeclared;

pub use aws::{Context, Token, Trust, Trusted, WebIdentity};
pub use decision::{Decision, Evidence, Outcome, Part};
pub use escalation::{Certainty, DataAccess, Escalation, From, Gain, Use};
pub use iam::{Iam, cloud_of};
pub use principal::{Cloud, Principal, PrincipalId, PrincipalKind};
pub use remarks::Remark;
pub use text::{Case, Piece, Text};
pub use tri::Tri;
