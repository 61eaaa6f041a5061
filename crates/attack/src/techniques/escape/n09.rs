//! N09: a writable mount of the folder of static pods.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N09",
    title: "Escape by a static pod",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may write to `{detail}`, where the kubelet looks for static pods: with a pod left there the attacker {gain}",
    page: include_str!("n09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, true, &|path| {
        paths::is_under(
            path,
            &[
                "/etc/kubernetes/manifests",
                "/var/lib/rancher/k3s/agent/pod-manifests",
                "/var/lib/rancher/rke2/agent/pod-manifests",
            ],
        ) || matches!(path, "/etc/kubernetes" | "/etc")
    })
}
