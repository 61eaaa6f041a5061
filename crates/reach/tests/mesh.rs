//! What service meshes let through, case by case, as the documentation of Istio and Linkerd has it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_reach::{Place, Reach};

/// `web` and `api` are in Istio's mesh, `job` is in none, `old` opted out; `lweb` and `lapi` are in Linkerd's.
const PODS: &str = "
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: b}
---
apiVersion: v1
kind: Namespace
metadata: {name: l, annotations: {linkerd.io/inject: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: a, labels: {app: web}}
spec: {serviceAccountName: web, containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: a, labels: {app: api}}
spec: {serviceAccountName: api, containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: old, namespace: a, labels: {app: old, sidecar.istio.io/inject: 'false'}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata:
  name: part
  namespace: a
  labels: {app: part}
  annotations: {traffic.sidecar.istio.io/excludeInboundPorts: '9090'}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: job, namespace: b, labels: {app: job}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: guess, namespace: elsewhere}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lweb, namespace: l, labels: {app: lweb}}
spec: {serviceAccountName: lweb, containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lapi, namespace: l, labels: {app: lapi}}
spec: {serviceAccountName: lapi, containers: [{name: c, image: i}]}
";

fn reach(yaml: &str) -> Reach {
    let world = Memory::new([("all.yaml", format!("{PODS}---\n{yaml}"))]);
    let ingested = ingest(&world, &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    Reach::derive(&facts, None)
}

fn place(reach: &Reach, name: &str) -> Place {
    match name {
        "internet" => Place::Internet,
        "stranger" => Place::Stranger,
        _ => {
            let found = reach.named(name);
            assert_eq!(found.len(), 1, "{name}");
            Place::Endpoint(found[0])
        }
    }
}

const ALL: &str = "all ports";
/// A proxy sees TCP alone.
const CLOSED: &str = "UDP, SCTP";
const UNKNOWN: &str = "UDP, SCTP; perhaps TCP";

type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);

fn assert_told(cases: &[Case<'_>]) {
    for (name, yaml, questions) in cases {
        let reach = reach(yaml);
        for (from, to, expected) in *questions {
            let decision = reach.between(place(&reach, from), place(&reach, to));
            let mut told = decision.ports.to_string();
            if !decision.unknown.is_empty() {
                told = format!("{told}; perhaps {}", decision.unknown);
            }
            assert_eq!(told, *expected, "{name}: {from} -> {to}: {decision:#?}");
        }
    }
}

fn peer(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{name: p{}, namespace: {namespace}}}\nspec: {spec}\n---\n",
        spec.len()
    )
}

fn authorize(namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {{name: p{}, namespace: {namespace}}}\nspec: {spec}\n---\n",
        spec.len()
    )
}

#[test]
fn istio_authenticates_callers() {
    assert_told(&[
        ("none: plain text is taken", "", &[("b/job", "a/api", ALL), ("internet", "a/api", ALL)]),
        (
            "of the mesh",
            &peer("istio-system", "{mtls: {mode: STRICT}}"),
            &[
                ("a/web", "a/api", ALL),
                ("b/job", "a/api", CLOSED),
                ("a/old", "a/api", CLOSED),
                ("internet", "a/api", CLOSED),
                ("stranger", "a/api", UNKNOWN),
                ("elsewhere/guess", "a/api", UNKNOWN),
                ("b/job", "a/old", ALL),
                ("b/job", "b/job", ALL),
                ("b/job", "elsewhere/guess", UNKNOWN),
                ("b/job", "a/part", "TCP 9090, UDP, SCTP"),
            ],
        ),
        (
            "the namespace's holds before that of the mesh, the workload's before both",
            &[
                peer("istio-system", "{mtls: {mode: STRICT}}"),
                peer("a", "{mtls: {mode: PERMISSIVE}}"),
                peer("a", "{selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}}"),
            ]
            .concat(),
            &[("b/job", "a/api", ALL), ("b/job", "a/web", CLOSED)],
        ),
        (
            "unset leaves it to the next",
            &[peer("istio-system", "{mtls: {mode: STRICT}}"), peer("a", "{mtls: {mode: UNSET}}")]
                .concat(),
            &[("b/job", "a/api", CLOSED)],
        ),
        (
            "single ports",
            &peer(
                "a",
                "{selector: {matchLabels: {app: api}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}",
            ),
            &[("b/job", "a/api", "TCP 8080, UDP, SCTP"), ("b/job", "a/web", ALL)],
        ),
    ]);
}

