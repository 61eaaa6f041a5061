//! AKS cluster does not ask the directory who may do what.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// AKS cluster does not ask the directory who may do what.
pub struct AksWithoutEntraRbac;

impl Check for AksWithoutEntraRbac {
    const META: Meta = Meta::new(
        "cloud/aks-without-entra-rbac",
        "AKS cluster does not ask the directory who may do what",
        "cloud/cluster-admin-access",
        Severity::Medium,
    )
    .frameworks(&["CIS-AKS-5.5.2"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let block = on.at("azure_active_directory_role_based_access_control");
        if let At::Unknown(node) = block {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let rbac =
            on.bool("azure_active_directory_role_based_access_control.azure_rbac_enabled", false);
        let groups =
            on.at("azure_active_directory_role_based_access_control.admin_group_object_ids");
        if rbac.is(&true) || !groups.is_absent() {
            return Verdict::pass(
                block.span(),
                "the directory decides who administers the cluster",
            );
        }
        Verdict::fail(Failure::new(
            block.span(),
            format!("cluster `{}` takes no rights or groups from Entra ID", on.name),
        ))
    }
}
