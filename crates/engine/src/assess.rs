//! The pipeline.

use ringfort_check::Scene;
use ringfort_controls as controls;
use ringfort_facts::Facts;
use ringfort_ingest::{Environments, Options, World, ingest};
use ringfort_vocab::{Assessment, Coverage, Declared, Finding, SCHEMA_VERSION, Summary};

use crate::judge::Judged;
use crate::{Request, environments, findings, judge, platform, registry, statuses, suppressions};

/// Assesses everything that `world` has. `progress` is told the stage that begins.
pub fn assess(world: &dyn World, request: &Request, progress: &dyn Fn(&str)) -> Assessment {
    let settings = &request.settings;
    progress("reading");
    let exclude = |path: &str| settings.excludes(path);
    let ingested = ingest(world, &options(request, &exclude));
    progress("linking");
    let facts = Facts::derive(ingested.sources, ingested.model);
    let (platform, assumed) = platform::platform(&facts, settings);
    let declared = Declared { platform, ..settings.declared.clone() };
    progress("checking");
    let scene = Scene { facts: &facts, environment: settings.environment, declared: &declared };
    let judged = judge::judge(&scene, request);
    progress("mapping");
    let mut found = findings::findings(&judged, &facts);
    let mut notices = ingested.notices;
    notices.extend(assumed);
    notices.extend(environments::empty_paths(settings, &ingested.files));
    notices.extend(judge::notices(&judged, &facts));
    notices.extend(suppressions::apply(&mut found, &facts, request));
    let files = &ingested.files;
    let map = statuses::statuses(&judged, &found, &facts, files, &declared.platform, request);
    let found = findings::reported(found, request);
    let coverage = Coverage::new(ingested.files);
    notices.sort();
    notices.dedup();
    Assessment {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        environment: settings.environment,
        environment_declared: settings.environment_declared,
        roots: request.roots.clone(),
        summary: summary(&judged, &found, &map),
        root_causes: controls::root_causes(&map, &found),
        next_steps: controls::next_steps(&map, &found, settings.environment),
        map,
        findings: found,
        coverage,
        notices,
    }
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
    let declared = settings.profile.var_files.iter().map(|s| s.value.clone());
    Options {
        environment: settings.environment,
        environments: Environments { selected, others },
        var_files: declared.chain(request.var_files.iter().cloned()).collect(),
        exclude: Some(exclude),
        ..Options::default()
    }
}

fn summary(judged: &Judged, found: &[Finding], map: &[ringfort_vocab::ControlStatus]) -> Summary {
    let weakest = controls::weakest_layer(map);
    let mut summary = Summary {
        checks: registry::registry().len(),
        weakest_layer: weakest.layer,
        weakest_reason: weakest.reason,
        ..Summary::default()
    };
    for finding in found {
        match finding.suppressed {
            Some(_) => summary.suppressed += 1,
            None => summary.findings.add(finding.severity),
        }
    }
    for (_, outcome) in judged {
        summary.verdicts += outcome.rulings.len();
        let unknown = |r: &&ringfort_check::Ruling| r.kind == ringfort_check::RulingKind::Unknown;
        summary.unknown += outcome.rulings.iter().filter(unknown).count();
    }
    summary
}
