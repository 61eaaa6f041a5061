//! Master password of the database stands in the code.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Master password of the database stands in the code.
pub struct RdsLiteralPassword;

impl Check for RdsLiteralPassword {
    const META: Meta = Meta::new(
        "cloud/rds-literal-password",
        "Master password of the database stands in the code",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["MITRE-T1552.001"])
    .aliases(&[
        "RDS_CLUSTER_MASTER_USER_PASSWORD_NO_PLAINTEXT_PASSWORD",
        "RDS_MASTER_USER_PASSWORD_NO_PLAINTEXT_PASSWORD",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_redshift_cluster",
        "aws_docdb_cluster",
        "aws_neptune_cluster",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        for path in ["password", "master_password"] {
            match on.at(path) {
                At::Set(node) if node.as_str().is_some_and(is_literal) => {
                    let at = node.from.as_deref().copied().unwrap_or(node.span);
                    return Verdict::fail(Failure::new(
                        at,
                        format!(
                            "the master password of `{}` is a literal: whoever reads the code holds it",
                            on.name
                        ),
                    ));
                }
                At::Set(node) | At::Unknown(node) => {
                    return Verdict::pass(node.span, "the password comes from outside the code");
                }
                At::Absent(_) => {}
            }
        }
        let managed = on.at("manage_master_user_password");
        match managed.bool() {
            Some(true) => Verdict::pass(managed.span(), "the password is kept in Secrets Manager"),
            _ => Verdict::NotApplicable,
        }
    }
}

/// A text that is a password, not a reference that is resolved when it is applied.
fn is_literal(text: &str) -> bool {
    !text.is_empty() && !text.contains("{{resolve:")
}
