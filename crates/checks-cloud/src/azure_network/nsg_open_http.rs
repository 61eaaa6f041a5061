//! Azure rule opens plain HTTP to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::{Port, Question};

/// Azure rule opens plain HTTP to the Internet.
pub struct NsgOpenHttp;

impl Check for NsgOpenHttp {
    const META: Meta = Meta::new(
        "cloud/nsg-open-http",
        "Azure rule opens plain HTTP to the Internet",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-7.4"])
    .aliases(&["CKV_AZURE_160"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::inbound(&[Port::Tcp(80)]);
        ASKED.judge(on, |port| format!("`{}` admits the Internet to port {port}", on.name))
    }
}
