//! Network plugin does not enforce NetworkPolicies.

use ringfort_check::Project;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

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

/// Main plugins that only connect pods, by their type in a CNI configuration.
const PLAIN: &[&str] = &["flannel", "bridge", "ptp", "macvlan", "ipvlan", "kindnet"];

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
        let strict_file = || file(scene, strict);
        let enforcing =
            find(scene, enforces).or_else(|| configured(scene, strict)).or_else(strict_file);
        if let Some((at, _)) = enforcing {
            return Verdict::pass(at, "a network plugin that enforces policies is installed");
        }
        let flannel = find(scene, |image| image.contains("flannel"));
        let plain = |kind: &str| PLAIN.contains(&kind);
        let installed = flannel.or_else(|| configured(scene, plain));
        let installed = installed.or_else(|| file(scene, plain)).or_else(|| collected(scene));
        match (installed, policy) {
            (Some((at, name)), _) => {
                let message = format!("`{name}` sets up a network plugin that ignores policies");
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

/// The first CNI configuration file with a plugin of a fitting type: its place and its name.
fn file(scene: &Scene<'_>, fits: impl Fn(&str) -> bool) -> Option<(Span, String)> {
    let all = scene.facts.model.documents.iter().filter(|d| d.root.get("cniVersion").is_some());
    all.into_iter().find_map(|d| {
        let plugins = match d.root.at("plugins") {
            At::Absent(_) => std::slice::from_ref(&d.root),
            at => at.list(),
        };
        let plugin = plugins.iter().find(|p| p.at("type").str().is_some_and(&fits))?;
        Some((plugin.at("type").span(), d.path.to_string()))
    })
}

/// A node whose only network plugin is Flannel, as the collector of the group `hostdata.kubescape.cloud`
/// saw it: its place and its name.
fn collected(scene: &Scene<'_>) -> Option<(Span, String)> {
    scene.facts.objects("CNIInfo").find_map(|info| {
        let names = info.at("data.CNINames");
        let only = names
            .list()
            .iter()
            .all(|n| n.as_str().is_some_and(|n| n.eq_ignore_ascii_case("flannel")));
        (only && !names.list().is_empty()).then(|| (names.span(), info.name.to_string()))
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
