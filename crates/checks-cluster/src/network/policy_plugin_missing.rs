//! Network plugin does not enforce NetworkPolicies.

use ringfort_check::Project;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

/// Images of network plugins that enforce NetworkPolicies, by a part of their names.
const ENFORCING: &[&str] = &[
    "calico/node",
    "cilium/cilium",
    "antrea/antrea",
    "kube-router",
    "weave-npc",
    "kube-ovn",
    "ovn-kubernetes",
    "network-policy-agent",
    "azure-npm",
    "kube-network-policies",
];

/// NetworkPolicies stand beside a network plugin that ignores them.
pub struct PolicyPluginMissing;

impl Check for PolicyPluginMissing {
    const META: Meta = Meta::new(
        "cluster/policy-plugin-missing",
        "Network plugin does not enforce NetworkPolicies",
        "cluster/network-policy-enforcement",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.1", "CIS-EKS-4.3.1", "CIS-GKE-4.3.1", "OWASP-K8s-2025-K05"])
    .aliases(&["03aabc8c-35d6-481e-9c85-20139cf72d23", "C-0205"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let policy = kube.policies.first().and_then(|p| kube.object(p.object));
        let enforces = |image: &str| ENFORCING.iter().any(|e| image.contains(e));
        let strict = |kind: &str| matches!(kind, "calico" | "cilium-cni" | "antrea" | "weave-net");
        let enforcing = find(scene, enforces).or_else(|| configured(scene, strict));
        if let Some((at, _)) = enforcing {
            return Verdict::pass(at, "a network plugin that enforces policies is installed");
        }
        let flannel = find(scene, |image| image.contains("flannel"));
        match (flannel.or_else(|| configured(scene, |kind| kind == "flannel")), policy) {
            (Some((at, name)), _) => {
                let message = format!("`{name}` installs Flannel, which ignores policies");
                let failure = Failure::new(at, message);
                Verdict::fail(policy.into_iter().fold(failure, |f, p| {
                    f.related_to(p.head, "has no effect", p.resource.to_string())
                }))
            }
            (None, Some(p)) => Verdict::unknown(
                p.head,
                "no network plugin was read: nothing shows who enforces policies",
            ),
            (None, None) => Verdict::NotApplicable,
        }
    }
}

/// The first ConfigMap that configures a network plugin of a fitting type: its place and its name.
fn configured(scene: &Scene<'_>, fits: impl Fn(&str) -> bool) -> Option<(Span, String)> {
    scene.facts.objects("ConfigMap").find_map(|map| {
        let data = map.at("data").node().map_or(&[][..], Node::entries);
        let cni = data.iter().filter(|e| e.key.starts_with("cni") || e.key.ends_with(".conflist"));
        let mut texts = cni.filter_map(|e| Some((e.key_span, e.value.as_str()?)));
        let (at, _) = texts.find(|(_, text)| plugin_types(text).any(&fits))?;
        Some((at, map.name.to_string()))
    })
}

/// The values of `"type"` in a CNI configuration.
fn plugin_types(text: &str) -> impl Iterator<Item = &str> {
    text.split("\"type\"").skip(1).filter_map(|rest| rest.split('"').nth(1))
}

/// The first container of a DaemonSet whose image fits: its place and the name of the DaemonSet.
fn find(scene: &Scene<'_>, fits: impl Fn(&str) -> bool) -> Option<(Span, String)> {
    let kube = &scene.facts.model.kube;
    let all = kube.workloads.iter().filter_map(|w| Some((w, kube.object(w.object)?)));
    let mut sets = all.filter(|(_, object)| &*object.kind == "DaemonSet");
    sets.find_map(|(workload, object)| {
        let mut images = workload.containers.iter().map(|c| &c.image);
        let image = images.find(|i| i.known().is_some_and(|text| fits(text)))?;
        Some((image.span(), object.name.to_string()))
    })
}
