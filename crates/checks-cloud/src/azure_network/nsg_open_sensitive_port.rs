//! Azure rule opens a port of data or administration to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nsg::{Port, Question};

/// Azure rule opens a port of data or administration to the Internet.
pub struct NsgOpenSensitivePort;

impl Check for NsgOpenSensitivePort {
    const META: Meta = Meta::new(
        "cloud/nsg-open-sensitive-port",
        "Azure rule opens a port of data or administration to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .aliases(&[
        "0ac9abbc-6d7a-41cf-af23-2e57ddb3dbfc",
        "594c198b-4d79-41b8-9b36-fde13348b619",
        "AZU-0074",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const ASKED: Question = Question::inbound(SENSITIVE);
        ASKED.judge(on, |port| format!("`{}` admits the Internet to port {port}", on.name))
    }
}

/// Ports of administration and of data that nobody should meet from outside; SSH, remote desktop and the web
/// have checks of their own.
const SENSITIVE: &[Port] = &[
    // Remote shells, files, directories.
    Port::Tcp(20),
    Port::Tcp(21),
    Port::Tcp(23),
    Port::Tcp(135),
    Port::Tcp(137),
    Port::Tcp(138),
    Port::Tcp(139),
    Port::Tcp(389),
    Port::Tcp(445),
    Port::Tcp(636),
    Port::Tcp(2049),
    Port::Tcp(5500),
    Port::Tcp(5900),
    Port::Tcp(5985),
    Port::Tcp(5986),
    Port::Udp(137),
    Port::Udp(138),
    Port::Udp(389),
    Port::Udp(445),
    Port::Udp(2049),
    // Mail, names, management.
    Port::Tcp(25),
    Port::Tcp(53),
    Port::Tcp(110),
    Port::Udp(53),
    Port::Udp(69),
    Port::Udp(111),
    Port::Udp(123),
    Port::Udp(161),
    Port::Udp(162),
    Port::Udp(1900),
    // Databases, caches, queues, search.
    Port::Tcp(1433),
    Port::Tcp(1434),
    Port::Tcp(1521),
    Port::Tcp(2483),
    Port::Tcp(2484),
    Port::Tcp(3306),
    Port::Tcp(5432),
    Port::Tcp(5601),
    Port::Tcp(5672),
    Port::Tcp(5984),
    Port::Tcp(6379),
    Port::Tcp(7000),
    Port::Tcp(7001),
    Port::Tcp(7199),
    Port::Tcp(8529),
    Port::Tcp(9042),
    Port::Tcp(9092),
    Port::Tcp(9160),
    Port::Tcp(9200),
    Port::Tcp(9300),
    Port::Tcp(11211),
    Port::Tcp(15672),
    Port::Tcp(27017),
    Port::Tcp(27018),
    Port::Tcp(27019),
    Port::Tcp(50070),
    Port::Tcp(61620),
    Port::Tcp(61621),
    Port::Udp(1434),
    Port::Udp(11211),
    // Control of machines and clusters.
    Port::Tcp(2375),
    Port::Tcp(2376),
    Port::Tcp(2379),
    Port::Tcp(2380),
    Port::Tcp(2382),
    Port::Tcp(2383),
    Port::Tcp(3000),
    Port::Tcp(3020),
    Port::Tcp(4505),
    Port::Tcp(4506),
    Port::Tcp(6443),
    Port::Tcp(8000),
    Port::Tcp(8080),
    Port::Tcp(8140),
    Port::Tcp(8500),
    Port::Tcp(8888),
    Port::Tcp(9000),
    Port::Tcp(9090),
    Port::Tcp(10250),
    Port::Tcp(10255),
];
