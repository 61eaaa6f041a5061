//! The stages of ingest in their order, and their result.

use rayon::prelude::*;
use ringfort_model::{Model, TextFile};
use ringfort_source::SourceMap;
use ringfort_vocab::{FileCoverage, FileState, Notice, NoticeKind};

use crate::charts::Charts;
use crate::parse::{self, Parsed};
use crate::read::{self, Input};
use crate::{
    Ledger, Options, World, cloudformation, compose, helm, kube, overlays, plain, plan, start_up,
    terraform, terraform_kube, twins,
};

/// What ingest gives.
#[derive(Debug)]
pub struct Ingested {
    /// The texts.
    pub sources: SourceMap,
    /// What they mean.
    pub model: Model,
    /// How far each file was understood.
    pub files: Vec<FileCoverage>,
    /// What was not, and why.
    pub notices: Vec<Notice>,
}

/// Reads, parses and lowers everything that `world` has.
pub fn ingest(world: &dyn World, options: &Options<'_>) -> Ingested {
    let mut ledger = Ledger::default();
    let (sources, inputs) = read::read(world, options, &mut ledger);
    let parsed: Vec<Parsed> =
        inputs.par_iter().map(|i| parse::parse(i, text(&sources, i))).collect();
    enter(&sources, &inputs, &parsed, &mut ledger);
    let resources = terraform::lower(&sources, &inputs, options, &mut ledger);
    let mut resources = plan::lower(&sources, &parsed, resources, options, &mut ledger);
    resources.extend(cloudformation::lower(&sources, &inputs, &parsed, options, &mut ledger));
    let mut files: Vec<(Input, Parsed)> = inputs.into_iter().zip(parsed).collect();
    let mut model = Model { resources, ..Model::default() };
    model.kube.version = options.helm.kube_version.as_deref().map(Into::into);
    objects(world, &sources, &mut files, options, &mut model, &mut ledger);
    start_up::lower(&sources, &mut model, &mut ledger);
    plain::leave_out(&mut files, options, &mut ledger);
    for (input, parsed) in files {
        for object in parsed.objects {
            kube::lower(object, None, &mut model.kube);
        }
        model.services.extend(parsed.document.iter().flat_map(compose::services));
        model.documents.extend(parsed.document);
        // Other formats see to their further documents themselves.
        model.documents.extend(parsed.more.into_iter().filter(|d| d.format == "k3s"));
        model.node_texts.extend(parsed.node_texts);
        model.workflows.extend(parsed.workflow);
        model.dockerfiles.extend(parsed.dockerfile);
        model.modules.extend(parsed.module);
        model.manifests.extend(parsed.manifest);
        model.locks.extend(parsed.lock);
        model.texts.push(TextFile {
            path: input.path,
            source: input.source,
            format: input.format.name(),
        });
    }
    twins::say(&sources, &model.kube, &mut ledger);
    let (files, notices) = ledger.finish();
    Ingested { sources, model, files, notices }
}

/// Adds the objects that something renders: Terraform, Kustomize, charts that nothing else installs.
fn objects(
    world: &dyn World,
    sources: &SourceMap,
    files: &mut [(Input, Parsed)],
    options: &Options<'_>,
    model: &mut Model,
    ledger: &mut Ledger,
) {
    let inputs: Vec<Input> = files.iter().map(|(i, _)| i.clone()).collect();
    let charts = Charts::new((sources, &inputs), options, world);
    let (resources, kube) = (&model.resources, &mut model.kube);
    let mut installed = terraform_kube::lower(sources, resources, &charts, kube, ledger);
    installed.extend(overlays::lower(sources, files, options, (world, &charts), kube, ledger));
    helm::lower(world, (sources, files), options, (&charts, installed), kube, ledger);
}

fn text<'a>(sources: &'a SourceMap, input: &Input) -> &'a str {
    sources.get(input.source).map_or("", |f| &f.text)
}

/// Enters what parsing said of each file into the ledger.
fn enter(sources: &SourceMap, inputs: &[Input], parsed: &[Parsed], ledger: &mut Ledger) {
    for (input, parsed) in inputs.iter().zip(parsed) {
        if let Some(format) = parsed.format {
            ledger.enter(&input.path, format);
        }
        for error in &parsed.errors {
            let state =
                if parsed.is_empty() { FileState::NotEvaluated } else { FileState::Partial };
            ledger.notice_at(sources, error.span, NoticeKind::ParseError, state, &error.message);
        }
        if let Some((kind, at, cause)) = &parsed.refused {
            ledger.notice_at(sources, *at, *kind, FileState::NotEvaluated, cause);
        }
        if let Some(cause) = parsed.in_part {
            ledger.lower(&input.path, FileState::Partial, cause);
            ledger.mark_gap(&input.path);
        }
        if let Some(cause) = &parsed.unread {
            ledger.lower(&input.path, FileState::NotEvaluated, &**cause);
            if parsed.gap {
                ledger.mark_gap(&input.path);
            }
        }
    }
}
