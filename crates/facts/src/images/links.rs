//! Which containers run an image that is built here.

use std::collections::BTreeSet;

use ringfort_model::Model;
use ringfort_model::image::ImageRef;
use ringfort_model::kube::Container;
use ringfort_source::SourceMap;

use super::{Build, ImageName, Link, LinkBasis, names};

/// Registries whose images others publish.
const PUBLIC: &[&str] = &[
    "docker.io/library/",
    "registry.k8s.io/",
    "k8s.gcr.io/",
    "gcr.io/",
    "quay.io/",
    "mcr.microsoft.com/",
    "public.ecr.aws/",
    "ghcr.io/dapr/",
    "docker.io/daprio/",
    "docker.io/envoyproxy/",
    "docker.io/istio/",
];

/// All links, in discovery order.
pub(super) fn derive(model: &Model, sources: &SourceMap, builds: &[Build]) -> Vec<Link> {
    let mut links = vec![];
    for workload in &model.kube.workloads {
        for (index, container) in workload.containers.iter().enumerate() {
            let Some(image) = image_of(container) else { continue };
            let path = sources.path(container.image.span());
            if let Some((dockerfile, basis)) = origin(model, sources, builds, &image, path) {
                let container = (container.kind, index);
                links.push(Link { workload: workload.id, container, dockerfile, basis });
            }
        }
    }
    links
}

fn image_of(container: &Container) -> Option<ImageRef> {
    ImageRef::parse(container.image.known()?)
}

fn origin(
    model: &Model,
    sources: &SourceMap,
    builds: &[Build],
    image: &ImageRef,
    path: &str,
) -> Option<(usize, LinkBasis)> {
    let name = ImageName { full: Some(image.name()), short: Some(image.short_name().to_owned()) };
    let mut declared = builds.iter().filter(|b| b.names.iter().any(|n| n.matches(&name)));
    if let Some(dockerfile) = declared.find_map(|b| b.dockerfile) {
        return Some((dockerfile, LinkBasis::Declared));
    }
    if is_public(image) {
        return None;
    }
    let files = || model.dockerfiles.iter().enumerate();
    let by_folder =
        files().find(|(_, d)| names::of_path(&d.path).is_some_and(|n| n.short == name.short));
    let found = by_folder.or_else(|| {
        let mut above = files().filter(|(_, d)| path.starts_with(folder(&d.path)));
        let only = above.next().filter(|_| above.next().is_none())?;
        is_only_own(model, sources, folder(&only.1.path), image).then_some(only)
    });
    found.map(|(index, _)| (index, LinkBasis::Assumed))
}

fn is_public(image: &ImageRef) -> bool {
    PUBLIC.iter().any(|prefix| image.name().starts_with(prefix))
}

/// The folder with its slash; empty for the root.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |i| path.get(..=i).unwrap_or(""))
}

/// Do the manifests under `folder` run no other image that could be built from here?
fn is_only_own(model: &Model, sources: &SourceMap, folder: &str, image: &ImageRef) -> bool {
    let containers = model.kube.workloads.iter().flat_map(|w| &w.containers);
    let near = containers.filter(|c| sources.path(c.image.span()).starts_with(folder));
    let own = near.filter_map(image_of).filter(|i| !is_public(i)).map(|i| i.name());
    own.collect::<BTreeSet<String>>() == BTreeSet::from([image.name()])
}
