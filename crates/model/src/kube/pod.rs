//! Workloads, pods and containers, with what containers inherit from their pod resolved.

use ringfort_source::{Node, Span};

use super::{Object, ObjectId};
use crate::Value;

/// The number of a workload in its [`super::Kube`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkloadId(pub u32);

/// Anything that runs pods: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, and
/// custom kinds that hold a pod template.
#[derive(Clone, Debug)]
pub struct Workload {
    /// Its number.
    pub id: WorkloadId,
    /// The object it is.
    pub object: ObjectId,
    /// Where the pod spec stands in the object: `spec.template.spec`.
    pub pod_path: &'static str,
    /// Where the pod's metadata stands: `spec.template.metadata`; `metadata` for a Pod.
    pub meta_path: &'static str,
    /// Labels of its pods.
    pub labels: Vec<(Box<str>, Box<str>)>,
    /// The pod.
    pub pod: Pod,
    /// All containers: init, main, sidecar, ephemeral, in that order of fields.
    pub containers: Vec<Container>,
}

impl Workload {
    /// The pod spec's tree in `object`, which must be this workload's.
    pub fn spec<'a>(&self, object: &'a Object) -> Option<&'a Node> {
        object.root.at(self.pod_path).node()
    }

    /// The pod annotation `name` in `object`, which must be this workload's.
    pub fn annotation<'a>(&self, object: &'a Object, name: &str) -> ringfort_source::At<'a> {
        object.root.at(self.meta_path).key("annotations").key(name)
    }

    /// A label of its pods.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(k, _)| &**k == name).map(|(_, v)| &**v)
    }

    /// The volume `name` of its pods.
    pub fn volume(&self, name: &str) -> Option<&Volume> {
        self.pod.volumes.iter().find(|v| &*v.name == name)
    }
}

/// The fields of a pod spec that are not a container's. Defaults are those of the Kubernetes API.
#[derive(Clone, Debug)]
pub struct Pod {
    /// The pod spec.
    pub span: Span,
    /// `serviceAccountName` (or the deprecated `serviceAccount`), default `default`.
    pub service_account: Value<String>,
    /// `automountServiceAccountToken` as written on the pod; `None` where the ServiceAccount decides.
    pub automount: Value<Option<bool>>,
    /// `hostNetwork`.
    pub host_network: Value<bool>,
    /// `hostPID`.
    pub host_pid: Value<bool>,
    /// `hostIPC`.
    pub host_ipc: Value<bool>,
    /// `hostUsers`, default true: no user namespace.
    pub host_users: Value<bool>,
    /// `shareProcessNamespace`.
    pub share_process_namespace: Value<bool>,
    /// The volumes.
    pub volumes: Vec<Volume>,
}

/// A volume.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its name.
    pub name: Box<str>,
    /// What it is.
    pub kind: VolumeKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of volume that judgements turn on.
#[derive(Clone, Debug, PartialEq)]
pub enum VolumeKind {
    /// A path of the node.
    HostPath {
        /// The path; unknown where not resolved.
        path: Value<String>,
    },
    /// An empty folder that lives with the pod.
    EmptyDir {
        /// Is `sizeLimit` written?
        limited: bool,
        /// Is it in memory?
        memory: bool,
    },
    /// A Secret, by name.
    Secret(Box<str>),
    /// A ConfigMap, by name.
    ConfigMap(Box<str>),
    /// A claim, by name.
    Claim(Box<str>),
    /// A projection of several sources.
    Projected,
    /// Any other, by its field name (`nfs`, `csi`, `downwardAPI`, ...); empty if none is written.
    Other(Box<str>),
}

/// What a container is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContainerKind {
    /// Runs before the others and ends.
    Init,
    /// An init container with `restartPolicy: Always`: stays.
    Sidecar,
    /// A main container.
    Main,
    /// Added to a running pod for debugging.
    Ephemeral,
}

