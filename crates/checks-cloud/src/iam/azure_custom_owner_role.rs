//! Azure role of your own may do everything.

use ringfort_check::facts::cloud::iam::covers;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Azure role of your own may do everything.
pub struct AzureCustomOwnerRole;

impl Check for AzureCustomOwnerRole {
    const META: Meta = Meta::new(
        "cloud/azure-custom-owner-role",
        "Azure role of your own may do everything",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .frameworks(&["CIS-Azure-5.4"])
    .aliases(&[
        "3fa5900f-9aac-4982-96b2-a6143d9c99fb",
        "5c80db8e-03f5-43a2-b4af-1f3f87018157",
        "CKV_AZURE_39",
        "AZU-0052",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_role_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let permissions = on.at("permissions");
        if let At::Unknown(node) = permissions {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let actions = permissions.list().iter().map(|p| (p, p.at("actions")));
        let mut open = None;
        for (permission, actions) in actions {
            if let At::Unknown(node) = actions {
                open = Some(node.span);
            }
            let all = actions.list();
            if let Some(node) =
                all.iter().find(|a| a.as_str().is_some_and(|a| is_broad(a, permission)))
            {
                let action = node.as_str().unwrap_or_default();
                let message =
                    format!("role `{}` may do `{action}` and so make roles for itself", on.name);
                return Verdict::fail(Failure::new(node.span, message));
            }
            open = all.iter().find(|a| a.is_unknown()).map(|a| a.span).or(open);
        }
        match open {
            Some(span) => Verdict::unknown(span, "its actions are not known"),
            None => Verdict::pass(permissions.span(), "the role cannot make roles"),
        }
    }
}

/// The action that lets its holder grant himself any other.
const MAKES_ROLES: &str = "Microsoft.Authorization/roleDefinitions/write";

/// Does `action` grant the making of roles, and nothing in `not_actions` take it back?
fn is_broad(action: &str, permission: &Node) -> bool {
    let mut taken = permission.at("not_actions").list().iter().filter_map(Node::as_str);
    covers(action, MAKES_ROLES) && !taken.any(|n| covers(n, MAKES_ROLES))
}
