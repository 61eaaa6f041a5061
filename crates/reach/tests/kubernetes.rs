//! NetworkPolicies, and those of administrators (AdminNetworkPolicy), as their documentation says, case by case.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

mod support;

use support::{Case, assert_told, policy};

#[test]
fn network_policies() {
    let all = "all ports";
    let none = "no port";
    let table: &[Case<'_>] = &[
        ("none", "", &[("a/web", "a/api", all), ("internet", "a/api", all)]),
        (
            "an empty selector is about its own namespace, and ingress alone",
            &policy("a", "{podSelector: {}}"),
            &[
                ("b/job", "a/api", none),
                ("a/web", "a/api", none),
                ("a/api", "b/job", all),
                ("internet", "a/api", none),
            ],
        ),
        (
            "an empty egress list without policyTypes is about ingress alone",
            &policy("a", "{podSelector: {}, egress: []}"),
            &[("a/api", "b/job", all), ("b/job", "a/api", none)],
        ),
        (
            "an empty rule allows everything, an empty list nothing",
            &policy("a", "{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}]}"),
            &[("b/job", "a/api", all), ("a/api", "b/job", none), ("a/web", "a/api", none)],
        ),
        (
            "a pod selector alone means the policy's namespace",
            &policy("a", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}"),
            &[("a/web", "a/api", all), ("b/job", "a/api", none)],
        ),
        (
            "both selectors in one peer must hold, two peers either",
            &policy(
                "a",
                "{podSelector: {matchLabels: {app: api}}, ingress: [
                  {from: [{namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: web}}}], ports: [{port: 1}]},
                  {from: [{namespaceSelector: {matchLabels: {team: blue}}}, {podSelector: {matchLabels: {app: web}}}], ports: [{port: 2}]}]}",
            ),
            &[("b/job", "a/api", "TCP 2"), ("a/web", "a/api", "TCP 2"), ("b/job", "a/web", all)],
        ),
        (
            "expressions",
            &policy(
                "a",
                "{podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}, ingress: [
                  {from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}}]}]}",
            ),
            &[("b/job", "a/api", all), ("a/web", "a/api", none), ("b/job", "a/web", all)],
        ),
        (
            "the name of a namespace is a label",
            &policy(
                "a",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}]}]}",
            ),
            &[("b/job", "a/api", all), ("a/web", "a/api", none)],
        ),
        (
            "ports: names of the destination, ranges, protocols, none for all",
            &policy(
                "a",
                "{podSelector: {}, ingress: [{ports: [{port: http}, {port: dns, protocol: UDP}, {port: 9000, endPort: 9010}, {protocol: SCTP}, {port: dns}]}]}",
            ),
            &[("b/job", "a/api", "TCP 8080,9000-9010, UDP 53, SCTP"), ("b/job", "a/web", "TCP 9000-9010, SCTP")],
        ),
        (
            "a named port of an egress rule is the peer's",
            &policy("b", "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}"),
            &[("b/job", "a/api", "TCP 8080"), ("b/job", "a/web", none), ("b/job", "internet", none)],
        ),
        (
            "blocks of addresses with exceptions",
            &policy(
                "a",
                "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32, 10.0.0.0/8]}}]}]}",
            ),
            &[
                ("a/api", "169.254.169.254", none),
                ("a/api", "10.1.2.3", none),
                ("a/api", "internet", all),
                ("a/api", "8.8.8.8", all),
                ("a/api", "b/job", none),
            ],
        ),
        (
            "the rules of all policies add up",
            &format!(
                "{}---\n{}",
                policy("a", "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}"),
                policy("a", "{podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 81}]}]}")
            ),
            &[("b/job", "a/api", "TCP 80-81"), ("b/job", "a/web", "TCP 80")],
        ),
    ];
    assert_told(table);
}

#[test]
fn policies_of_administrators() {
    let admin = |kind: &str, name: &str, spec: &str| {
        format!(
            "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n---\n"
        )
    };
    let deny = admin(
        "AdminNetworkPolicy",
        "deny",
        "{priority: 5, subject: {namespaces: {matchLabels: {team: red}}}, ingress: [
          {action: Allow, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: job}}}}], ports: [{portNumber: {protocol: TCP, port: 80}}, {namedPort: http}, {portRange: {protocol: UDP, start: 1, end: 9}}]},
          {action: Pass, from: [{namespaces: {matchLabels: {team: red}}}]},
          {action: Deny, from: [{namespaces: {}}]}]}",
    );
    let above = admin(
        "AdminNetworkPolicy",
        "above",
        "{priority: 4, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP, port: 80}}]}]}",
    );
    let baseline = admin(
        "BaselineAdminNetworkPolicy",
        "default",
        "{subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}",
    );
    let new = "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: n}\nspec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [
      {action: Accept, to: [{pods: {namespaceSelector: {}, podSelector: {}}}], protocols: [{tcp: {destinationPort: {range: {start: 80, end: 90}}}}, {destinationNamedPort: http}]},
      {action: Deny, to: [{networks: [0.0.0.0/0]}]}]}\n";
    let np = policy("a", "{podSelector: {}, ingress: [{ports: [{port: 443}]}]}");
    let table: &[Case<'_>] = &[
        (
            "rules in order; what is passed and not isolated is open",
            &deny,
            &[
                ("b/job", "a/api", "TCP 80,8080, UDP 1-9"),
                ("a/web", "a/api", "all ports"),
                ("internet", "a/api", "all ports"),
            ],
        ),
        (
            "the lower priority first",
            &format!("{deny}{above}"),
            &[("b/job", "a/api", "TCP 8080, UDP 1-9")],
        ),
        (
            "the baseline decides what no NetworkPolicy governs",
            &format!("{deny}{baseline}"),
            &[
                ("a/web", "a/api", "no port"),
                ("a/web", "b/job", "no port"),
                ("internet", "b/job", "all ports"),
            ],
        ),
        (
            "a NetworkPolicy stands between them",
            &format!("{deny}{baseline}{np}"),
            &[
                ("a/web", "a/api", "TCP 443"),
                ("b/job", "a/api", "TCP 80,8080, UDP 1-9"),
                ("internet", "a/api", "TCP 443"),
            ],
        ),
        (
            "networks mean pods too",
            new,
            &[
                ("b/job", "a/api", "TCP 80-90,8080"),
                ("b/job", "8.8.8.8", "no port"),
                ("b/job", "internet", "no port; perhaps all ports"),
            ],
        ),
    ];
    assert_told(table);
}
