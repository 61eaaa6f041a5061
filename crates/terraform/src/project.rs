//! The files of a scan as the evaluator sees them: modules by folder, variable files, plain texts.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_source::{SourceId, Span};
use ringfort_syntax::hcl::{self, Attr, Item};
use ringfort_vocab::NoticeKind;

use crate::Given;
use crate::module::{Module, resolve, source_of};

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
    /// Variable files by path.
    pub(crate) var_files: BTreeMap<&'a str, Vec<Attr>>,
    notices: Vec<Notice>,
}

/// Is this a file of Terraform or `OpenTofu` code?
pub fn is_code(path: &str) -> bool {
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|e| path.ends_with(e))
}

/// Is this a file of variable values?
pub fn is_var_file(path: &str) -> bool {
    path.ends_with(".tfvars") || path.ends_with(".tfvars.json")
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
            var_files: BTreeMap::new(),
            notices: Vec::new(),
        };
        let all: Vec<File<'_>> = project.files.values().copied().collect();
        for overrides in [false, true] {
            for file in all.iter().filter(|f| is_code(f.path) && is_override(f.path) == overrides) {
                let body = project.read(file);
                let module = project.modules.entry(folder(file.path).into()).or_default();
                module.add(body, overrides);
            }
        }
        for file in all.iter().filter(|f| is_var_file(f.path)) {
            let attr = |i| if let Item::Attr(a) = i { Some(a) } else { None };
            let attrs = project.read(file).items.into_iter().filter_map(attr).collect();
            project.var_files.insert(file.path, attrs);
        }
        project
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

    /// What did not parse.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The folders to evaluate: those that no other module of the scan calls. Modules that only call
    /// each other in a circle are entered at the first of them, so that none is left out.
    pub fn roots(&self) -> Vec<&str> {
        let called: BTreeSet<String> =
            self.modules.iter().flat_map(|(dir, m)| Self::callees(dir, m)).collect();
        let mut roots: Vec<&str> =
            self.modules.keys().map(|d| &**d).filter(|d| !called.contains(*d)).collect();
        let mut reached = BTreeSet::new();
        for root in &roots {
            self.reach(root, &mut reached);
        }
        for dir in self.modules.keys() {
            if !reached.contains(&**dir) {
                roots.push(dir);
                self.reach(dir, &mut reached);
            }
        }
        roots.sort_unstable();
        roots
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
