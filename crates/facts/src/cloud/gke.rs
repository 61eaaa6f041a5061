//! Node pools of Google Kubernetes Engine, wherever they are written.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::provider::Reaches;
use crate::Facts;

/// The types that hold pools: one of its own, and a cluster with its default pool or pools within.
pub const POOL_TYPES: &[&str] = &["google_container_node_pool", "google_container_cluster"];

/// A pool of nodes.
#[derive(Clone, Copy, Debug)]
pub struct Pool<'a> {
    /// What is written of it; a value that is not known where it is not known whether it exists.
    pub body: &'a Node,
    /// Where to point when the pool as a whole is meant.
    pub head: Span,
    /// How references out of it begin: empty, or `node_pool.`.
    pub prefix: &'static str,
}

impl<'a> Pool<'a> {
    /// The value at `path`.
    pub fn at(&self, path: &str) -> At<'a> {
        match self.body.at(path) {
            At::Absent(span) if span == self.body.span => At::Absent(self.head),
            other => other,
        }
    }

    /// A boolean with the provider's default.
    pub fn bool(&self, path: &str, default: bool) -> Value<bool> {
        Value::bool(self.at(path), default)
    }

    /// A text with the provider's default.
    pub fn text(&self, path: &str, default: &str) -> Value<String> {
        Value::text(self.at(path), default)
    }
}

/// A switch of the block `management`, on by default. Up to version 4 of the provider it is off where the block is there
/// without it. Source: provider documentation, "Upgrade Guide 5.0.0".
pub fn managed(facts: &Facts, on: &Resource, pool: &Pool<'_>, switch: &str) -> Value<bool> {
    let path = format!("management.{switch}");
    let block = pool.at("management");
    let bare = pool.at(&path).is_absent() && !block.is_absent();
    match bare.then(|| facts.provider_reaches(on, "google", "5")) {
        Some(Reaches::No(_)) => Value::Default(false, block.span()),
        Some(Reaches::Unknown(span)) => {
            Value::Unknown(span, "the default depends on a version that is not known".into())
        }
        _ => pool.bool(&path, true),
    }
}

/// Does the GKE metadata server answer the pods of `pool`, which `on` holds, in the place of the node's own? Where no mode is
/// written it does with workload identity. Source: GKE documentation, "Workload Identity Federation for GKE".
pub fn conceals_metadata(facts: &Facts, on: &Resource, pool: &Pool<'_>) -> Value<bool> {
    let mode = pool.text("node_config.workload_metadata_config.mode", "");
    let old = pool.text("node_config.workload_metadata_config.node_metadata", "");
    let written = match (&mode, &old) {
        (Value::Default(..), Value::Default(..)) => return workload_identity(facts, on, pool.head),
        (Value::Default(..), _) => old,
        _ => mode,
    };
    let good = |mode: &str| matches!(mode, "GKE_METADATA" | "GKE_METADATA_SERVER" | "SECURE");
    match written {
        Value::Set(mode, span) => Value::Set(good(&mode), span),
        Value::Default(mode, span) => Value::Default(good(&mode), span),
        Value::Unknown(span, cause) => Value::Unknown(span, cause),
    }
}

/// Has the cluster of `on` workload identity? It is then the default of a pool at `head`.
fn workload_identity(facts: &Facts, on: &Resource, head: Span) -> Value<bool> {
    let mut found = Value::Default(false, head);
    for cluster in std::iter::once(on).chain(facts.targets(on, "cluster")) {
        match cluster.at("workload_identity_config") {
            At::Set(node) if node.one_or_many().iter().any(|n| !n.is_unknown()) => {
                return Value::Default(true, head);
            }
            At::Set(node) | At::Unknown(node) => {
                found = Value::Unknown(node.span, "workload identity is not known".into());
            }
            At::Absent(_) => {}
        }
    }
    found
}

/// Is `on` an Autopilot cluster, whose nodes Google keeps?
pub fn is_autopilot(on: &Resource) -> bool {
    on.bool("enable_autopilot", false).is(&true)
}

/// The pools that `on` holds: a pool resource is one; a cluster has those written within, or else a default pool,
/// unless that is removed. Autopilot clusters have none of their own.
pub fn pools(on: &Resource) -> Vec<Pool<'_>> {
    let whole = |body| Pool { body, head: on.header, prefix: "" };
    if &*on.kind == "google_container_node_pool" {
        return vec![whole(&on.attrs)];
    }
    if is_autopilot(on) {
        return vec![];
    }
    let within = match on.at("node_pool") {
        At::Unknown(node) => return vec![whole(node)],
        at => at.list(),
    };
    if !within.is_empty() {
        let pools = within.iter().map(|n| Pool { body: n, head: n.span, prefix: "node_pool." });
        return pools.collect();
    }
    match on.at("remove_default_node_pool") {
        At::Unknown(node) => vec![whole(node)],
        At::Set(_) if on.bool("remove_default_node_pool", false).is(&true) => vec![],
        _ => vec![whole(&on.attrs)],
    }
}
