//! Azure rule opens SSH to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::{Port, Question};

/// Azure rule opens SSH to the Internet.
pub struct NsgOpenSsh;

impl Check for NsgOpenSsh {
    const META: Meta = Meta::new(
        "cloud/nsg-open-ssh",
        "Azure rule opens SSH to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Azure-7.2"])
    .aliases(&["3e3c175e-aadf-4e2b-a464-3fdac5748d24", "CKV_AZURE_10", "AZU-0050"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::inbound(&[Port::Tcp(22)]);
        ASKED.judge(on, |port| format!("`{}` admits the Internet to port {port}", on.name))
    }
}
