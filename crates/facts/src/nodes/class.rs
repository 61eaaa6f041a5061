//! What a file of a node is for, by its path (kubeadm's layout, and the folders that CIS Kubernetes names).

/// The classes of the file at `path`: a certificate authority is a certificate too.
pub(super) fn of(path: &str) -> Vec<&'static str> {
    let path = path.trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let pki = path.starts_with("/etc/kubernetes/pki") || path.starts_with("/etc/kubernetes/ssl");
    let kubelet_unit = name == "kubelet.service" || folder.ends_with("/kubelet.service.d");
    let class = match (folder, name) {
        (f, "kube-apiserver.yaml") if f.ends_with("/manifests") => "api-server-manifest",
        (f, "kube-controller-manager.yaml") if f.ends_with("/manifests") => {
            "controller-manager-manifest"
        }
        (f, "kube-scheduler.yaml") if f.ends_with("/manifests") => "scheduler-manifest",
        (f, "etcd.yaml") if f.ends_with("/manifests") => "etcd-manifest",
        (f, _) if f.starts_with("/etc/cni") => "cni-configuration",
        ("/var/lib", "etcd") => "etcd-data",
        ("/etc/kubernetes", "admin.conf" | "super-admin.conf") => "admin-kubeconfig",
        ("/etc/kubernetes", "scheduler.conf") => "scheduler-kubeconfig",
        ("/etc/kubernetes", "controller-manager.conf") => "controller-manager-kubeconfig",
        ("/etc/kubernetes", "kubelet.conf" | "bootstrap-kubelet.conf")
        | ("/var/lib/kubelet", "kubeconfig") => "kubelet-kubeconfig",
        (f, "kubeconfig" | "kubeconfig.conf") if f.ends_with("/kube-proxy") => "proxy-kubeconfig",
        ("/etc/kubernetes", "kube-proxy.conf" | "proxy.conf") => "proxy-kubeconfig",
        ("/var/lib/kubelet", "config.yaml")
        | ("/etc/kubernetes/kubelet", _)
        | ("/etc/kubernetes", "kubelet-config.yaml" | "kubelet.yaml") => "kubelet-configuration",
        _ if kubelet_unit => "kubelet-service",
        _ if pki && name.ends_with(".key") => "pki-key",
        _ if pki && name == "ca.crt" => return vec!["pki-certificate", "client-authority"],
        _ if pki && name.ends_with(".crt") => "pki-certificate",
        _ if pki => "pki-folder",
        _ => return vec![],
    };
    vec![class]
}
