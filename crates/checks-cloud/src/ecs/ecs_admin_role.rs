//! Service runs with an administrator's role.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Service runs with an administrator's role.
pub struct EcsAdminRole;

impl Check for EcsAdminRole {
    const META: Meta = Meta::new(
        "cloud/ecs-admin-role",
        "Service runs with an administrator's role",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .aliases(&[
        "01986452-bdd8-4aaa-b5df-d6bf61d616ff",
        "3206240f-2e87-4e58-8d24-3e19e7c83d7c",
        "7db727c1-1720-468e-b80e-06697f71e09e",
        "AC_AWS_0087",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecs_service", "aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for path in ["iam_role", "task_role_arn", "execution_role_arn"] {
            let at = on.at(path);
            if at.is_absent() {
                continue;
            }
            let role = scene.facts.targets(on, path).find(|r| &*r.kind == "aws_iam_role");
            let admin = match role {
                Some(role) => is_admin(scene, role),
                None => at.str().is_some_and(is_admin_name),
            };
            verdict = verdict.and(match (admin, role.is_none() && at.is_unknown()) {
                (true, _) => Verdict::fail(
                    Failure::new(
                        at.span(),
                        format!("`{}` runs with an administrator's role", on.name),
                    )
                    .key(path),
                ),
                (false, true) => Verdict::unknown(at.span(), "the role is not known"),
                (false, false) => Verdict::pass(at.span(), "the role is not an administrator's"),
            });
        }
        verdict
    }
}

/// By what it holds, or by its name.
fn is_admin(scene: &Scene<'_>, role: &Resource) -> bool {
    let managed = scene.facts.managed_policies_of(role);
    managed.iter().any(|a| a.name() == "AdministratorAccess")
        || scene.facts.policies_of(role).iter().any(|(_, policy)| {
            policy.allows().any(|s| s.every_action().is_some() && s.every_resource().is_some())
        })
        || role.at("name").str().is_some_and(is_admin_name)
}

/// `admin` in the role's name: `AdminRole`, `ecs-administrator`.
fn is_admin_name(arn: &str) -> bool {
    arn.rsplit('/').next().unwrap_or(arn).to_ascii_lowercase().contains("admin")
}
