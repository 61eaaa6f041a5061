//! The pipeline.

use ringfort_check::Scene;
use ringfort_controls as controls;
use ringfort_facts::Facts;
use ringfort_ingest::World;
use ringfort_vocab::{
    Assessment, ControlStatus, Coverage, Declared, FileCoverage, Finding, Notice, SCHEMA_VERSION,
    Summary,
};

use crate::judge::Judged;
use crate::read::{Read, read};
use crate::{
    Request, attack, environments, findings, judge, platform, registry, statuses, suppressions,
};

/// Assesses everything that `world` has. `progress` is told the stage that begins.
pub fn assess(world: &dyn World, request: &Request, progress: &dyn Fn(&str)) -> Assessment {
    let judgement = judgement(world, request, progress);
    let settings = &request.settings;
    let attack = request.attack.as_ref().map(|ask| {
        progress("attacking");
        attack::answers(&judgement, request, ask)
    });
    let Judgement { judged, found, map, files, notices, .. } = judgement;
    let found = findings::reported(found, request);
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
        coverage: Coverage::new(files),
        attack,
        notices,
    }
}

/// What the files say, judged: everything that reports are made from.
pub(crate) struct Judgement {
    pub(crate) facts: Facts,
    pub(crate) declared: Declared,
    pub(crate) judged: Judged,
    pub(crate) found: Vec<Finding>,
    pub(crate) map: Vec<ControlStatus>,
    pub(crate) files: Vec<FileCoverage>,
    pub(crate) notices: Vec<Notice>,
}

/// Reads, checks and maps.
pub(crate) fn judgement(
    world: &dyn World,
    request: &Request,
    progress: &dyn Fn(&str),
) -> Judgement {
    let settings = &request.settings;
    let Read { facts, files, mut notices } = read(world, request, progress);
    let (platform, assumed) = platform::platform(&facts, settings);
    let declared = Declared { platform, ..settings.declared.clone() };
    progress("checking");
    let scene = Scene { facts: &facts, environment: settings.environment, declared: &declared };
    let judged = judge::judge(&scene, request);
    progress("mapping");
    let mut found = findings::findings(&judged, &facts);
    notices.extend(assumed);
    notices.extend(environments::empty_paths(settings, &files));
    notices.extend(judge::notices(&judged, &facts));
    notices.extend(suppressions::apply(&mut found, &facts, request));
    let map = statuses::statuses(&judged, &found, &facts, &files, &declared.platform, request);
    notices.sort();
    notices.dedup();
    Judgement { facts, declared, judged, found, map, files, notices }
}

fn summary(judged: &Judged, found: &[Finding], map: &[ControlStatus]) -> Summary {
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