#[test]
fn istio_authorizes() {
    let strict = peer("istio-system", "{mtls: {mode: STRICT}}");
    assert_told(&[
        (
            "an empty spec refuses everything, in its namespace, for pods of the mesh",
            &authorize("a", "{}"),
            &[("a/web", "a/api", CLOSED), ("b/job", "a/web", CLOSED), ("b/job", "a/old", ALL)],
        ),
        (
            "one empty rule allows everything",
            &authorize("a", "{rules: [{}]}"),
            &[("a/web", "a/api", ALL), ("b/job", "a/web", ALL)],
        ),
        (
            "of the root namespace: about all",
            &authorize("istio-system", "{}"),
            &[("a/web", "a/api", CLOSED), ("b/job", "b/job", ALL)],
        ),
        (
            "identities, and ports",
            &authorize(
                "a",
                "{selector: {matchLabels: {app: api}}, rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/web]}}], to: [{operation: {ports: ['8080']}}]}]}",
            ),
            &[
                ("a/web", "a/api", "TCP 8080, UDP, SCTP"),
                ("a/part", "a/api", CLOSED),
                ("b/job", "a/api", CLOSED),
                ("internet", "a/api", CLOSED),
                ("b/job", "a/web", ALL),
                ("stranger", "a/api", "UDP, SCTP; perhaps TCP 8080"),
            ],
        ),
        (
            "namespaces mean identities: a pod outside of the mesh has none",
            &authorize("a", "{rules: [{from: [{source: {namespaces: [a, b]}}]}]}"),
            &[("a/web", "a/api", ALL), ("b/job", "a/api", CLOSED), ("a/old", "a/api", CLOSED)],
        ),
        (
            "DENY goes before ALLOW; who has no identity is not the one that is named",
            &[
                authorize("a", "{rules: [{}]}"),
                authorize("a", "{action: DENY, rules: [{from: [{source: {notPrincipals: ['*/ns/a/sa/web']}}]}]}"),
            ]
            .concat(),
            &[("a/web", "a/api", ALL), ("a/part", "a/api", CLOSED), ("b/job", "a/api", CLOSED)],
        ),
        (
            "a path is about requests: the connection passes",
            &[
                authorize("a", "{action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]}"),
                authorize("a", "{rules: [{from: [{source: {principals: ['*']}}], to: [{operation: {methods: [GET]}}]}]}"),
            ]
            .concat(),
            &[("a/web", "a/api", ALL), ("b/job", "a/api", CLOSED)],
        ),
        (
            "an external authorizer: not known",
            &authorize("a", "{action: CUSTOM, provider: {name: x}, rules: [{}]}"),
            &[("a/web", "a/api", UNKNOWN)],
        ),
        (
            "audit refuses nothing",
            &authorize("a", "{action: AUDIT, rules: [{}]}"),
            &[("b/job", "a/api", ALL)],
        ),
        (
            "conditions of the connection",
            &authorize("a", "{rules: [{when: [{key: source.namespace, values: [a]}, {key: destination.port, values: ['80']}]}]}"),
            &[("a/web", "a/api", "TCP 80, UDP, SCTP"), ("b/job", "a/api", CLOSED)],
        ),
        (
            "both the mesh and the network plugin must let it through",
            &format!(
                "{strict}{}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: n, namespace: a}}\nspec: {{podSelector: {{}}, ingress: [{{ports: [{{port: 80}}, {{port: 81}}]}}]}}\n",
                authorize("a", "{rules: [{to: [{operation: {ports: ['81', '82']}}]}]}")
            ),
            &[("a/web", "a/api", "TCP 81"), ("b/job", "a/api", "no port")],
        ),
    ]);
}

#[test]
fn linkerd_authorizes() {
    let server = "apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: api, namespace: l}\nspec: {podSelector: {matchLabels: {app: lapi}}, port: 80}\n---\n";
    let tls = "apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: web, namespace: l}\nspec: {identityRefs: [{kind: ServiceAccount, name: lweb}]}\n---\napiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: web, namespace: l}\nspec: {targetRef: {group: policy.linkerd.io, kind: Server, name: api}, requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: web}]}\n---\n";
    let older = "apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: {name: web, namespace: l}\nspec: {server: {name: api}, client: {meshTLS: {identities: ['*.l.serviceaccount.identity.linkerd.cluster.local']}}}\n---\n";
    let default = |word: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: own, namespace: l, annotations: {{config.linkerd.io/default-inbound-policy: {word}}}}}\nspec: {{containers: [{{name: c, image: i}}]}}\n"
        )
    };
    let but80 = "TCP 1-79,81-65535, UDP, SCTP";
    assert_told(&[
        ("none", "", &[("b/job", "l/lapi", ALL)]),
        (
            "a Server closes its port",
            server,
            &[("l/lweb", "l/lapi", but80), ("b/job", "l/lweb", ALL)],
        ),
        (
            "an AuthorizationPolicy opens it",
            &format!("{server}{tls}"),
            &[("l/lweb", "l/lapi", ALL), ("b/job", "l/lapi", but80), ("l/lapi", "l/lapi", but80)],
        ),
        (
            "so does a ServerAuthorization",
            &format!("{server}{older}"),
            &[("l/lweb", "l/lapi", ALL), ("b/job", "l/lapi", but80)],
        ),
        (
            "by default: pods of the mesh",
            &default("all-authenticated"),
            &[("l/lweb", "l/own", ALL), ("b/job", "l/own", CLOSED), ("b/job", "l/lapi", ALL)],
        ),
        ("by default: nobody", &default("deny"), &[("l/lweb", "l/own", CLOSED)]),
    ]);
}
