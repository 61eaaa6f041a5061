//! What the documentation of each policy language says, case by case.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_reach::{Decision, Direction, EndpointId, Enforcement, Place, Range, Reach};

/// Two namespaces with labels, pods `a/web`, `a/api` (with named ports), `b/job`.
const PODS: &str = "
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

fn derive(yaml: &str) -> (Facts, Reach) {
    let world = Memory::new([("all.yaml", format!("{PODS}---\n{yaml}"))]);
    let ingested = ingest(&world, &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let reach = Reach::derive(&facts, None);
    (facts, reach)
}

fn endpoint(reach: &Reach, name: &str) -> EndpointId {
    let found = reach.named(name);
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

fn place(reach: &Reach, name: &str) -> Place {
    match name {
        "internet" => Place::Internet,
        "stranger" => Place::Stranger,
        "node" => Place::Node,
        _ => Range::read(name)
            .map_or_else(|| Place::Endpoint(endpoint(reach, name)), Place::Addresses),
    }
}

/// `TCP 80`, `TCP 80; perhaps UDP`.
fn told(decision: &Decision) -> String {
    if decision.unknown.is_empty() {
        return decision.ports.to_string();
    }
    format!("{}; perhaps {}", decision.ports, decision.unknown)
}

/// A name, policies, and questions: from, to, the expected answer.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);

/// Policies, and what is said of connections under them.
fn assert_told(cases: &[Case<'_>]) {
    for (name, yaml, questions) in cases {
        let (_, reach) = derive(yaml);
        for (from, to, expected) in *questions {
            let decision = reach.between(place(&reach, from), place(&reach, to));
            assert_eq!(told(&decision), *expected, "{name}: {from} -> {to}: {decision:#?}");
        }
    }
}

fn policy(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: {namespace}}}\nspec: {spec}\n"
    )
}

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
fn what_is_not_known_is_neither_allowed_nor_denied() {
    let table: &[Case<'_>] = &[
        (
            "a selector",
            &policy("a", "{podSelector: {matchLabels: {app: \"{{ .Values.app }}\"}}}"),
            &[("b/job", "a/api", "no port; perhaps all ports")],
        ),
        (
            "a port",
            &policy("a", "{podSelector: {}, ingress: [{ports: [{port: \"{{ .Values.port }}\"}]}]}"),
            &[("b/job", "a/api", "no port; perhaps TCP")],
        ),
        (
            "a peer beside one that is known",
            &policy(
                "a",
                "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {x: \"{{ .Values.x }}\"}}}], ports: [{port: 80}]},
                  {from: [{namespaceSelector: {}}], ports: [{port: 81}]}]}",
            ),
            &[("a/web", "a/api", "TCP 81; perhaps TCP 80"), ("b/job", "a/api", "TCP 81")],
        ),
        (
            "the labels of a pod",
            &format!(
                "{}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: new, namespace: b, labels: {{role: \"{{{{ .Values.role }}}}\"}}}}\nspec: {{containers: [{{name: c, image: i}}]}}\n",
                policy("a", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {role: client}}}]}, {from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: role, operator: Exists}]}}], ports: [{port: 80}]}]}")
            ),
            &[("b/new", "a/api", "TCP 80; perhaps TCP 1-79,81-65535, UDP, SCTP"), ("b/job", "a/api", "no port")],
        ),
        (
            "a namespace that no file declares, beyond its name",
            &format!(
                "{}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: far, namespace: c}}\nspec: {{containers: [{{name: c, image: i}}]}}\n",
                policy("a", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}}]}, {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: c}}}], ports: [{port: 80}]}]}")
            ),
            &[("c/far", "a/api", "TCP 80; perhaps TCP 1-79,81-65535, UDP, SCTP")],
        ),
        (
            "a pod on the host network",
            &format!(
                "{}---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent, namespace: a}}\nspec: {{template: {{metadata: {{labels: {{app: agent}}}}, spec: {{hostNetwork: true, containers: [{{name: c, image: i}}]}}}}}}\n",
                policy("a", "{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ports: [{port: 80}]}]}")
            ),
            &[
                ("a/agent", "a/api", "TCP 80; perhaps TCP 1-79,81-65535, UDP, SCTP"),
                ("a/agent", "internet", "all ports"),
                ("a/api", "a/agent", "no port; perhaps all ports"),
            ],
        ),
        (
            "an ingress controller",
            &policy("a", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 80}]}, {from: [{namespaceSelector: {matchLabels: {app: envoy}}}], ports: [{port: 81}]}]}"),
            &[("stranger", "a/api", "TCP 80; perhaps TCP 81")],
        ),
    ];
    assert_told(table);
    let (_, reach) = derive(table[0].1);
    let causes = reach.allowed(endpoint(&reach, "b/job"), endpoint(&reach, "a/api")).certainty;
    assert!(causes.causes()[0].contains(".Values.app"), "{causes:?}");
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

