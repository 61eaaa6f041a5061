//! Containers, with what they inherit from the pod's security context resolved
//! (Kubernetes API reference, core/v1 SecurityContext: the container's field takes precedence).

use ringfort_model::Value;
use ringfort_model::kube::{Container, ContainerKind, EnvSource, EnvVar, Mount, Port, WorkloadId};
use ringfort_source::{At, Node, Span};

/// The containers of `field` in the pod `spec`.
pub(super) fn containers(
    spec: &Node,
    meta: Option<&Node>,
    workload: WorkloadId,
    field: &'static str,
) -> Vec<Container> {
    let list = spec.at(field).node().map_or(&[][..], Node::items);
    let each = list.iter().enumerate();
    each.map(|(index, node)| Reader { spec, meta, node }.container(workload, field, index))
        .collect()
}

struct Reader<'a> {
    spec: &'a Node,
    meta: Option<&'a Node>,
    node: &'a Node,
}

impl<'a> Reader<'a> {
    fn container(&self, workload: WorkloadId, field: &'static str, index: usize) -> Container {
        let node = self.node;
        let name: Box<str> = node.at("name").str().unwrap_or("").into();
        Container {
            workload,
            field,
            index,
            kind: self.kind(field),
            head: node.entry("name").map_or(node.span, |e| e.key_span.to(e.value.span)),
            span: node.span,
            image: Value::text(node.at("image"), ""),
            pull_policy: Value::text(node.at("imagePullPolicy"), ""),
            run_as_non_root: Value::bool(self.inherited("runAsNonRoot"), false),
            run_as_user: self.id("runAsUser"),
            run_as_group: self.id("runAsGroup"),
            privileged: Value::bool(self.own("privileged"), false),
            allow_privilege_escalation: Value::bool(self.own("allowPrivilegeEscalation"), true),
            read_only_root: Value::bool(self.own("readOnlyRootFilesystem"), false),
            capabilities_add: capabilities(self.own("capabilities").key("add")),
            capabilities_drop: capabilities(self.own("capabilities").key("drop")),
            seccomp: Value::text(
                self.profile("seccompProfile", &self.seccomp_annotation(&name)),
                "",
            ),
            apparmor: Value::text(self.profile("appArmorProfile", &apparmor_annotation(&name)), ""),
            proc_mount: Value::text(self.own("procMount"), "Default"),
            host_process: Value::bool(self.windows("hostProcess"), false),
            ports: node.at("ports").list().iter().map(port).collect(),
            env: node.at("env").list().iter().map(variable).collect(),
            env_from: node.at("envFrom").list().iter().map(source).collect(),
            mounts: node.at("volumeMounts").list().iter().map(mount).collect(),
            name,
        }
    }

    fn kind(&self, field: &str) -> ContainerKind {
        match field {
            "initContainers" if self.node.at("restartPolicy").str() == Some("Always") => {
                ContainerKind::Sidecar
            }
            "initContainers" => ContainerKind::Init,
            "ephemeralContainers" => ContainerKind::Ephemeral,
            _ => ContainerKind::Main,
        }
    }

