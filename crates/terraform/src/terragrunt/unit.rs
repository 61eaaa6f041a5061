//! From a unit's files to its source and inputs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Expr};

use super::generate::{self, Generated};
use super::{Config, Context, MAX_DEPTH};
use crate::engine::Engine;
use crate::module::resolve;
use crate::project::folder;
use crate::scope::{Scope, Site};
use crate::value::{K, Val};

type Entries = BTreeMap<Rc<str>, (Span, Val)>;

/// What a file of settings says, with what it includes.
pub(crate) struct Unit {
    /// The module that is run, as written, and the place of the block that says so.
    pub(crate) source: Option<(Val, Span)>,
    /// The inputs by name.
    pub(crate) inputs: Val,
    /// The local values by name.
    pub(crate) locals: Val,
    /// Where state is kept: the kind of backend, its settings, and the place that says so.
    pub(crate) state: Option<(Rc<str>, Val, Span)>,
    /// The files that it writes beside the module.
    pub(crate) generated: Vec<Generated>,
    /// The files that were read, the unit's own first.
    pub(crate) files: Vec<String>,
}

/// Reads the settings at `path` for the unit in folder `home`. `None` if there is no such file.
pub(crate) fn unit(engine: &Rc<Engine<'_>>, path: &str, home: &str, depth: usize) -> Option<Unit> {
    let (path, config) = engine.project.configs.get_key_value(path)?;
    let at = config.module.blocks.first().map_or(engine.project.start_of(path), |b| b.header);
    if depth > MAX_DEPTH {
        let why = format!("files of settings lead to each other more than {MAX_DEPTH} times");
        engine.notice(at, ringfort_vocab::NoticeKind::Limit, why);
        return None;
    }
    // Each of several files may read several others.
    engine.settings(at).ok()?;
    let context = Context {
        unit: home.to_owned(),
        // A unit that a stack makes is a copy: paths in it count from where it is made.
        folder: if depth == 0 { home.to_owned() } else { folder(path).to_owned() },
        parent: RefCell::new((depth > 0).then(|| folder(path).to_owned())),
        depth,
        names: RefCell::default(),
    };
    let site = Site { dirs: vec![folder(path)], ..Site::default() };
    let scope = Scope::of_settings(engine.clone(), &config.module, site, context);
    Some(read(&scope, config, path, at))
}

fn read(scope: &Rc<Scope<'_>>, config: &Config, path: &str, at: Span) -> Unit {
    let mut files = vec![path.to_owned()];
    let parents = includes(scope, config, &mut files);
    bind(scope, "dependency", dependencies(scope, config, at));
    bind(scope, "values", given_values(scope, path, at));
    let own = config.attrs.get("inputs").map(|attr| scope.eval(&attr.value, None));
    let mut inputs = Val::map(at, Entries::new());
    for (parent, _) in &parents {
        inputs = merged(&inputs, &parent.inputs, at);
    }
    let deep = parents.iter().any(|(_, deep)| *deep);
    if let Some(own) = own {
        inputs = if deep { merged_deep(&inputs, &own, at) } else { merged(&inputs, &own, at) };
    }
    let parents: Vec<Unit> = parents.into_iter().map(|(parent, _)| parent).collect();
    let mut generated = generate::of(scope, config);
    for one in parents.iter().rev().flat_map(|p| &p.generated) {
        if !generated.iter().any(|g| g.label == one.label) {
            generated.push(one.clone());
        }
    }
    let block = |kind: &str| config.module.blocks.iter().find(|b| &*b.kind == kind);
    let source = block("terraform").and_then(|block| {
        let attr = block.body.attr("source")?;
        Some((scope.eval(&attr.value, None), block.header))
    });
    let state = block("remote_state").and_then(|block| {
        let kind = scope.eval(&block.body.attr("backend")?.value, None).text()?;
        let settings = block.body.attr("config").map(|a| scope.eval(&a.value, None));
        Some((kind, settings.unwrap_or_else(|| Val::map(block.span, Entries::new())), block.header))
    });
    let locals = config.module.locals.keys();
    let locals = locals.map(|name| (Rc::from(&**name), (at, scope.local(name, at)))).collect();
    let last = |f: &dyn Fn(&Unit) -> Option<(Val, Span)>| parents.iter().rev().find_map(f);
    Unit {
        source: source.or_else(|| last(&|p| p.source.clone())),
        inputs,
        locals: Val::map(at, locals),
        state: state.or_else(|| parents.iter().rev().find_map(|p| p.state.clone())),
        generated,
        files,
    }
}

pub(super) fn bind(scope: &Rc<Scope<'_>>, name: &'static str, value: Val) {
    if let Some(context) = &scope.settings {
        context.names.borrow_mut().insert(name, value);
    }
}

/// The files that a file includes; each is known by its label, one without a label as `include` itself.
/// With each that is merged: is it merged deeply?
fn includes(scope: &Rc<Scope<'_>>, config: &Config, files: &mut Vec<String>) -> Vec<(Unit, bool)> {
    let Some(context) = &scope.settings else { return Vec::new() };
    let (mut parents, mut exposed) = (Vec::new(), Entries::new());
    let mut only = None;
    for block in config.module.blocks.iter().filter(|b| &*b.kind == "include") {
        let Some(parent) = included(scope, context, block) else { continue };
        files.extend(parent.files.iter().cloned());
        let value = as_value(&parent, block.header);
        match block.label(0) {
            "" => only = Some(value),
            label => drop(exposed.insert(label.into(), (block.header, value))),
        }
        match strategy(block) {
            Some("no_merge") => {}
            kind => parents.push((parent, kind.is_some_and(|k| k.starts_with("deep")))),
        }
    }
    let at =
        config.module.blocks.first().map_or(Span::file(ringfort_source::SourceId(0)), |b| b.header);
    bind(scope, "include", only.unwrap_or_else(|| Val::map(at, exposed)));
    parents
}

