//! What Google runs: databases with authorised networks, caches, functions and containers.

use ringfort_model::cloud::Resource;

use super::network;
use crate::cloud::build::{Builder, Draft, Ranges, switch};
use crate::cloud::endpoint::{Provider, Sort};
use crate::cloud::gate::Gate;
use crate::ports::{PortSet, Protocol};

/// Where a service says from where it is reached, and what stands for everywhere.
const INGRESS: &[(&str, &str, &str)] = &[
    ("google_cloud_run_v2_service", "ingress", "INGRESS_TRAFFIC_ALL"),
    ("google_cloudfunctions_function", "ingress_settings", "ALLOW_ALL"),
    ("google_cloudfunctions2_function", "service_config.ingress_settings", "ALLOW_ALL"),
];

pub(crate) fn derive(b: &mut Builder<'_>) {
    for database in b.world.all(&["google_sql_database_instance"]) {
        let draft = sql(b, database);
        b.add(database, draft);
    }
    for cache in b.world.all(&["google_redis_instance"]) {
        let mut draft = Draft::new(Provider::Google, Sort::Store);
        draft.inner = Gate::ports(PortSet::one(Protocol::Tcp, 6379));
        let found = network::named(b.world, cache, cache.at("authorized_network"));
        draft.network = found.ok().map(|(mark, _)| mark);
        b.add(cache, draft);
    }
    for (kind, path, everywhere) in INGRESS {
        for service in b.world.facts.resources(kind) {
            let value = service.text(path, everywhere);
            let gate = match value.known() {
                Some(word) => {
                    Gate::is(word == everywhere, format!("{path} = {word}"), value.span())
                }
                None => {
                    Gate::perhaps("its ingress", value.span(), format!("`{path}` is not known"))
                }
            };
            b.add(service, https(gate));
        }
    }
    for service in b.world.all(&["google_cloud_run_service"]) {
        let name = "run.googleapis.com/ingress";
        let at = service.at("metadata.annotations").node().and_then(|n| n.get(name));
        let open = at.and_then(|n| n.as_str()).is_none_or(|word| word == "all");
        let span = at.map_or(service.header, |n| n.span);
        let gate = match at.filter(|n| n.is_unknown()) {
            Some(node) => Gate::perhaps("its ingress", node.span, node.cause()),
            None => Gate::is(open, "the ingress of the service", span),
        };
        b.add(service, https(gate));
    }
}

fn https(gate: Gate) -> Draft {
    let ports = Gate::ports(PortSet::one(Protocol::Tcp, 443));
    Draft::new(Provider::Google, Sort::Service).way(&["public endpoint"], vec![gate, ports])
}

/// A public address, on unless it is turned off, admits authorised networks only; without any nobody directly.
fn sql(b: &mut Builder<'_>, database: &Resource) -> Draft {
    let version = database.at("database_version").str().unwrap_or("");
    let port = match version.split('_').next() {
        Some("POSTGRES") => PortSet::one(Protocol::Tcp, 5432),
        Some("SQLSERVER") => PortSet::one(Protocol::Tcp, 1433),
        Some("MYSQL") => PortSet::one(Protocol::Tcp, 3306),
        _ => PortSet::every(Protocol::Tcp),
    };
    let path = "settings.ip_configuration.ipv4_enabled";
    let public = switch(database, path, true, true, "a public address");
    let list = Ranges {
        at: database.at("settings.ip_configuration.authorized_networks"),
        key: Some("value"),
        open: "authorised network",
        closed: "no authorised network",
    };
    let networks = b.ranges(&list, false);
    let mut draft = Draft::new(Provider::Google, Sort::Store);
    let private = database.at("settings.ip_configuration.private_network");
    if !private.is_absent() {
        draft.network = network::named(b.world, database, private).ok().map(|(mark, _)| mark);
    }
    draft.inner = Gate::ports(port.clone());
    draft.way(&["public address"], vec![public, networks, Gate::ports(port)])
}
