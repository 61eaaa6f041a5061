//! Files of nodes.

use super::class;

#[test]
fn paths_tell_what_a_file_is_for() {
    let table: &[(&str, &[&str])] = &[
        ("/etc/kubernetes/manifests/kube-apiserver.yaml", &["api-server-manifest"]),
        ("/etc/kubernetes/pki/ca.crt", &["pki-certificate", "client-authority"]),
        ("/etc/kubernetes/pki/etcd/server.key", &["pki-key"]),
        ("/etc/kubernetes/pki/", &["pki-folder"]),
        ("/etc/systemd/system/kubelet.service.d/10-kubeadm.conf", &["kubelet-service"]),
        ("/var/lib/kubelet/config.yaml", &["kubelet-configuration"]),
        ("/etc/cni/net.d/10-calico.conflist", &["cni-configuration"]),
        ("/etc/nginx/nginx.conf", &[]),
        ("", &[]),
    ];
    for (path, expected) in table {
        assert_eq!(class::of(path), *expected, "{path}");
    }
}