fn strategy(block: &Block) -> Option<&str> {
    block.body.attr("merge_strategy")?.value.word()
}

fn included(scope: &Rc<Scope<'_>>, context: &Context, block: &Block) -> Option<Unit> {
    let path = scope.eval(&block.body.attr("path")?.value, None);
    let found = path.text().and_then(|path| settings_at(scope, &path));
    if let Some(found) = &found {
        context.parent.borrow_mut().get_or_insert_with(|| folder(found).to_owned());
    }
    let parent = found.and_then(|p| unit(&scope.engine, &p, &context.unit, context.depth + 1));
    if parent.is_none() {
        let why = path.cause().map_or("it is not part of the scan".into(), |c| c.text.to_string());
        let message = format!("a file that is included was not read: {why}");
        scope.engine.notice(block.header, ringfort_vocab::NoticeKind::NotRendered, message);
    }
    parent
}

/// The path of the settings that `path` names: a file, or a folder with one.
pub(super) fn settings_at(scope: &Scope<'_>, path: &str) -> Option<String> {
    let context = scope.settings.as_ref()?;
    let path = inside(&context.folder, path)?;
    let configs = &scope.engine.project.configs;
    let in_folder = format!("{path}/{}", super::FILE);
    [path, in_folder].into_iter().find(|p| configs.contains_key(p.as_str()))
}

/// `path` as a path of the scan. Absolute paths, as the functions here give them, begin at its root.
pub(crate) fn inside(folder: &str, path: &str) -> Option<String> {
    match path.strip_prefix('/') {
        Some(path) => resolve("", path),
        None => resolve(folder, path),
    }
}

/// What other files see of one.
pub(super) fn as_value(unit: &Unit, at: Span) -> Val {
    let entry = |name: &str, value: &Val| (Rc::from(name), (at, value.clone()));
    Val::map(at, Entries::from([entry("locals", &unit.locals), entry("inputs", &unit.inputs)]))
}

/// What a stack hands to a unit that it makes: the file of values beside it.
fn given_values(scope: &Rc<Scope<'_>>, path: &str, at: Span) -> Val {
    if let Some(given) = &scope.engine.given {
        return given.clone();
    }
    let file = path.strip_suffix(super::FILE).map(|dir| format!("{dir}{}", super::VALUES));
    let found = file.and_then(|file| scope.engine.project.configs.get(file.as_str()));
    let Some(config) = found else {
        return Val::unknown(at, "no stack that is read hands values to this unit");
    };
    let entry = |attr: &ringfort_syntax::hcl::Attr| {
        (Rc::from(&*attr.name), (attr.name_span, scope.eval(&attr.value, None)))
    };
    Val::map(at, config.attrs.values().map(entry).collect())
}

/// Outputs of other units: known after apply. Mocks stand in for them only while nothing is applied.
fn dependencies(scope: &Rc<Scope<'_>>, config: &Config, at: Span) -> Val {
    let dependency = |block: &Block| {
        let of = |expr: &Expr| scope.eval(expr, None).text();
        let path = block.body.attr("config_path").and_then(|a| of(&a.value));
        let path = path.unwrap_or_else(|| block.label(0).into());
        let outputs =
            Val::unknown(block.header, format!("known after apply: the outputs of unit {path}"));
        let entries = Entries::from([("outputs".into(), (block.header, outputs))]);
        (Rc::from(block.label(0)), (block.header, Val::map(block.header, entries)))
    };
    let blocks = config.module.blocks.iter().filter(|b| &*b.kind == "dependency");
    Val::map(at, blocks.map(dependency).collect())
}

/// `over` laid on `under` at every depth; lists are joined.
fn merged_deep(under: &Val, over: &Val, at: Span) -> Val {
    let (Some(a), Some(b)) = (under.as_map(), over.as_map()) else {
        return match (under.items(), over.items()) {
            (Some(a), Some(b)) => Val::seq(at, a.iter().chain(b).cloned().collect()),
            _ => merged(under, over, at),
        };
    };
    let mut entries = if b.rest.is_some() { Entries::new() } else { a.entries.clone() };
    for (key, (place, value)) in &b.entries {
        let value = match a.entries.get(key) {
            Some((_, old)) => merged_deep(old, value, value.at),
            None => value.clone(),
        };
        entries.insert(key.clone(), (*place, value));
    }
    Val::open_map(at, entries, a.rest.clone().or_else(|| b.rest.clone()))
}

/// `over` laid on `under`, key by key.
fn merged(under: &Val, over: &Val, at: Span) -> Val {
    let (Some(a), Some(b)) = (under.as_map(), over.as_map()) else {
        // What is not known may set any key.
        return if matches!(over.kind, K::Null) { under.clone() } else { over.clone() };
    };
    let mut entries = if b.rest.is_some() { Entries::new() } else { a.entries.clone() };
    entries.extend(b.entries.iter().map(|(k, v)| (k.clone(), v.clone())));
    Val::open_map(at, entries, a.rest.clone().or_else(|| b.rest.clone()))
}
