//! A small cluster, policies, and what is said of connections under them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "helpers of tests: a panic is their message; each test file uses its part"
)]

use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_reach::{Decision, EndpointId, Place, Range, Reach};

/// Two namespaces with labels, pods `a/web`, `a/api` (with named ports), `b/job`.
pub(crate) const PODS: &str = "
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {team: red}}
---
apiVersion: v1
kind: Namespace
metadata: {name: b, labels: {team: blue}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: a, labels: {app: web, tier: front}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: a}
spec:
  template:
    metadata: {labels: {app: api}}
    spec:
      serviceAccountName: api
      containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: api, namespace: a, labels: {role: server}}
---
apiVersion: v1
kind: Pod
metadata: {name: job, namespace: b, labels: {app: job}}
spec: {containers: [{name: c, image: i}]}
";

pub(crate) fn derive(yaml: &str) -> (Facts, Reach) {
    let world = Memory::new([("all.yaml", format!("{PODS}---\n{yaml}"))]);
    let ingested = ingest(&world, &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let reach = Reach::derive(&facts, None);
    (facts, reach)
}

pub(crate) fn endpoint(reach: &Reach, name: &str) -> EndpointId {
    let found = reach.named(name);
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

pub(crate) fn place(reach: &Reach, name: &str) -> Place {
    match name {
        "internet" => Place::Internet,
        "stranger" => Place::Stranger,
        "node" => Place::Node,
        _ => Range::read(name)
            .map_or_else(|| Place::Endpoint(endpoint(reach, name)), Place::Addresses),
    }
}

/// `TCP 80`, `TCP 80; perhaps UDP`.
pub(crate) fn told(decision: &Decision) -> String {
    if decision.unknown.is_empty() {
        return decision.ports.to_string();
    }
    format!("{}; perhaps {}", decision.ports, decision.unknown)
}

/// A name, policies, and questions: from, to, the expected answer.
pub(crate) type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);

/// Policies, and what is said of connections under them.
pub(crate) fn assert_told(cases: &[Case<'_>]) {
    for (name, yaml, questions) in cases {
        let (_, reach) = derive(yaml);
        for (from, to, expected) in *questions {
            let decision = reach.between(place(&reach, from), place(&reach, to));
            assert_eq!(told(&decision), *expected, "{name}: {from} -> {to}: {decision:#?}");
        }
    }
}

pub(crate) fn policy(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: {namespace}}}\nspec: {spec}\n"
    )
}
