//! User pool asks for no second factor.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings::{self, Choice};

/// User pool asks for no second factor.
pub struct UserPoolWithoutMfa;

impl Check for UserPoolWithoutMfa {
    const META: Meta = Meta::new(
        "cloud/user-pool-without-mfa",
        "User pool asks for no second factor",
        "cloud/mfa-enforced",
        Severity::Medium,
    )
    .aliases(&[
        "74a18d1a-cf02-4a31-8791-ed0967ad7fdc",
        "ec28bf61-a474-4dbe-b414-6dd3a067d6f0",
        "COGNITO_USER_POOL_MFA_CONFIGURATION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cognito_user_pool"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = Choice {
            path: "mfa_configuration",
            good: &["ON", "OPTIONAL"],
            default: "OFF",
            note: "a second factor is asked for or offered",
            safety: None,
        };
        let judged = mode.judge(on, |_| format!("user pool `{}` has no second factor", on.name));
        // A template leaves the factors to a call of its own.
        if !matches!(judged, Verdict::Pass(_)) || settings::is_template(on) {
            return judged;
        }
        let message = format!("user pool `{}` asks for a second factor and sets none up", on.name);
        if FACTORS.iter().all(|f| on.at(f).is_absent()) {
            return Verdict::fail(Failure::new(on.at("mfa_configuration").span(), message));
        }
        judged
    }
}

/// What a second factor can be; one must be set up.
const FACTORS: [&str; 4] = [
    "sms_configuration",
    "software_token_mfa_configuration",
    "email_mfa_configuration",
    "web_authn_configuration",
];
