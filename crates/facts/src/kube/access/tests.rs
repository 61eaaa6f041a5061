//! What the RBAC authorizer answers.

use ringfort_ingest::{Memory, Options, ingest};

use super::*;
use crate::Facts;

const FILES: &str = "
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
- {apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}
- {apiGroups: [''], resources: [secrets], resourceNames: [db], verbs: [get, list, create, delete, deletecollection]}
- {apiGroups: [''], resources: [pods/exec], resourceNames: [web-0], verbs: [create]}
- {apiGroups: [apps], resources: ['*/scale'], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: app, namespace: shop}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: monitoring}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {monitoring: 'true'}}]}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: monitoring-endpoints, labels: {monitoring: 'true', rbac.authorization.k8s.io/aggregate-to-view: 'true'}}
rules:
- {apiGroups: [example.com], resources: [widgets], verbs: [watch]}
- {nonResourceURLs: [/metrics, /debug/*], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: monitoring}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: monitoring}
subjects: [{kind: Group, name: 'system:serviceaccounts:shop'}, {kind: User, name: alice}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: editors, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects: [{kind: Group, name: devs}, {kind: User, name: 'system:serviceaccount:ci:bot'}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: far}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: elsewhere}
subjects: [{kind: User, name: bob}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: open, namespace: shop}
rules: [{apiGroups: [''], resources: ['{{ .Values.what }}'], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: open, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: open}
subjects: [{kind: User, name: dan}]
";

fn facts() -> Facts {
    let ingested = ingest(&Memory::new([("rbac.yaml", FILES)]), &Options::default());
    Facts::derive(ingested.sources, ingested.model)
}

/// `yes`, `no`, `unknown`, or the names that it is limited to.
fn said(answer: &Answer<'_>) -> String {
    match answer.verdict() {
        None => "unknown".into(),
        Some(false) => "no".into(),
        Some(true) => match answer.grants.first().map(|(_, cover)| cover) {
            Some(Cover::Names(names)) => format!("named {}", names.join(",")),
            Some(Cover::Selected(names)) => format!("selected {}", names.join(",")),
            _ => "yes".into(),
        },
    }
}

#[test]
fn answers_are_those_of_the_authorizer() {
    let facts = facts();
    let access = Access::new(&facts.model.kube, &facts.kube, None);
    let table = [
        ("sa/shop/app", "get", "pods", "shop", "yes"),
        ("sa/shop/app", "get", "po", "", "yes"),
        ("sa/shop/app", "get", "pods", "other", "no"),
        ("sa/shop/app", "watch", "pods", "shop", "no"),
        ("sa/shop/app", "get", "pods/log", "shop", "yes"),
        ("sa/other/app", "get", "pods", "shop", "no"),
        ("sa/shop/app", "get", "secrets", "shop", "named db"),
        ("sa/shop/app", "list", "secrets", "shop", "selected db"),
        ("sa/shop/app", "create", "secrets", "shop", "no"),
        ("sa/shop/app", "deletecollection", "secrets", "shop", "no"),
        ("sa/shop/app", "create", "pods/exec", "shop", "named web-0"),
        ("sa/shop/app", "update", "deployments/scale", "shop", "yes"),
        ("sa/shop/app", "update", "deploy", "shop", "no"),
        ("sa/shop/app", "update", "pods/scale", "shop", "no"),
        ("sa/shop/app", "get", "/metrics", "", "yes"),
        ("sa/shop/app", "get", "/debug/pprof", "", "yes"),
        ("sa/shop/app", "get", "/healthz", "", "yes"),
        ("sa/other/app", "get", "/metrics", "", "no"),
        ("alice", "watch", "widgets.example.com", "", "yes"),
        ("alice", "watch", "widgets", "any", "yes"),
        ("group/devs", "create", "pods/exec", "shop", "yes"),
        ("group/devs", "get", "secrets", "shop", "yes"),
        ("group/devs", "watch", "widgets", "shop", "yes"),
        ("group/devs", "get", "secrets", "other", "no"),
        ("group/devs", "get", "nodes", "", "no"),
        ("group/devs", "get", "/metrics", "", "no"),
        ("sa/ci/bot", "get", "secrets", "shop", "yes"),
        ("system:serviceaccount:ci:bot", "impersonate", "serviceaccounts", "shop", "yes"),
        ("system:masters", "delete", "nodes", "", "yes"),
        ("system:anonymous", "get", "/version", "", "yes"),
        ("system:anonymous", "get", "/api", "", "no"),
        ("bob", "get", "pods", "shop", "unknown"),
        ("carol", "get", "pods", "shop", "no"),
        ("dan", "get", "pods", "shop", "unknown"),
        ("dan", "get", "pods", "other", "no"),
    ];
    for (who, verb, what, namespace, expected) in table {
        let ask = ask(&facts, verb, what, namespace, None);
        let answer = access.can(&Who::new(&Holder::read(who)), &ask);
        assert_eq!(said(&answer), expected, "{who} {verb} {what} in `{namespace}`");
    }
}

fn ask(facts: &Facts, verb: &str, what: &str, namespace: &str, name: Option<&str>) -> Ask {
    if what.starts_with('/') {
        return Ask::Path { verb: verb.into(), path: what.into() };
    }
    Ask::Resource {
        verb: verb.into(),
        resource: resolve(&facts.model.kube, what),
        name: name.map(Into::into),
        namespace: (!namespace.is_empty()).then(|| namespace.into()),
    }
}

#[test]
fn names_limit_what_carries_a_name() {
    let facts = facts();
    let access = Access::new(&facts.model.kube, &facts.kube, None);
    let who = Who::new(&Holder::read("sa/shop/app"));
    for (verb, name, expected) in
        [("get", "db", "yes"), ("get", "other", "no"), ("create", "db", "no")]
    {
        let ask = ask(&facts, verb, "secrets", "shop", Some(name));
        assert_eq!(said(&access.can(&who, &ask)), expected, "{verb} {name}");
    }
}

#[test]
fn everyone_who_can_is_named_with_the_evidence() {
    let facts = facts();
    let access = Access::new(&facts.model.kube, &facts.kube, None);
    let found = access.who_can(&ask(&facts, "get", "pods", "shop", None));
    let lines: Vec<String> = found
        .iter()
        .map(|(holder, answer)| {
            let by = answer.grants.first().map(|(granted, _)| {
                let binding = granted.binding.and_then(|b| facts.model.kube.object(b.object));
                let origin = match granted.origin {
                    Origin::Read(role) => facts.model.kube.object(role.object).map(|o| &*o.name),
                    Origin::BuiltIn(name) => Some(name),
                };
                format!("{} {}", binding.map_or("built in", |o| &o.name), origin.unwrap_or(""))
            });
            format!("{}: {}", holder.label(), by.unwrap_or_else(|| "unknown".into()))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "User/bob: unknown",
            "User/dan: unknown",
            "Group/devs: editors edit",
            "Group/system:masters: built in cluster-admin",
            "ServiceAccount/ci/bot: editors edit",
            "ServiceAccount/shop/app: reader reader",
        ]
    );
}
