//! How a root module is run: from which folder, with which values, by whom.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::Span;
use ringfort_vocab::NoticeKind;

use crate::engine::Engine;
use crate::library;
use crate::module::{Module, resolve};
use crate::project::{Notice, Project, folder};
use crate::scope::{Assigned, Caller, Scope, Site, StandIn};
use crate::terragrunt::{self, Made, Unit};
use crate::value::Val;
use crate::{Evaluated, Given};

/// The module that is run, and where.
struct Target<'p> {
    module: &'p Module,
    /// Its folder, in which it runs.
    dir: &'p str,
    /// Set where it is known by its description only.
    stand_in: Option<StandIn>,
}

impl Project<'_> {
    /// Evaluates the root module or unit in folder `root`, on the stack of the caller.
    pub(crate) fn run(&self, root: &str, given: &Given<'_>) -> Evaluated {
        if let Some(path) = self.unit_path(root) {
            return self.run_unit(path, folder(path), None, given);
        }
        if let Some(made) = self.stacks().unit(root) {
            return self.run_unit(&made.path, &made.home, Some(made), given);
        }
        let Some((root, module)) = self.modules.get_key_value(root) else {
            return Evaluated::default();
        };
        let target = Target { module, dir: root, stand_in: None };
        self.run_module(root, &target, BTreeMap::new(), given)
    }

    fn run_module<'p>(
        &'p self,
        root: &'p str,
        target: &Target<'p>,
        mut values: BTreeMap<Box<str>, Assigned<'p>>,
        given: &Given<'_>,
    ) -> Evaluated {
        let mut var_files = self.var_files_of(root, given);
        if target.dir != root && target.stand_in.is_none() {
            let own = self.var_files_of(target.dir, &Given::default());
            var_files.splice(0..0, own.into_iter().filter(|f| !is_named(f, given)));
        }
        let lines = var_files.iter().filter_map(|f| self.var_files.get(f)).flatten();
        values.extend(lines.map(|attr| (attr.name.clone(), Assigned::Written(attr))));
        let mut variables = Vec::new();
        for (name, value) in given.variables.iter().filter_map(|v| v.split_once('=')) {
            if target.module.variable(name).is_some() {
                variables.push(name.to_owned());
                values.insert(name.into(), Assigned::Told(value.into()));
            }
        }
        let mut engine = Engine::new(self, root);
        engine.home = target.dir;
        let by_environment = || self.workspace(target.dir, given.environment?);
        engine.workspace = given.workspace.map(Box::from).or_else(by_environment);
        engine.described.set(target.stand_in.map(|s| s.header));
        let engine = Rc::new(engine);
        let site = Site { dirs: vec![target.dir], stand_in: target.stand_in, ..Site::default() };
        let scope = Scope::new(engine.clone(), target.module, site, Caller::Root(values));
        let mut resources = Vec::new();
        scope.emit(&mut resources);
        if let Some(lock) = self.lock(root).or_else(|| self.lock(target.dir)) {
            scope.emit_locked(lock, &mut resources);
        }
        let var_files = var_files.into_iter().map(str::to_owned).collect();
        Evaluated { resources, notices: engine.notices(), var_files, variables, units: vec![] }
    }

    /// The file of the unit in folder `dir`.
    fn unit_path(&self, dir: &str) -> Option<&str> {
        let path = if dir.is_empty() {
            terragrunt::FILE.to_owned()
        } else {
            format!("{dir}/{}", terragrunt::FILE)
        };
        self.configs.get_key_value(path.as_str()).map(|(path, _)| *path)
    }

    /// The units of the scan: folder, and the folder of the module that is run, if it is part of the scan.
    pub(crate) fn units(&self) -> Vec<(&str, Option<String>)> {
        let mut included = std::collections::BTreeSet::new();
        let mut units = Vec::new();
        let stacks = self.stacks();
        let own = |p: &&&str| terragrunt::is_unit_file(p) && !stacks.copied.contains(**p);
        for path in self.configs.keys().filter(own) {
            let engine = Rc::new(Engine::new(self, folder(path)));
            let Some(unit) = terragrunt::unit(&engine, path, folder(path), 0) else { continue };
            included.extend(unit.files.iter().skip(1).cloned());
            let local = self.local_source(&unit, folder(path));
            if unit.source.is_some() || local.is_some() {
                units.push((*path, local));
            }
        }
        units.retain(|(path, _)| !included.contains(*path));
        let made = stacks.units.iter().map(|made| (&*made.home, self.module_of(made)));
        units.into_iter().map(|(path, local)| (folder(path), local)).chain(made).collect()
    }

    /// The folder of the module that a unit of a stack runs.
    fn module_of(&self, made: &Made) -> Option<String> {
        let unit =
            terragrunt::unit(&self.engine(&made.home, Some(made)), &made.path, &made.home, 0)?;
        self.local_source(&unit, &made.home)
            .or_else(|| self.local_source(&unit, folder(&made.path)))
    }

    /// The engine of the unit in folder `dir`.
    fn engine<'p>(&'p self, dir: &'p str, made: Option<&Made>) -> Rc<Engine<'p>> {
        let mut engine = Engine::new(self, dir);
        engine.given = made.and_then(|m| m.values(&Rc::new(Engine::new(self, dir))));
        Rc::new(engine)
    }

    /// The folder of the module that a unit in folder `dir` runs.
    fn local_source(&self, unit: &Unit, dir: &str) -> Option<String> {
        let Some((source, _)) = &unit.source else {
            return self.modules.contains_key(dir).then(|| dir.to_owned());
        };
        let text = source.text()?;
        if text.contains("://") || text.contains("::") {
            return None;
        }
        // A double slash says where the module begins in what is copied.
        let found = terragrunt::inside(dir, &text.replace("//", "/"))?;
        self.modules.contains_key(found.as_str()).then_some(found)
    }

    fn run_unit<'p>(
        &'p self,
        path: &'p str,
        dir: &'p str,
        made: Option<&Made>,
        given: &Given<'_>,
    ) -> Evaluated {
        let engine = self.engine(dir, made);
        let Some(unit) = terragrunt::unit(&engine, path, dir, 0) else {
            return Evaluated { notices: engine.notices(), ..Evaluated::default() };
        };
        let whole = self.whole(path);
        let header = unit.source.as_ref().map_or(whole, |(_, at)| *at);
        let header = if whole.contains(header) { header } else { self.start_of(path) };
        let place = StandIn { span: whole, header };
        let mut found = match self.target(&unit, [dir, folder(path)], place) {
            Ok(target) => {
                let files = &unit.generated;
                let module = terragrunt::generate::added(self, target.module, target.dir, files);
                let target = Target { module: &module, ..target };
                self.run_module(dir, &target, inputs(&unit.inputs), given)
            }
            Err(why) => {
                engine.notice(header, NoticeKind::NotRendered, why);
                Evaluated { resources: vec![unread(&engine, &unit, place)], ..Evaluated::default() }
            }
        };
        if let Some((kind, settings, at)) = &unit.state {
            let header = if whole.contains(*at) { *at } else { place.header };
            let place = StandIn { span: whole, header };
            found.resources.push(backend(&engine, kind, settings, place));
        }
        let mut notices: Vec<Notice> = engine.notices();
        notices.append(&mut found.notices);
        Evaluated { notices, units: unit.files, ..found }
    }

    fn target<'p>(
        &'p self,
        unit: &Unit,
        dirs: [&str; 2],
        place: StandIn,
    ) -> Result<Target<'p>, String> {
        if let Some(local) = dirs.into_iter().find_map(|dir| self.local_source(unit, dir))
            && let Some((dir, module)) = self.modules.get_key_value(local.as_str())
        {
            return Ok(Target { module, dir, stand_in: None });
        }
        let source = unit.source.as_ref().map(|(source, _)| source);
        let Some(text) = source.and_then(Val::text) else {
            return Err("the module of the unit has no source that is known".into());
        };
        let (name, version) = registry(&text);
        match library::find(&name, version.as_deref()) {
            Some((dir, module)) => Ok(Target { module, dir, stand_in: Some(place) }),
            None => Err(format!("the module of the unit comes from {text} and was not read")),
        }
    }

    fn whole(&self, path: &str) -> Span {
        let span = |f: &crate::File<'_>| Span::of(f.source, 0..f.text.len());
        self.files.get(path).map_or(self.start_of(path), span)
    }
}

