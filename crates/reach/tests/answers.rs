//! What answers hold beside the ports: what is not known, ways in from outside, the policies that decide, remarks, whether anything enforces them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

mod support;

use ringfort_reach::{Direction, Enforcement};
use support::{Case, assert_told, derive, endpoint, policy, told};

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
