//! The build context as a whole.

use ringfort_check::model::image::{CopyFrom, Dockerfile, Instruction};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `COPY .` without a `.dockerignore` that leaves out what must not be in an image.
pub struct CopiesEverything;

impl Check for CopiesEverything {
    const META: Meta = Meta::new(
        "container/copies-everything",
        "The whole folder is copied into the image",
        "container/no-secrets-in-image",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.10", "SP800-190-4.1.4"])
    .aliases(&["S6470"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let shipped = dockerfile::shipped(on).into_iter();
        let whole = shipped.flat_map(dockerfile::steps_of).find(|step| match &step.instruction {
            Instruction::Copy(t) | Instruction::Add(t) => {
                matches!(t.from, CopyFrom::Context)
                    && t.sources.iter().any(|s| s.known().is_some_and(|s| is_whole(s)))
                    && t.flag("exclude").is_none()
            }
            _ => false,
        });
        let Some(step) = whole else { return Verdict::NotApplicable };
        let ignore = ignore_file(on, scene);
        match ignore.as_deref().map(missing) {
            Some(lacking) if lacking.is_empty() => {
                Verdict::pass(step.span, "the ignore file leaves secrets and history out")
            }
            Some(lacking) => {
                let message = format!(
                    "the whole folder is copied, and .dockerignore does not leave out {}",
                    lacking.join(" and ")
                );
                Verdict::fail(Failure::new(step.span, message))
            }
            None => Verdict::fail(Failure::new(
                step.span,
                "the whole folder is copied, and there is no .dockerignore",
            )),
        }
    }
}

/// Is the path the build context? Nothing leads above it, so `../` is the context too.
fn is_whole(path: &str) -> bool {
    path.split('/').all(|part| matches!(part, "" | "." | ".." | "*" | "**"))
}

/// The text of the ignore file: beside the Dockerfile under its name, else that of the folder or the root.
fn ignore_file(on: &Dockerfile, scene: &Scene<'_>) -> Option<String> {
    let folder = on.path.rfind('/').map_or("", |i| on.path.get(..=i).unwrap_or(""));
    let paths = [
        format!("{}.dockerignore", on.path),
        format!("{folder}.dockerignore"),
        ".dockerignore".to_owned(),
    ];
    let find = |path: &String| scene.facts.model.texts.iter().find(|t| *t.path == **path);
    let file = paths.iter().find_map(find)?;
    scene.facts.sources.get(file.source).map(|f| f.text.to_string())
}

/// What the ignore file lets through.
fn missing(text: &str) -> Vec<&'static str> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect();
    // `!.env` takes the file in again.
    let again = |wanted: &[&str]| {
        lines
            .iter()
            .filter_map(|l| l.strip_prefix('!'))
            .any(|l| wanted.contains(&l.trim_matches('/')))
    };
    let says = |wanted: &[&str]| {
        !again(wanted)
            && lines.iter().any(|l| {
                let line = l.trim_start_matches("**/").trim_matches('/');
                matches!(line, "*" | "**" | ".*") || wanted.contains(&line)
            })
    };
    let checks: [(&str, &[&str]); 2] =
        [(".git", &[".git", ".git*", ".git/**"]), (".env", &[".env", ".env*", ".env.*", "*.env"])];
    checks.into_iter().filter(|(_, wanted)| !says(wanted)).map(|(name, _)| name).collect()
}
