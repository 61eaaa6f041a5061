//! Do updates wait until a release has aged?

use ringfort_check::model::Document;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Do updates wait until a release has aged? See the page beside this file.
pub struct UpdateCooldown;

impl Check for UpdateCooldown {
    const META: Meta = Meta::new(
        "code/update-cooldown",
        "Update tool takes releases without a delay",
        "code/dependency-integrity",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["dependabot"];

    type On = Document;

    fn run(on: &Document, _: &Scene<'_>) -> Verdict {
        let updates = on.root.at("updates").list();
        let Some(first) = updates.first() else { return Verdict::NotApplicable };
        let hasty = updates.iter().filter(|u| u.at("cooldown").is_absent());
        let failures = hasty.map(|u| {
            let name = u.at("package-ecosystem").str().unwrap_or("?");
            let folder = u.at("directory").str().unwrap_or("/");
            let said =
                format!("updates of `{name}` in `{folder}` are offered the day they are published");
            Failure::new(u.at("package-ecosystem").span(), said).key(format!("{name} {folder}"))
        });
        Verdict::of(failures.collect(), first.span, "updates wait")
    }
}
