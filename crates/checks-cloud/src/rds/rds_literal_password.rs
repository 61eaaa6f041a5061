//! Master password of the database stands in the code.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::settings;

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

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
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
                    if let Some(parameter) = shown(on, node, scene) {
                        return Verdict::fail(exposed(on, parameter));
                    }
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

/// The parameter of a template that is the password and is not hidden: whoever may describe the stack reads its value.
/// (CloudFormation user guide, parameters: `NoEcho`.)
fn shown<'a>(on: &Resource, password: &Node, scene: &Scene<'a>) -> Option<&'a Resource> {
    let from = password.from.as_deref().filter(|_| settings::is_template(on))?;
    let parameter = scene.facts.resources("variable").find(|p| p.span.contains(*from))?;
    let secure = parameter.at("type").str().is_some_and(|t| t.starts_with("AWS::SSM"));
    (!secure && parameter.bool("sensitive", false).is(&false)).then_some(parameter)
}

fn exposed(on: &Resource, parameter: &Resource) -> Failure {
    let message = format!(
        "the master password of `{}` is the parameter `{}`, which the stack shows: it has no NoEcho",
        on.name, parameter.name
    );
    Failure::new(parameter.header, message)
}
