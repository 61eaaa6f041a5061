//! Sidecars that fetch configuration with a program of somebody's choice.

use ringfort_check::model::Value;
use ringfort_check::model::kube::{Container, EnvSource};
use ringfort_check::{Check, Meta, Node, Scene, Severity, Span, Verdict};

use crate::support::{image, pod};

/// git-sync runs another program than git, or reads a file of somebody's choice as its password.
pub struct GitSyncProgram;

/// Settings that become a program or a file that is read, as variable and as option (git-sync manual).
const SETTINGS: &[(&str, &str)] = &[
    ("GITSYNC_GIT", "--git"),
    ("GIT_SYNC_GIT", "--git"),
    ("GITSYNC_ASKPASS_URL", "--askpass-url"),
    ("GITSYNC_EXECHOOK_COMMAND", "--exechook-command"),
    ("GITSYNC_SYNC_HOOK_COMMAND", "--sync-hook-command"),
];

impl Check for GitSyncProgram {
    const META: Meta = Meta::new(
        "container/git-sync-program",
        "git-sync runs a program that its settings choose",
        "container/image-provenance",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1059"])
    .aliases(&["CKV_K8S_159"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        if !image.short_name().starts_with("git-sync") {
            return Verdict::NotApplicable;
        }
        if let Some((at, name)) = variable(on).or_else(|| option(scene, on)) {
            let what = format!("sets `{name}`, which git-sync executes or asks for its password");
            return Verdict::fail(pod::failure(on, at, &what));
        }
        let open = |v: &&ringfort_check::model::kube::EnvVar| {
            matches!(&v.source, EnvSource::Literal(Value::Unknown(..)))
        };
        match on.env.iter().find(open) {
            Some(variable) => Verdict::unknown(variable.span, "a variable is not known"),
            None => Verdict::pass(on.head, "git-sync runs git and nothing else"),
        }
    }
}

fn variable(on: &Container) -> Option<(Span, &'static str)> {
    let plain = |v: &EnvSource| matches!(v, EnvSource::Literal(Value::Set(t, _)) if t == "git");
    on.env.iter().filter(|v| !plain(&v.source)).find_map(|v| {
        let (name, _) = SETTINGS.iter().find(|(name, _)| **name == *v.name)?;
        Some((v.span, *name))
    })
}

fn option(scene: &Scene<'_>, on: &Container) -> Option<(Span, &'static str)> {
    let node = scene.facts.container_node(on)?;
    let words = ["command", "args"].into_iter().flat_map(|key| node.at(key).list());
    words.filter_map(|w: &Node| Some((w, w.as_str()?.trim_start_matches('-')))).find_map(
        |(w, text)| {
            let name = text.split('=').next().unwrap_or(text);
            let (_, option) = SETTINGS.iter().find(|(_, o)| o.trim_start_matches('-') == name)?;
            (text != "git=git").then_some((w.span, *option))
        },
    )
}
