//! Stacks of Terragrunt: files that make units, and further stacks, from folders elsewhere. Source: Terragrunt's
//! documentation, "Stacks": each `unit` copies its source to `.terragrunt-stack/PATH` beside the stack and hands it values;
//! each `stack` does so with another stack.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Expr};

use super::unit::bind;
use super::{Config, Context, FILE, inside, is_stack_file};
use crate::engine::Engine;
use crate::project::{Project, folder};
use crate::scope::{Scope, Site};
use crate::value::Val;

/// The name of a stack's file.
const STACK: &str = "terragrunt.stack.hcl";
/// The folder beside it in which it makes units.
const MADE: &str = ".terragrunt-stack";
/// How deep stacks may make stacks.
const MAX_DEPTH: usize = 8;
/// Most units that the stacks of a scan make.
const MAX_UNITS: usize = 2_000;

/// A block of a stack on the way to a unit: the file, the folder in which it counts, the label.
#[derive(Clone, Debug)]
struct Step {
    file: String,
    home: String,
    kind: Box<str>,
    label: Box<str>,
}

/// A unit that a stack makes.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// The folder that it is made in.
    pub(crate) home: String,
    /// The file of its settings, in the folder that is copied.
    pub(crate) path: String,
    way: Vec<Step>,
}

/// What the stacks of a scan make.
#[derive(Debug, Default)]
pub(crate) struct Stacks {
    /// The units.
    pub(crate) units: Vec<Made>,
    /// What they are copied from: no units in themselves.
    pub(crate) copied: BTreeSet<String>,
    /// The files of stacks with what was not made, and why.
    pub(crate) gaps: BTreeMap<String, BTreeSet<String>>,
    /// The files of stacks that were read.
    opened: BTreeSet<String>,
}

impl Stacks {
    /// Makes what the stacks of `project` say.
    pub(crate) fn of(project: &Project<'_>) -> Self {
        let files: Vec<&str> =
            project.configs.keys().copied().filter(|path| is_stack_file(path)).collect();
        // A stack that another one makes is no stack in itself.
        let mut nested = Self::default();
        for file in &files {
            nested.open(project, file, folder(file), &[], 0);
        }
        let mut stacks = Self::default();
        for file in files.iter().filter(|file| !nested.copied.contains(**file)) {
            stacks.open(project, file, folder(file), &[], 0);
        }
        // Those that only make each other in a circle.
        for file in files {
            if !stacks.opened.contains(file) {
                stacks.open(project, file, folder(file), &[], 0);
            }
        }
        stacks
    }

    /// The unit that is made in `home`.
    pub(crate) fn unit(&self, home: &str) -> Option<&Made> {
        self.units.iter().find(|unit| unit.home == home)
    }

    fn gap(&mut self, file: &str, cause: String) {
        self.gaps.entry(file.to_owned()).or_default().insert(cause);
    }

    /// Reads the stack in `file`, which counts as one in the folder `home`.
    fn open(&mut self, project: &Project<'_>, file: &str, home: &str, way: &[Step], depth: usize) {
        if depth > MAX_DEPTH || self.units.len() >= MAX_UNITS {
            let cause = format!("stacks make stacks more than {MAX_DEPTH} deep, or too many units");
            self.gap(file, cause);
            return;
        }
        self.opened.insert(file.to_owned());
        let engine = Rc::new(Engine::new(project, ""));
        let Some((scope, config)) = scope(&engine, file, home, values(&engine, way)) else {
            return;
        };
        let blocks = config.module.blocks.iter();
        for block in blocks.filter(|b| matches!(&*b.kind, "unit" | "stack")) {
            if let Err(cause) = self.make(project, (file, home), (&scope, block), way, depth) {
                self.gap(file, format!("{} {} {cause}", block.kind, block.label(0)));
            }
        }
    }

