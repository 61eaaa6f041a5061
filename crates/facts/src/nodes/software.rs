//! Which software nodes run, as far as files tell: the kernel and the container runtime of `Node` objects, releases
//! of node images and of distributions, versions that a node is set up with.

use std::sync::Arc;

use ringfort_model::Model;
use ringfort_model::kube::Object;
use ringfort_source::{Kind, Node, SourceMap, Span};

/// One program (or release that holds several) in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Software {
    /// What it is: `runc`, `containerd`, `cri-o`, `kernel`, or a release: `eks-ami`, `aks-ubuntu`, `k3s`, `rke2`.
    pub name: &'static str,
    /// The version as written, without a leading `v`.
    pub version: Box<str>,
    /// What tells it: an object, a resource, or the path of a file.
    pub resource: Arc<str>,
    /// Where it is written.
    pub at: Span,
    /// Is it a node of the control plane?
    pub is_control_plane: bool,
}

/// Every version that the files tell, in discovery order, each place once.
pub(super) fn derive(model: &Model, sources: &SourceMap) -> Vec<Software> {
    let mut found = vec![];
    for object in &model.kube.objects {
        of_object(object, &mut found);
    }
    for group in model.resources.iter().filter(|r| &*r.kind == "aws_eks_node_group") {
        let release = group.at("release_version").node();
        found.extend(release.and_then(|n| ami(n, group.address.as_str().into())));
    }
    for document in model.documents.iter().filter(|d| matches!(d.format, "tree" | "k3s")) {
        in_tree(&document.root, &document.path, &mut found);
    }
    for file in &model.texts {
        if let Some(source) = sources.get(file.source).filter(|s| s.text.len() < LONGEST) {
            let span = |range| Span::of(file.source, range);
            downloads(&source.text, &file.path, &span, &mut found);
        }
    }
    found
}

/// Longer files are data, not scripts.
const LONGEST: usize = 256 << 10;

fn new(name: &'static str, version: &str, resource: Arc<str>, at: Span) -> Software {
    let version = version.trim_start_matches('v').into();
    Software { name, version, resource, at, is_control_plane: false }
}

fn of_object(object: &Object, found: &mut Vec<Software>) {
    let resource = || object.resource.clone();
    match (object.group(), &*object.kind) {
        ("", "Node") => node(object, found),
        ("eksctl.io", "ClusterConfig") => {
            let groups = ["managedNodeGroups", "nodeGroups"].map(|key| object.at(key).list());
            let releases = groups.into_iter().flatten().filter_map(|g| g.get("releaseVersion"));
            found.extend(releases.filter_map(|n| ami(n, resource())));
        }
        ("karpenter.k8s.aws", "EC2NodeClass") => {
            let terms = object.at("spec.amiSelectorTerms").list();
            let aliases = terms.iter().filter_map(|t| t.get("alias"));
            found.extend(aliases.filter_map(|n| ami(n, resource())));
        }
        ("provisioning.cattle.io", "Cluster") => {
            found.extend(distribution(object.at("spec.kubernetesVersion").node(), resource()));
        }
        ("upgrade.cattle.io", "Plan") => {
            found.extend(distribution(object.at("spec.version").node(), resource()));
        }
        _ => {}
    }
}

/// A node as the cluster describes it (`kubectl get nodes -o yaml`).
fn node(object: &Object, found: &mut Vec<Software>) {
    let first = found.len();
    let resource = || object.resource.clone();
    let info = |key: &str| object.at("status.nodeInfo").key(key).node();
    if let Some(kernel) = info("kernelVersion") {
        found.extend(kernel.as_str().map(|v| new("kernel", v, resource(), kernel.span)));
    }
    if let Some(runtime) = info("containerRuntimeVersion") {
        let parts = runtime.as_str().and_then(|t| t.split_once("://"));
        let name = parts.and_then(|(name, _)| program(name));
        found.extend(name.zip(parts).map(|(n, (_, v))| new(n, v, resource(), runtime.span)));
    }
    found.extend(distribution(info("kubeletVersion"), resource()));
    let image =
        object.root.at_keys(&["metadata", "labels", "kubernetes.azure.com/node-image-version"]);
    if let Some(image) = image.node() {
        found.extend(aks(image, resource()));
    }
    let label = |role: &str| object.label(&format!("node-role.kubernetes.io/{role}")).is_some();
    let is_control_plane = label("control-plane") || label("master");
    for software in found.iter_mut().skip(first) {
        software.is_control_plane = is_control_plane;
    }
}

