//! AKS cluster is not updated by itself.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// AKS cluster is not updated by itself.
pub struct AksUpgradeChannel;

impl Check for AksUpgradeChannel {
    const META: Meta = Meta::new(
        "cluster/aks-upgrade-channel",
        "AKS cluster is not updated by itself",
        "cluster/version-currency",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let old = on.at("automatic_channel_upgrade");
        let at = if old.is_absent() { on.at("automatic_upgrade_channel") } else { old };
        let channel = Value::text(at, "none");
        Verdict::on(
            &channel,
            |c| !c.is_empty() && c != "none",
            "a channel of updates is chosen",
            || {
                Failure::new(
                    channel.span(),
                    format!("AKS cluster `{}` gets no updates by itself", on.name),
                )
            },
        )
    }
}