#[test]
fn doors_lead_in_as_far_as_policies_let() {
    let service = |kind: &str, more: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: api, namespace: a}}\nspec: {{type: {kind}, selector: {{app: api}}, ports: [{{name: web, port: 80, targetPort: http}}]{more}}}\n---\n"
        )
    };
    let ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: a}\nspec: {rules: [{http: {paths: [{backend: {service: {name: api, port: {name: web}}}}]}}]}\n---\n";
    let route = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: b}\nspec: {rules: [{backendRefs: [{name: api, namespace: a, port: 80}]}]}\n---\n";
    let inside = policy("a", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}");
    let block =
        policy("a", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}");
    let lb = service("LoadBalancer", "");
    let local = service("LoadBalancer", ", externalTrafficPolicy: Local");
    let table = [
        (lb.clone(), vec!["load balancer: TCP 8080"]),
        (format!("{lb}{inside}"), vec!["load balancer: no port"]),
        (format!("{lb}{block}"), vec!["load balancer: no port; perhaps TCP 8080"]),
        (format!("{local}{block}"), vec!["load balancer: no port"]),
        (
            format!("{}{ingress}{route}{inside}", service("ClusterIP", "")),
            vec!["Ingress: TCP 8080", "Gateway route: TCP 8080"],
        ),
        (
            format!("{}{ingress}{block}", service("ClusterIP", "")),
            vec!["Ingress: no port; perhaps TCP 8080"],
        ),
    ];
    for (yaml, expected) in table {
        let (_, reach) = derive(&yaml);
        let entries = reach.internet_ingress(endpoint(&reach, "a/api"));
        let found: Vec<String> = entries
            .iter()
            .map(|e| format!("{}: {}", e.door.kind.name(), told(&e.decision)))
            .collect();
        assert_eq!(found, expected, "{yaml}");
    }
}

#[test]
fn decisions_name_the_policies_that_decide() {
    let yaml = policy("a", "\n  podSelector: {}\n  ingress:\n  - ports: [{port: 80}]");
    let (facts, reach) = derive(&yaml);
    let decision = reach.allowed(endpoint(&reach, "b/job"), endpoint(&reach, "a/api"));
    let lines: Vec<_> = decision
        .deciding
        .iter()
        .map(|d| {
            (
                d.effect.name(),
                facts.sources.text(d.at).lines().next().unwrap_or("").to_owned(),
                d.ports.to_string(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("allows", "ports: [{port: 80}]".into(), "TCP 80".into()),
            ("isolates", "name: p".into(), "TCP 1-79,81-65535, UDP, SCTP".into()),
        ]
    );
    let peers = reach.peers_of(endpoint(&reach, "a/api"), Direction::Ingress);
    assert_eq!(peers.len(), 2);
}

#[test]
fn what_has_no_effect_is_remarked() {
    let yaml = format!(
        "{}---\n{}",
        policy("a", "{podSelector: {matchLabels: {app: gone}}}"),
        policy(
            "b",
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: gone}}}]}]}"
        )
    );
    let (_, reach) = derive(&yaml);
    let said: Vec<_> = reach.remarks().iter().map(|r| r.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "`NetworkPolicy/a/p` selects no pod of these files",
            "a rule of `NetworkPolicy/b/p` is about pods that are not in these files",
        ]
    );
}

#[test]
fn enforcement_is_its_own_question() {
    let set = |image: &str| {
        format!(
            "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: net, namespace: kube-system}}\nspec: {{template: {{spec: {{containers: [{{name: c, image: '{image}'}}]}}}}}}\n"
        )
    };
    let (_, none) = derive("");
    let (_, flannel) = derive(&set("docker.io/flannel/flannel:v0.25"));
    let (_, calico) = derive(&set("docker.io/calico/node:v3.28"));
    let (_, operator) = derive(
        "apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\n",
    );
    assert_eq!(*none.enforced(), Enforcement::Unknown);
    assert!(
        matches!(flannel.enforced(), Enforcement::Ignored(found) if found[0].name == "Flannel")
    );
    for reach in [calico, operator] {
        assert!(
            matches!(reach.enforced(), Enforcement::Enforced(found) if found[0].name == "Calico")
        );
    }
}
