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

#[test]
fn ambient_proxies_look_into_no_request() {
    let pods = "apiVersion: v1\nkind: Namespace\nmetadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: m, labels: {app: app}}\nspec: {containers: [{name: c, image: i}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: app, namespace: m}\nspec: {selector: {app: app}, ports: [{port: 80}]}\n---\n";
    let with = |policy: String| format!("{pods}{policy}");
    let waypoint = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: wp, namespace: m}\nspec: {gatewayClassName: istio-waypoint}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: m, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: wp}}\n---\n";
    let attached = "{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: wp}], action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]}";
    let open = "{targetRefs: [{kind: Service, group: '', name: app}], action: DENY, rules: [{}]}";
    assert_told(&[
        (
            "an ALLOW rule about requests allows nothing",
            &with(authorize("m", "{rules: [{to: [{operation: {methods: [GET]}}]}]}")),
            &[("a/web", "m/app", CLOSED)],
        ),
        (
            "a DENY rule about requests denies the connection",
            &with(authorize(
                "m",
                "{action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]}",
            )),
            &[("a/web", "m/app", CLOSED)],
        ),
        (
            "sidecars of the same mesh look into requests",
            &with(authorize(
                "istio-system",
                "{action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]}",
            )),
            &[("a/web", "a/api", ALL), ("a/web", "m/app", CLOSED)],
        ),
        (
            "a policy of a Service without a waypoint is enforced by nobody",
            &with(authorize("m", open)),
            &[("a/web", "m/app", ALL)],
        ),
        (
            "a policy of a waypoint: requests may pass it or not",
            &format!(
                "{}{waypoint}{}",
                pods.replace(
                    "metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}",
                    "metadata: {name: unused}"
                ),
                authorize(
                    "m",
                    "{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: wp}], action: DENY, rules: [{}]}"
                )
            ),
            &[("a/web", "m/app", UNKNOWN)],
        ),
        (
            "what a waypoint looks for in requests refuses no connection",
            &format!(
                "{}{waypoint}{}",
                pods.replace(
                    "metadata: {name: m, labels: {istio.io/dataplane-mode: ambient}}",
                    "metadata: {name: unused}"
                ),
                authorize("m", attached)
            ),
            &[("a/web", "m/app", ALL)],
        ),
    ]);
}

/// The ways into `a/api`: kind, ports, and whether private networks alone reach it.
fn doors(yaml: &str) -> Vec<String> {
    let reach = reach(yaml);
    let Place::Endpoint(api) = place(&reach, "a/api") else { panic!("no endpoint") };
    let told = |e: &ringfort_reach::Entry<'_>| {
        let inside = if e.door.internal { " inside" } else { "" };
        let perhaps = if e.decision.unknown.is_empty() {
            String::new()
        } else {
            format!("; perhaps {}", e.decision.unknown)
        };
        format!("{}{inside}: {}{perhaps}", e.door.kind.name(), e.decision.ports)
    };
    reach.internet_ingress(api).iter().map(told).collect()
}

/// A `VirtualService` with this specification.
fn route(spec: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: v, namespace: a}}\nspec: {spec}\n---\n"
    )
}

/// The Service that routes lead to.
const API: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: a}\nspec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}, {port: 81}]}\n---\n";

