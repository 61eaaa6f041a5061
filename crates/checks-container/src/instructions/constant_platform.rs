//! Platforms that are written into the file.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `FROM --platform` names a platform and no variable.
pub struct ConstantPlatform;

impl Check for ConstantPlatform {
    const META: Meta = Meta::new(
        "container/constant-platform",
        "Base image is bound to one platform",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "b16e8501-ef3c-44e1-a543-a093238099c9",
        "DL3029",
        "avoid-platform-with-from",
        "AC_DOCKER_0001",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for stage in &on.stages {
            let Some(platform) = &stage.platform else { continue };
            let at = platform.span();
            let constant = platform.is_set() && !scene.facts.sources.text(at).contains('$');
            verdict = verdict.and(if constant {
                let shown = platform.known().map_or("", String::as_str);
                let message = format!("the base is always the one for `{shown}`");
                Verdict::fail(dockerfile::failure(at, message))
            } else {
                Verdict::pass(at, "the build chooses the platform")
            });
        }
        verdict
    }
}
