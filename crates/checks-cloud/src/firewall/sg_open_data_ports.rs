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
    .aliases(&["381c3f2a-ef6f-4eff-99f7-b169cda3422c", "494b03d3-bf40-4464-8524-7c56ad0700ed"]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule opens an inner service to the Internet",
            is_inner,
            |rule, cidr| {
                format!(
                    "`{}` admits {cidr} to {}: a database, cache, queue or remote control",
                    on.name,
                    rule.ports()
                )
            },
        )
    }
}

/// Ports of services that belong inside: remote control, directories, file shares, databases, caches, queues,
/// consoles, the Docker API.
const PORTS: [i64; 52] = [
    20, 21, 22, 23, 25, 110, 135, 137, 138, 139, 143, 389, 445, 465, 512, 514, 587, 636, 873, 1433,
    1434, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4333, 5432, 5439, 5500, 5601, 5672, 5900,
    5984, 6379, 7000, 7001, 8020, 8086, 9042, 9092, 9200, 9300, 11211, 15672, 27017, 27018, 50070,
    61621,
];

/// One of those ports over TCP, or over UDP where the service speaks that.
fn is_inner(rule: &Rule<'_>) -> Option<bool> {
    PORTS.iter().try_fold(false, |hit, port| Some(hit || rule.admits(*port, *port)?))
}
