//! Database listens on the port of its kind.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Database listens on the port of its kind.
pub struct RdsDefaultPort;

impl Check for RdsDefaultPort {
    const META: Meta = Meta::new(
        "cloud/rds-default-port",
        "Database listens on the port of its kind",
        "cloud/firewall-rules",
        Severity::Info,
    )
    .aliases(&[
        "1fe9d958-ddce-4228-a124-05265a959a8b",
        "2cb674f6-32f9-40be-97f2-62c0dc38f0d5",
        "bca7cc4d-b3a4-4345-9461-eb69c68fcd26",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some(engine) = on.at("engine").str() else { return Verdict::NotApplicable };
        let engine = engine.to_ascii_lowercase();
        let Some((_, usual)) = PORTS.iter().find(|(name, _)| engine.starts_with(name)) else {
            return Verdict::NotApplicable;
        };
        let port = on.int("port", *usual);
        Verdict::on(
            &port,
            |p| p != usual,
            "another port than the usual one",
            || {
                Failure::new(
                    port.span(),
                    format!("`{}` listens on {usual}, the port of every {engine}", on.name),
                )
            },
        )
    }
}

/// Engines by the beginning of their name, with the port that each takes by default.
const PORTS: [(&str, i64); 8] = [
    ("aurora-postgresql", 5432),
    ("postgres", 5432),
    ("aurora", 3306),
    ("mysql", 3306),
    ("mariadb", 3306),
    ("oracle", 1521),
    ("custom-oracle", 1521),
    ("sqlserver", 1433),
];
