//! Pods that are shown to a rule to find out what it refuses.
//!
//! A rule refuses something if it admits a hardened pod and refuses that pod as soon as it does the one thing more,
//! in every way of doing it. So a rule that refuses for another reason, or only some of the ways, is no control.

use ringfort_source::{Entry, Kind, Node, SourceId, Span};

use crate::kube::pod_security::Rule;

/// What a policy can refuse: the fields that the Pod Security Standards restrict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refuses {
    /// `securityContext.privileged`.
    Privileged,
    /// `hostNetwork`.
    HostNetwork,
    /// `hostPID`.
    HostPid,
    /// `hostIPC`.
    HostIpc,
    /// `hostPath` volumes.
    HostPath,
    /// `hostPort`.
    HostPorts,
    /// Capabilities beyond the baseline.
    Capabilities,
    /// `procMount: Unmasked`.
    ProcMount,
    /// Sysctls outside the safe set.
    Sysctls,
    /// `seccompProfile.type: Unconfined`.
    Seccomp,
    /// AppArmor switched off.
    AppArmor,
    /// SELinux types of one's own.
    Selinux,
    /// Windows containers as processes of the host.
    HostProcess,
    /// Processes that may gain rights (`allowPrivilegeEscalation` not false).
    PrivilegeEscalation,
    /// UID 0, or whatever user the image names.
    RunAsRoot,
}

/// Capabilities that lead out of a container: a rule that refuses them refuses by a list of what is allowed, or by
/// one that names what matters.
const STRONG: [&str; 8] = [
    "ALL",
    "SYS_ADMIN",
    "SYS_MODULE",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "DAC_READ_SEARCH",
    "NET_ADMIN",
    "BPF",
];

/// What a rule refuses, and whether that is certain.
pub(super) type Verdicts = Vec<(Refuses, bool)>;

