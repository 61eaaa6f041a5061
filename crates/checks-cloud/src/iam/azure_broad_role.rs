//! Broad role is assigned at the subscription.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Broad role is assigned at the subscription.
pub struct AzureBroadRole;

impl Check for AzureBroadRole {
    const META: Meta = Meta::new(
        "cloud/azure-broad-role",
        "Broad role is assigned at the subscription",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .gate();
    const TYPES: &'static [&'static str] = &["azurerm_role_assignment"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let role = on.text("role_definition_name", "");
        let scope = on.text("scope", "");
        let broad = role.known().is_some_and(|r| {
            matches!(r.as_str(), "Owner" | "Contributor" | "User Access Administrator")
        });
        if !broad {
            return settings::unknown(&role)
                .unwrap_or_else(|| Verdict::pass(role.span(), "a narrow role"));
        }
        let wide = on.refs_of("scope").any(|r| {
            r.target.contains("azurerm_subscription.")
                || r.target.contains("azurerm_management_group.")
        }) || scope.known().is_some_and(|s| is_wide(s));
        let who = on.text("principal_type", "");
        if who.is(&"User".to_owned()) || who.is(&"Group".to_owned()) {
            return Verdict::NotApplicable;
        }
        if !wide {
            return settings::unknown(&scope).unwrap_or_else(|| {
                Verdict::pass(scope.span(), "bound to a part of the subscription")
            });
        }
        let name = role.known().map_or("", String::as_str);
        Verdict::fail(Failure::new(
            role.span(),
            format!("`{}` holds {name} over a whole subscription or group of them", on.name),
        ))
    }
}

/// A subscription or management group as a whole.
fn is_wide(scope: &str) -> bool {
    let parts: Vec<&str> = scope.trim_matches('/').split('/').collect();
    scope == "/"
        || (parts.len() == 2 && parts.first() == Some(&"subscriptions"))
        || scope.contains("/managementGroups/")
}
