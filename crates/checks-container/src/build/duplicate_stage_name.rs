//! Names of stages.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// Two stages have one name.
pub struct DuplicateStageName;

impl Check for DuplicateStageName {
    const META: Meta = Meta::new(
        "container/duplicate-stage-name",
        "Two build stages have the same name",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["f2daed12-c802-49cd-afed-fe41d0b82fed", "CKV_DOCKER_11", "DS-0012", "DL3024"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let names: Vec<_> = on.stages.iter().filter_map(|s| s.name.as_ref()).collect();
        let Some(first) = names.first() else { return Verdict::NotApplicable };
        let again = names.iter().enumerate().filter_map(|(i, name)| {
            let before = names.iter().take(i).find(|o| o.text == name.text)?;
            Some((name, before))
        });
        let failures = again.map(|(name, before)| {
            let message = format!("a second stage is called `{}`", name.text);
            dockerfile::failure(name.span, message).related(before.span, "the first one")
        });
        Verdict::of(failures.collect(), first.span, "every stage has a name of its own")
    }
}
