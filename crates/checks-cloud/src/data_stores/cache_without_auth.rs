//! Cache asks for no password.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, tri};

/// Cache asks for no password.
pub struct CacheWithoutAuth;

impl Check for CacheWithoutAuth {
    const META: Meta = Meta::new(
        "cloud/cache-without-auth",
        "Cache asks for no password",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["CKV_AWS_31"]);
    const TYPES: &'static [&'static str] = &["aws_elasticache_replication_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !on.at("global_replication_group_id").is_absent() {
            return Verdict::NotApplicable;
        }
        let known = tri::any([
            tri::written(on.at("auth_token")),
            tri::any(tri::each(on.at("user_group_ids"), |_| Some(true))),
        ]);
        // A password that is not known here is one: it comes from a secret, as it should.
        let secret = matches!(on.at("auth_token"), At::Unknown(_));
        match known.or(secret.then_some(true)) {
            Some(true) => aws_settings::required(
                on,
                "transit_encryption_enabled",
                "clients log in over TLS",
                || format!("cache `{}` has a password but no TLS, which it needs", on.name),
            ),
            Some(false) => Verdict::fail(Failure::new(
                on.header,
                format!("cache `{}` answers everyone who reaches it", on.name),
            )),
            None => Verdict::unknown(on.at("user_group_ids").span(), "its users are not known"),
        }
    }
}
