//! How far the answers agree with recorded tables of an analyser. The tables are not part of this repository:
//! `RINGFORT_NETPOL` names their folder, one folder per case with `input/` and `expected.tsv` (source,
//! destination, ports; what is not listed is denied). Without it the test says so and ends.
//!
//! The adapter below speaks the notation of the tables. Where that differs from what the documentation of
//! Kubernetes says, the difference is an assumption, named here:
//!
//! - Namespaces that no file declares have no labels; pods on the host network are pods like any other; pods
//!   have addresses of version 4.
//! - An ingress controller is shown with the ports that pods declare, where they declare any.
//! - A pair that is connected over several networks is listed once, with what the last of them allows.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use std::collections::BTreeMap;
use std::path::Path;

use ringfort_facts::Facts;
use ringfort_ingest::{Disk, Options, ingest};
use ringfort_reach::{
    Assumptions, Direction, EndpointId, NetworkId, NetworkKind, PortSet, Protocol, Range, Reach,
};

/// From source and destination to ports. Addresses are cut at every border that occurs.
type Table = BTreeMap<(String, String), PortSet>;

const ASSUMPTIONS: Assumptions = Assumptions {
    undeclared_namespaces_are_bare: true,
    host_network_is_like_any: true,
    addresses_are_version_4: true,
};

fn reach(input: &Path) -> (Facts, Reach) {
    let disk = Disk::new([input]);
    let ingested = ingest(&disk, &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let reach = Reach::derive_with(&facts, None, ASSUMPTIONS);
    (facts, reach)
}

/// The name of an endpoint as a table has it in the section of `network`.
fn name(reach: &Reach, id: EndpointId, network: NetworkId) -> String {
    let endpoint = reach.endpoint(id).expect("an endpoint of its own");
    let own =
        reach.networks().get(network.0 as usize).map(|n| n.kind) == Some(NetworkKind::Namespace);
    let mark = if own { "[udn]" } else { "" };
    format!("{}{mark}/{}[{}]", endpoint.namespace, endpoint.name, endpoint.kind)
}

fn add(table: &mut Table, from: String, to: String, ports: &PortSet) {
    if !ports.is_empty() && from != to {
        let known = table.entry((from, to)).or_default();
        *known = known.or(ports);
    }
}

/// The tables of each network in the order of the sections; later ones replace what earlier ones say of a pair.
fn table(facts: &Facts, reach: &Reach) -> Table {
    let mut order: Vec<usize> = (0..reach.networks().len()).collect();
    order.sort_by_key(|i| (reach.networks()[*i].kind, reach.networks()[*i].name.clone()));
    let mut all = Table::new();
    for i in order {
        let network = NetworkId(i as u32);
        let mut own = Table::new();
        for a in reach.endpoints() {
            for b in reach.endpoints() {
                let ports = reach.allowed_on(network, a.id, b.id).ports;
                add(&mut own, name(reach, a.id, network), name(reach, b.id, network), &ports);
            }
            if reach.networks_of(a.id).first() == Some(&network)
                && reach.networks()[i].kind != NetworkKind::Secondary
            {
                outside(reach, a.id, network, &mut own);
            }
        }
        all.extend(own);
    }
    controllers(facts, reach, &mut all);
    all
}

fn outside(reach: &Reach, id: EndpointId, network: NetworkId, table: &mut Table) {
    for direction in [Direction::Egress, Direction::Ingress] {
        for (ranges, decision) in reach.outside_of(id, direction) {
            for range in ranges.iter().filter(|r| r.first.is_ipv4()) {
                let range = format!("{}-{}[External]", range.first, range.last);
                let own = name(reach, id, network);
                match direction {
                    Direction::Egress => add(table, own, range, &decision.ports),
                    Direction::Ingress => add(table, range, own, &decision.ports),
                }
            }
        }
    }
}

fn controllers(facts: &Facts, reach: &Reach, table: &mut Table) {
    for door in reach.doors().iter().filter(|d| d.kind.is_proxied()) {
        let endpoint = reach.endpoint(door.to).expect("an endpoint of its own");
        let workload = endpoint.workload.and_then(|id| facts.model.kube.workload(id));
        let declared = workload.into_iter().flat_map(|w| &w.containers).flat_map(|c| &c.ports);
        let declared = declared
            .filter_map(|p| Some(PortSet::one(Protocol::read(&p.protocol)?, p.number)))
            .fold(PortSet::none(), |all, port| all.or(&port));
        let mut ports = reach.through(door).ports;
        if !declared.is_empty() {
            ports = ports.and(&declared);
        }
        let primary = reach.networks_of(door.to).first().copied().unwrap_or(NetworkId::POD);
        add(table, "{ingress-controller}".into(), name(reach, door.to, primary), &ports);
    }
}

fn expected(text: &str) -> Table {
    let mut table = Table::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [from, to, ports] = cells.as_slice() else { panic!("{line}") };
        add(&mut table, (*from).into(), (*to).into(), &ports_of(ports));
    }
    table
}

