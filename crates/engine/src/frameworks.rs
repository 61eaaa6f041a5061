//! A framework's requirements, from the same rulings as the map.

use ringfort_controls::{self as controls, Framework, FrameworkInput};
use ringfort_ingest::World;
use ringfort_vocab::framework::{Counts, Report};
use ringfort_vocab::{ControlId, FileState, Location, Meta, SCHEMA_VERSION};

use crate::Request;
use crate::assess::{Judgement, judgement};
use crate::governed::Inventory;
use crate::{registry::registry, statuses};

/// Judges everything that `world` has, and states it by the requirements of `framework`.
pub fn report(
    world: &dyn World,
    request: &Request,
    framework: &Framework,
    progress: &dyn Fn(&str),
) -> Report {
    let judgement = judgement(world, request, progress);
    progress("reporting");
    let requirements = requirements(&judgement, request, framework);
    let judged = |state: FileState| state != FileState::NotEvaluated;
    Report {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        framework: framework.listed(),
        environment: request.settings.environment,
        roots: request.roots.clone(),
        counts: Counts::of(&requirements),
        requirements,
        files: judgement.files.iter().filter(|f| judged(f.state)).count(),
        notices: judgement.notices,
    }
}

fn requirements(
    judgement: &Judgement,
    request: &Request,
    framework: &Framework,
) -> Vec<ringfort_vocab::framework::Requirement> {
    let Judgement { facts, judged, found, files, .. } = judgement;
    let inventory = Inventory::new(judged, facts, files);
    let accepted = statuses::accepted(found);
    let rulings = statuses::rulings(judged, &accepted);
    let checks: Vec<&'static Meta> = registry().iter().map(|check| check.meta).collect();
    let control = |id: ControlId| controls::catalogue().control(id);
    let risk = |id: ControlId| {
        let entry = request.settings.accepted_risk.get(id);
        entry.is_some_and(|e| e.until.is_none_or(|until| until >= request.today))
    };
    controls::requirements(
        framework,
        &FrameworkInput {
            rulings: &rulings,
            checks: &checks,
            locate: &|span| Location::of(&facts.sources, span),
            accepted: &risk,
            incomplete: &|id| control(id).and_then(|c| inventory.incomplete(c)),
        },
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::check;

    use super::*;

    #[test]
    fn tables_and_checks_know_each_other() {
        for framework in controls::frameworks() {
            let tags: BTreeSet<String> =
                framework.clauses.iter().map(|c| framework.tag(c)).collect();
            for clause in &framework.clauses {
                let place = format!("{} {}", framework.id, clause.id);
                let named = clause.decides.iter().flatten().chain(&clause.supports);
                for id in named.chain(&clause.excluded) {
                    assert!(check(id).is_some(), "{place}: there is no check {id}");
                }
                let tag = framework.tag(clause);
                for id in &clause.excluded {
                    let names_it = check(id).is_some_and(|c| c.meta.frameworks.contains(&&*tag));
                    assert!(names_it, "{place}: {id} does not name it, `!` is in vain");
                }
            }
            let mine =
                registry().iter().flat_map(|c| c.meta.frameworks.iter().map(move |t| (c, *t)));
            for (check, tag) in mine {
                let Some(number) = tag.strip_prefix(framework.prefix) else { continue };
                let known = tags.contains(tag) || framework.foreign.contains(&number);
                assert!(known, "{}: {} has no {number}", check.meta.id, framework.id);
            }
        }
    }
}
