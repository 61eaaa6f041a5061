//! Tiller listens beyond its pod.

use ringfort_check::model::kube::Container;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{doors, open};

/// Tiller runs without `--listen=localhost`.
pub struct TillerListening;

impl Check for TillerListening {
    const META: Meta = Meta::new(
        "cluster/tiller-listening",
        "Tiller listens beyond its pod",
        "cluster/service-exposure",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K06"])
    .aliases(&["e17fa86a-6222-4584-a914-56e8f6c87e06", "CKV_K8S_45"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let tiller = |i: &String| doors::has_word(doors::image_name(i), "tiller");
        if !on.image.known().is_some_and(tiller) {
            return Verdict::NotApplicable;
        }
        let node = scene.facts.container_node(on);
        let words =
            node.into_iter().flat_map(|n| n.at("command").list().iter().chain(n.at("args").list()));
        let local = words.filter_map(|w| w.as_str()).any(|w| {
            w.starts_with("--listen=localhost")
                || w.starts_with("--listen=127.0.0.1")
                || w.starts_with("-listen=localhost")
                || w.starts_with("-listen=127.0.0.1")
        });
        let unread = node.and_then(|n| open::first(At::Set(n), &["command", "args"]));
        if let Some(word) = unread.filter(|_| !local) {
            return Verdict::unknown(word.span, "part of the command line is not known");
        }
        let failures = (!local).then(|| {
            Failure::new(on.head, format!("container `{}` lets every pod call Tiller", on.name))
                .key(&*on.name)
        });
        Verdict::of(failures.into_iter().collect(), on.head, "listens on localhost only")
    }
}
