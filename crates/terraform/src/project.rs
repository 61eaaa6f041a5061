//! The files of a scan as the evaluator sees them: modules by folder, variable files, plain texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use ringfort_source::{SourceId, Span};
use ringfort_syntax::hcl::{self, Attr, Item};
use ringfort_vocab::NoticeKind;

use crate::Given;
use crate::manifest::{self, Manifest};
use crate::module::{Module, resolve, source_of};
use crate::required::LOCK;
use crate::terragrunt::{Config, Stacks, is_stack_file, is_unit_file};

/// A file. Every text of the scan may be given: `file()` and `templatefile()` find theirs among them.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its source.
    pub source: SourceId,
    /// Its path, relative to the scanned root, with forward slashes.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Something a reader should know about how a module was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where.
    pub span: Span,
    /// Of which kind.
    pub kind: NoticeKind,
    /// What.
    pub message: String,
}

/// All Terraform of a scan, parsed.
pub struct Project<'a> {
    pub(crate) files: BTreeMap<&'a str, File<'a>>,
    paths: BTreeMap<SourceId, &'a str>,
    pub(crate) modules: BTreeMap<Box<str>, Module>,
    /// Files of Terragrunt's settings by path, where there are any units.
    pub(crate) configs: BTreeMap<&'a str, Config>,
    /// Variable files by path.
    pub(crate) var_files: BTreeMap<&'a str, Vec<Attr>>,
    /// Versions of providers that were fixed, by the folder of the root module.
    locks: BTreeMap<Box<str>, hcl::Body>,
    /// Modules that were fetched, by the folder of the root module.
    manifests: BTreeMap<Box<str>, Manifest>,
    notices: Vec<Notice>,
    stacks: OnceLock<Stacks>,
}

/// Is this a file of Terraform or `OpenTofu` code?
pub fn is_code(path: &str) -> bool {
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|e| path.ends_with(e))
}

/// Is this a file of variable values?
pub fn is_var_file(path: &str) -> bool {
    path.ends_with(".tfvars") || path.ends_with(".tfvars.json")
}

/// Could this be a file of Terragrunt's settings: HCL that is of no other tool known by its name?
fn is_settings(path: &str) -> bool {
    let others = [".lock.hcl", ".pkr.hcl", ".tftest.hcl", ".pkrvars.hcl", ".nomad.hcl"];
    path.ends_with(".hcl") && !others.iter().any(|end| path.ends_with(end))
}

fn is_json(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == "json")
}

/// The folder of a path; empty for the root itself.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn is_override(path: &str) -> bool {
    let name = file_name(path).split('.').next().unwrap_or("");
    name == "override" || name.ends_with("_override")
}

impl<'a> Project<'a> {
    /// Parses what is Terraform among `files`. What does not parse is told by [`Project::notices`].
    pub fn new(files: impl IntoIterator<Item = File<'a>>) -> Self {
        let files: BTreeMap<&str, File<'_>> = files.into_iter().map(|f| (f.path, f)).collect();
        let paths = files.values().map(|f| (f.source, f.path)).collect();
        let mut project = Self {
            files,
            paths,
            modules: BTreeMap::new(),
            configs: BTreeMap::new(),
            var_files: BTreeMap::new(),
            locks: BTreeMap::new(),
            manifests: BTreeMap::new(),
            notices: Vec::new(),
            stacks: OnceLock::new(),
        };
        project.manifests = manifest::all(project.files.values());
        let all: Vec<File<'_>> = project.files.values().copied().collect();
        let code: Vec<&File<'_>> =
            all.iter().filter(|f| is_code(f.path) && !project.is_replaced(f.path)).collect();
        for overrides in [false, true] {
            for file in code.iter().filter(|f| is_override(f.path) == overrides) {
                let body = project.read(file);
                let module = project.modules.entry(folder(file.path).into()).or_default();
                module.add(body, overrides);
            }
        }
        if all.iter().any(|f| is_unit_file(f.path) || is_stack_file(f.path)) {
            for file in all.iter().filter(|f| is_settings(f.path)) {
                let config = Config::new(project.read(file));
                project.configs.insert(file.path, config);
            }
        }
        for file in all.iter().filter(|f| is_var_file(f.path)) {
            let attr = |i| if let Item::Attr(a) = i { Some(a) } else { None };
            let attrs = project.read(file).items.into_iter().filter_map(attr).collect();
            project.var_files.insert(file.path, attrs);
        }
        for file in all.iter().filter(|f| file_name(f.path) == LOCK) {
            let body = project.read(file);
            project.locks.insert(folder(file.path).into(), body);
        }
        project
    }

