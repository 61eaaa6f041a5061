//! Start-up data of an Azure machine holds a secret.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// Start-up data of an Azure machine holds a secret.
pub struct AzureCustomDataSecret;

impl Check for AzureCustomDataSecret {
    const META: Meta = Meta::new(
        "cloud/azure-custom-data-secret",
        "Start-up data of an Azure machine holds a secret",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .aliases(&["CKV_AZURE_45", "AZU-0037"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_linux_virtual_machine",
        "azurerm_windows_virtual_machine",
        "azurerm_linux_virtual_machine_scale_set",
        "azurerm_windows_virtual_machine_scale_set",
        "azurerm_virtual_machine",
        "azurerm_virtual_machine_scale_set",
        "azurerm_orchestrated_virtual_machine_scale_set",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let written: Vec<Span> =
            PATHS.iter().map(|p| on.at(p)).filter(|at| !at.is_absent()).map(At::span).collect();
        let Some(first) = written.first() else { return Verdict::NotApplicable };
        let failures = written.iter().flat_map(|span| secrets_in(*span, scene, on)).collect();
        Verdict::of(failures, *first, "no secret stands in it")
    }
}

/// Where the data for the first start stands.
const PATHS: [&str; 4] =
    ["custom_data", "user_data", "os_profile.custom_data", "os_profile.user_data"];

/// The secrets in the text under `span`: data is written in clear and encoded by a function around it.
fn secrets_in(span: Span, scene: &Scene<'_>, on: &Resource) -> Vec<Failure> {
    let text = scene.facts.sources.text(span);
    let failure = |hit: secrets::Hit| {
        let shown = secrets::redact(text.get(hit.range.clone()).unwrap_or(""));
        let message = format!("start-up data of `{}` holds a {}: {shown}", on.name, hit.title);
        let start = span.start + hit.range.start as u32;
        let at = Span { start, end: start + hit.range.len() as u32, ..span };
        Failure::new(at, message).key(format!("{} {shown}", hit.kind))
    };
    secrets::scan(text).into_iter().map(failure).collect()
}
