//! Policy lets its holder become cluster administrator.

use ringfort_check::facts::cloud::iam::{Effect, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{declared, identity, identity::Judged};

/// Policy lets its holder become cluster administrator.
pub struct IamGrantsClusterAccess;

impl Check for IamGrantsClusterAccess {
    const META: Meta = Meta::new(
        "cloud/iam-grants-cluster-access",
        "Policy lets its holder become cluster administrator",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .frameworks(&["CIS-EKS-5.5.1", "MITRE-T1098.006"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if declared::is_platform(scene, &scene.facts.principals_of(on)) {
            return Verdict::pass(on.header, "belongs to a declared platform role");
        }
        identity::statements(on, scene, "no statement hands out access to every cluster", access)
    }
}

/// Actions that make a principal administrator of a cluster.
const ACTIONS: [&str; 3] =
    ["eks:CreateAccessEntry", "eks:AssociateAccessPolicy", "eks:UpdateAccessEntry"];

fn access<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow {
        return Judged::Good;
    }
    match identity::granted_everywhere(statement, &ACTIONS).first() {
        Some((action, span)) => {
            let message = format!(
                "allows {action} on every cluster: the holder can make itself administrator"
            );
            Judged::Bad(Failure::new(*span, message))
        }
        None => identity::open_lists(statement),
    }
}
