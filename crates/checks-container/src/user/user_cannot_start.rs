//! `runAsNonRoot` with an image that cannot satisfy it.

use ringfort_check::model::image::{EffectiveUser, is_root};
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{base, pod};

/// A container must not run as root, names no user, and its image has none that can be verified.
pub struct UserCannotStart;

impl Check for UserCannotStart {
    const META: Meta = Meta::new(
        "container/user-cannot-start",
        "Pod cannot start: runAsNonRoot with an image whose user cannot be verified",
        "container/non-root-execution",
        Severity::Medium,
    )
    .frameworks(&["PSS-restricted"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if !on.run_as_non_root.is(&true) || !on.run_as_user.is(&None) {
            return Verdict::NotApplicable;
        }
        let images = &scene.facts.images;
        let here = |l: &&ringfort_check::facts::images::Link| {
            let workload = scene.facts.model.kube.workload(l.workload);
            l.workload == on.workload
                && workload
                    .and_then(|w| w.containers.get(l.container.1))
                    .is_some_and(|c| c.span == on.span)
        };
        let link = images.links.iter().find(here);
        let file = link.and_then(|l| scene.facts.model.dockerfiles.get(l.dockerfile));
        let Some((file, stage)) = file.and_then(|f| Some((f, f.final_stage()?))) else {
            return Verdict::NotApplicable;
        };
        let (at, user) = match file.effective_user(stage) {
            EffectiveUser::Set(user, at) => (at, user.user.known().cloned()),
            EffectiveUser::Base(image, at) => {
                (at, (base::is_non_root(image) == Some(false)).then(|| "root".to_owned()))
            }
            EffectiveUser::Scratch(at) => (at, Some("root".to_owned())),
            EffectiveUser::Unknown(at, _) => (at, None),
        };
        match user {
            None => Verdict::unknown(at, "the image's user is not known"),
            Some(user) if !is_root(&user) && user.bytes().all(|b| b.is_ascii_digit()) => {
                Verdict::pass(at, "the image's user is a number other than 0")
            }
            Some(user) => {
                let what = format!(
                    "cannot start: its image runs as `{user}`, and runAsNonRoot needs a number other than 0"
                );
                let failure = pod::failure(on, on.run_as_non_root.span(), &what);
                Verdict::fail(failure.related_to(at, "the image's user", &*file.path))
            }
        }
    }
}
