//! The first half of the pipeline by itself: reading and linking. For questions about what the files say
//! that are no judgement, such as who reaches whom.

use ringfort_facts::Facts;
use ringfort_ingest::{Environments, Helm, Options, World, ingest};
use ringfort_vocab::{FileCoverage, Notice};

use crate::Request;

/// What the files say.
#[derive(Debug)]
pub struct Read {
    /// The texts, the model and what follows from it.
    pub facts: Facts,
    /// How far each file was understood.
    pub files: Vec<FileCoverage>,
    /// What was not, and why.
    pub notices: Vec<Notice>,
}

/// Reads everything that `world` has. `progress` is told the stage that begins.
pub fn read(world: &dyn World, request: &Request, progress: &dyn Fn(&str)) -> Read {
    progress("reading");
    let exclude = |path: &str| request.settings.excludes(path);
    let ingested = ingest(world, &options(request, &exclude));
    progress("linking");
    let facts = Facts::derive(ingested.sources, ingested.model);
    Read { facts, files: ingested.files, notices: ingested.notices }
}

fn options<'a>(request: &Request, exclude: &'a (dyn Fn(&str) -> bool + Sync)) -> Options<'a> {
    let settings = &request.settings;
    let paths = |p: &ringfort_config::Profile| -> Vec<String> {
        p.manifests.iter().chain(&p.terraform).map(|s| s.value.clone()).collect()
    };
    let selected = paths(&settings.profile);
    let others =
        settings.environments.iter().filter(|(name, _)| **name != settings.environment.name());
    let others = others.flat_map(|(_, p)| paths(p)).filter(|p| !selected.contains(p)).collect();
    let values = settings.profile.values.iter().map(|s| s.value.clone());
    let declared = settings.profile.var_files.iter().map(|s| s.value.clone());
    let variables = settings.profile.variables.iter().map(|s| s.value.clone());
    Options {
        environment: settings.environment,
        environments: Environments { selected, others },
        var_files: declared.chain(request.given.var_files.iter().cloned()).collect(),
        variables: variables.chain(request.given.variables.iter().cloned()).collect(),
        workspace: settings.profile.workspace.as_ref().map(|s| s.value.clone()),
        helm: Helm {
            values: values.chain(request.given.values.iter().cloned()).collect(),
            set: request.given.set.clone(),
            kube_version: request.given.kube_version.clone(),
            ..Helm::default()
        },
        render_with: request.given.render_with,
        exclude: Some(exclude),
    }
}
