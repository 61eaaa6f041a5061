//! Google audit configuration leaves something out.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::gcp_audit;

/// Google audit configuration leaves something out.
pub struct GcpAuditConfigNarrow;

impl Check for GcpAuditConfigNarrow {
    const META: Meta = Meta::new(
        "cloud/gcp-audit-config-narrow",
        "Google audit configuration leaves something out",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-2.1"])
    .aliases(&["89fe890f-b480-460c-8b6b-7d8b1468adb4", "CKV2_GCP_5", "GCP-0079"]);
    const TYPES: &'static [&'static str] = &[
        "google_project_iam_audit_config",
        "google_folder_iam_audit_config",
        "google_organization_iam_audit_config",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let logs = match on.at("audit_log_config") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            at => at.list(),
        };
        let reach = gcp_audit::reach(on, scene);
        let reads = gcp_audit::types(on, logs, &["DATA_READ"]);
        logs.iter().map(exempted).fold(reach.and(reads), Verdict::and)
    }
}

/// Fails for each person whose accesses one kind of log leaves out.
fn exempted(log: &Node) -> Verdict {
    let members = log.at("exempted_members");
    if members.is_unknown() || members.list().iter().any(Node::is_unknown) {
        return Verdict::unknown(members.span(), "who is left out is not known");
    }
    let persons = members.list().iter().filter_map(|n| Some((n, n.as_str()?)));
    let failures = persons.filter(|(_, who)| gcp_audit::is_person(who)).map(|(node, who)| {
        Failure::new(node.span, format!("accesses of {who} are not recorded")).key(who)
    });
    Verdict::of(failures.collect(), log.span, "everybody's accesses are recorded")
}
