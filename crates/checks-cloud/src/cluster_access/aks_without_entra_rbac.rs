//! AKS cluster does not ask the directory who may do what.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

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
        let name = azure::written(on, &BLOCKS);
        let block = on.at(name);
        let answers = block.node().map_or(vec![], |node| {
            let node = node.one_or_many().first().unwrap_or(node);
            vec![
                tri::on(node, "azure_rbac_enabled", false),
                azure::given(node.at("admin_group_object_ids")),
            ]
        });
        let answer = tri::any(answers);
        if block.is_unknown() || answer.is_none() {
            return Verdict::unknown(block.span(), "its link to the directory is not known");
        }
        if answer == Some(true) {
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

/// The block of the link, newest name first; the second is of provider version 2.
const BLOCKS: [&str; 2] = [
    "azure_active_directory_role_based_access_control",
    "role_based_access_control.azure_active_directory",
];
