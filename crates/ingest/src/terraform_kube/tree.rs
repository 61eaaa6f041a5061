//! From the tree of a resource to the tree of the object: names as the API writes them, blocks as
//! lists or as one, keys that the user chose as they are. Places stay.

use ringfort_source::{Entry, Kind, Node};

/// Blocks that may repeat: their name here, and the list's name in the API. All others occur once.
const LISTS: &[(&str, &str)] = &[
    ("allowed_host_paths", "allowedHostPaths"),
    ("container", "containers"),
    ("egress", "egress"),
    ("env", "env"),
    ("env_from", "envFrom"),
    ("from", "from"),
    ("host_aliases", "hostAliases"),
    ("host_ports", "hostPorts"),
    ("http_header", "httpHeaders"),
    ("image_pull_secret", "imagePullSecrets"),
    ("image_pull_secrets", "imagePullSecrets"),
    ("ingress", "ingress"),
    ("init_container", "initContainers"),
    ("items", "items"),
    ("limit", "limits"),
    ("match_expressions", "matchExpressions"),
    ("match_fields", "matchFields"),
    ("node_selector_term", "nodeSelectorTerms"),
    ("option", "options"),
    ("path", "paths"),
    ("port", "ports"),
    ("ports", "ports"),
    (
        "preferred_during_scheduling_ignored_during_execution",
        "preferredDuringSchedulingIgnoredDuringExecution",
    ),
    ("range", "ranges"),
    ("readiness_gate", "readinessGates"),
    ("rule", "rules"),
    ("sources", "sources"),
    ("subject", "subjects"),
    ("subset", "subsets"),
    ("sysctl", "sysctls"),
    ("tls", "tls"),
    ("to", "to"),
    ("toleration", "tolerations"),
    ("topology_spread_constraint", "topologySpreadConstraints"),
    ("volume", "volumes"),
    ("volume_claim_template", "volumeClaimTemplates"),
    ("volume_device", "volumeDevices"),
    ("volume_mount", "volumeMounts"),
    ("webhook", "webhooks"),
];

/// Maps with keys of the user's own.
const MAPS: &[&str] = &[
    "annotations",
    "binary_data",
    "capacity",
    "data",
    "default",
    "default_request",
    "hard",
    "labels",
    "limits",
    "match_labels",
    "max_limit_request_ratio",
    "node_selector",
    "parameters",
    "requests",
    "volume_attributes",
];

/// Names that are not spelled as their words say.
const NAMES: &[(&str, &str)] = &[
    ("cluster_ip", "clusterIP"),
    ("cluster_ips", "clusterIPs"),
    ("disk_uri", "diskURI"),
    ("external_ips", "externalIPs"),
    ("host_ip", "hostIP"),
    ("host_ipc", "hostIPC"),
    ("host_pid", "hostPID"),
    ("load_balancer_ip", "loadBalancerIP"),
    ("non_resource_urls", "nonResourceURLs"),
    ("set_hostname_as_fqdn", "setHostnameAsFQDN"),
    ("storage_provisioner", "provisioner"),
    ("volume_id", "volumeID"),
];

/// Numbers that the provider takes as texts too.
const NUMBERS: &[&str] = &["runAsUser", "runAsGroup", "fsGroup", "containerPort", "hostPort"];

/// Attributes of Terraform and the provider, not of the object.
const FOREIGN: &[&str] = &[
    "connection",
    "depends_on",
    "lifecycle",
    "provider",
    "provisioner",
    "timeouts",
    "wait_for_completion",
    "wait_for_default_service_account",
    "wait_for_load_balancer",
    "wait_for_rollout",
    "wait_for_service_account_token",
    "wait_until_bound",
];

/// The entries of an object of `kind` whose resource has `attrs`.
pub(super) fn object(attrs: &Node, kind: &str) -> Vec<Entry> {
    let own = attrs.entries().iter().filter(|e| !FOREIGN.contains(&&*e.key));
    let mut out: Vec<Entry> = own.map(|e| entry(e, kind)).collect();
    if kind == "Secret" {
        // The provider encodes `data`, which is plain here, and takes `binary_data` as it is.
        for entry in &mut out {
            match &*entry.key {
                "data" => entry.key = "stringData".into(),
                "binaryData" => entry.key = "data".into(),
                _ => {}
            }
        }
    }
    out
}

