//! Security group opens a data service to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::facts::cloud::firewall::Rule;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group opens a data service to the Internet.
pub struct SgOpenDataPorts;

impl Check for SgOpenDataPorts {
    const META: Meta = Meta::new(
        "cloud/sg-open-data-ports",
        "Security group opens a data service to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-6.3", "MITRE-T1190"])
    .aliases(&[
        "4728cd65-a20c-49da-8b31-9c08b423e4db",
        "4a1e6b34-1008-4e61-a5f2-1f7c276f8d14",
        "83c5fa4c-e098-48fc-84ee-0a537287ddd2",
        "EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(on, "no rule opens a data service to the Internet", is_data, |rule, cidr| {
            format!("`{}` admits {cidr} to {}: a database, cache or queue", on.name, rule.ports())
        })
    }
}

/// Ports of databases, caches, queues and the Docker API.
const PORTS: [i64; 21] = [
    1433, 1521, 2049, 2375, 2376, 3306, 5432, 5439, 5601, 5672, 5984, 6379, 7000, 7001, 8086, 9042,
    9092, 9200, 9300, 11211, 27017,
];

/// One of those ports; a rule that opens administration too is reported as such.
fn is_data(rule: &Rule<'_>) -> Option<bool> {
    if rule.admits(22, 22)? || rule.admits(3389, 3389)? {
        return Some(false);
    }
    PORTS.iter().try_fold(false, |hit, port| Some(hit || rule.admits(*port, *port)?))
}
