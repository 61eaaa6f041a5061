//! Google audit configuration does not record changes of data.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_audit;

/// Google audit configuration does not record changes of data.
pub struct GcpAuditTypesMissing;

impl Check for GcpAuditTypesMissing {
    const META: Meta = Meta::new(
        "cloud/gcp-audit-types-missing",
        "Google audit configuration does not record changes of data",
        "cloud/audit-logging",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-GCP-2.1"]);
    const TYPES: &'static [&'static str] = &[
        "google_project_iam_audit_config",
        "google_folder_iam_audit_config",
        "google_organization_iam_audit_config",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        match on.at("audit_log_config") {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            at => gcp_audit::types(on, at.list(), &["ADMIN_READ", "DATA_WRITE"]),
        }
    }
}
