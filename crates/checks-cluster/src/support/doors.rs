//! What stands behind a door: gateways, data stores, management interfaces.

use ringfort_check::model::kube::{Object, Workload};

/// Names of images that hold data.
const DATASTORES: &[&str] = &[
    "postgres",
    "postgresql",
    "mysql",
    "mariadb",
    "mongo",
    "mongodb",
    "redis",
    "valkey",
    "memcached",
    "cassandra",
    "elasticsearch",
    "opensearch",
    "etcd",
    "rabbitmq",
    "kafka",
    "cockroach",
    "couchdb",
    "influxdb",
    "neo4j",
    "clickhouse",
    "minio",
    "nats",
    "percona",
    "timescaledb",
];

/// Ports of data stores, as their projects document them.
const DATA_PORTS: &[i64] =
    &[1433, 2379, 3306, 5432, 5672, 6379, 8086, 9042, 9092, 9200, 11211, 26257, 27017];

/// Names of software that lets traffic in for others.
const GATEWAYS: &[&str] = &[
    "envoy",
    "gateway",
    "ingress",
    "ingressgateway",
    "traefik",
    "kong",
    "haproxy",
    "contour",
    "emissary",
    "apisix",
    "caddy",
    "proxy",
];

/// Names of management interfaces.
const MANAGEMENT: &[&str] = &[
    "dashboard",
    "grafana",
    "prometheus",
    "alertmanager",
    "argocd",
    "kubeflow",
    "jaeger",
    "kibana",
    "phpmyadmin",
    "pgadmin",
    "adminer",
    "tiller",
    "kiali",
    "jupyter",
    "airflow",
    "rabbitmq-management",
];

/// Does one of its images hold data?
pub(crate) fn is_datastore(workload: &Workload) -> bool {
    let image = |i: &String| DATASTORES.contains(&image_name(i));
    workload.containers.iter().any(|c| c.image.known().is_some_and(image))
}

/// The last part of an image's name, without tag and digest.
pub(crate) fn image_name(image: &str) -> &str {
    let name = image.rsplit('/').next().unwrap_or(image);
    name.split(['@', ':']).next().unwrap_or(name)
}

/// Is it the port of a data store?
pub(crate) fn is_data_port(port: i64) -> bool {
    DATA_PORTS.contains(&port)
}

/// Does the object let traffic in for others, by its name or by what its labels call it?
pub(crate) fn is_gateway(object: &Object) -> bool {
    let managed = object.labels.iter().any(|(k, _)| k.starts_with("gateway.networking.k8s.io/"));
    managed || names(object).iter().any(|n| GATEWAYS.iter().any(|g| has_word(n, g)))
}

/// Is `name` that of a management interface?
pub(crate) fn is_management_name(name: &str) -> bool {
    MANAGEMENT.iter().any(|m| has_word(name, m))
}

fn names(object: &Object) -> Vec<String> {
    let labels = ["app.kubernetes.io/name", "app.kubernetes.io/component", "app", "k8s-app"];
    let of_labels = labels.into_iter().filter_map(|l| object.label(l));
    std::iter::once(&*object.name).chain(of_labels).map(str::to_lowercase).collect()
}

/// Does `name` hold `word` between separators?
pub(crate) fn has_word(name: &str, word: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let bounded = |i: usize| {
        let before = name.get(..i).and_then(|s| s.chars().next_back());
        let after = name.get(i + word.len()..).and_then(|s| s.chars().next());
        edge(before) && edge(after)
    };
    name.match_indices(word).any(|(i, _)| bounded(i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_and_words() {
        assert_eq!(image_name("docker.io/library/postgres:16@sha256:ab"), "postgres");
        assert_eq!(image_name("localhost:5000/redis"), "redis");
        assert!(has_word("task-gateway", "gateway") && !has_word("gateways", "gateway"));
    }
}