/// `All Connections`, `TCP 80,443,UDP 5000-6000`.
fn ports_of(text: &str) -> PortSet {
    if text == "All Connections" {
        return PortSet::all();
    }
    let mut protocol = Protocol::Tcp;
    let mut ports = PortSet::none();
    for part in text.split(',') {
        let part = match part.split_once(' ') {
            Some((name, rest)) => {
                protocol = Protocol::read(name).expect("a protocol");
                rest
            }
            None => part,
        };
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.parse().expect("a port");
        ports = ports.or(&PortSet::range(protocol, number(first), number(last)));
    }
    ports
}

/// Both tables with their ranges of addresses cut at the borders of either.
fn cut(table: &Table, borders: &[u32]) -> Table {
    let pieces = |text: &str| -> Vec<String> {
        let Some(range) = text.strip_suffix("[External]").and_then(Range::read) else {
            return vec![text.to_owned()];
        };
        let (first, last) = (number(range.first), number(range.last));
        let inside = borders.iter().filter(|b| (first..=last).contains(*b));
        inside.map(|b| format!("from {}", std::net::Ipv4Addr::from(*b))).collect()
    };
    let mut fine = Table::new();
    for ((from, to), ports) in table {
        for from in pieces(from) {
            for to in pieces(to) {
                add(&mut fine, from.clone(), to.clone(), ports);
            }
        }
    }
    fine
}

fn number(address: std::net::IpAddr) -> u32 {
    match address {
        std::net::IpAddr::V4(v4) => v4.into(),
        std::net::IpAddr::V6(_) => u32::MAX,
    }
}

/// The first address of every range, and the one after its last.
fn borders(tables: [&Table; 2]) -> Vec<u32> {
    let names = tables.into_iter().flat_map(|t| t.keys()).flat_map(|(a, b)| [a, b]);
    let ranges = names.filter_map(|n| n.strip_suffix("[External]").and_then(Range::read));
    let mut borders: Vec<u32> = ranges
        .flat_map(|r| [Some(number(r.first)), number(r.last).checked_add(1)])
        .flatten()
        .collect();
    borders.sort_unstable();
    borders.dedup();
    borders
}

#[test]
fn agreement_with_recorded_tables() {
    let Some(base) = std::env::var_os("RINGFORT_NETPOL") else {
        println!("RINGFORT_NETPOL is not set: no tables here, skipped");
        return;
    };
    let mut cases: Vec<_> = std::fs::read_dir(&base)
        .expect("RINGFORT_NETPOL names a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("expected.tsv").is_file())
        .collect();
    cases.sort();
    let (mut right, mut wrong) = (0, vec![]);
    for case in &cases {
        let text = std::fs::read_to_string(case.join("expected.tsv")).expect("a table");
        let (facts, reach) = reach(&case.join("input"));
        let (found, wanted) = (table(&facts, &reach), expected(&text));
        let borders = borders([&found, &wanted]);
        let (found, wanted) = (cut(&found, &borders), cut(&wanted, &borders));
        if found == wanted {
            right += 1;
            continue;
        }
        let mut differences = vec![];
        for pair in found.keys().chain(wanted.keys()) {
            let (a, b) = (found.get(pair), wanted.get(pair));
            if a != b {
                let show = |set: Option<&PortSet>| set.map_or("-".into(), ToString::to_string);
                let line = format!("    {} -> {}: {}, table: {}", pair.0, pair.1, show(a), show(b));
                differences.push(line);
            }
        }
        differences.sort();
        differences.dedup();
        let count = differences.len();
        differences.truncate(12);
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        wrong.push(format!("  {name}: {count} differences\n{}", differences.join("\n")));
    }
    println!("{right} of {} tables agree", cases.len());
    assert!(wrong.is_empty(), "{right} of {} tables agree\n{}", cases.len(), wrong.join("\n"));
}