    /// Does a file of `OpenTofu` stand in for this one: `main.tofu` for `main.tf`?
    fn is_replaced(&self, path: &str) -> bool {
        let twin = |from: &str, to: &str| {
            let stem = path.strip_suffix(from)?;
            self.files.get(&*format!("{stem}{to}"))
        };
        twin(".tf", ".tofu").or_else(|| twin(".tf.json", ".tofu.json")).is_some()
    }

    fn read(&mut self, file: &File<'_>) -> hcl::Body {
        let (body, errors) = if is_json(file.path) {
            match ringfort_syntax::json::parse(file.source, file.text) {
                Ok(node) if is_var_file(file.path) => hcl::attrs_from_json(&node),
                Ok(node) => hcl::body_from_json(&node),
                Err(error) => {
                    let span = Span::file(file.source);
                    (hcl::Body { items: Vec::new(), span }, vec![error])
                }
            }
        } else {
            hcl::parse(file.source, file.text)
        };
        self.notices.extend(errors.into_iter().map(|e| Notice {
            span: e.span,
            kind: NoticeKind::ParseError,
            message: e.message,
        }));
        body
    }

    /// The lock file of the root module in folder `root`.
    pub(crate) fn lock(&self, root: &str) -> Option<&hcl::Body> {
        self.locks.get(root)
    }

