//! The policy languages of network plugins and of OpenShift, as their documentation says, case by case.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

mod support;

use support::{Case, assert_told, policy};

#[test]
fn policies_of_cilium() {
    let cilium = |spec: &str| {
        format!(
            "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {{name: c, namespace: a}}\nspec: {spec}\n---\n"
        )
    };
    let table: &[Case<'_>] = &[
        (
            "an empty rule isolates and allows nothing",
            &cilium("{endpointSelector: {}, ingress: [{}]}"),
            &[("b/job", "a/api", "no port"), ("a/api", "b/job", "all ports")],
        ),
        (
            "selectors mean the own namespace unless they name one",
            &cilium(
                "{endpointSelector: {matchLabels: {app: api}}, ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: '80', protocol: TCP}]}]},
                  {fromEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': b}}], toPorts: [{ports: [{port: '81'}, {port: http, protocol: TCP}]}]}]}",
            ),
            &[("a/web", "a/api", "TCP 80"), ("b/job", "a/api", "TCP 81,8080, UDP 81, SCTP 81"), ("b/job", "a/web", "all ports")],
        ),
        (
            "entities and ranges",
            &cilium(
                "{endpointSelector: {}, egress: [{toEntities: [cluster]}, {toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}], toPorts: [{ports: [{port: '443', protocol: TCP}]}]},
                  {toFQDNs: [{matchName: example.com}], toPorts: [{ports: [{port: '8443', protocol: TCP}]}]}]}",
            ),
            &[
                ("a/api", "b/job", "all ports"),
                ("a/api", "10.0.0.1", "TCP 443; perhaps TCP 8443"),
                ("a/api", "10.1.0.1", "no port; perhaps TCP 8443"),
                ("b/job", "internet", "all ports"),
            ],
        ),
        (
            "what one denies is denied whatever another allows",
            &format!(
                "{}{}",
                cilium("{endpointSelector: {}, ingress: [{fromEntities: [all]}]}"),
                cilium("{endpointSelector: {}, ingressDeny: [{fromEntities: [world], toPorts: [{ports: [{port: '22', protocol: TCP}]}]}]}")
            ),
            &[("internet", "a/api", "TCP 1-21,23-65535, UDP, SCTP"), ("b/job", "a/api", "all ports")],
        ),
        (
            "default deny can be switched off",
            &cilium("{endpointSelector: {}, enableDefaultDeny: {ingress: false}, ingress: [{fromEntities: [world]}]}"),
            &[("b/job", "a/api", "all ports")],
        ),
        (
            "it adds up with NetworkPolicies",
            &format!(
                "{}{}",
                cilium("{endpointSelector: {}, ingress: [{fromEndpoints: [{}]}]}"),
                policy("a", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 80}]}]}")
            ),
            &[("a/web", "a/api", "all ports"), ("b/job", "a/api", "TCP 80"), ("internet", "a/api", "no port")],
        ),
        (
            "cluster-wide: by labels of namespaces and accounts",
            "apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: w}\nspec: {endpointSelector: {matchLabels: {io.cilium.k8s.policy.serviceaccount: api}}, ingress: [{fromEndpoints: [{matchLabels: {io.cilium.k8s.namespace.labels.team: blue}}]}]}\n",
            &[("b/job", "a/api", "all ports"), ("a/web", "a/api", "no port"), ("a/api", "a/web", "all ports")],
        ),
    ];
    assert_told(table);
}