#[test]
fn routes_behind_a_gateway_are_doors() {
    let gateway = |spec: &str| {
        format!(
            "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: g, namespace: b}}\nspec: {{selector: {{istio: edge}}, servers: [{spec}]}}\n---\n"
        )
    };
    let https = gateway(
        "{port: {number: 443, protocol: HTTPS}, tls: {mode: SIMPLE}, hosts: ['a/*.x.org']}",
    );
    let passed =
        gateway("{port: {number: 443, protocol: TLS}, tls: {mode: PASSTHROUGH}, hosts: ['*']}");
    let http = |more: &str| {
        route(&format!(
            "{{hosts: [www.x.org], {more}http: [{{route: [{{destination: {{host: api, port: {{number: 80}}}}}}]}}]}}"
        ))
    };
    let bound = http("gateways: [b/g, mesh], ");
    let subset = |labels: &str| {
        format!(
            "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: d, namespace: a}}\nspec: {{host: api.a.svc.cluster.local, subsets: [{{name: s, labels: {labels}}}]}}\n---\n"
        )
    };
    let part = route(
        "{hosts: ['*'], gateways: [b/g], http: [{route: [{destination: {host: api.a.svc.cluster.local, subset: s}}]}]}",
    );
    let edge = |kind: &str, annotations: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: edge, namespace: b, labels: {{istio: edge, sidecar.istio.io/inject: 'true'}}}}\nspec: {{serviceAccountName: edge, containers: [{{name: c, image: i}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: edge, namespace: b{annotations}}}\nspec: {{type: {kind}, selector: {{istio: edge}}, ports: [{{port: 443}}]}}\n---\n"
        )
    };
    let private = ", annotations: {networking.gke.io/load-balancer-type: Internal}";
    let strict = peer("istio-system", "{mtls: {mode: STRICT}}");
    let waypoint = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: w, namespace: a}\nspec: {gatewayClassName: istio-waypoint}\n---\n";
    let httproute = |parent: &str| {
        format!(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: r, namespace: a}}\nspec: {{parentRefs: [{parent}], rules: [{{backendRefs: [{{name: api, port: 80}}]}}]}}\n---\n"
        )
    };
    let table: Vec<(&str, String, &[&str])> = vec![
        ("bound to a Gateway", format!("{https}{bound}"), &["route of Istio: TCP 8080"]),
        ("for the mesh", format!("{https}{}", http("")), &[]),
        ("for the mesh, by name", format!("{https}{}", http("gateways: [mesh], ")), &[]),
        ("the Gateway is elsewhere", bound.clone(), &["route of Istio: no port; perhaps TCP 8080"]),
        (
            "another host",
            format!("{}{bound}", gateway("{port: {number: 80, protocol: HTTP}, hosts: [y.org]}")),
            &[],
        ),
        (
            "hosts of another namespace",
            format!("{}{bound}", gateway("{port: {number: 80, protocol: HTTP}, hosts: [./*]}")),
            &[],
        ),
        (
            "encrypted traffic that is passed on has rules of its own",
            format!("{passed}{bound}"),
            &[],
        ),
        (
            "rules about encrypted traffic",
            format!(
                "{passed}{}",
                route(
                    "{hosts: [www.x.org], gateways: [b/g], tls: [{match: [{sniHosts: [www.x.org]}], route: [{destination: {host: api, port: {number: 81}}}]}]}"
                )
            ),
            &["route of Istio: TCP 81"],
        ),
        (
            "a match that names other gateways",
            format!(
                "{https}{}",
                route(
                    "{hosts: [www.x.org], gateways: [b/g, mesh], http: [{match: [{gateways: [mesh]}], route: [{destination: {host: api}}]}]}"
                )
            ),
            &[],
        ),
        (
            "a subset of the pods",
            format!("{https}{}{part}", subset("{app: api}")),
            &["route of Istio: TCP 81,8080"],
        ),
        ("a subset of other pods", format!("{https}{}{part}", subset("{app: other}")), &[]),
        (
            "a subset that nobody defines",
            format!("{https}{part}"),
            &["route of Istio: no port; perhaps TCP 81,8080"],
        ),
        (
            "a rule that delegates",
            format!(
                "{https}{}{}",
                route(
                    "{hosts: [www.x.org], gateways: [b/g], http: [{delegate: {name: w, namespace: a}}]}"
                ),
                "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: w, namespace: a}\nspec: {http: [{route: [{destination: {host: api}}]}]}\n---\n"
            ),
            &["route of Istio: TCP 81,8080"],
        ),
        (
            "a gateway that nothing leads to",
            format!("{https}{bound}{}", edge("ClusterIP", "")),
            &[],
        ),
        (
            "a gateway behind a load balancer",
            format!("{https}{bound}{}", edge("LoadBalancer", "")),
            &["route of Istio: TCP 8080"],
        ),
        (
            "a gateway behind an internal one",
            format!("{https}{bound}{}", edge("LoadBalancer", private)),
            &["route of Istio inside: TCP 8080"],
        ),
        (
            "the gateway is one of the mesh",
            format!("{https}{bound}{strict}{}", edge("LoadBalancer", "")),
            &["route of Istio: TCP 8080"],
        ),
        (
            "the gateway's account is refused",
            format!(
                "{https}{bound}{}{}",
                edge("LoadBalancer", ""),
                authorize("a", "{action: DENY, rules: [{from: [{source: {namespaces: [b]}}]}]}")
            ),
            &["route of Istio: no port"],
        ),
        ("a route of the Gateway API", httproute("{name: edge}"), &["Gateway route: TCP 8080"]),
        ("one that hangs on a Service", httproute("{kind: Service, group: '', name: api}"), &[]),
        ("one that hangs on a waypoint", format!("{waypoint}{}", httproute("{name: w}")), &[]),
    ];
    for (name, yaml, expected) in table {
        assert_eq!(doors(&format!("{API}{yaml}")), expected, "{name}");
    }
}
