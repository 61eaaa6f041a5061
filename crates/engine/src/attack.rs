//! The attack: which attacks still succeed despite the controls in place, and what closes them.

use std::collections::BTreeSet;

use ringfort_attack::jewels::{Jewel, Kind};
use ringfort_attack::{Answers, Ask, profiles};
use ringfort_config::{CrownJewel, JewelKind, nearest};
use ringfort_ingest::World;
use ringfort_vocab::attack::{Attack, Simulation};
use ringfort_vocab::{SCHEMA_VERSION, Status};

use crate::Request;
use crate::assess::{Judgement, judgement};

/// What an attack run is asked: entries, goals, and what to take as in place or absent.
#[derive(Clone, Debug, Default)]
pub struct AttackRequest {
    /// Entries by id (`A0`); empty: the default ones.
    pub entries: Vec<String>,
    /// Goals by id (`G1`) or crown jewels by name; empty: all.
    pub goals: Vec<String>,
    /// Controls or layers taken as in place everywhere.
    pub with: Vec<String>,
    /// Controls or layers taken as absent everywhere.
    pub without: Vec<String>,
}

/// Attacks everything that `world` has. `progress` is told the stage that begins.
pub fn attack(
    world: &dyn World,
    request: &Request,
    ask: &AttackRequest,
    progress: &dyn Fn(&str),
) -> Attack {
    let judgement = judgement(world, request, progress);
    progress("attacking");
    answers(&judgement, request, ask)
}

pub(crate) fn answers(judgement: &Judgement, request: &Request, ask: &AttackRequest) -> Attack {
    let present =
        judgement.map.iter().filter(|c| matches!(c.status, Status::Implemented | Status::Partial));
    let question = Ask {
        entries: ask.entries.clone(),
        goals: ask.goals.clone(),
        jewels: request.settings.crown_jewels.iter().map(jewel).collect(),
        with: ask.with.clone(),
        without: ask.without.clone(),
        present: present.map(|c| c.control.to_string()).collect::<BTreeSet<String>>(),
    };
    let found = ringfort_attack::attack(&judgement.facts, &judgement.declared, &question);
    told(judgement, request, ask, found)
}

fn told(judgement: &Judgement, request: &Request, ask: &AttackRequest, found: Answers) -> Attack {
    Attack {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        environment: request.settings.environment,
        roots: request.roots.clone(),
        simulation: Simulation { with: ask.with.clone(), without: ask.without.clone() },
        entries: found.entries,
        goals: found.goals,
        matrix: found.matrix,
        paths: found.paths,
        cuts: found.cuts,
        plan: found.plan,
        load_bearing: found.load_bearing,
        instances: found.instances,
        notices: judgement.notices.clone(),
    }
}

fn jewel((name, jewel): (&String, &CrownJewel)) -> Jewel {
    let kind = match jewel.kind {
        JewelKind::Namespace => Kind::Namespace,
        JewelKind::Secret => Kind::Secret,
        JewelKind::Bucket => Kind::Bucket,
        JewelKind::Database => Kind::Database,
    };
    Jewel { name: name.clone(), kind, target: jewel.target.clone() }
}

/// The entry that `text` names, in any letter case.
pub fn entry(text: &str) -> Result<String, String> {
    let ids = profiles::ENTRIES.iter().map(|e| e.id);
    known(text, ids)
        .ok_or_else(|| format!("no entry `{text}`; entries: {}", list(&profiles::ENTRIES)))
}

/// The goal that `text` names: an id in any letter case, or one of `jewels`.
pub fn goal(text: &str, jewels: &[&str]) -> Result<String, String> {
    let ids = profiles::GOALS.iter().map(|g| g.id).chain(jewels.iter().copied());
    known(text, ids.clone()).ok_or_else(|| {
        let hint =
            nearest(text, ids).map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        format!("no goal `{text}`{hint}; goals: {}", list(&profiles::GOALS))
    })
}

fn known<'a>(text: &str, mut ids: impl Iterator<Item = &'a str>) -> Option<String> {
    ids.find(|id| id.eq_ignore_ascii_case(text)).map(str::to_owned)
}

fn list(all: &[profiles::Named]) -> String {
    let words: Vec<String> = all.iter().map(|n| format!("{} {}", n.id, n.name)).collect();
    words.join(", ")
}
