//! Google firewall opens administration to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Google firewall opens administration to the Internet.
pub struct GcpFirewallOpenAdminPorts;

impl Check for GcpFirewallOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-open-admin-ports",
        "Google firewall opens administration to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GCP-3.6", "CIS-GCP-3.7"])
    .aliases(&[
        "b2fbf1df-76dd-4d78-a6c0-e538f4a9b016",
        "c4dcdcdf-10dd-4bf4-b4a0-8f6239e6aaa0",
        "dee21308-2a7a-49de-8ff7-c9b87e188575",
        "CKV_GCP_2",
        "GCP-0071",
        "50cb6c3b-c878-4b88-b50e-d1421bada9e8",
        "678fd659-96f2-454a-a2a0-c2571f83a4a3",
        "75418eb9-39ec-465f-913c-6f2b6a80dc77",
        "CKV_GCP_3",
        "GCP-0070",
        "22ef1d26-80f8-4a6c-8c15-f35aab3cac78",
        "3602d273-3290-47b2-80fa-720162b1a8af",
        "GCP-0072",
        "CKV2_GCP_12",
        "GCP-0027",
    ]);
    const TYPES: &'static [&'static str] = &["google_compute_firewall"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.text("direction", "INGRESS").is(&"EGRESS".to_owned())
            || on.bool("disabled", false).is(&true)
        {
            return Verdict::NotApplicable;
        }
        let ranges = on.at("source_ranges");
        if let At::Unknown(node) = ranges {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let source = ranges.list().iter().find(|n| n.as_str().is_some_and(firewall::is_world));
        let hit = on.blocks("allow").iter().find_map(admin_port);
        match (source, hit) {
            (Some(node), Some(port)) => Verdict::fail(Failure::new(
                node.span,
                format!("`{}` admits the Internet to {port}", on.name),
            )),
            _ => Verdict::pass(on.header, "does not open administration to the Internet"),
        }
    }
}

/// The port of administration that an `allow` block opens, in words.
fn admin_port(allow: &Node) -> Option<String> {
    let protocol = allow.at("protocol").str()?;
    if protocol == "all" {
        return Some("all ports".to_owned());
    }
    let ports = allow.at("ports");
    if !matches!(protocol, "tcp" | "6") || ports.is_unknown() {
        return None;
    }
    if ports.list().is_empty() {
        return Some("all ports".to_owned());
    }
    let covers_admin = |range: &String| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let bounds = (from.parse::<u32>(), to.parse::<u32>());
        [22, 3389, 10250].iter().any(|p| matches!(bounds, (Ok(a), Ok(b)) if a <= *p && *p <= b))
    };
    ports.list().iter().filter_map(Node::scalar).find(covers_admin).map(|p| format!("port {p}"))
}
