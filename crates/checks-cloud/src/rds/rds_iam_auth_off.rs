//! Database knows passwords only.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database knows passwords only.
pub struct RdsIamAuthOff;

impl Check for RdsIamAuthOff {
    const META: Meta = Meta::new(
        "cloud/rds-iam-auth-off",
        "Database knows passwords only",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&[
        "0ed012a4-9199-43d2-b9e4-9bd049a48aa4",
        "88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6",
        "9fcd0a0a-9b6f-4670-a215-d94e6bf3f184",
        "CKV_AWS_161",
        "CKV_AWS_162",
        "AWS-0176",
        "AC_AWS_0053",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !supports(on) {
            return Verdict::NotApplicable;
        }
        aws_settings::required(
            on,
            "iam_database_authentication_enabled",
            "identities of IAM may log in",
            || {
                format!(
                    "database `{}` takes passwords only, not short-lived tokens of IAM",
                    on.name
                )
            },
        )
    }
}

/// MySQL, MariaDB and PostgreSQL, and Aurora with either; an engine that is not known is asked too.
fn supports(on: &Resource) -> bool {
    let replica = !on.at("replicate_source_db").is_absent();
    let engine = on.at("engine").str().unwrap_or("mysql").to_ascii_lowercase();
    !replica && ["mysql", "mariadb", "postgres", "aurora"].iter().any(|e| engine.starts_with(e))
}