#[test]
fn policies_of_calico() {
    let calico = |kind: &str, name: &str, spec: &str| {
        let namespace = if kind == "NetworkPolicy" { ", namespace: a" } else { "" };
        format!(
            "apiVersion: projectcalico.org/v3\nkind: {kind}\nmetadata: {{name: {name}{namespace}}}\nspec: {spec}\n---\n"
        )
    };
    let table: &[Case<'_>] = &[
        (
            "the first rule that matches decides, the end of the tier denies",
            &calico(
                "NetworkPolicy",
                "p",
                "{selector: app == 'api', ingress: [
                  {action: Deny, protocol: TCP, source: {selector: app == 'web'}, destination: {ports: [22, '100:110']}},
                  {action: Log},
                  {action: Allow, protocol: TCP, source: {selector: \"app in {'web'}\"}, destination: {notPorts: [80]}},
                  {action: Allow, protocol: TCP, source: {namespaceSelector: team == 'blue'}, destination: {ports: [http]}}]}",
            ),
            &[
                ("a/web", "a/api", "TCP 1-21,23-79,81-99,111-65535"),
                ("b/job", "a/api", "TCP 8080"),
                ("a/api", "b/job", "all ports"),
                ("b/job", "a/web", "all ports"),
            ],
        ),
        (
            "orders, and NetworkPolicies at 1000",
            &format!(
                "{}{}{}",
                calico("GlobalNetworkPolicy", "late", "{order: 2000, selector: all(), types: [Ingress], ingress: [{action: Allow}]}"),
                calico("GlobalNetworkPolicy", "early", "{order: 10.5, selector: all(), types: [Ingress], ingress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}]}"),
                policy("a", "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}")
            ),
            &[("b/job", "a/api", "TCP 1-79,81-65535, UDP, SCTP")],
        ),
        (
            "tiers: pass goes on to the next, and to what stands at its end",
            &format!(
                "{}{}{}",
                calico("Tier", "first", "{order: 100}"),
                calico("GlobalNetworkPolicy", "first.p", "{tier: first, selector: has(app), types: [Ingress], ingress: [{action: Pass, protocol: TCP}]}"),
                calico("GlobalNetworkPolicy", "p", "{selector: app == 'api', types: [Ingress], ingress: [{action: Allow, destination: {ports: [443]}, protocol: TCP}]}"),
            ),
            &[("b/job", "a/api", "TCP 443"), ("b/job", "a/web", "TCP")],
        ),
        (
            "accounts, sets of networks, ranges",
            &format!(
                "{}{}",
                calico("GlobalNetworkSet", "office", "{nets: [203.0.113.0/24]}").replace("{name: office}", "{name: office, labels: {zone: office}}"),
                calico(
                    "GlobalNetworkPolicy",
                    "p",
                    "{selector: app == 'web', types: [Ingress, Egress], ingress: [{action: Allow, source: {serviceAccounts: {selector: role == 'server'}}}, {action: Allow, source: {selector: zone == 'office'}}],
                      egress: [{action: Allow, destination: {notNets: [169.254.0.0/16]}}]}"
                ),
            ),
            &[
                ("a/api", "a/web", "all ports"),
                ("203.0.113.9", "a/web", "all ports"),
                ("8.8.8.8", "a/web", "no port"),
                ("a/web", "169.254.169.254", "no port"),
                ("a/web", "8.8.8.8", "all ports"),
            ],
        ),
        (
            "staged policies do nothing",
            &calico("StagedGlobalNetworkPolicy", "s", "{selector: all(), types: [Ingress]}"),
            &[("b/job", "a/api", "all ports")],
        ),
    ];
    assert_told(table);
}

#[test]
fn egress_firewalls() {
    let firewall = "apiVersion: k8s.ovn.org/v1\nkind: EgressFirewall\nmetadata: {name: default, namespace: a}\nspec: {egress: [
      {type: Allow, to: {cidrSelector: 203.0.113.0/24}, ports: [{protocol: TCP, port: 443}]},
      {type: Allow, to: {dnsName: example.com}, ports: [{protocol: TCP, port: 80}]},
      {type: Deny, to: {cidrSelector: 0.0.0.0/0}}]}\n---\n";
    let inside = policy(
        "a",
        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.9/32}}]}]}",
    );
    let both = format!("{firewall}{inside}");
    let table: &[Case<'_>] = &[
        (
            "the first rule decides about addresses outside, pods are left alone",
            firewall,
            &[
                ("a/api", "203.0.113.9", "TCP 443; perhaps TCP 80"),
                ("a/api", "8.8.8.8", "no port; perhaps TCP 80"),
                ("a/api", "b/job", "all ports"),
                ("b/job", "8.8.8.8", "all ports"),
            ],
        ),
        (
            "what it allows must pass the other policies too",
            &both,
            &[
                ("a/api", "203.0.113.9", "TCP 443; perhaps TCP 80"),
                ("a/api", "203.0.113.8", "no port"),
            ],
        ),
    ];
    assert_told(table);
}
