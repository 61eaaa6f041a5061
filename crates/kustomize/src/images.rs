//! `images` and `replicas`.

use ringfort_source::{Kind, Node};

use crate::build::Builder;
use crate::resource::Resource;
use crate::{ProblemKind, tree};

/// Changes names, tags and digests of images in all containers.
pub(crate) fn run(root: &Node, resources: &mut [Resource]) {
    for change in root.at("images").list() {
        for resource in resources.iter_mut() {
            tree::walk(&mut resource.node, "", &mut |key, node| {
                if matches!(key, "containers" | "initContainers" | "ephemeralContainers")
                    && let Some(image) = tree::get_mut(node, "image")
                {
                    one(image, change);
                }
            });
        }
    }
}

fn one(image: &mut Node, change: &Node) {
    let text = image.as_str().unwrap_or("").to_owned();
    let (name, version) = split(&text);
    let field = |key: &str| change.at(key).node().and_then(|n| Some((n.scalar()?, n.span)));
    if change.at("name").str() != Some(name) {
        return;
    }
    let (new_name, tag, digest) = (field("newName"), field("newTag"), field("digest"));
    let suffix = field("tagSuffix");
    let Some(decides) =
        [&digest, &tag, &suffix, &new_name].iter().find_map(|f| f.as_ref().map(|f| f.1))
    else {
        return;
    };
    let version = match (digest, tag, suffix) {
        (Some((digest, _)), Some((tag, _)), _) => format!(":{tag}@{digest}"),
        (Some((digest, _)), None, _) => format!("@{digest}"),
        (None, Some((tag, _)), _) => format!(":{tag}"),
        (None, None, Some((suffix, _))) => format!("{version}{suffix}"),
        (None, None, None) => version.to_owned(),
    };
    let name = new_name.map_or_else(|| name.to_owned(), |n| n.0);
    *image = tree::text(decides, format!("{name}{version}"));
}

/// Name and version (with its `:` or `@`) of an image.
fn split(image: &str) -> (&str, &str) {
    let path = image.rfind('/').map_or(0, |at| at + 1);
    let tail = image.get(path..).unwrap_or("");
    let cut = path + tail.find([':', '@']).unwrap_or(tail.len());
    image.split_at_checked(cut).unwrap_or((image, ""))
}

/// Sets how many pods run.
pub(crate) fn replicas(builder: &mut Builder<'_>, root: &Node, resources: &mut [Resource]) {
    const KINDS: [&str; 4] = ["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"];
    for change in root.at("replicas").list() {
        let name = change.at("name").str().unwrap_or("");
        let Some(count) = change.at("count").node().filter(|n| matches!(n.kind, Kind::Int(_)))
        else {
            builder.problem(
                ProblemKind::Invalid,
                change.span,
                "`replicas` needs a `count`; add one",
            );
            continue;
        };
        let mut any = false;
        let meant = |r: &&mut Resource| KINDS.contains(&r.kind()) && r.known_as(name, "");
        for resource in resources.iter_mut().filter(meant) {
            any = true;
            if let Some(spec) = tree::ensure(&mut resource.node, "spec", count.span) {
                tree::set(spec, "replicas", count.span, count.clone());
            }
        }
        if !any {
            let cause = format!("`replicas` names `{name}`, which is no workload here; correct it");
            builder.problem(ProblemKind::NoMatch, change.span, cause);
        }
    }
}
