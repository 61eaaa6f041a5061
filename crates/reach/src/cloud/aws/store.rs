//! Data stores: databases, caches, search, streams, file systems.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;

use super::Aws;
use super::groups::GROUPS;
use super::place::{Public, Seat};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, written};
use crate::ports::{PortSet, Protocol};

/// How a kind of data store is written.
#[allow(
    clippy::struct_field_names,
    reason = "`kind` is what Terraform's types are called everywhere here"
)]
struct Kind {
    kind: &'static str,
    /// What names its subnets: an attribute of its own, or one of the group of subnets that another names.
    subnets: &'static str,
    group: Option<(&'static str, &'static str)>,
    groups: &'static str,
    /// The switch that makes it public, false unless written; none: it never is.
    public: Option<&'static str>,
    ports: &'static [u16],
}

const fn kind(kind: &'static str, groups: &'static str, ports: &'static [u16]) -> Kind {
    Kind { kind, subnets: "subnet_ids", group: None, groups, public: None, ports }
}

impl Kind {
    const fn by(self, attribute: &'static str, kind: &'static str) -> Self {
        Self { group: Some((attribute, kind)), ..self }
    }

    const fn public(self, path: &'static str) -> Self {
        Self { public: Some(path), ..self }
    }

    const fn within(self, subnets: &'static str) -> Self {
        Self { subnets, ..self }
    }
}

const GROUP_IDS: &str = "security_group_ids";
const VPC_GROUPS: &str = "vpc_security_group_ids";
const OPEN: &str = "publicly_accessible";

/// By the Terraform provider's documentation of each resource, ports by the service's.
const KINDS: &[Kind] = &[
    kind("aws_db_instance", VPC_GROUPS, &[])
        .by("db_subnet_group_name", "aws_db_subnet_group")
        .public(OPEN),
    kind("aws_redshift_cluster", VPC_GROUPS, &[5439])
        .by("cluster_subnet_group_name", "aws_redshift_subnet_group")
        .public(OPEN),
    kind("aws_redshiftserverless_workgroup", GROUP_IDS, &[5439]).public(OPEN),
    kind("aws_docdb_cluster", VPC_GROUPS, &[27017])
        .by("db_subnet_group_name", "aws_docdb_subnet_group"),
    kind("aws_neptune_cluster", VPC_GROUPS, &[8182])
        .by("neptune_subnet_group_name", "aws_neptune_subnet_group"),
    kind("aws_elasticache_cluster", GROUP_IDS, &[6379, 11211])
        .by("subnet_group_name", "aws_elasticache_subnet_group"),
    kind("aws_elasticache_replication_group", GROUP_IDS, &[6379])
        .by("subnet_group_name", "aws_elasticache_subnet_group"),
    kind("aws_memorydb_cluster", GROUP_IDS, &[6379])
        .by("subnet_group_name", "aws_memorydb_subnet_group"),
    kind("aws_mq_broker", "security_groups", &[443, 5671, 8162, 8883, 61614, 61617]).public(OPEN),
    kind("aws_dms_replication_instance", VPC_GROUPS, &[])
        .by("replication_subnet_group_id", "aws_dms_replication_subnet_group")
        .public(OPEN),
    kind("aws_efs_mount_target", "security_groups", &[2049]).within("subnet_id"),
    kind("aws_opensearch_domain", "vpc_options.security_group_ids", &[443])
        .within("vpc_options.subnet_ids"),
    kind("aws_elasticsearch_domain", "vpc_options.security_group_ids", &[443])
        .within("vpc_options.subnet_ids"),
    kind("aws_msk_cluster", "broker_node_group_info.security_groups", &[9092, 9094, 9096, 9098])
        .within("broker_node_group_info.client_subnets"),
];

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    for kind in KINDS {
        for store in b.world.facts.resources(kind.kind) {
            let draft = match kind.kind {
                "aws_opensearch_domain" | "aws_elasticsearch_domain"
                    if written(store, "vpc_options").is_absent() =>
                {
                    outside(store)
                }
                _ => of_kind(b, aws, kind, store),
            };
            b.add(store, draft);
        }
    }
    for member in b.world.all(&["aws_rds_cluster_instance"]) {
        let draft = cluster_member(b, aws, member);
        b.add(member, draft);
    }
    for cluster in b.world.all(&["aws_rds_cluster"]) {
        let alone = b.world.pointing(&["aws_rds_cluster_instance"], "cluster_identifier", cluster);
        if alone.count() == 0 {
            let seat = cluster_seat(b, cluster, cluster);
            let draft = without_internet(aws.draft(b, Sort::Store, seat));
            b.add(cluster, draft);
        }
    }
}

