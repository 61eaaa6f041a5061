//! Warehouse keeps no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder, tri};

/// Warehouse keeps no audit log.
pub struct RedshiftWithoutLogs;

impl Check for RedshiftWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/redshift-without-logs",
        "Warehouse keeps no audit log",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "15ffbacc-fa42-4f6f-a57d-2feac7365caa",
        "3de2d4ff-fe53-4fc9-95d3-2f8a69bf90d6",
        "CKV_AWS_71",
        "AC_AWS_0200",
    ]);
    const TYPES: &'static [&'static str] = &["aws_redshift_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own = tri::any(tri::each(on.at("logging"), |block| tri::on(block, "enable", false)));
        let elsewhere = companion::of(on, scene, LOGGING, &["cluster_identifier"]).next();
        match (own, elsewhere) {
            (Some(true), _) => Verdict::pass(on.at("logging").span(), "connections are logged"),
            (_, Some(logging)) => Verdict::pass(logging.header, "connections are logged"),
            (None, _) => Verdict::unknown(on.at("logging").span(), "`logging` is not known"),
            (Some(false), None) if !on.at("logging").is_absent() => Verdict::fail(Failure::new(
                on.at("logging").span(),
                format!("warehouse `{}` has its audit log switched off", on.name),
            )),
            (Some(false), None) => companion::lacking(
                on,
                scene,
                LOGGING,
                format!("warehouse `{}` keeps no audit log", on.name),
            ),
        }
    }
}

/// Where logging may be set up instead.
const LOGGING: &[Holder] = &[("aws_redshift_logging", "cluster_identifier")];