/// A program by the name that tools give it.
fn program(name: &str) -> Option<&'static str> {
    ["containerd", "cri-o", "runc"].into_iter().find(|p| *p == name)
}

/// The release of an EKS image: `1.29.0-20240129`, `al2023@v20240129`.
fn ami(node: &Node, resource: Arc<str>) -> Option<Software> {
    let text = node.as_str()?;
    let date = text.rsplit(['-', '@']).next()?.trim_start_matches('v');
    let is_date = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
    is_date.then(|| new("eks-ami", date, resource, node.span))
}

/// The release of an AKS image: `AKSUbuntu-2204gen2containerd-202401.17.1`.
fn aks(node: &Node, resource: Arc<str>) -> Option<Software> {
    let text = node.as_str()?;
    let release = text.rsplit('-').next()?;
    let name = if text.starts_with("AKSUbuntu") {
        "aks-ubuntu"
    } else if text.starts_with("AKSAzureLinux") {
        "aks-azurelinux"
    } else {
        return None;
    };
    release.contains('.').then(|| new(name, release, resource, node.span))
}

/// `v1.28.6+k3s2`, `v1.28.6+rke2r1`.
fn distribution(node: Option<&Node>, resource: Arc<str>) -> Option<Software> {
    let node = node?;
    let text = node.as_str()?;
    let name = if text.contains("+k3s") {
        "k3s"
    } else if text.contains("+rke2") {
        "rke2"
    } else {
        return None;
    };
    Some(new(name, text, resource, node.span))
}

/// Variables that set a node up: `containerd_version: 1.7.11` (Kubespray, image-builder), `k3s_version`.
fn in_tree(node: &Node, path: &str, found: &mut Vec<Software>) {
    match &node.kind {
        Kind::Seq(items) => items.iter().for_each(|item| in_tree(item, path, found)),
        Kind::Map(entries) => {
            for entry in entries {
                let version = entry.value.scalar().filter(|t| is_version(t));
                let name = entry.key.strip_suffix("_version").map(|n| n.replace("crio", "cri-o"));
                match (name.as_deref(), version) {
                    (Some("k3s" | "rke2"), Some(_)) => {
                        found.extend(distribution(Some(&entry.value), path.into()));
                    }
                    (Some(name), Some(version)) => found.extend(
                        program(name).map(|n| new(n, &version, path.into(), entry.value.span)),
                    ),
                    _ => in_tree(&entry.value, path, found),
                }
            }
        }
        _ => {}
    }
}

fn is_version(text: &str) -> bool {
    let text = text.trim_start_matches('v');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('.') && !text.contains(' ')
}

/// Where projects publish their programs, and variables of their installers.
const PLACES: &[(&str, &str)] = &[
    ("opencontainers/runc/releases/download/v", "runc"),
    ("containerd/containerd/releases/download/v", "containerd"),
    ("INSTALL_K3S_VERSION=v", "k3s"),
    ("INSTALL_RKE2_VERSION=v", "rke2"),
];

/// Versions that a script downloads.
fn downloads(
    text: &str,
    path: &str,
    span: &dyn Fn(std::ops::Range<usize>) -> Span,
    found: &mut Vec<Software>,
) {
    for (place, name) in PLACES {
        for (i, _) in text.match_indices(place) {
            let start = i + place.len();
            let rest = text.get(start..).unwrap_or("");
            let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | ';');
            let version = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or("");
            if is_version(version) {
                found.push(new(name, version, path.into(), span(start..start + version.len())));
            }
        }
    }
}