fn of_kind<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, kind: &Kind, store: &'a Resource) -> Draft {
    let subnets = match kind.group {
        Some((path, group)) => of_group(b, store, path, group),
        None => b.world.links(store, kind.subnets, super::routes::SUBNETS, &["id"]),
    };
    let groups = b.world.links(store, kind.groups, GROUPS, &["id", "name"]);
    let mut seat = Seat::new(store, subnets, groups);
    seat.ports = Some(ports_of(store, kind.ports));
    seat.spread = kind.kind == "aws_msk_cluster";
    let Some(path) = kind.public else {
        if kind.kind == "aws_msk_cluster" {
            return brokers(b, aws, seat);
        }
        return without_internet(aws.draft(b, Sort::Store, seat));
    };
    seat.public = switch(store, path, kind.kind);
    aws.draft(b, Sort::Store, seat)
}

/// Whether it is public. What Redshift does where nothing is written changed with version 6 of the provider.
fn switch(store: &Resource, path: &str, kind: &str) -> Public {
    let value = store.bool(path, false);
    let other = if kind == "aws_redshift_cluster" {
        let cause = "publicly_accessible is not written: its default is true before version 6 of the provider";
        Public::Unknown(cause.into(), store.header)
    } else {
        Public::Is(false, format!("{path} is false unless it is set").into(), store.header)
    };
    Public::of(&value, path, other)
}

fn of_group<'a>(b: &Builder<'a>, store: &'a Resource, path: &'a str, kind: &str) -> Vec<Link<'a>> {
    let named = b.world.links(store, path, &[kind], &["name", "id"]);
    let each = named.into_iter().flat_map(|link| match link {
        Link::To(group) if !crate::cloud::link::is_data(group) => {
            b.world.links(group, "subnet_ids", super::routes::SUBNETS, &["id"])
        }
        Link::To(_) | Link::Text(..) => {
            vec![Link::Unknown("the group of subnets is not in the files", store.header)]
        }
        unknown @ Link::Unknown(..) => vec![unknown],
    });
    each.collect()
}

/// The port that is written, or those that the service has.
fn ports_of(store: &Resource, known: &[u16]) -> PortSet {
    let one = |port: i64| PortSet::one(Protocol::Tcp, port);
    match store.int("port", 0) {
        Value::Set(port, _) if port > 0 => return one(port),
        Value::Unknown(..) => return PortSet::every(Protocol::Tcp),
        _ => {}
    }
    if !known.is_empty() {
        return known.iter().map(|p| one(i64::from(*p))).fold(PortSet::none(), |a, b| a.or(&b));
    }
    match store.at("engine").str().map(engine_port) {
        Some(Some(port)) => one(port),
        _ => PortSet::every(Protocol::Tcp),
    }
}

/// The port of an engine of RDS (its user guide).
fn engine_port(engine: &str) -> Option<i64> {
    let table = [
        ("postgres", 5432),
        ("aurora-postgresql", 5432),
        ("mysql", 3306),
        ("mariadb", 3306),
        ("aurora", 3306),
        ("oracle", 1521),
        ("custom-oracle", 1521),
        ("sqlserver", 1433),
        ("custom-sqlserver", 1433),
        ("db2", 50000),
    ];
    let known =
        |(name, _): &&(&str, i64)| engine.split('-').next() == Some(name) || engine == *name;
    table.iter().find(|(name, _)| engine == *name).or_else(|| table.iter().find(known)).map(|e| e.1)
}

