//! Does every ignored advisory say why?

use ringfort_check::model::TextFile;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// Does every ignored advisory say why? See the page beside this file.
pub struct IgnoredAdvisoryWithoutReason;

impl Check for IgnoredAdvisoryWithoutReason {
    const META: Meta = Meta::new(
        "code/ignored-advisory-without-reason",
        "Advisory is ignored without a reason",
        "code/dependency-scanning",
        Severity::Low,
    );

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let mut ignored: Vec<(Span, String, bool)> = Vec::new();
        for (_, step) in scene.facts.model.workflows.iter().flat_map(Workflow::steps) {
            for command in &step.commands {
                let pairs = command.argv.iter().zip(command.argv.iter().skip(1));
                for (_, id) in pairs.filter(|(option, _)| option.text == "--ignore-vuln") {
                    ignored.push((id.span, id.text.clone(), is_commented(scene, id.span)));
                }
            }
        }
        let settings = |t: &&TextFile| t.path.ends_with("osv-scanner.toml");
        for file in scene.facts.model.texts.iter().filter(settings) {
            ignored.extend(entries(scene, file));
        }
        let Some((first, ..)) = ignored.first().cloned() else { return Verdict::NotApplicable };
        let bare = ignored.into_iter().filter(|(.., reason)| !reason);
        let failures = bare.map(|(span, id, _)| {
            Failure::new(span, format!("`{id}` is ignored, and nothing says why"))
                .on(scene.facts.path(span))
                .key(id)
        });
        Verdict::of(failures.collect(), first, "every ignored advisory has a reason")
    }
}

/// Is there a comment on the line of `span` or the one above?
fn is_commented(scene: &Scene<'_>, span: Span) -> bool {
    let text = scene.facts.sources.get(span.source).map_or("", |f| &f.text);
    let (before, after) = text.split_at_checked(span.start as usize).unwrap_or((text, ""));
    let above = before.lines().rev().nth(1).unwrap_or("").trim_start();
    above.starts_with('#') || after.lines().next().unwrap_or("").contains(" #")
}

/// The entries of OSV-Scanner's settings: place, id, whether a reason is given.
fn entries(scene: &Scene<'_>, file: &TextFile) -> Vec<(Span, String, bool)> {
    let text = scene.facts.sources.get(file.source).map_or("", |f| &f.text);
    let (mut out, mut at, mut inside): (Vec<(Span, String, bool)>, usize, bool) =
        (vec![], 0, false);
    for line in text.split_inclusive('\n') {
        let (key, value) =
            line.split_once('=').map_or((line.trim(), ""), |(k, v)| (k.trim(), v.trim()));
        let value = value.split('"').nth(1).unwrap_or("");
        match key {
            _ if line.trim_start().starts_with('[') => inside = key == "[[IgnoredVulns]]",
            "id" if inside => out.push((
                Span::of(file.source, at..at + line.trim_end().len()),
                value.to_owned(),
                false,
            )),
            "reason" if inside && !value.is_empty() => {
                if let Some(last) = out.last_mut() {
                    last.2 = true;
                }
            }
            _ => {}
        }
        at += line.len();
    }
    out
}
