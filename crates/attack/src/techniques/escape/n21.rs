//! N21: a claim whose PersistentVolume is a path of the host: Pod Security does not see it.

use std::sync::Arc;

use ringfort_vocab::Layer;

use ringfort_facts::Facts;
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{Object, VolumeKind};
use ringfort_source::Span;

use super::paths;
use super::support::{self, Site};
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N21",
    title: "Escape through a claim on a path of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The pod mounts `{detail}` of the host through a claim, which Pod Security does not look behind: the attacker {gain}",
    page: include_str!("n21.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for site in support::sites(g) {
        let Some((at, volume, path)) = claimed(facts, &site) else { continue };
        let target = Arc::clone(&volume.resource);
        g.step(support::node(&site))
            .from(Position::Root(site.id))
            .proof(at, "a claim")
            .proof(volume.head, "the PersistentVolume of a host path")
            .detail(path)
            .unless(Control::missing_for("cluster/admission-policy", target.clone(), volume.head))
            .unless(Control::missing_for("container/host-filesystem-isolation", target, at))
            .add();
    }
}

/// The first mounted claim whose PersistentVolume is a dangerous path of the host.
fn claimed<'a>(facts: &'a Facts, site: &Site<'a>) -> Option<(Span, &'a Object, String)> {
    let mounted = |name: &str| site.container.mounts.iter().any(|m| &*m.volume == name);
    site.workload.pod.volumes.iter().filter(|v| mounted(&v.name)).find_map(|volume| {
        let VolumeKind::Claim(claim) = &volume.kind else { return None };
        let found = volume_of(facts, site.object, claim)?;
        let path = found.at("spec.hostPath.path").str().or(found.at("spec.local.path").str())?;
        let path = paths::trimmed(path);
        paths::leads_to_node(path).then(|| (volume.span, found, path.to_owned()))
    })
}

/// The PersistentVolume that the claim names, or that names the claim.
fn volume_of<'a>(facts: &'a Facts, pod: &Object, claim: &str) -> Option<&'a Object> {
    let namespace = namespace_of(pod);
    let kube = &facts.model.kube;
    let own = facts.kube.find(kube, pod.scope, "PersistentVolumeClaim", namespace, claim);
    let named = own.and_then(|c| c.at("spec.volumeName").str());
    facts.objects("PersistentVolume").find(|v| {
        let bound = v.at("spec.claimRef.name").str() == Some(claim)
            && v.at("spec.claimRef.namespace").str().is_none_or(|ns| ns == namespace);
        named == Some(&*v.name) || bound
    })
}
