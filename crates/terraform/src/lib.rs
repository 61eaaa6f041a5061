//! Evaluates Terraform: from files to resources whose attributes are known, or not known for a
//! reason. Nothing is guessed.
//!
//! ```text
//! let project = Project::new(files);
//! for root in project.roots() {
//!     let found = project.evaluate(root, &Given { environment: Some("prod"), var_files: &[] });
//! }
//! ```
//!
//! Every node of a resource stands where its attribute is written in the block (`span`) and remembers
//! where it was decided (`from`): a variable file's line, a variable's default, a local. References
//! to other resources are kept beside, also where they pass through locals, variables, outputs
//! or functions. For policies see [`policy`].

mod body;
mod computed;
mod engine;
mod equality;
mod eval;
mod expand;
mod functions;
mod json;
mod library;
mod lower;
mod manifest;
mod module;
mod ops;
mod partial;
mod places;
pub mod plan;
pub mod policy;
mod project;
mod refs;
mod scope;
mod template;
#[cfg(test)]
mod tests;
mod traverse;
mod types;
mod value;
mod version;

pub use places::Places;
pub use project::{File, Notice, Project, is_code, is_var_file};

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_model::cloud::Resource;
use ringfort_source::{SourceId, Span};
use ringfort_vocab::NoticeKind;

use engine::Engine;
use scope::{Assigned, Caller, Scope, Site};

/// Stack of the evaluating thread: [`engine::MAX_DEPTH`] levels fit with room to spare.
const STACK: usize = 256 << 20;

/// What the one who runs Terraform decides, beside the files it reads by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Chooses among variable files that Terraform reads only when told: `prod.tfvars`,
    /// `env/prod.tfvars` and the like.
    pub environment: Option<&'a str>,
    /// Paths of variable files that are told by name, as `-var-file` does: they hold for every root
    /// module, are stronger than all others, and the last of them wins.
    pub var_files: &'a [String],
    /// Values of variables as `NAME=VALUE`, as `-var` has them: stronger than all files, for every root
    /// module that declares the variable; the last of them wins.
    pub variables: &'a [String],
}

/// What a root module declares.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// Its resources and those of the modules it calls, with providers, variables and outputs.
    pub resources: Vec<Resource>,
    /// Modules that were not read, counts that are not known, bounds that were hit.
    pub notices: Vec<Notice>,
    /// The variable files that were read, weakest first.
    pub var_files: Vec<String>,
    /// The variables that it declares among those that were given.
    pub variables: Vec<String>,
}

impl Project<'_> {
    /// Evaluates the root module in folder `root`.
    pub fn evaluate(&self, root: &str, given: &Given<'_>) -> Evaluated {
        let run = || self.evaluate_here(root, given);
        std::thread::scope(|threads| {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(threads, run);
            thread.ok().and_then(|t| t.join().ok()).unwrap_or_else(|| {
                let source = self.first_source(root);
                let notice = Notice {
                    span: Span::file(source),
                    kind: NoticeKind::NotRendered,
                    message: "the module could not be evaluated".into(),
                };
                Evaluated { notices: vec![notice], ..Evaluated::default() }
            })
        })
    }

    fn first_source(&self, root: &str) -> SourceId {
        let here = |f: &&File<'_>| project::folder(f.path) == root && is_code(f.path);
        self.files.values().find(here).map_or(SourceId(0), |f| f.source)
    }

    fn evaluate_here(&self, root: &str, given: &Given<'_>) -> Evaluated {
        let Some((root, module)) = self.modules.get_key_value(root) else {
            return Evaluated::default();
        };
        let var_files = self.var_files_of(root, given);
        let lines = var_files.iter().filter_map(|f| self.var_files.get(f)).flatten();
        let mut values: BTreeMap<Box<str>, Assigned<'_>> =
            lines.map(|attr| (attr.name.clone(), Assigned::Written(attr))).collect();
        let mut variables = Vec::new();
        for (name, value) in given.variables.iter().filter_map(|v| v.split_once('=')) {
            if module.variable(name).is_some() {
                variables.push(name.to_owned());
                values.insert(name.into(), Assigned::Told(value.into()));
            }
        }
        let mut engine = Engine::new(self, root);
        engine.workspace = given.environment.and_then(|env| self.workspace(root, env));
        let engine = Rc::new(engine);
        let site = Site { dirs: vec![root], ..Site::default() };
        let scope = Scope::new(engine.clone(), module, site, Caller::Root(values));
        let mut resources = Vec::new();
        scope.emit(&mut resources);
        let var_files = var_files.into_iter().map(str::to_owned).collect();
        Evaluated { resources, notices: engine.notices(), var_files, variables }
    }
}
