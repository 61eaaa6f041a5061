//! Builds of images: `docker build`, `docker/build-push-action`, Compose.

use ringfort_model::image::Command;
use ringfort_model::pipeline::{Job, Step, Workflow};
use ringfort_model::{Document, Model};

use super::names::Scope;
use super::{Build, ImageName, JobId};

/// All builds, in discovery order.
pub(super) fn derive(model: &Model) -> Vec<Build> {
    let steps = steps(model).flat_map(|(id, workflow, job, step)| {
        let scope = Scope { workflow, job, step };
        let action = from_action(model, &scope, id);
        let commands = step.commands.iter().filter_map(move |c| from_command(model, &scope, id, c));
        action.into_iter().chain(commands)
    });
    let compose = model.documents.iter().filter(|d| d.format == "compose");
    steps.chain(compose.flat_map(|d| from_compose(model, d))).collect()
}

/// All steps of all workflows.
pub(super) fn steps(model: &Model) -> impl Iterator<Item = (JobId, &Workflow, &Job, &Step)> {
    model.workflows.iter().enumerate().flat_map(|(w, workflow)| {
        workflow.jobs.iter().enumerate().flat_map(move |(j, job)| {
            job.steps.iter().map(move |step| ((w, j), workflow, job, step))
        })
    })
}

fn from_action(model: &Model, scope: &Scope<'_>, job: JobId) -> Option<Build> {
    let step = scope.step;
    let builds = step.is("docker/build-push-action") || step.is("redhat-actions/buildah-build");
    let uses = step.uses.as_ref().filter(|_| builds)?;
    let input = |name: &str| step.with(name).str().map(|t| scope.expand(t));
    let context = input("context").unwrap_or_default();
    let file = input("file").map_or_else(|| join(&context, "Dockerfile"), |f| join("", &f));
    let tags = input("tags").or_else(|| input("image")).unwrap_or_default();
    let tags = tags.split([',', '\n']).map(str::trim).filter(|t| !t.is_empty());
    Some(Build {
        at: uses.span,
        job: Some(job),
        dockerfile: find(model, &join(&root_of(scope.workflow), &file)),
        target: input("target"),
        names: tags.map(ImageName::parse).collect(),
    })
}

/// Options of `docker build` that take a value.
const WITH_VALUE: &[&str] = &[
    "--build-arg",
    "--secret",
    "--ssh",
    "--platform",
    "--label",
    "--cache-from",
    "--cache-to",
    "--network",
    "--progress",
    "--output",
    "-o",
    "--add-host",
    "--provenance",
    "--sbom",
    "--build-context",
    "--builder",
    "--iidfile",
    "--metadata-file",
    "--shm-size",
    "--ulimit",
    "-m",
];

fn from_command(model: &Model, scope: &Scope<'_>, job: JobId, command: &Command) -> Option<Build> {
    let words: Vec<&str> = command.argv.iter().map(|w| w.text.as_str()).collect();
    let (("docker" | "nerdctl", ["buildx", "build", args @ ..])
    | ("docker" | "nerdctl" | "podman" | "buildah", ["build" | "bud", args @ ..])
    | ("docker", ["image", "build", args @ ..])) = (command.program(), words.get(1..)?)
    else {
        return None;
    };
    let (mut tags, mut file, mut target, mut context) = (vec![], None, None, None);
    let mut rest = args.iter().copied();
    while let Some(word) = rest.next() {
        let (name, inline) = word.split_once('=').map_or((word, None), |(n, v)| (n, Some(v)));
        let mut value = || inline.or_else(|| rest.next()).map(|v| scope.expand(v));
        match name {
            "-t" | "--tag" => tags.extend(value()),
            "-f" | "--file" => file = value(),
            "--target" => target = value(),
            _ if WITH_VALUE.contains(&name) => drop(value()),
            _ if !word.starts_with('-') => context = Some(scope.expand(word)),
            _ => {}
        }
    }
    let folder = scope.step.root.at("working-directory").str().unwrap_or("");
    let file = file.unwrap_or_else(|| join(context.as_deref().unwrap_or(""), "Dockerfile"));
    let path = join(&root_of(scope.workflow), &join(folder, &file));
    Some(Build {
        at: command.span,
        job: Some(job),
        dockerfile: find(model, &path),
        target,
        names: tags.iter().map(|t| ImageName::parse(t)).collect(),
    })
}

fn from_compose<'a>(model: &'a Model, document: &'a Document) -> Vec<Build> {
    let folder = document.path.rsplit_once('/').map_or("", |(f, _)| f);
    let services = document.root.at("services").node().map_or(&[][..], |n| n.entries());
    let builds = services.iter().filter_map(|service| {
        let build = service.value.at("build").node()?;
        let context = build.as_str().or_else(|| build.at("context").str()).unwrap_or("");
        let file = build.at("dockerfile").str().unwrap_or("Dockerfile");
        let image = service.value.at("image").str().unwrap_or(&service.key);
        Some(Build {
            at: service.key_span,
            job: None,
            dockerfile: find(model, &join(folder, &join(context, file))),
            target: build.at("target").str().map(str::to_owned),
            names: vec![ImageName::parse(image)],
        })
    });
    builds.collect()
}

/// The folder that holds `.github`.
fn root_of(workflow: &Workflow) -> String {
    let root = workflow.path.split(".github/").next().unwrap_or("");
    root.trim_end_matches('/').to_owned()
}

fn find(model: &Model, path: &str) -> Option<usize> {
    model.dockerfiles.iter().position(|d| &*d.path == path)
}

/// `folder/path` without `.` and `..`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = vec![];
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
