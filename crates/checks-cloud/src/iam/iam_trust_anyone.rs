//! Role may be taken on by anyone.

use ringfort_check::facts::cloud::iam::{Effect, Narrowing, Statement};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Role may be taken on by anyone.
pub struct IamTrustAnyone;

impl Check for IamTrustAnyone {
    const META: Meta = Meta::new(
        "cloud/iam-trust-anyone",
        "Role may be taken on by anyone",
        "cloud/iam-least-privilege",
        Severity::Critical,
    )
    .frameworks(&["CIS-AWS-2.21", "MITRE-T1078.004"])
    .aliases(&[
        "12b7e704-37f0-4d1e-911a-44bf60c48c21",
        "babdedcf-d859-43da-9a7b-6d72e661a8fd",
        "f80e3aa7-7b34-4185-954e-440a6894dde6",
        "CKV_AWS_60",
        "FG_R00219",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = scene.facts.trust_of(on) else { return Verdict::NotApplicable };
        identity::policy(&policy, "the trust policy names who may take on the role", anyone)
    }
}

fn anyone<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow {
        return Judged::Good;
    }
    if let Some(span) = statement.not_principal {
        return Judged::Bad(Failure::new(span, "trusts everyone but those listed"));
    }
    match (statement.everyone(), statement.narrowing()) {
        (Some(span), Narrowing::Open) => Judged::Bad(Failure::new(
            span,
            "trusts every principal: any account of the provider may take on the role",
        )),
        (Some(span), Narrowing::Unknown) => {
            Judged::Open(span, "the condition on the caller is not known")
        }
        _ => statement
            .unknown
            .filter(|(_, c)| !c.starts_with("known after apply"))
            .map_or(Judged::Good, |(span, cause)| Judged::Open(span, cause)),
    }
}
