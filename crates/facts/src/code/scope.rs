//! The modules of a project as one: names followed across files.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_model::code::{Class, Expr, ExprKind, Function, Module, StmtKind};

/// A function: module and index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId {
    /// Index of the module in the scope.
    pub module: usize,
    /// Index in [`Module::functions`].
    pub function: usize,
}

/// A class: module and index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId {
    /// Index of the module in the scope.
    pub module: usize,
    /// Index in [`Module::classes`].
    pub class: usize,
}

/// All modules of a run, looked up by dotted name.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The modules.
    pub modules: &'a [Module],
    /// Modules by each tail of their name: `app.db` and `db` for `src.app.db`.
    tails: BTreeMap<&'a str, Vec<usize>>,
    /// Folders that are packages: those with an `__init__.py`.
    packages: BTreeSet<&'a str>,
}

/// How many hops through re-exports are followed.
const HOPS: usize = 5;

impl<'a> Scope<'a> {
    /// A scope over `modules`.
    pub fn new(modules: &'a [Module]) -> Self {
        let mut tails: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, module) in modules.iter().enumerate() {
            let mut tail = Some(&*module.name);
            while let Some(name) = tail {
                tails.entry(name).or_default().push(i);
                tail = name.split_once('.').map(|(_, rest)| rest);
            }
        }
        for places in tails.values_mut() {
            places.sort_by_key(|i| modules.get(*i).map_or("", |m| &*m.path));
        }
        let package = |m: &'a Module| m.path.strip_suffix("/__init__.py");
        let packages = modules.iter().filter_map(package).collect();
        Self { modules, tails, packages }
    }

    /// The module at `index`.
    pub fn module(&self, index: usize) -> Option<&'a Module> {
        self.modules.get(index)
    }

    /// The function of `id`.
    pub fn get_function(&self, id: FunctionId) -> Option<&'a Function> {
        self.module(id.module)?.functions.get(id.function)
    }

    /// The class of `id`.
    pub fn get_class(&self, id: ClassId) -> Option<&'a Class> {
        self.module(id.module)?.classes.get(id.class)
    }

    /// What `expr` in `module` stands for, followed through the project's own modules: a connection
    /// that another file opens and this one imports is still a connection.
    pub fn resolve(&self, module: usize, expr: &Expr) -> Option<String> {
        let path = self.module(module)?.resolve(expr)?;
        Some(self.follow(module, path))
    }

    /// `path` followed through bindings and imports of the module it lies in.
    pub fn follow(&self, from: usize, mut path: String) -> String {
        for _ in 0..HOPS {
            let Some((index, rest)) = self.place(from, &path) else { break };
            let Some(module) = self.module(index) else { break };
            let (first, tail) = rest.split_once('.').map_or((rest, ""), |(f, t)| (f, t));
            let import = || module.imports.iter().find(|i| &*i.alias == first).map(|i| &*i.path);
            let next = match module.bindings.name(None, first) {
                Some(Some(bound)) => Some(bound),
                _ => import(),
            };
            let next = match next {
                Some(base) if tail.is_empty() => base.to_owned(),
                Some(base) => format!("{base}.{tail}"),
                None if rest.is_empty() => module.name.to_string(),
                None => format!("{}.{rest}", module.name),
            };
            if next == path {
                break;
            }
            path = next;
        }
        path
    }

    /// The module that `path` lies in, with what is left of the path. Of several of the same name the
    /// one nearest to `from` counts.
    pub fn place<'p>(&self, from: usize, path: &'p str) -> Option<(usize, &'p str)> {
        let mut head = path;
        loop {
            if let Some(found) = self.tails.get(head) {
                let rest = path.get(head.len()..).unwrap_or("").trim_start_matches('.');
                return Some((self.nearest(from, found)?, rest));
            }
            head = head.rsplit_once('.')?.0;
        }
    }

    /// The one of `found` (sorted by path) whose path shares most with that of `from`; of equals the first. In
    /// sorted order what shares a prefix stands together, so that the best are beside the place of `from`.
    fn nearest(&self, from: usize, found: &[usize]) -> Option<usize> {
        let path = |i: usize| self.module(i).map_or("", |m| &*m.path);
        let here = path(from);
        let shared =
            |i: usize| here.bytes().zip(path(i).bytes()).take_while(|(a, b)| a == b).count();
        let place = found.partition_point(|i| path(*i) < here);
        let beside = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let best = beside.filter_map(|p| found.get(p)).map(|i| shared(*i)).max()?;
        let prefix = here.as_bytes().get(..best)?;
        let first = found.partition_point(|i| path(*i).as_bytes() < prefix);
        found.get(first).copied()
    }

    /// Is `folder` a package?
    pub fn is_package(&self, folder: &str) -> bool {
        self.packages.contains(folder)
    }

    /// The function that `path` names.
    pub fn function(&self, from: usize, path: &str) -> Option<FunctionId> {
        let (module, rest) = self.place(from, path)?;
        let functions = &self.module(module)?.functions;
        let function = functions.iter().position(|f| &*f.qualified == rest)?;
        Some(FunctionId { module, function })
    }

    /// The class that `path` names.
    pub fn class(&self, from: usize, path: &str) -> Option<ClassId> {
        let (module, rest) = self.place(from, path)?;
        let class = self.module(module)?.classes.iter().position(|c| &*c.qualified == rest)?;
        Some(ClassId { module, class })
    }

    /// The function or class that `expr` names.
    pub fn function_of(&self, module: usize, expr: &Expr) -> Option<FunctionId> {
        self.function(module, &self.resolve(module, expr)?)
    }

    /// Where the variable `expr` is defined: a dotted path that is the same in every file, `app.main.router`.
    pub fn identity(&self, module: usize, expr: &Expr) -> Option<String> {
        let own = self.module(module)?;
        let dotted = expr.dotted()?;
        let (first, rest) = dotted.split_once('.').unwrap_or((&dotted, ""));
        let import = own.imports.iter().find(|i| &*i.alias == first);
        let base = import.map_or_else(|| format!("{}.{first}", own.name), |i| i.path.to_string());
        let path = if rest.is_empty() { base } else { format!("{base}.{rest}") };
        let (place, rest) = self.place(module, &path)?;
        Some(format!("{}.{rest}", self.module(place)?.name))
    }

    /// The value of the module-level variable that `expr` names, with the module it stands in.
    pub fn value_of(&self, module: usize, expr: &Expr) -> Option<(usize, &'a Expr)> {
        let identity = self.identity(module, expr)?;
        let (place, name) = self.place(module, &identity)?;
        let found = self.module(place)?.body.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => {
                targets.iter().any(|t| t.as_name() == Some(name)).then_some(value)
            }
            _ => None,
        });
        Some((place, found?))
    }

    /// Does the class that `path` names inherit from one of `bases`, itself included?
    pub fn is_a(&self, from: usize, path: &str, bases: &[&str]) -> bool {
        self.is_a_within(from, path, bases, HOPS)
    }

    fn is_a_within(&self, from: usize, path: &str, bases: &[&str], hops: usize) -> bool {
        if bases.contains(&path) {
            return true;
        }
        let Some(id) = self.class(from, path).filter(|_| hops > 0) else { return false };
        let Some(class) = self.get_class(id) else { return false };
        class.bases.iter().any(|base| {
            let base =
                if let ExprKind::Subscript { value, .. } = &base.kind { value } else { base };
            let path = self.resolve(id.module, base);
            path.is_some_and(|p| self.is_a_within(id.module, &p, bases, hops - 1))
        })
    }
}