/// `parent` is the name of the block that `old` stands in, for the object itself its kind.
fn entry(old: &Entry, parent: &str) -> Entry {
    let name = &*old.key;
    let blocks = is_blocks(&old.value);
    let list = blocks.then(|| list_name(name, parent)).flatten();
    let key: Box<str> = list.map_or_else(|| spelled(name), Into::into);
    let value = match &old.value.kind {
        _ if is_map(name, &old.value) => single(&old.value).clone(),
        Kind::Seq(items) if list.is_some() => {
            let items = items.iter().map(|n| block(n, name)).collect();
            Node { kind: Kind::Seq(items), ..old.value.clone() }
        }
        Kind::Map(_) if list.is_some() => {
            Node { kind: Kind::Seq(vec![block(&old.value, name)]), ..old.value.clone() }
        }
        Kind::Seq(_) | Kind::Map(_) if blocks => block(single(&old.value), name),
        Kind::Str(text) if NUMBERS.contains(&&*key) => match text.parse() {
            Ok(number) => Node { kind: Kind::Int(number), ..old.value.clone() },
            Err(_) => old.value.clone(),
        },
        _ => old.value.clone(),
    };
    Entry { key, key_span: old.key_span, value }
}

/// A block's body. What is not known of it stays so.
fn block(node: &Node, name: &str) -> Node {
    let Kind::Map(entries) = &node.kind else { return node.clone() };
    let mut out: Vec<Entry> = entries.iter().map(|e| entry(e, name)).collect();
    let has = |key: &str| out.iter().any(|e| &*e.key == key);
    if name == "spec" && has("containers") && !has("automountServiceAccountToken") {
        // The provider's default, which it always sends: what the ServiceAccount says does not count.
        let value = Node::new(node.span, Kind::Bool(true));
        let key = "automountServiceAccountToken".into();
        out.push(Entry { key, key_span: node.span, value });
    }
    Node { kind: Kind::Map(out), ..node.clone() }
}

/// Is this made of blocks: a list of maps, of which some may not be known, or (in JSON) a map?
fn is_blocks(value: &Node) -> bool {
    let is_block = |n: &Node| matches!(n.kind, Kind::Map(_) | Kind::Unknown(_));
    match &value.kind {
        Kind::Map(_) => true,
        Kind::Seq(items) => !items.is_empty() && items.iter().all(is_block),
        _ => false,
    }
}

/// The block that occurs once; a list of scalars as it is.
fn single(value: &Node) -> &Node {
    match &value.kind {
        Kind::Seq(items) => items.first().filter(|n| n.scalar().is_none()).unwrap_or(value),
        _ => value,
    }
}

fn list_name(name: &str, parent: &str) -> Option<&'static str> {
    match (parent, name) {
        ("ServiceAccount", "secret") => Some("secrets"),
        // The port of an Ingress's backend, of which there is one.
        ("service", "port") => None,
        (
            "pod_affinity" | "pod_anti_affinity",
            "required_during_scheduling_ignored_during_execution",
        ) => Some("requiredDuringSchedulingIgnoredDuringExecution"),
        _ => LISTS.iter().find(|l| l.0 == name).map(|l| l.1),
    }
}

/// A map whose keys are no names of fields. A Service's `selector` is one, a Deployment's is not.
fn is_map(name: &str, value: &Node) -> bool {
    let fields = ["match_labels", "match_expressions"];
    let is_selector = name == "selector" && matches!(value.kind, Kind::Map(_));
    MAPS.contains(&name) && !matches!(value.kind, Kind::Str(_))
        || is_selector && !fields.iter().any(|f| value.get(f).is_some())
}

/// `read_only_root_filesystem` as `readOnlyRootFilesystem`.
fn spelled(name: &str) -> Box<str> {
    if let Some((_, api)) = NAMES.iter().find(|n| n.0 == name) {
        return (*api).into();
    }
    let mut words = name.split('_');
    let mut out = words.next().unwrap_or("").to_owned();
    for word in words {
        let mut letters = word.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out.into()
}