impl Refuses {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Privileged,
        Self::HostNetwork,
        Self::HostPid,
        Self::HostIpc,
        Self::HostPath,
        Self::HostPorts,
        Self::Capabilities,
        Self::ProcMount,
        Self::Sysctls,
        Self::Seccomp,
        Self::AppArmor,
        Self::Selinux,
        Self::HostProcess,
        Self::PrivilegeEscalation,
        Self::RunAsRoot,
    ];

    /// What the baseline of the Pod Security Standards refuses.
    pub const BASELINE: [Self; 13] = [
        Self::Privileged,
        Self::HostNetwork,
        Self::HostPid,
        Self::HostIpc,
        Self::HostPath,
        Self::HostPorts,
        Self::Capabilities,
        Self::ProcMount,
        Self::Sysctls,
        Self::Seccomp,
        Self::AppArmor,
        Self::Selinux,
        Self::HostProcess,
    ];

    /// What leads from a pod of one's own to the node.
    pub const NODE: [Self; 6] = [
        Self::Privileged,
        Self::HostNetwork,
        Self::HostPid,
        Self::HostIpc,
        Self::HostPath,
        Self::Capabilities,
    ];

    /// The field, as manifests and policies call it.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::HostNetwork => "hostNetwork",
            Self::HostPid => "hostPID",
            Self::HostIpc => "hostIPC",
            Self::HostPath => "hostPath",
            Self::HostPorts => "hostPort",
            Self::Capabilities => "capabilities",
            Self::ProcMount => "procMount",
            Self::Sysctls => "sysctls",
            Self::Seccomp => "seccomp",
            Self::AppArmor => "appArmor",
            Self::Selinux => "seLinux",
            Self::HostProcess => "hostProcess",
            Self::PrivilegeEscalation => "allowPrivilegeEscalation",
            Self::RunAsRoot => "runAs",
        }
    }

    /// The control of the Pod Security Standards that it is about.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Privileged => Rule::Privileged,
            Self::HostNetwork | Self::HostPid | Self::HostIpc => Rule::HostNamespaces,
            Self::HostPath => Rule::HostPath,
            Self::HostPorts => Rule::HostPorts,
            Self::Capabilities => Rule::Capabilities,
            Self::ProcMount => Rule::ProcMount,
            Self::Sysctls => Rule::Sysctls,
            Self::Seccomp => Rule::Seccomp,
            Self::AppArmor => Rule::AppArmor,
            Self::Selinux => Rule::Selinux,
            Self::HostProcess => Rule::HostProcess,
            Self::PrivilegeEscalation => Rule::PrivilegeEscalation,
            Self::RunAsRoot => Rule::NonRoot,
        }
    }

    /// The refusal of a field, by the name that manifests give it.
    pub fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.field() == field)
    }

    /// The pods that do it, each in another way.
    fn shapes(self) -> Vec<Shape> {
        let pod = |field, value| vec![Shape { pod: Some((field, value)), ..Shape::default() }];
        let yes = || Kind::Bool(true);
        let container = |fields: &[(&'static str, Kind)]| -> Vec<Shape> {
            let of = |is_init| Shape { container: fields.to_vec(), is_init, ..Shape::default() };
            vec![of(false), of(true)]
        };
        match self {
            Self::Privileged => container(&[("privileged", yes())]),
            Self::HostNetwork => pod("hostNetwork", yes()),
            Self::HostPid => pod("hostPID", yes()),
            Self::HostIpc => pod("hostIPC", yes()),
            Self::HostPath => ["/", "/var/run/docker.sock", "/data"]
                .map(|path| Shape { path: Some(path), ..Shape::default() })
                .to_vec(),
            Self::HostPorts => vec![Shape { port: Some(22), ..Shape::default() }],
            Self::Capabilities => STRONG
                .iter()
                .flat_map(|name| {
                    [false, true].map(|is_init| Shape {
                        capability: Some(name),
                        is_init,
                        ..Shape::default()
                    })
                })
                .collect(),
            Self::ProcMount => container(&[("procMount", text("Unmasked"))]),
            Self::Sysctls => vec![Shape { sysctl: Some("kernel.msgmax"), ..Shape::default() }],
            Self::Seccomp => container(&[("seccompProfile", typed("Unconfined"))]),
            Self::AppArmor => container(&[("appArmorProfile", typed("Unconfined"))]),
            Self::Selinux => container(&[("seLinuxOptions", typed("spc_t"))]),
            Self::HostProcess => container(&[("windowsOptions", map([("hostProcess", yes())]))]),
            Self::PrivilegeEscalation => [yes(), Kind::Null]
                .into_iter()
                .flat_map(|value| container(&[("allowPrivilegeEscalation", value)]))
                .collect(),
            Self::RunAsRoot => {
                let root = [("runAsNonRoot", Kind::Bool(false)), ("runAsUser", Kind::Int(0))];
                let mut shapes = container(&root);
                let open = [("runAsNonRoot", Kind::Null), ("runAsUser", Kind::Null)];
                shapes.extend(container(&open).into_iter().map(|s| Shape { open: true, ..s }));
                shapes
            }
        }
    }
}

