//! The user of an image.

use ringfort_check::facts::images::Link;
use ringfort_check::model::image::{Dockerfile, EffectiveUser, is_root};
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{base, dockerfile};

/// The final stage of a Dockerfile runs as root.
pub struct ImageRunsAsRoot;

impl Check for ImageRunsAsRoot {
    const META: Meta = Meta::new(
        "container/image-runs-as-root",
        "Image runs as root",
        "container/non-root-execution",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.1", "OWASP-Docker-D01", "SP800-190-4.4.3"])
    .aliases(&[
        "fd54f200-402c-4333-a5a4-36ef6709af2f",
        "CKV_DOCKER_3",
        "missing-user",
        "missing-user-entrypoint",
        "67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae",
        "CKV_DOCKER_8",
        "DS-0002",
        "DL3002",
        "last-user-is-root",
        "S6471",
        "AC_DOCKER_0005",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(stage) = on.final_stage() else { return Verdict::NotApplicable };
        let (at, why) = match on.effective_user(stage) {
            EffectiveUser::Unknown(at, cause) => return Verdict::unknown(at, cause.to_owned()),
            EffectiveUser::Scratch(at) => {
                (at, "the image has no USER and an empty base, so it runs as root".to_owned())
            }
            EffectiveUser::Base(image, at) => match base::is_non_root(image) {
                None => {
                    return Verdict::unknown(
                        at,
                        format!("the user of the base image `{}` is not known", image.text),
                    );
                }
                Some(true) => return Verdict::default(at, "the base image runs as a plain user"),
                Some(false) => (
                    at,
                    format!("the image has no USER, and its base `{}` runs as root", image.text),
                ),
            },
            EffectiveUser::Set(user, at) => match user.user.known() {
                None => return Verdict::unknown(at, "the user is not known"),
                Some(name) if !is_root(name) => {
                    return Verdict::pass(at, "the image runs as a plain user");
                }
                Some(name) => (at, format!("the image runs as `{name}`")),
            },
        };
        mitigated(on, scene).unwrap_or_else(|| Verdict::fail(Failure::new(at, why)))
    }
}

/// All containers that run the image override its user.
fn mitigated(on: &Dockerfile, scene: &Scene<'_>) -> Option<Verdict> {
    let facts = scene.facts;
    let links: Vec<&Link> = facts.images.links_of(dockerfile::index_of(scene, on)?).collect();
    let container = |link: &&Link| -> Option<&Container> {
        facts.model.kube.workload(link.workload)?.containers.get(link.container.1)
    };
    let overrides = |link: &&Link| -> Option<Span> {
        let user = &container(link)?.run_as_user;
        user.known()?.filter(|uid| *uid != 0).map(|_| user.span())
    };
    let first = overrides(links.first()?)?;
    links.iter().all(|l| overrides(l).is_some()).then(|| {
        Verdict::pass(
            first,
            "the image runs as root, but every container that uses it names another user",
        )
    })
}
