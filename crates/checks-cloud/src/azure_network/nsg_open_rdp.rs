//! Azure rule opens remote desktop to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::{Port, Question};

/// Azure rule opens remote desktop to the Internet.
pub struct NsgOpenRdp;

impl Check for NsgOpenRdp {
    const META: Meta = Meta::new(
        "cloud/nsg-open-rdp",
        "Azure rule opens remote desktop to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Azure-7.1"])
    .aliases(&["efbf6449-5ec5-4cfe-8f15-acc51e0d787c", "CKV_AZURE_9", "AZU-0048"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::inbound(&[Port::Tcp(3389)]);
        ASKED.judge(on, |port| format!("`{}` admits the Internet to port {port}", on.name))
    }
}