    fn make(
        &mut self,
        project: &Project<'_>,
        (file, home): (&str, &str),
        (scope, block): (&Rc<Scope<'_>>, &Block),
        way: &[Step],
        depth: usize,
    ) -> Result<(), String> {
        let is_unit = &*block.kind == "unit";
        let text =
            |name: &str| block.body.attr(name).and_then(|a| scope.eval(&a.value, None).text());
        let path = text("path").ok_or("has a path that is not known")?;
        let source = text("source").ok_or("has a source that is not known")?;
        let bare = block.body.attr("no_dot_terragrunt_stack").map(|a| scope.eval(&a.value, None));
        let bare = bare.is_some_and(|v| v.truth() == Some(true));
        let path = if bare { path.to_string() } else { format!("{MADE}/{path}") };
        let made = inside(home, &path).ok_or("leads out of the scan")?;
        let name = if is_unit { FILE } else { STACK };
        // What was made already is read as it is.
        if project.configs.contains_key(format!("{made}/{name}").as_str()) {
            return Ok(());
        }
        let from = local(project, &source, [home, folder(file)], name)
            .ok_or_else(|| format!("comes from {source}, which is not part of the scan"))?;
        self.copied.insert(from.clone());
        let step = Step {
            file: file.to_owned(),
            home: home.to_owned(),
            kind: block.kind.clone(),
            label: block.label(0).into(),
        };
        let way = [way, &[step]].concat();
        if is_unit {
            self.units.push(Made { home: made, path: from, way });
        } else {
            self.open(project, &from, &made, &way, depth + 1);
        }
        Ok(())
    }
}

/// The file `name` in the folder that `source` names, as seen from one of `homes`.
fn local(project: &Project<'_>, source: &str, homes: [&str; 2], name: &str) -> Option<String> {
    if source.contains("://") || source.contains("::") || source.contains('@') {
        return None;
    }
    let source = source.split('?').next()?.replace("//", "/");
    let mut found = homes.into_iter().filter_map(|home| {
        let folder = inside(home, &source)?;
        Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
    });
    found.find(|path| project.configs.contains_key(path.as_str()))
}

/// The scope of the stack in `file`, to which another one may hand `given`.
fn scope<'p>(
    engine: &Rc<Engine<'p>>,
    file: &str,
    home: &str,
    given: Option<Val>,
) -> Option<(Rc<Scope<'p>>, &'p Config)> {
    let (path, config) = engine.project.configs.get_key_value(file)?;
    let at = engine.project.start_of(path);
    engine.settings(at).ok()?;
    let context = Context {
        unit: home.to_owned(),
        folder: home.to_owned(),
        parent: RefCell::default(),
        depth: 0,
        names: RefCell::default(),
    };
    let site = Site { dirs: vec![folder(path)], ..Site::default() };
    let scope = Scope::of_settings(engine.clone(), &config.module, site, context);
    let none = || Val::unknown(at, "no stack that is read hands values to this one");
    bind(&scope, "values", given.unwrap_or_else(none));
    Some((scope, config))
}

impl Made {
    /// The values that its stack hands to it.
    pub(crate) fn values(&self, engine: &Rc<Engine<'_>>) -> Option<Val> {
        values(engine, &self.way)
    }
}

/// What the last of these blocks hands on, each with what the one before handed to it.
fn values(engine: &Rc<Engine<'_>>, way: &[Step]) -> Option<Val> {
    let mut given = None;
    for step in way {
        let (scope, config) = scope(engine, &step.file, &step.home, given)?;
        let mut blocks = config.module.blocks.iter();
        let block = blocks.find(|b| b.kind == step.kind && *b.label(0) == *step.label)?;
        let of = |expr: &Expr| scope.eval(expr, None);
        let written = block.body.attr("values").map(|a| of(&a.value));
        given = Some(written.unwrap_or_else(|| empty(block.header)));
    }
    given
}

fn empty(at: Span) -> Val {
    Val::map(at, BTreeMap::new())
}
