//! The processes of the cluster itself (API server, kubelet, ...) with the flags they start with,
//! from wherever files tell them: pod manifests, kubeadm, Cluster API, kubelet configuration files, units of
//! systemd, k3s and RKE2.

mod collected;
mod command;
mod defaults;
mod distribution;
mod flags;
mod kind;
mod kubeadm;
mod kubelet;
mod node_text;
mod proxy;
mod systemd;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use ringfort_model::kube::{Kube, Object, ObjectId};
use ringfort_model::{Model, Value};
use ringfort_source::{SourceMap, Span};

pub use flags::Flag;
pub(crate) use systemd::started_by;

/// A process that makes up the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentKind {
    /// `kube-apiserver`.
    ApiServer,
    /// `kube-controller-manager`.
    ControllerManager,
    /// `kube-scheduler`.
    Scheduler,
    /// `etcd`.
    Etcd,
    /// `kubelet`.
    Kubelet,
    /// `kube-proxy`.
    KubeProxy,
}

impl ComponentKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ApiServer,
        Self::ControllerManager,
        Self::Scheduler,
        Self::Etcd,
        Self::Kubelet,
        Self::KubeProxy,
    ];

    /// The name of its program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApiServer => "kube-apiserver",
            Self::ControllerManager => "kube-controller-manager",
            Self::Scheduler => "kube-scheduler",
            Self::Etcd => "etcd",
            Self::Kubelet => "kubelet",
            Self::KubeProxy => "kube-proxy",
        }
    }

    /// The component whose program is `name`.
    pub fn of_program(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// Where the settings of a component were read. It decides which defaults hold for what is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A command line in a pod: the program's own defaults.
    Command,
    /// `extraArgs` of kubeadm or Cluster API: what kubeadm writes by itself, else the program's defaults.
    Kubeadm,
    /// Patches in kind's `Cluster`: what they leave out, kind decides.
    Kind,
    /// Settings that a distribution passes on, or that a collector saw: the rest is not known.
    Distribution,
    /// A KubeletConfiguration: the defaults of that file.
    KubeletFile,
    /// A KubeletConfiguration beside kubeadm's objects: what kubeadm fills in, else the file's defaults.
    KubeadmKubelet,
    /// A `KubeProxyConfiguration`: the defaults of that file.
    ProxyFile,
}

/// One component as one file configures it.
#[derive(Clone, Debug)]
pub struct Component {
    /// Which.
    pub kind: ComponentKind,
    /// The object that configures it; one that does not exist where a file does that is no object.
    pub object: ObjectId,
    /// The file, where it is no object: what findings name.
    pub place: Option<Arc<str>>,
    /// Where its settings were read.
    pub origin: Origin,
    /// Its flags as written, in order. Settings of files stand under the name of the flag they replace.
    pub flags: Vec<Flag>,
    /// Why there may be flags that were not seen; `None` where all were.
    pub open: Option<(Span, Box<str>)>,
    /// Where to point when the component as a whole is meant.
    pub head: Span,
    /// The last argument of its command line: where another one can follow.
    pub last: Option<Span>,
    /// Its image; empty where the file names none.
    pub image: Value<String>,
}

impl Component {
    /// The flag `name` as it takes effect: of several the last one.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().rev().find(|f| &*f.name == name)
    }

    /// The value of `name` (without dashes): as written, else the documented default, which is the
    /// empty text for a flag that has none.
    pub fn value(&self, name: &str) -> Value<String> {
        if let Some(flag) = self.flag(name) {
            return flag.value.clone();
        }
        if let Some((span, cause)) = &self.open {
            return Value::Unknown(*span, cause.clone());
        }
        match defaults::of(self.kind, self.origin, name) {
            defaults::Known::Text(text) => Value::Default(text.to_owned(), self.head),
            defaults::Known::Decided(cause) => Value::Unknown(self.head, cause.into()),
        }
    }

    /// How its own documentation names the flag here: `--read-only-port`, or `readOnlyPort` in a file.
    pub fn setting(&self, name: &str) -> String {
        let field = match self.origin {
            Origin::KubeletFile | Origin::KubeadmKubelet => kubelet::field(name),
            Origin::ProxyFile => proxy::field(name),
            _ => None,
        };
        field.map_or_else(|| format!("--{name}"), str::to_owned)
    }

    /// [`Component::value`] as a list: the parts between commas.
    pub fn list(&self, name: &str) -> Value<Vec<String>> {
        let parts = |text: &String| {
            let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
            parts.map(str::to_owned).collect()
        };
        match self.value(name) {
            Value::Set(text, span) => Value::Set(parts(&text), span),
            Value::Default(text, span) => Value::Default(parts(&text), span),
            Value::Unknown(span, cause) => Value::Unknown(span, cause),
        }
    }

    /// The state of a feature gate, as written in `--feature-gates`; `None` where it is left alone.
    pub fn feature_gate(&self, gate: &str) -> Value<Option<bool>> {
        let state = |text: &String| {
            let mut pairs = text.split(',').filter_map(|p| p.split_once('='));
            pairs.rfind(|(name, _)| name.trim() == gate).map(|(_, on)| on.trim() == "true")
        };
        match self.value("feature-gates") {
            Value::Set(text, span) => Value::Set(state(&text), span),
            Value::Default(text, span) => Value::Default(state(&text), span),
            Value::Unknown(span, cause) => Value::Unknown(span, cause),
        }
    }
}

/// All components that the objects of `kube` configure, in discovery order.
pub(super) fn derive(kube: &Kube) -> Vec<Component> {
    let mut found = vec![];
    for object in &kube.objects {
        kubeadm::components(object, &mut found);
        kind::components(object, &mut found);
        collected::components(object, &mut found);
        if is_kubelet_file(object) {
            found.push(kubelet::component(object, beside_kubeadm(kube, object)));
        }
        found.extend(proxy::component(object));
    }
    for workload in &kube.workloads {
        let Some(object) = kube.object(workload.object) else { continue };
        let each = workload.containers.iter();
        found.extend(each.filter_map(|c| command::component(workload, object, c)));
    }
    found.sort_by_key(|c| c.object);
    found
}

/// The components that other files than objects configure, in discovery order.
pub(super) fn of_files(model: &Model, sources: &SourceMap) -> Vec<Component> {
    let mut found = vec![];
    for document in &model.documents {
        distribution::components(document, &mut found);
    }
    for file in &model.texts {
        systemd::components(file, sources, &mut found);
    }
    for text in &model.node_texts {
        node_text::components(text, &mut found);
    }
    found
}

fn is_kubelet_file(object: &Object) -> bool {
    &*object.kind == "KubeletConfiguration" && object.group() == "kubelet.config.k8s.io"
}

/// Does the file hold objects of kubeadm too? Then kubeadm reads both and completes the kubelet's.
fn beside_kubeadm(kube: &Kube, object: &Object) -> bool {
    let file = object.head.source;
    kube.objects.iter().any(|o| o.group() == "kubeadm.k8s.io" && o.head.source == file)
}
