//! Role may create ServiceAccount tokens.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may create ServiceAccount tokens.
pub struct TokenRequestRights;

const POWER: Power = Power {
    key: "token-request",
    what: "get a token of any ServiceAccount in reach",
    verbs: &["create"],
    on: &[("", "serviceaccounts/token")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for TokenRequestRights {
    const META: Meta = Meta::new(
        "cluster/token-request-rights",
        "Role may create ServiceAccount tokens",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.13", "K8s-RBACGoodPractices"])
    .aliases(&["C-0282"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