/// Only from inside of its network.
fn without_internet(draft: Draft) -> Draft {
    Draft { ways: vec![], ..draft }
}

/// The member of a cluster: the cluster has the groups and the port.
fn cluster_member<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, member: &'a Resource) -> Draft {
    let cluster = b.world.link(member, "cluster_identifier", &["aws_rds_cluster"]);
    let mut seat = match cluster {
        Some(Link::To(cluster)) => cluster_seat(b, member, cluster),
        link => {
            let cause = "the cluster is not in the files";
            let groups = vec![Link::Unknown(cause, member.header)];
            let subnets = link.map_or(vec![], |_| vec![Link::Unknown(cause, member.header)]);
            Seat { ports: Some(ports_of(member, &[])), ..Seat::new(member, subnets, groups) }
        }
    };
    let own = of_group(b, member, "db_subnet_group_name", "aws_db_subnet_group");
    if !own.is_empty() {
        seat.subnets = own;
    }
    seat.public = switch(member, OPEN, "aws_rds_cluster_instance");
    aws.draft(b, Sort::Store, seat)
}

fn cluster_seat<'a>(b: &Builder<'a>, of: &'a Resource, cluster: &'a Resource) -> Seat<'a> {
    let subnets = of_group(b, cluster, "db_subnet_group_name", "aws_db_subnet_group");
    let groups = b.world.links(cluster, VPC_GROUPS, GROUPS, &["id", "name"]);
    let mut seat = Seat::new(of, subnets, groups);
    seat.ports = Some(ports_of(cluster, &[]));
    seat
}

/// A domain that is in no network has an endpoint on the internet; its access policy decides who may use it.
fn outside(domain: &Resource) -> Draft {
    let at = domain.at("vpc_options").span();
    let gates = vec![
        Gate::is(true, "no vpc_options: its endpoint is on the internet", at),
        Gate::ports(PortSet::one(Protocol::Tcp, 443)),
    ];
    Draft::new(Provider::Aws, Sort::Store).way(&["public endpoint"], gates)
}

/// Brokers of Kafka, which have ports of their own for the internet.
fn brokers<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, mut seat: Seat<'a>) -> Draft {
    const PATH: &str = "broker_node_group_info.connectivity_info.public_access.type";
    let access = seat.of.text(PATH, "DISABLED");
    seat.public = match access.known().map(String::as_str) {
        Some("SERVICE_PROVIDED_EIPS") => {
            Public::Is(true, "public access of the brokers".into(), access.span())
        }
        Some(_) => Public::Is(false, "public access of the brokers is off".into(), access.span()),
        None => Public::Unknown("public access of the brokers is not known".into(), access.span()),
    };
    let ports = [9194, 9196, 9198].map(|p| PortSet::one(Protocol::Tcp, p));
    let ports = ports.into_iter().fold(PortSet::none(), |a, b| a.or(&b));
    let outside = Seat { ports: None, ..seat };
    let mut draft = aws.draft(b, Sort::Store, outside);
    let inner = ports_of_service();
    draft.ways =
        std::mem::take(&mut draft.ways).into_iter().map(|way| with_ports(way, &ports)).collect();
    draft.inner = Gate::All(vec![draft.inner, Gate::ports(inner)]);
    draft
}

fn ports_of_service() -> PortSet {
    let all = [9092, 9094, 9096, 9098].map(|p| PortSet::one(Protocol::Tcp, p));
    all.into_iter().fold(PortSet::none(), |a, b| a.or(&b))
}

fn with_ports(way: Way, ports: &PortSet) -> Way {
    Way { gate: Gate::All(vec![way.gate, Gate::ports(ports.clone())]), ..way }
}