/// Is the file one that is told by name, and so taken already?
fn is_named(file: &str, given: &Given<'_>) -> bool {
    given.var_files.iter().any(|told| resolve("", told).as_deref() == Some(file))
}

fn inputs<'p>(inputs: &Val) -> BTreeMap<Box<str>, Assigned<'p>> {
    let entries = inputs.as_map().into_iter().flat_map(|m| &m.entries);
    entries.map(|(name, (_, value))| (Box::from(&**name), Assigned::Known(value.clone()))).collect()
}

/// `tfr:///NAMESPACE/NAME/PROVIDER?version=1.2.3` as name and version; any other source as it is.
fn registry(source: &str) -> (String, Option<String>) {
    let Some((_, rest)) = source.split_once("tfr://") else { return (source.to_owned(), None) };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    // Without a host it is that of the public registry.
    let name = path.strip_prefix('/').unwrap_or(path);
    let version = query.split('&').find_map(|q| q.strip_prefix("version=")).map(str::to_owned);
    (name.to_owned(), version)
}

/// A unit whose module was not read, with its inputs.
fn unread(engine: &Rc<Engine<'_>>, unit: &Unit, place: StandIn) -> Resource {
    let name = engine.root.rsplit('/').next().unwrap_or("").to_owned();
    let mut entries = unit.inputs.as_map().map(|m| m.entries.clone()).unwrap_or_default();
    if let Some((source, at)) = &unit.source {
        entries.insert("source".into(), (*at, source.clone()));
    }
    let attrs = Val::map(place.header, entries);
    lower(engine, Mode::Module, "module", &name, format!("module.{name}"), place, &attrs)
}

fn backend(engine: &Rc<Engine<'_>>, kind: &str, settings: &Val, place: StandIn) -> Resource {
    let of = format!("backend.{kind}");
    lower(engine, Mode::Backend, &of, kind, of.clone(), place, settings)
}

fn lower(
    engine: &Rc<Engine<'_>>,
    mode: Mode,
    kind: &str,
    name: &str,
    address: String,
    place: StandIn,
    attrs: &Val,
) -> Resource {
    let none = Module::default();
    let scope = Scope::new(engine.clone(), &none, Site::default(), Caller::Root([].into()));
    scope.lowered(mode, kind, name, address, place, attrs)
}
