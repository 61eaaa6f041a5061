//! What collectors saw on nodes: `NodeInfo` (k8s-node-collector) and the objects of the group
//! `hostdata.kubescape.cloud`.

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::NodeFile;

/// Keys of a `NodeInfo` with the class and, where it is true, modes rather than owners.
const KEYS: &[(&str, &str, bool)] = &[
    ("kubeAPIServerSpecFilePermission", "api-server-manifest", true),
    ("kubeAPIServerSpecFileOwnership", "api-server-manifest", false),
    ("kubeControllerManagerSpecFilePermission", "controller-manager-manifest", true),
    ("kubeControllerManagerSpecFileOwnership", "controller-manager-manifest", false),
    ("kubeSchedulerSpecFilePermission", "scheduler-manifest", true),
    ("kubeSchedulerSpecFileOwnership", "scheduler-manifest", false),
    ("kubeEtcdSpecFilePermission", "etcd-manifest", true),
    ("kubeEtcdSpecFileOwnership", "etcd-manifest", false),
    ("containerNetworkInterfaceFilePermissions", "cni-configuration", true),
    ("containerNetworkInterfaceFileOwnership", "cni-configuration", false),
    ("etcdDataDirectoryPermissions", "etcd-data", true),
    ("etcdDataDirectoryOwnership", "etcd-data", false),
    ("adminConfFilePermissions", "admin-kubeconfig", true),
    ("adminConfFileOwnership", "admin-kubeconfig", false),
    ("schedulerConfFilePermissions", "scheduler-kubeconfig", true),
    ("schedulerConfFileOwnership", "scheduler-kubeconfig", false),
    ("controllerManagerConfFilePermissions", "controller-manager-kubeconfig", true),
    ("controllerManagerConfFileOwnership", "controller-manager-kubeconfig", false),
    ("kubePKIDirectoryFileOwnership", "pki-folder", false),
    ("kubernetesPKICertificateFilePermissions", "pki-certificate", true),
    ("kubePKIKeyFilePermissions", "pki-key", true),
    ("kubeletServiceFilePermissions", "kubelet-service", true),
    ("kubeletServiceFileOwnership", "kubelet-service", false),
    ("kubeconfigFileExistsPermissions", "proxy-kubeconfig", true),
    ("kubeconfigFileExistsOwnership", "proxy-kubeconfig", false),
    ("kubeletConfFilePermissions", "kubelet-kubeconfig", true),
    ("kubeletConfFileOwnership", "kubelet-kubeconfig", false),
    ("certificateAuthoritiesFilePermissions", "client-authority", true),
    ("certificateAuthoritiesFileOwnership", "client-authority", false),
    ("kubeletConfigYamlConfigurationFilePermission", "kubelet-configuration", true),
    ("kubeletConfigYamlConfigurationFileOwnership", "kubelet-configuration", false),
];

/// Paths of the other collector's objects with the class of what stands there.
const PLACES: &[(&str, &str, &str)] = &[
    ("ControlPlaneInfo", "data.APIServerInfo.specsFile", "api-server-manifest"),
    ("ControlPlaneInfo", "data.controllerManagerInfo.specsFile", "controller-manager-manifest"),
    ("ControlPlaneInfo", "data.controllerManagerInfo.configFile", "controller-manager-kubeconfig"),
    ("ControlPlaneInfo", "data.schedulerInfo.specsFile", "scheduler-manifest"),
    ("ControlPlaneInfo", "data.schedulerInfo.configFile", "scheduler-kubeconfig"),
    ("ControlPlaneInfo", "data.etcdConfigFile", "etcd-manifest"),
    ("ControlPlaneInfo", "data.etcdDataDir", "etcd-data"),
    ("ControlPlaneInfo", "data.adminConfigFile", "admin-kubeconfig"),
    ("ControlPlaneInfo", "data.PKIDir", "pki-folder"),
    ("ControlPlaneInfo", "data.PKIFiles", ""),
    ("KubeletInfo", "data.configFile", "kubelet-configuration"),
    ("KubeletInfo", "data.kubeConfigFile", "kubelet-kubeconfig"),
    ("KubeletInfo", "data.clientCAFile", "client-authority"),
    ("KubeletInfo", "data.serviceFiles", "kubelet-service"),
    ("KubeProxyInfo", "data.kubeConfigFile", "proxy-kubeconfig"),
    ("CNIInfo", "data.CNIConfigFiles", "cni-configuration"),
];

/// Adds what `object` tells.
pub(super) fn files(object: &Object, found: &mut Vec<NodeFile>) {
    if &*object.kind == "NodeInfo" {
        node_info(object, found);
    } else if object.group() == "hostdata.kubescape.cloud" {
        for (_, path, class) in PLACES.iter().filter(|(kind, ..)| **kind == *object.kind) {
            for node in object.root.at(path).list() {
                found.push(host_file(object, class, node));
            }
        }
    }
}

fn node_info(object: &Object, found: &mut Vec<NodeFile>) {
    for (key, class, is_mode) in KEYS {
        let at = object.root.at("info").key(key);
        let values = match at.key("values") {
            At::Absent(_) => at.list(),
            values => values.list(),
        };
        for value in values.iter().filter(|v| v.scalar().is_some_and(|t| !t.trim().is_empty())) {
            let text = value.scalar().unwrap_or_default();
            let mode = is_mode.then(|| match u32::from_str_radix(text.trim(), 8) {
                Ok(bits) => Value::Set(bits, value.span),
                Err(_) => Value::Unknown(value.span, "the mode cannot be read".into()),
            });
            let owner = (!is_mode).then(|| Value::Set(text.trim().to_owned(), value.span));
            let (class, path) = (*class, Box::from(*key));
            let (resource, at) = (object.resource.clone(), value.span);
            found.push(NodeFile { class, path, mode, owner, resource, at, observed: true });
        }
    }
}

/// A file with its permissions as a decimal number and its owners by number and name.
fn host_file(object: &Object, class: &'static str, node: &Node) -> NodeFile {
    let path = node.at("path").str().unwrap_or("");
    let class = match class {
        "" if path.ends_with(".key") => "pki-key",
        "" if path.ends_with(".crt") => "pki-certificate",
        "" => "pki-folder",
        class => class,
    };
    let permissions = node.at("permissions").node();
    let mode = permissions.and_then(|n| Some(Value::Set(u32::try_from(n.as_i64()?).ok()?, n.span)));
    let owner = node.at("ownership").node().and_then(|n| {
        let user = name(n, "username", "uid")?;
        Some(Value::Set(format!("{user}:{}", name(n, "groupname", "gid")?), n.span))
    });
    let (resource, at) = (object.resource.clone(), node.span);
    NodeFile { class, path: path.into(), mode, owner, resource, at, observed: true }
}

/// The name, or the number where the node knows no name for it.
fn name(ownership: &Node, name: &str, number: &str) -> Option<String> {
    match ownership.at(name).str() {
        Some(name) if !name.is_empty() => Some(name.to_owned()),
        _ => match ownership.at(number).node()?.as_i64()? {
            0 => Some("root".to_owned()),
            number => Some(number.to_string()),
        },
    }
}
