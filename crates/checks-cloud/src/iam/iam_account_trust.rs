//! Role trusts whole accounts.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;
use crate::support::rights;

/// Role trusts whole accounts.
pub struct IamAccountTrust;

impl Check for IamAccountTrust {
    const META: Meta = Meta::new(
        "cloud/iam-account-trust",
        "Role trusts whole accounts",
        "cloud/iam-least-privilege",
        Severity::Low,
    )
    .aliases(&[
        "12a7a7ce-39d6-49dd-923d-aeb4564eb66c",
        "bcdcbdc6-a350-4855-ae7c-d1e6436f7c97",
        "e835bd0d-65da-49f7-b6d1-b646da8727e6",
        "CKV_AWS_61",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = scene.facts.trust_of(on) else { return Verdict::NotApplicable };
        identity::policy(&policy, "the trust policy names principals", |statement| {
            if !rights::is_open(statement) {
                return Judged::Good;
            }
            let known = statement
                .principals
                .iter()
                .filter(|p| matches!(p.kind, "AWS" | "*"))
                .flat_map(|p| p.ids.known.iter().chain(&p.ids.partly));
            let mut wide = known.filter(|t| is_wide(t.text));
            match wide.next() {
                Some(term) => Judged::Bad(Failure::new(
                    term.span,
                    format!(
                        "trusts {}: every principal that its account lets assume roles",
                        term.text
                    ),
                )),
                None => Judged::Good,
            }
        })
    }
}

/// Everyone, an account by its number, or the root of an account, which stands for all of it.
fn is_wide(principal: &str) -> bool {
    let number = principal.len() == 12 && principal.chars().all(|c| c.is_ascii_digit());
    number || principal == "*" || (principal.starts_with("arn:") && principal.ends_with(":root"))
}