/// A container. Security settings are the effective ones: its own, else the pod's, else the API's default.
#[derive(Clone, Debug)]
pub struct Container {
    /// The workload it belongs to.
    pub workload: WorkloadId,
    /// The field it stands in: `containers`, `initContainers`, `ephemeralContainers`.
    pub field: &'static str,
    /// Its index there.
    pub index: usize,
    /// What it is for.
    pub kind: ContainerKind,
    /// Its name.
    pub name: Box<str>,
    /// The container's map.
    pub span: Span,
    /// The line that names it.
    pub head: Span,
    /// The image reference; default is the empty text.
    pub image: Value<String>,
    /// `imagePullPolicy`; default is the empty text, since the API derives it from the tag.
    pub pull_policy: Value<String>,
    /// `runAsNonRoot`, default false.
    pub run_as_non_root: Value<bool>,
    /// `runAsUser`; `None` where the image decides.
    pub run_as_user: Value<Option<i64>>,
    /// `runAsGroup`; `None` where the image decides.
    pub run_as_group: Value<Option<i64>>,
    /// `privileged`, default false.
    pub privileged: Value<bool>,
    /// `allowPrivilegeEscalation`, default true.
    pub allow_privilege_escalation: Value<bool>,
    /// `readOnlyRootFilesystem`, default false.
    pub read_only_root: Value<bool>,
    /// `capabilities.add`, upper case, without `CAP_`.
    pub capabilities_add: Value<Vec<String>>,
    /// `capabilities.drop`, upper case, without `CAP_`.
    pub capabilities_drop: Value<Vec<String>>,
    /// `seccompProfile.type`; default is the empty text (the node decides: unconfined unless `seccompDefault`).
    pub seccomp: Value<String>,
    /// AppArmor profile type (field or legacy annotation); default is the empty text (the runtime's default profile).
    pub apparmor: Value<String>,
    /// `procMount`, default `Default`.
    pub proc_mount: Value<String>,
    /// `windowsOptions.hostProcess`, default false.
    pub host_process: Value<bool>,
    /// The ports.
    pub ports: Vec<Port>,
    /// The environment.
    pub env: Vec<EnvVar>,
    /// `envFrom`: whole Secrets and ConfigMaps.
    pub env_from: Vec<EnvVar>,
    /// Volume mounts.
    pub mounts: Vec<Mount>,
}

impl Container {
    /// The container's tree in `object`, which must be its workload's.
    pub fn node<'a>(&self, workload: &Workload, object: &'a Object) -> Option<&'a Node> {
        workload.spec(object)?.get(self.field)?.items().get(self.index)
    }
}

/// A container port.
#[derive(Clone, Debug)]
pub struct Port {
    /// `containerPort`; 0 where not known.
    pub number: i64,
    /// `hostPort`; 0 where not set.
    pub host: i64,
    /// `protocol`, default `TCP`.
    pub protocol: Box<str>,
    /// Its name; empty where none.
    pub name: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// A variable of the environment (or a whole source of them).
#[derive(Clone, Debug)]
pub struct EnvVar {
    /// Its name; the prefix for `envFrom`.
    pub name: Box<str>,
    /// Where its value comes from.
    pub source: EnvSource,
    /// Where it stands.
    pub span: Span,
}

/// Where a variable's value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum EnvSource {
    /// Written in the manifest.
    Literal(Value<String>),
    /// From a Secret: name and key (empty key: all of it).
    Secret(Box<str>, Box<str>),
    /// From a ConfigMap: name and key (empty key: all of it).
    ConfigMap(Box<str>, Box<str>),
    /// From a field of the pod or a resource limit.
    Field,
}

/// A volume mount.
#[derive(Clone, Debug)]
pub struct Mount {
    /// The volume's name.
    pub volume: Box<str>,
    /// Where in the container.
    pub path: Box<str>,
    /// `readOnly`, default false.
    pub read_only: Value<bool>,
    /// `mountPropagation`; default `None`.
    pub propagation: Value<String>,
    /// Where it stands.
    pub span: Span,
}