    /// Does the scan hold files in `folder`?
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        let start = format!("{folder}/");
        self.files.range(&*start..).next().is_some_and(|(path, _)| path.starts_with(&start))
    }

    /// The beginning of the file at `path`.
    pub(crate) fn start_of(&self, path: &str) -> Span {
        self.files.get(path).map_or(Span::file(SourceId(0)), |f| Span::file(f.source))
    }

    /// What did not parse.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The folders to evaluate: those that no other module of the scan calls. Modules that only call
    /// each other in a circle are entered at the first of them, so that none is left out.
    pub fn roots(&self) -> Vec<&str> {
        let mut called: BTreeSet<String> =
            self.modules.iter().flat_map(|(dir, m)| Self::callees(dir, m)).collect();
        let units = crate::deep(|| self.units()).unwrap_or_default();
        called.extend(units.iter().filter_map(|(_, module)| module.clone()));
        called.extend(self.manifests.values().flat_map(Manifest::folders).map(str::to_owned));
        let own = |dir: &&str| !dir.split('/').any(|part| part == ".terraform");
        let mut roots: Vec<&str> = self
            .modules
            .keys()
            .map(|d| &**d)
            .filter(own)
            .filter(|d| !called.contains(*d))
            .collect();
        let mut reached = BTreeSet::new();
        let run = units.iter().filter_map(|(_, module)| module.as_deref());
        for root in roots.iter().copied().chain(run) {
            self.reach(root, &mut reached);
        }
        for dir in self.modules.keys().map(|d| &**d).filter(own) {
            if !reached.contains(dir) && !self.is_installed(dir) {
                roots.push(dir);
                self.reach(dir, &mut reached);
            }
        }
        roots.extend(units.iter().map(|(folder, _)| *folder));
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// What the stacks of the scan make.
    pub(crate) fn stacks(&self) -> &Stacks {
        self.stacks.get_or_init(|| crate::deep(|| Stacks::of(self)).unwrap_or_default())
    }

    /// The files of stacks of which something was not made, with the causes.
    pub fn stack_gaps(&self) -> impl Iterator<Item = (&str, String)> {
        let told = |causes: &BTreeSet<String>| {
            let causes: Vec<&str> = causes.iter().map(String::as_str).collect();
            causes.join("; ")
        };
        self.stacks().gaps.iter().map(move |(file, causes)| (&**file, told(causes)))
    }

    fn is_installed(&self, dir: &str) -> bool {
        self.manifests.values().flat_map(Manifest::folders).any(|d| d == dir)
    }

    /// The folder of a module that was fetched for the call `key` of the root module in `root`, if it is
    /// part of the scan; `source` may name a folder inside of it.
    pub(crate) fn installed(&self, root: &str, key: &str, source: &str) -> Option<(&str, &Module)> {
        let listed = self.manifests.get(root).and_then(|m| m.folder(key));
        let folder =
            listed.map(str::to_owned).or_else(|| {
                let sub =
                    source.split('?').next()?.splitn(3, "//").last().filter(|s| {
                        source.contains("//") && !s.contains("://") && !s.contains(':')
                    });
                let base = if root.is_empty() { String::new() } else { format!("{root}/") };
                let sub = sub.map_or(String::new(), |s| format!("/{s}"));
                Some(format!("{base}.terraform/modules/{key}{sub}"))
            })?;
        self.modules.get_key_value(folder.as_str()).map(|(dir, module)| (&**dir, module))
    }

    /// The version that was fetched for the call `key`.
    pub(crate) fn installed_version(&self, root: &str, key: &str) -> Option<&str> {
        self.manifests.get(root)?.version(key)
    }

    /// The name of the environment as the root module in `dir` spells it, for instance as a key of a map;
    /// `None` if it names none, since workspaces may have any name.
    pub(crate) fn workspace(&self, dir: &str, environment: &str) -> Option<Box<str>> {
        let here =
            |f: &&File<'_>| folder(f.path) == dir && (is_code(f.path) || is_var_file(f.path));
        let files: Vec<_> = self.files.values().filter(here).collect();
        let named = |name: &&&str| files.iter().any(|f| names(f.text, name));
        if !files.iter().any(|f| f.text.contains(".workspace")) {
            return None;
        }
        spellings(environment).iter().find(named).map(|name| Box::from(*name))
    }

    fn callees<'m>(dir: &'m str, module: &'m Module) -> impl Iterator<Item = String> + 'm {
        let local = |s: &&str| s.starts_with("./") || s.starts_with("../");
        module
            .calls()
            .filter_map(|c| source_of(c).map(|s| s.0))
            .filter(local)
            .filter_map(move |source| resolve(dir, source).filter(|target| target.as_str() != dir))
    }

    fn reach<'m>(&'m self, dir: &str, reached: &mut BTreeSet<&'m str>) {
        let mut todo = vec![dir.to_owned()];
        while let Some(dir) = todo.pop() {
            let Some((key, module)) = self.modules.get_key_value(dir.as_str()) else { continue };
            if reached.insert(key) {
                todo.extend(Self::callees(key, module));
            }
        }
    }

    /// The path of the file that a span lies in.
    pub(crate) fn path_of(&self, span: Span) -> Option<&'a str> {
        self.paths.get(&span.source).copied()
    }

    /// The text under a span.
    pub(crate) fn text(&self, span: Span) -> Option<&'a str> {
        self.files.get(self.paths.get(&span.source)?)?.text.get(span.range())
    }

    /// The variable files that hold for root module `dir`, weakest first: those that Terraform
    /// reads by itself, then the environment's own, then those that are told by name.
    pub(crate) fn var_files_of(&self, dir: &str, given: &Given<'_>) -> Vec<&'a str> {
        let here =
            |name: &str| if dir.is_empty() { name.to_owned() } else { format!("{dir}/{name}") };
        let find = |path: &str| self.var_files.get_key_value(path).map(|(k, _)| *k);
        let mut found: Vec<&str> = ["terraform.tfvars", "terraform.tfvars.json"]
            .iter()
            .filter_map(|n| find(&here(n)))
            .collect();
        let auto = |p: &&&str| {
            folder(p) == dir && (p.ends_with(".auto.tfvars") || p.ends_with(".auto.tfvars.json"))
        };
        found.extend(self.var_files.keys().filter(auto));
        found.extend(given.environment.and_then(|env| {
            spellings(env).iter().find_map(|name| {
                let file = |folder: &&str| {
                    [".tfvars", ".tfvars.json"]
                        .iter()
                        .find_map(|end| find(&here(&format!("{folder}{name}{end}"))))
                };
                ["", "env/", "envs/", "environments/", "vars/", "tfvars/"].iter().find_map(file)
            })
        }));
        for told in given.var_files.iter().filter_map(|p| find(&resolve("", p)?)) {
            found.retain(|f| *f != told);
            found.push(told);
        }
        found
    }
}

/// Is `name` written in the text, in quotes or as a key?
fn names(text: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + name.len()..).unwrap_or("");
        let quoted = before.ends_with('"') && after.starts_with('"');
        let key = after.trim_start().starts_with(['=', ':']);
        quoted || key && !before.ends_with(word)
    })
}

/// The names that files of an environment commonly have.
fn spellings(environment: &str) -> Vec<&str> {
    let mut names = vec![environment];
    names.extend(match environment {
        "prod" => Some("production"),
        "production" => Some("prod"),
        "dev" => Some("development"),
        "development" => Some("dev"),
        _ => None,
    });
    names
}
