//! Administrative routes ask for a role.

use ringfort_check::facts::code::{Guard, Route};
use ringfort_check::model::code::{Expr, Function};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{apps, guards};

/// An administrative route is open to every signed-in user.
pub struct AdminRouteWithoutRole;

impl Check for AdminRouteWithoutRole {
    const META: Meta = Meta::new(
        "code/admin-route-without-role",
        "Administrative route is open to every user",
        "code/object-authorization",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-285", "CWE-862", "OWASP-API-2023-API5", "ASVS-5.0-8.2.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        if !is_administrative(on) || guards::is_public(on) || !guards::is_guarded(scene, on) {
            return Verdict::NotApplicable;
        }
        if let Some(guard) = on.guards.iter().find(|g| asks_role(scene, g)) {
            return Verdict::pass(guard.span, format!("`{}` asks for a role", guard.path));
        }
        match apps::handler(scene, on) {
            Some((_, function)) if mentions_role(function) => {
                Verdict::pass(function.name_span, "the handler asks for a role")
            }
            Some(_) => {
                let path = on.path.as_deref().unwrap_or(&on.name);
                Verdict::fail(Failure::new(
                    on.span,
                    format!("`{path}` asks who is calling, not whether they are an administrator"),
                ))
            }
            None => Verdict::unknown(on.span, "the function that answers was not found"),
        }
    }
}

fn is_administrative(route: &Route) -> bool {
    let path = route.path.as_deref().unwrap_or("").to_ascii_lowercase();
    let name = route.name.to_ascii_lowercase();
    path.split('/').any(|s| {
        matches!(s, "admin" | "administration" | "superuser" | "internal-admin" | "backoffice")
    }) || name.split(['_', '.']).any(|w| w == "admin")
}

const ROLES: &[&str] = &[
    "admin",
    "role",
    "scope",
    "permission",
    "staff",
    "superuser",
    "privilege",
    "policy",
    "can_",
    "has_perm",
    "group",
];

fn asks_role(scene: &Scene<'_>, guard: &Guard) -> bool {
    let last = guard.path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let named = ROLES.iter().any(|r| last.contains(r)) || last == "requires";
    let function = guard
        .function
        .and_then(|id| scene.facts.model.modules.get(id.module)?.functions.get(id.function));
    named || function.is_some_and(mentions_role)
}

/// Does the function look at a role or scope?
fn mentions_role(function: &Function) -> bool {
    let mut found = false;
    ringfort_check::model::code::walk_exprs(&function.body, &mut |e: &Expr| {
        let word = e
            .last_name()
            .or_else(|| e.as_str().filter(|s| s.len() < 40))
            .unwrap_or("")
            .to_ascii_lowercase();
        found |= [
            "is_admin",
            "is_staff",
            "is_superuser",
            "role",
            "roles",
            "scopes",
            "scope",
            "permissions",
            "admin",
        ]
        .contains(&word.as_str())
            || word.starts_with("require_")
            || word.starts_with("has_perm");
        ringfort_check::model::code::Visit::Into
    });
    found
}