/// What is different from the hardened pod.
#[derive(Clone, Debug, Default)]
struct Shape {
    pod: Option<(&'static str, Kind)>,
    container: Vec<(&'static str, Kind)>,
    is_init: bool,
    path: Option<&'static str>,
    port: Option<i64>,
    capability: Option<&'static str>,
    sysctl: Option<&'static str>,
    /// The pod names no user either.
    open: bool,
}

/// What a rule refuses that says of each pod whether it is admitted (`None`: not known). `names` tells whether a
/// field occurs in the rule: what it does not name it does not decide.
pub(super) fn verdicts(
    at: Span,
    names: &dyn Fn(&str) -> bool,
    admits: &dyn Fn(&Node) -> Option<bool>,
) -> Verdicts {
    let good = admits(&pod(at, &Shape::default()));
    let mut found = vec![];
    for what in Refuses::ALL.into_iter().filter(|w| names(w.field())) {
        let answers: Vec<Option<bool>> =
            what.shapes().iter().map(|shape| admits(&pod(at, shape))).collect();
        if answers.contains(&Some(true)) {
            continue;
        }
        found.push((what, good == Some(true) && !answers.contains(&None)));
    }
    found
}

/// A rule that is not understood: it may refuse what it names.
pub(super) fn unclear(names: &dyn Fn(&str) -> bool) -> Verdicts {
    Refuses::ALL.into_iter().filter(|w| names(w.field())).map(|w| (w, false)).collect()
}

/// A rule of which nothing is known: it may refuse anything.
pub(super) fn unknown() -> Verdicts {
    unclear(&|_| true)
}

/// Certain refusals.
pub(super) fn certain(all: &[Refuses]) -> Verdicts {
    all.iter().map(|what| (*what, true)).collect()
}

fn pod(at: Span, shape: &Shape) -> Node {
    let mut context = vec![("seccompProfile", typed("RuntimeDefault"))];
    if !shape.open {
        context.extend([("runAsNonRoot", Kind::Bool(true)), ("runAsUser", Kind::Int(10_001))]);
    }
    if let Some(name) = shape.sysctl {
        let sysctl = map([("name", text(name)), ("value", text("65536"))]);
        context.push(("sysctls", list([sysctl])));
    }
    let mut volumes = vec![map([("name", text("tmp")), ("emptyDir", map([]))])];
    if let Some(path) = shape.path {
        let source = map([("path", text(path))]);
        volumes.push(map([("name", text("host")), ("hostPath", source)]));
    }
    let mut spec = vec![
        ("hostNetwork", Kind::Bool(false)),
        ("hostPID", Kind::Bool(false)),
        ("hostIPC", Kind::Bool(false)),
        ("securityContext", map(context)),
        ("volumes", list(volumes)),
        ("containers", list([container(shape, !shape.is_init)])),
        ("initContainers", list([container(shape, shape.is_init)])),
    ];
    if let Some((field, value)) = &shape.pod {
        spec.retain(|(key, _)| key != field);
        spec.push((field, value.clone()));
    }
    let metadata = map([("name", text("probe")), ("labels", map([])), ("annotations", map([]))]);
    let root = map([
        ("apiVersion", text("v1")),
        ("kind", text("Pod")),
        ("metadata", metadata),
        ("spec", map(spec)),
    ]);
    placed(Node::new(at, root), at)
}

/// A container; the one that `is_meant` does what the shape says.
fn container(shape: &Shape, is_meant: bool) -> Kind {
    let mut capabilities = vec![("drop", list([text("ALL")]))];
    if let Some(name) = shape.capability.filter(|_| is_meant) {
        capabilities.push(("add", list([text(name)])));
    }
    let mut context = vec![
        ("privileged", Kind::Bool(false)),
        ("allowPrivilegeEscalation", Kind::Bool(false)),
        ("readOnlyRootFilesystem", Kind::Bool(true)),
        ("runAsNonRoot", Kind::Bool(true)),
        ("runAsUser", Kind::Int(10_001)),
        ("capabilities", map(capabilities)),
    ];
    for (field, value) in shape.container.iter().filter(|_| is_meant) {
        context.retain(|(key, _)| key != field);
        if *value != Kind::Null {
            context.push((field, value.clone()));
        }
    }
    let mut port = vec![("containerPort", Kind::Int(8080))];
    port.extend(shape.port.filter(|_| is_meant).map(|p| ("hostPort", Kind::Int(p))));
    map([
        ("name", text("probe")),
        ("image", text("registry.example/probe:1")),
        ("securityContext", map(context)),
        ("ports", list([map(port)])),
    ])
}

fn text(value: &str) -> Kind {
    Kind::Str(value.into())
}

fn typed(name: &str) -> Kind {
    map([("type", text(name))])
}

/// Places are filled in by [`placed`].
const NOWHERE: Span = Span::new(SourceId(0), 0, 0);

fn list(items: impl IntoIterator<Item = Kind>) -> Kind {
    Kind::Seq(items.into_iter().map(|kind| Node::new(NOWHERE, kind)).collect())
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Kind)>) -> Kind {
    let entry = |(key, kind): (&str, Kind)| Entry {
        key: key.into(),
        key_span: NOWHERE,
        value: Node::new(NOWHERE, kind),
    };
    Kind::Map(entries.into_iter().map(entry).collect())
}

/// The tree with every value at `at`: the rule that it is made for.
fn placed(node: Node, at: Span) -> Node {
    let kind = match node.kind {
        Kind::Seq(items) => Kind::Seq(items.into_iter().map(|n| placed(n, at)).collect()),
        Kind::Map(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|e| Entry { key_span: at, value: placed(e.value, at), ..e })
                .collect(),
        ),
        other => other,
    };
    Node::new(at, kind)
}
