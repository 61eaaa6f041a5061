//! Role of Google Cloud is granted to a private mail account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Role of Google Cloud is granted to a private mail account.
pub struct GcpPersonalMail;

impl Check for GcpPersonalMail {
    const META: Meta = Meta::new(
        "cloud/gcp-personal-mail",
        "Role of Google Cloud is granted to a private mail account",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "9356962e-4a4f-4d06-ac59-dc8008775eaa",
        "a21b8df3-c840-4b3d-a41a-10fb2afda171",
        "GCP-0069",
    ]);
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !gcp_iam::is_grant(on, scene) {
            return Verdict::NotApplicable;
        }
        gcp_iam::judge(on, scene, "no private mail account is named", |role, who| {
            let role = role.unwrap_or("a role");
            gcp_iam::Answer::of(is_private(who), || format!("{role} is granted to {}", who.shown()))
        })
    }
}

/// Domains of mailboxes that anybody can have.
const CONSUMER: [&str; 16] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.com",
    "gmx.net",
    "gmx.de",
    "proton.me",
    "protonmail.com",
    "yandex.ru",
];

/// Is it a consumer account? `None` if not known.
fn is_private(who: gcp_iam::Who<'_>) -> Option<bool> {
    match who {
        gcp_iam::Who::Named(text) => {
            let domain = text.rsplit_once('@').map_or("", |(_, domain)| domain);
            Some(CONSUMER.contains(&domain.to_ascii_lowercase().as_str()))
        }
        gcp_iam::Who::Of(_) => Some(false),
        gcp_iam::Who::Open => None,
    }
}
