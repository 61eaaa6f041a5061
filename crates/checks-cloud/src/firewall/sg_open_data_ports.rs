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
    .frameworks(&["MITRE-T1190"])
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
                    "`{}` admits {cidr} to {}: a service that belongs inside",
                    on.name,
                    rule.ports()
                )
            },
        )
    }
}

/// Ports of services that belong inside: remote control, directories, file shares, databases, caches, queues,
/// consoles, the APIs of Docker and of nodes, and those that Security Hub EC2.19 holds for of high risk.
const PORTS: [i64; 78] = [
    20, 21, 22, 23, 25, 110, 111, 135, 137, 138, 139, 143, 161, 389, 445, 465, 512, 514, 587, 636,
    873, 1433, 1434, 1521, 2049, 2375, 2376, 2379, 2380, 2382, 2383, 2483, 2484, 3000, 3020, 3306,
    3389, 4333, 4505, 4506, 5000, 5432, 5439, 5500, 5601, 5672, 5900, 5984, 5985, 5986, 6379, 7000,
    7001, 7199, 8020, 8080, 8086, 8088, 8140, 8888, 9042, 9090, 9092, 9160, 9200, 9300, 10250,
    10255, 11211, 11214, 11215, 15672, 27017, 27018, 50070, 50470, 61620, 61621,
];

/// Those of them, and others, that speak UDP: name service of Windows, SNMP, LDAP, SQL Server, NFS, Memcached.
const UDP: [i64; 11] = [69, 111, 137, 138, 161, 389, 1434, 2049, 11211, 11214, 11215];

/// One of those ports over TCP, or over UDP where the service speaks that.
fn is_inner(rule: &Rule<'_>) -> Option<bool> {
    let udp = rule.protocol.known().is_some_and(|p| p.eq_ignore_ascii_case("udp") || p == "17");
    if udp {
        let (from, to) = (*rule.from.known()?, *rule.to.known()?);
        return Some(UDP.iter().any(|port| from <= *port && *port <= to));
    }
    PORTS.iter().try_fold(false, |hit, port| Some(hit || rule.admits(*port, *port)?))
}
