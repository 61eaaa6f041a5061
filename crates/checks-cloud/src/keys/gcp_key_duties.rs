//! Administrator of Google keys may also use them.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam::{self, Grant, Member, Who};

/// Administrator of Google keys may also use them.
pub struct GcpKeyDuties;

impl Check for GcpKeyDuties {
    const META: Meta = Meta::new(
        "cloud/gcp-key-duties",
        "Administrator of Google keys may also use them",
        "cloud/key-management",
        Severity::Medium,
    )
    .frameworks(&["CIS-GCP-1.12"])
    .aliases(&["92e4464a-4139-4d57-8742-b5acc0347680"]);
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !gcp_iam::is_grant(on, scene) {
            return Verdict::NotApplicable;
        }
        let Ok(grants) = gcp_iam::grants(on, scene) else {
            return Verdict::unknown(on.header, "the members are not known");
        };
        let administrators: Vec<Member<'_>> =
            grants.into_iter().filter(|g| is_admin(g)).flat_map(|g| g.members).collect();
        if administrators.is_empty() {
            return Verdict::NotApplicable;
        }
        if administrators.iter().any(|m| matches!(m.who, Who::Open)) {
            return Verdict::unknown(on.header, "the members are not known");
        }
        let users = users(on, scene);
        let failures = administrators.iter().filter_map(|m| both(m, &users)).collect();
        Verdict::of(failures, on.header, "its administrators do not use the keys")
    }
}

/// Does it grant the role that makes, changes and destroys keys?
fn is_admin(grant: &Grant<'_>) -> bool {
    grant.role.str() == Some("roles/cloudkms.admin")
}

/// Those who may encrypt or decrypt, in the root module of `on`, with where that is said.
fn users<'a>(on: &Resource, scene: &Scene<'a>) -> Vec<Member<'a>> {
    let here = scene.facts.model.resources.iter().filter(|r| r.root == on.root);
    here.filter(|r| gcp_iam::is_grant(r, scene))
        .filter_map(|r| gcp_iam::grants(r, scene).ok())
        .flatten()
        .filter(|g| g.role.str().is_some_and(|r| r.starts_with("roles/cloudkms.cryptoKey")))
        .flat_map(|g| g.members)
        .collect()
}

/// The failure of an administrator who is also among `users`.
fn both(member: &Member<'_>, users: &[Member<'_>]) -> Option<Failure> {
    let who = member.who.shown();
    let user = users.iter().find(|u| u.who.shown() == who)?;
    let message = format!("{who} administers keys and may use them");
    Some(Failure::new(member.span, message).key(who).related(user.span, "may use keys"))
}
