//! The user-facing ClusterRoles that every cluster has. Source: Kubernetes, the bootstrap policy of the API server
//! (documentation, "User-facing roles"), version 1.34.

use ringfort_model::kube::Rule;

/// Verbs, group, resources, one rule a line.
type Lines = &'static [(&'static str, &'static str, &'static str)];

const READ: &str = "get list watch";
const WRITE: &str = "create delete deletecollection patch update";

/// What `view` may.
const VIEW: Lines = &[
    (
        READ,
        "",
        "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers \
         replicationcontrollers/scale serviceaccounts services services/status",
    ),
    (
        READ,
        "",
        "bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status \
         resourcequotas resourcequotas/status namespaces",
    ),
    (READ, "discovery.k8s.io", "endpointslices"),
    (
        READ,
        "apps",
        "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status \
         replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status",
    ),
    (READ, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"),
    (READ, "batch", "cronjobs cronjobs/status jobs jobs/status"),
    (READ, "policy", "poddisruptionbudgets poddisruptionbudgets/status"),
    (READ, "networking.k8s.io", "ingresses ingresses/status networkpolicies"),
    (READ, "resource.k8s.io", "resourceclaims resourceclaims/status resourceclaimtemplates"),
];

/// What `edit` may beside.
const EDIT: Lines = &[
    (READ, "", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"),
    ("impersonate", "", "serviceaccounts"),
    (WRITE, "", "pods pods/attach pods/exec pods/portforward pods/proxy"),
    ("create", "", "pods/eviction serviceaccounts/token"),
    (
        WRITE,
        "",
        "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets \
         serviceaccounts services services/proxy",
    ),
    (
        WRITE,
        "apps",
        "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets \
         statefulsets/scale",
    ),
    (WRITE, "autoscaling", "horizontalpodautoscalers"),
    (WRITE, "batch", "cronjobs jobs"),
    (WRITE, "policy", "poddisruptionbudgets"),
    (WRITE, "networking.k8s.io", "ingresses networkpolicies"),
    ("create delete deletecollection get list patch update watch", "coordination.k8s.io", "leases"),
    (WRITE, "resource.k8s.io", "resourceclaims resourceclaimtemplates"),
];

/// What `admin` may beside.
const ADMIN: Lines = &[
    ("create", "authorization.k8s.io", "localsubjectaccessreviews"),
    (
        "create delete deletecollection get list patch update watch",
        "rbac.authorization.k8s.io",
        "rolebindings roles",
    ),
];

/// What `system:basic-user` and `system:discovery` may, and everyone with them.
const SELF: Lines = &[
    ("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
    ("create", "authentication.k8s.io", "selfsubjectreviews"),
];

/// Paths that every authenticated user reads.
const DISCOVERY: &[&str] = &[
    "/api",
    "/api/*",
    "/apis",
    "/apis/*",
    "/healthz",
    "/livez",
    "/openapi",
    "/openapi/*",
    "/readyz",
    "/version",
    "/version/",
];

/// Paths that everyone reads, without authentication too.
const PUBLIC: &[&str] = &["/healthz", "/livez", "/readyz", "/version", "/version/"];

/// The rules of a built-in ClusterRole; `None` for those `system:` roles whose rules belong to the cluster's version.
pub(super) fn rules(name: &str) -> Option<Vec<Rule>> {
    let of = |parts: &[Lines]| -> Vec<Rule> {
        parts.iter().flat_map(|lines| lines.iter().map(|(v, g, r)| rule(v, g, r))).collect()
    };
    let paths =
        |urls: &[&str]| Rule { verbs: vec!["get".into()], urls: words(urls), ..Rule::default() };
    match name {
        "cluster-admin" => {
            let urls = Rule { verbs: vec!["*".into()], urls: vec!["*".into()], ..Rule::default() };
            Some(vec![rule("*", "*", "*"), urls])
        }
        "view" => Some(of(&[VIEW])),
        "edit" => Some(of(&[VIEW, EDIT])),
        "admin" => Some(of(&[VIEW, EDIT, ADMIN])),
        "system:basic-user" => Some(of(&[SELF])),
        "system:discovery" => Some(vec![paths(DISCOVERY)]),
        "system:public-info-viewer" => Some(vec![paths(PUBLIC)]),
        _ => None,
    }
}

fn words(list: &[&str]) -> Vec<Box<str>> {
    list.iter().map(|word| Box::from(*word)).collect()
}

fn rule(verbs: &str, group: &str, resources: &str) -> Rule {
    let list = |text: &str| text.split_whitespace().map(Box::from).collect();
    Rule {
        verbs: list(verbs),
        groups: vec![group.into()],
        resources: list(resources),
        ..Rule::default()
    }
}