    /// The container's own setting; where absent, the place to add it is its security context, else its name.
    fn own(&self, key: &str) -> At<'a> {
        let head = self.node.entry("name").map_or(self.node.span, |e| e.key_span);
        match self.node.at("securityContext") {
            At::Absent(_) => At::Absent(head),
            context => match context.key(key) {
                At::Absent(_) => {
                    At::Absent(self.node.entry("securityContext").map_or(head, |e| e.key_span))
                }
                at => at,
            },
        }
    }

    /// The container's setting, else the pod's.
    fn inherited(&self, key: &str) -> At<'a> {
        match self.own(key) {
            At::Absent(span) => match self.spec.at("securityContext").key(key) {
                At::Absent(_) => At::Absent(span),
                at => at,
            },
            at => at,
        }
    }

    fn windows(&self, key: &str) -> At<'a> {
        match self.own("windowsOptions").key(key) {
            At::Absent(span) => match self.spec.at("securityContext.windowsOptions").key(key) {
                At::Absent(_) => At::Absent(span),
                at => at,
            },
            at => at,
        }
    }

    fn id(&self, key: &str) -> Value<Option<i64>> {
        Value::read(self.inherited(key), None, |n| n.as_i64().map(Some))
    }

    /// The legacy annotation that decides about this container: its own, else the pod's.
    fn seccomp_annotation(&self, container: &str) -> String {
        let own = format!("container.seccomp.security.alpha.kubernetes.io/{container}");
        let written = self.meta.is_some_and(|m| !m.at("annotations").key(&own).is_absent());
        if written { own } else { SECCOMP_OF_POD.to_owned() }
    }

    /// A profile's type from the field, else from the legacy annotation of the pod.
    fn profile(&self, field: &str, annotation: &str) -> At<'a> {
        let own = self.own(field).key("type");
        let pod = self.spec.at("securityContext").key(field).key("type");
        let legacy = self.meta.map(|m| m.at("annotations").key(annotation));
        match (own, pod, legacy) {
            (At::Absent(_), At::Absent(_), Some(at @ (At::Set(_) | At::Unknown(_)))) => at,
            (At::Absent(span), At::Absent(_), _) => At::Absent(span),
            (At::Absent(_), pod, _) => pod,
            (own, ..) => own,
        }
    }
}

/// The annotation of all containers, before fields took its place.
const SECCOMP_OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";

fn apparmor_annotation(container: &str) -> String {
    format!("container.apparmor.security.beta.kubernetes.io/{container}")
}

/// Upper case, without `CAP_`, as the API accepts both.
fn capabilities(at: At<'_>) -> Value<Vec<String>> {
    let norm = |n: &Node| {
        let name = n.as_str()?.to_ascii_uppercase();
        Some(name.strip_prefix("CAP_").unwrap_or(&name).to_owned())
    };
    Value::read(at, vec![], |n| n.items().iter().map(norm).collect())
}

fn port(node: &Node) -> Port {
    Port {
        number: node.at("containerPort").node().and_then(Node::as_i64).unwrap_or(0),
        host: node.at("hostPort").node().and_then(Node::as_i64).unwrap_or(0),
        protocol: node.at("protocol").str().unwrap_or("TCP").into(),
        name: node.at("name").str().unwrap_or("").into(),
        span: node.get("hostPort").map_or(node.span, |n| n.span),
    }
}

fn variable(node: &Node) -> EnvVar {
    let reference = |path: &str| {
        let r = node.at("valueFrom").key(path).node()?;
        let text = |key: &str| Box::from(r.at(key).str().unwrap_or(""));
        Some((text("name"), text("key"), r.span))
    };
    let (source, span) = if let Some((name, key, span)) = reference("secretKeyRef") {
        (EnvSource::Secret(name, key), span)
    } else if let Some((name, key, span)) = reference("configMapKeyRef") {
        (EnvSource::ConfigMap(name, key), span)
    } else if let Some(from) = node.at("valueFrom").node() {
        (EnvSource::Field, from.span)
    } else {
        let value = Value::text(node.at("value"), "");
        let span = value.span();
        (EnvSource::Literal(value), span)
    };
    EnvVar { name: node.at("name").str().unwrap_or("").into(), source, span: node_or(node, span) }
}

fn source(node: &Node) -> EnvVar {
    let name = |path: &str| node.at(path).str().map(Box::from);
    let source = match (name("secretRef.name"), name("configMapRef.name")) {
        (Some(secret), _) => EnvSource::Secret(secret, "".into()),
        (None, map) => EnvSource::ConfigMap(map.unwrap_or_default(), "".into()),
    };
    EnvVar { name: node.at("prefix").str().unwrap_or("").into(), source, span: node.span }
}

fn mount(node: &Node) -> Mount {
    Mount {
        volume: node.at("name").str().unwrap_or("").into(),
        path: node.at("mountPath").str().unwrap_or("").into(),
        read_only: Value::bool(node.at("readOnly"), false),
        propagation: Value::text(node.at("mountPropagation"), "None"),
        span: node.span,
    }
}

/// A value's own place, or the whole entry where the value is not written.
fn node_or(node: &Node, span: Span) -> Span {
    if span.start == span.end { node.span } else { span }
}
