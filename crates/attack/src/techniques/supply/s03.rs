//! S03: a job that may ask for identity tokens becomes an identity of a cloud whose trust admits what started it.

use std::collections::BTreeSet;

use ringfort_vocab::Layer;

use super::tokens::{Asker, Issuer, askers};
use super::trusts::{Trusting, trusts};
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::cloud::support;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S03",
    title: "CI to cloud",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} may ask for a token, and the trust of the role admits it: the attacker {gain}",
    page: include_str!("s03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    let mut issuers = BTreeSet::new();
    for asker in askers(facts) {
        issuers.insert(asker.issuer == Issuer::GitHub);
        for trust in trusts(facts, iam, asker.issuer, Some(&asker.wanted)) {
            by_job(g, &asker, &trust);
        }
    }
    for is_github in issuers {
        let issuer = if is_github { Issuer::GitHub } else { Issuer::GitLab };
        for trust in trusts(facts, iam, issuer, None) {
            by_pusher(g, &trust);
        }
    }
}

/// Code in a job. A run that no outsider starts is admitted as it should be.
fn by_job(g: &mut Ground<'_>, asker: &Asker, trust: &Trusting<'_>) {
    let standing = match asker.event {
        Some(event) => trust.before_outsiders(event),
        None => Standing::Absent(Some(trust.at)),
    };
    g.step(support::position(trust.to))
        .from(asker.job.clone())
        .proof(asker.at, "what it asks for")
        .proof(trust.at, "the trust")
        .unless(narrow(trust, asker.event.unwrap_or("jobs"), standing))
        .add();
}

/// Whoever may push makes a branch whose workflow asks for the token.
fn by_pusher(g: &mut Ground<'_>, trust: &Trusting<'_>) {
    g.step(support::position(trust.to))
        .from(Position::Push("the repository".into()))
        .proof(trust.at, "the trust")
        .unless(narrow(trust, "pushes", trust.before_pushers()))
        .say("The trust admits runs of every branch, and whoever may push writes the workflow of a branch: the attacker {gain}")
        .add();
}

/// A trust that names what may start the run, as it stands before runs that `by` starts.
fn narrow(trust: &Trusting<'_>, by: &str, standing: Standing) -> Control {
    let target: std::sync::Arc<str> = trust.to.address.as_str().into();
    let scope = format!("{target}, {} by {by}", trust.runs().words()).into();
    Control { id: "cloud/iam-least-privilege", target, scope, standing }
}
