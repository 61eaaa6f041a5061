//! Ports that services publish.

use std::ops::RangeInclusive;

use ringfort_check::model::compose::Service;
use ringfort_check::{At, Check, Kind, Meta, Node, Scene, Severity, Span, Verdict};

use crate::support::compose;

/// A Compose service publishes the port of a data store or of a runtime on all addresses of the host.
pub struct ComposeOpenDataPort;

/// Ports of data stores and management interfaces, as their projects document them.
const PORTS: &[u16] = &[
    22, 1433, 1521, 2375, 2376, 2379, 3306, 5432, 5672, 5984, 6379, 8086, 9042, 9092, 9200, 9300,
    11211, 15672, 26257, 27017,
];

impl Check for ComposeOpenDataPort {
    const META: Meta = Meta::new(
        "container/compose-open-data-port",
        "Compose service publishes a data store on all addresses",
        "container/host-namespace-isolation",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-5.14", "CIS-Docker-5.9"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let at = on.at("ports");
        let items = match at {
            At::Absent(_) => return Verdict::NotApplicable,
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node.one_or_many(),
        };
        let mut verdict = Verdict::NotApplicable;
        for item in items {
            verdict = verdict.and(match published(item) {
                Published::Open(ports, at) if PORTS.iter().any(|p| ports.contains(p)) => {
                    let port = PORTS.iter().find(|p| ports.contains(p)).unwrap_or(ports.start());
                    let what = format!("publishes port {port} on every address of the host");
                    Verdict::fail(compose::failure(on, at, &what).key(port.to_string()))
                }
                Published::Unknown => Verdict::unknown(item.span, "the port is not known"),
                _ => Verdict::pass(item.span, "no data store is published on every address"),
            });
        }
        verdict
    }
}

/// How a port leaves the host.
enum Published {
    /// On every address: the ports of the container.
    Open(RangeInclusive<u16>, Span),
    /// On one address.
    Bound,
    /// Not known.
    Unknown,
}

/// `[IP:][HOST:]CONTAINER[/PROTOCOL]`, or the long form.
fn published(item: &Node) -> Published {
    if let Kind::Map(_) = item.kind {
        let (ip, target) = (item.at("host_ip"), item.at("target"));
        if ip.is_unknown() || target.is_unknown() {
            return Published::Unknown;
        }
        let ports = target.node().and_then(Node::scalar).and_then(|t| range(&t));
        return classify(ip.str(), ports, target.span());
    }
    let Some(text) = item.scalar() else { return Published::Unknown };
    let text = text.split('/').next().unwrap_or(&text);
    let (host, container) = match text.rsplit_once(':') {
        Some((host, container)) => (host, container),
        None => ("", text),
    };
    let ip = host.rsplit_once(':').map(|(ip, _)| ip);
    classify(ip, range(container), item.span)
}

/// `80` or `80-90`.
fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

fn classify(ip: Option<&str>, ports: Option<RangeInclusive<u16>>, at: Span) -> Published {
    match (ip, ports) {
        (_, None) => Published::Unknown,
        (None | Some("" | "0.0.0.0" | "::" | "[::]"), Some(ports)) => Published::Open(ports, at),
        (Some(_), Some(_)) => Published::Bound,
    }
}
