//! Kubernetes subjects.

use std::sync::Arc;

use ringfort_facts::kube::Namespace;
use ringfort_model::kube::{Binding, Container, NetworkPolicy, Object, ObjectId, Role, Workload};
use ringfort_source::Span;

use crate::{Scene, Subject};

fn name_of(scene: &Scene<'_>, id: ObjectId) -> Arc<str> {
    scene.facts.model.kube.object(id).map_or_else(|| "".into(), |o| o.resource.clone())
}

fn head_of(scene: &Scene<'_>, id: ObjectId) -> Span {
    let nowhere = Span::file(ringfort_source::SourceId(0));
    scene.facts.model.kube.object(id).map_or(nowhere, |o| o.head)
}

/// Any object; types are kinds.
impl Subject for Object {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let facts = scene.facts;
        if types.is_empty() {
            facts.model.kube.objects.iter().for_each(visit);
        } else {
            for kind in types {
                facts.objects(kind).for_each(&mut *visit);
            }
        }
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.resource.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.head
    }
}

/// Workloads but for the pods of the control plane, which are judged as components.
fn workloads<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Workload> {
    let facts = scene.facts;
    facts.model.kube.workloads.iter().filter(|w| !facts.kube.is_control_plane(w.object))
}

/// A workload with its pod; pods of the control plane are judged as components instead.
impl Subject for Workload {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        workloads(scene).for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        name_of(scene, self.object)
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.pod.span
    }
}

/// A container; its asset is the workload.
impl Subject for Container {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        workloads(scene).flat_map(|w| &w.containers).for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        scene.facts.workload(self).map_or_else(|| "".into(), |w| name_of(scene, w.object))
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.head
    }
}

/// A Role or ClusterRole.
impl Subject for Role {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.kube.roles.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        name_of(scene, self.object)
    }

    fn head(&self, scene: &Scene<'_>) -> Span {
        head_of(scene, self.object)
    }
}

/// A RoleBinding or ClusterRoleBinding.
impl Subject for Binding {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.kube.bindings.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        name_of(scene, self.object)
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.role_span
    }
}

/// A NetworkPolicy.
impl Subject for NetworkPolicy {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.kube.policies.iter().for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        name_of(scene, self.object)
    }

    fn head(&self, scene: &Scene<'_>) -> Span {
        head_of(scene, self.object)
    }
}

/// A namespace that is declared or used. The asset is `Namespace//NAME`.
impl Subject for Namespace {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.kube.namespaces.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        format!("Namespace//{}", self.name).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.at
    }
}
