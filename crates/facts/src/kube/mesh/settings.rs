//! Settings of Istio's control plane (Istio documentation, "Global Mesh Options"): in an IstioOperator, an Istio
//! object of the Sail operator, or the ConfigMap `istio`.

use ringfort_model::kube::{Kube, Object};
use ringfort_source::Span;

use super::KubeFacts;

/// Settings of the mesh, with the defaults of Istio where the files are silent.
#[derive(Clone, Debug)]
pub struct MeshSettings {
    /// Where policies are about the whole mesh.
    pub root_namespace: Box<str>,
    /// The first part of identities.
    pub trust_domain: Box<str>,
    /// The object that configures or is the control plane, if the files have one.
    pub control_plane: Option<Span>,
    /// `outboundTrafficPolicy.mode` with its place, where it is written.
    pub outbound: Option<(Box<str>, Span)>,
}

impl Default for MeshSettings {
    fn default() -> Self {
        Self {
            root_namespace: "istio-system".into(),
            trust_domain: "cluster.local".into(),
            control_plane: None,
            outbound: None,
        }
    }
}

pub(super) fn read(kube: &Kube, facts: &KubeFacts) -> MeshSettings {
    let mut settings = MeshSettings::default();
    for object in facts.of_kind(kube, "IstioOperator") {
        structured(object, "spec.meshConfig", &mut settings);
    }
    for object in facts.of_kind(kube, "Istio").filter(|o| o.group() == "sailoperator.io") {
        structured(object, "spec.values.meshConfig", &mut settings);
    }
    for object in facts.of_kind(kube, "ConfigMap") {
        if &*object.name == "istio" || object.name.starts_with("istio-") {
            text(object, &mut settings);
        }
    }
    let istiod = |o: &&Object| o.name.starts_with("istiod") || o.label("app") == Some("istiod");
    if let Some(object) = facts.of_kind(kube, "Deployment").find(istiod) {
        settings.control_plane.get_or_insert(object.head);
    }
    settings
}

fn structured(object: &Object, path: &str, settings: &mut MeshSettings) {
    settings.control_plane.get_or_insert(object.head);
    let config = object.at(path);
    if let Some(text) = config.key("rootNamespace").str() {
        settings.root_namespace = text.into();
    }
    if let Some(text) = config.key("trustDomain").str() {
        settings.trust_domain = text.into();
    }
    let mode = config.key("outboundTrafficPolicy").key("mode");
    if let Some(text) = mode.str() {
        settings.outbound = Some((text.into(), mode.span()));
    }
}

/// The settings as a text in YAML, in the key `mesh`: the few that matter stand on lines of their own.
fn text(object: &Object, settings: &mut MeshSettings) {
    let at = object.at("data.mesh");
    let Some(mesh) = at.str() else { return };
    settings.control_plane.get_or_insert(object.head);
    let mut outbound = false;
    for line in mesh.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim() {
            "rootNamespace" if !value.is_empty() => settings.root_namespace = value.into(),
            "trustDomain" if !value.is_empty() => settings.trust_domain = value.into(),
            "mode" if outbound => settings.outbound = Some((value.into(), at.span())),
            _ => {}
        }
        outbound = key.trim() == "outboundTrafficPolicy";
    }
}
