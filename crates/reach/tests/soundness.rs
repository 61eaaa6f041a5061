//! What is said to be allowed is allowed whatever the unknown values are, and what is said to be denied is denied:
//! clusters with template actions in them are compared with what they are once every action is filled in.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use std::fmt::Write as _;

use proptest::prelude::*;
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_reach::{Decision, Direction, EndpointId, Range, Reach};

/// A text with holes: `@` stands for a value that is not known.
#[derive(Clone, Debug)]
struct Cluster {
    yaml: String,
}

impl Cluster {
    /// With a template action in every hole, or with the values of `filled`, hole by hole.
    fn reach(&self, filled: Option<u32>) -> (Facts, Reach) {
        let mut text = String::new();
        for (n, part) in self.yaml.split('@').enumerate() {
            if n > 0 {
                text += match filled.map(|bits| bits >> (n - 1) & 1) {
                    None => "'{{ .Values.x }}'",
                    Some(0) => "a",
                    Some(_) => "b",
                };
            }
            text += part;
        }
        let ingested = ingest(&Memory::new([("all.yaml", text)]), &Options::default());
        let facts = Facts::derive(ingested.sources, ingested.model);
        let reach = Reach::derive(&facts, None);
        (facts, reach)
    }

    fn holes(&self) -> u32 {
        self.yaml.matches('@').count() as u32
    }
}

fn value() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("a"), 4 => Just("b"), 1 => Just("@")]
}

fn selector() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{}".to_owned()),
        value().prop_map(|v| format!("{{matchLabels: {{x: {v}}}}}")),
        value().prop_map(|v| format!(
            "{{matchExpressions: [{{key: x, operator: NotIn, values: [{v}]}}]}}"
        )),
        Just("{matchExpressions: [{key: y, operator: Exists}]}".to_owned()),
    ]
}

fn peer() -> impl Strategy<Value = String> {
    prop_oneof![
        selector().prop_map(|s| format!("{{podSelector: {s}}}")),
        selector().prop_map(|s| format!("{{namespaceSelector: {s}}}")),
        (selector(), selector())
            .prop_map(|(a, b)| format!("{{namespaceSelector: {a}, podSelector: {b}}}")),
        Just("{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}".to_owned()),
    ]
}

fn rule(peers: &'static str) -> impl Strategy<Value = String> {
    let ports = prop_oneof![
        Just(String::new()),
        (1..4_u16).prop_map(|p| format!(", ports: [{{port: {p}}}, {{port: web}}]"))
    ];
    (proptest::collection::vec(peer(), 0..3), ports)
        .prop_map(move |(list, ports)| format!("{{{peers}: [{}]{ports}}}", list.join(", ")))
}

fn network_policy(n: usize) -> impl Strategy<Value = String> {
    let rules = |peers| proptest::collection::vec(rule(peers), 0..3);
    (prop_oneof![Just("one"), Just("two")], selector(), rules("from"), rules("to")).prop_map(
        move |(namespace, pods, ingress, egress)| {
            format!(
                "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p{n}, namespace: {namespace}}}\n\
                 spec: {{podSelector: {pods}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}]}}\n---\n",
                ingress.join(", "),
                egress.join(", ")
            )
        },
    )
}

fn admin_policy(n: usize) -> impl Strategy<Value = String> {
    let action = prop_oneof![Just("Allow"), Just("Deny"), Just("Pass")];
    let rule = (action, selector(), 1..4_u16).prop_map(|(action, pods, port)| {
        format!("{{action: {action}, from: [{{pods: {{namespaceSelector: {{}}, podSelector: {pods}}}}}], ports: [{{portNumber: {{protocol: TCP, port: {port}}}}}]}}")
    });
    (selector(), proptest::collection::vec(rule, 0..3)).prop_map(move |(subject, rules)| {
        format!(
            "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {{name: a{n}}}\n\
             spec: {{priority: {n}, subject: {{pods: {{namespaceSelector: {{}}, podSelector: {subject}}}}}, ingress: [{}]}}\n---\n",
            rules.join(", ")
        )
    })
}

fn cluster() -> impl Strategy<Value = Cluster> {
    let labels = proptest::collection::vec((value(), any::<bool>()), 4);
    let policies = (network_policy(1), network_policy(2), admin_policy(1), admin_policy(2));
    (labels, value(), policies).prop_map(|(labels, team, (a, b, c, d))| {
        let mut yaml = format!(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: one, labels: {{x: {team}}}}}\n---\n\
             apiVersion: v1\nkind: Namespace\nmetadata: {{name: two, labels: {{y: a}}}}\n---\n"
        );
        for (n, (x, y)) in labels.iter().enumerate() {
            let namespace = if n % 2 == 0 { "one" } else { "two" };
            let more = if *y { ", y: a" } else { "" };
            let _ = write!(
                yaml,
                "apiVersion: v1\nkind: Pod\nmetadata: {{name: pod{n}, namespace: {namespace}, labels: {{x: {x}{more}}}}}\n\
                 spec: {{containers: [{{name: c, image: i, ports: [{{name: web, containerPort: {}}}]}}]}}\n---\n",
                n + 2
            );
        }
        Cluster { yaml: yaml + &a + &b + &c + &d }
    })
}

/// Everything that is said of `reach`, in one order.
fn decisions(reach: &Reach) -> Vec<Decision> {
    let ids: Vec<EndpointId> = reach.endpoints().iter().map(|e| e.id).collect();
    let outside = ["8.8.8.8", "10.0.0.1"].map(|text| Range::read(text).expect("an address"));
    let mut all = vec![];
    for from in &ids {
        all.extend(ids.iter().map(|to| reach.allowed(*from, *to)));
        all.extend(outside.iter().map(|range| reach.egress_to(*from, *range)));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn unknown_values_never_change_what_is_known(cluster in cluster()) {
        let (_, open) = cluster.reach(None);
        let said = decisions(&open);
        for bits in 0..(1_u32 << cluster.holes().min(5)) {
            let (_, closed) = cluster.reach(Some(bits));
            for (open, closed) in said.iter().zip(decisions(&closed)) {
                let possible = open.ports.or(&open.unknown);
                prop_assert!(closed.unknown.is_empty());
                prop_assert!(open.ports.minus(&closed.ports).is_empty(), "{cluster:?}");
                prop_assert!(closed.ports.minus(&possible).is_empty(), "{cluster:?}");
            }
        }
    }

    #[test]
    fn classes_answer_for_their_members(cluster in cluster()) {
        let (_, reach) = cluster.reach(Some(0));
        for from in reach.sources() {
            for to in reach.destinations() {
                let mut answers = vec![];
                for a in &from.endpoints {
                    for b in &to.endpoints {
                        let decision = reach.allowed(*a, *b);
                        answers.push((decision.ports, decision.unknown));
                    }
                }
                answers.dedup();
                prop_assert!(answers.len() <= 1, "{cluster:?}");
            }
        }
        for endpoint in reach.endpoints() {
            let peers = reach.peers_of(endpoint.id, Direction::Egress);
            for (other, decision) in peers {
                prop_assert_eq!(reach.allowed(endpoint.id, other).ports, decision.ports);
            }
        }
    }
}
