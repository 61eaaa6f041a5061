//! Database shows a certificate of an authority that has ended.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Database shows a certificate of an authority that has ended.
pub struct RdsOutdatedCa;

impl Check for RdsOutdatedCa {
    const META: Meta = Meta::new(
        "cloud/rds-outdated-ca",
        "Database shows a certificate of an authority that has ended",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&[
        "5eccd62d-8b4d-46d3-83ea-1879f3cbd3ce",
        "9f40c07e-699e-4410-8856-3ba0f2e3a2dd",
        "CKV_AWS_211",
        "AC_AWS_0057",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = if &*on.kind == "aws_rds_cluster" {
            "ca_certificate_identifier"
        } else {
            "ca_cert_identifier"
        };
        let authority = on.text(path, "rds-ca-rsa2048-g1");
        Verdict::on(
            &authority,
            |a| !["rds-ca-2015", "rds-ca-2019", "rds-ca-2010"].contains(&a.as_str()),
            "the authority is a current one",
            || {
                let name = authority.known().map_or("", String::as_str);
                Failure::new(
                    authority.span(),
                    format!("`{}` shows a certificate of {name}, which has ended", on.name),
                )
            },
        )
    }
}
