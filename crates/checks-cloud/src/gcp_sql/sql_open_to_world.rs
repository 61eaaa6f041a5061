//! Cloud SQL admits the whole Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use ringfort_check::facts::cloud::firewall;

/// Cloud SQL admits the whole Internet.
pub struct SqlOpenToWorld;

impl Check for SqlOpenToWorld {
    const META: Meta = Meta::new(
        "cloud/sql-open-to-world",
        "Cloud SQL admits the whole Internet",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-GCP-6.5"])
    .aliases(&[
        "7d7054c0-3a52-4e9b-b9ff-cbfe16a2378b",
        "b187edca-b81e-4fdc-aff4-aab57db45edb",
        "CKV_GCP_11",
        "GCP-0017",
    ]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let networks = match on.at("settings.ip_configuration.authorized_networks") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            at => at.list(),
        };
        let (mut failures, mut open) = (vec![], None);
        for network in networks {
            match network.at("value") {
                At::Set(node) if node.as_str().is_some_and(firewall::is_world) => {
                    let message = format!("instance `{}` admits every address to sign in", on.name);
                    failures.push(Failure::new(node.span, message));
                }
                At::Unknown(node) if !node.cause().starts_with("known after apply") => {
                    open = Some((node.span, node.cause()));
                }
                _ => {}
            }
        }
        match open {
            Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
            _ => Verdict::of(failures, on.header, "only named networks are admitted"),
        }
    }
}
