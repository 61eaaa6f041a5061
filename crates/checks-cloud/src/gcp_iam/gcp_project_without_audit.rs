//! Google project records no access to data.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{estate, gcp_audit};

/// Google project records no access to data.
pub struct GcpProjectWithoutAudit;

impl Check for GcpProjectWithoutAudit {
    const META: Meta = Meta::new(
        "cloud/gcp-project-without-audit",
        "Google project records no access to data",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["89fe890f-b480-460c-8b6b-7d8b1468adb4", "CKV2_GCP_5", "GCP-0079"]);
    const TYPES: &'static [&'static str] = &["google_project"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let configs = scene.facts.attached(on, "google_project_iam_audit_config", "project", NAMES);
        let configs: Vec<&Resource> = configs.collect();
        if let Some(whole) = configs.iter().find(|c| gcp_audit::is_whole(c)) {
            return Verdict::pass(whole.header, "accesses to all services are recorded");
        }
        let above = ["google_folder_iam_audit_config", "google_organization_iam_audit_config"];
        if above.iter().any(|kind| scene.facts.resources(kind).next().is_some()) {
            return Verdict::unknown(on.header, "the folder or organisation may record it");
        }
        if let Some(open) = configs.iter().find(|c| !gcp_audit::is_known(c)) {
            return Verdict::unknown(open.header, "the audit configuration is not known");
        }
        let message =
            format!("project `{}` does not record who reads what in every service", on.name);
        estate::lacking(scene, on.header, message)
    }
}

/// What an audit configuration may name its project by.
const NAMES: &[&str] = &["project_id", "id", "number"];
