//! Evaluates Terraform: from files to resources whose attributes are known, or not known for a
//! reason. Nothing is guessed.
//!
//! ```text
//! let project = Project::new(files);
//! for root in project.roots() {
//!     let found = project.evaluate(root, &Given { environment: Some("prod"), ..Given::default() });
//! }
//! ```
//!
//! Every node of a resource stands where its attribute is written in the block (`span`) and remembers
//! where it was decided (`from`): a variable file's line, a variable's default, a local. References
//! to other resources are kept beside, also where they pass through locals, variables, outputs
//! or functions. For policies see [`policy`].
//!
//! A module that is called is read where it lies in the scan, or where it was fetched to. Public modules that are
//! widely used are known by descriptions (`data/modules/`, chosen by source and version): their resources stand at
//! the caller's argument, or at the call's header where the module's own default decides. What any other module
//! does is not known, and said. A folder with a `terragrunt.hcl` is a root of its own: the module that it names
//! is evaluated with its inputs.

mod body;
mod calls;
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
mod required;
mod run;
mod scope;
mod template;
mod terragrunt;
#[cfg(test)]
mod tests;
mod traverse;
mod types;
mod value;

pub use places::Places;
pub use project::{File, Notice, Project, is_code, is_var_file};
pub use terragrunt::{is_stack_file, is_unit_file};

use ringfort_model::cloud::Resource;
use ringfort_source::{SourceId, Span};
use ringfort_vocab::NoticeKind;

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
    /// The name of the workspace. Without it that is the environment's name, as the code spells it.
    pub workspace: Option<&'a str>,
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
    /// The files of Terragrunt that led to it, the unit's own first.
    pub units: Vec<String>,
}

impl Project<'_> {
    /// Evaluates the root module in folder `root`.
    pub fn evaluate(&self, root: &str, given: &Given<'_>) -> Evaluated {
        deep(|| self.run(root, given)).unwrap_or_else(|| {
            let notice = Notice {
                span: Span::file(self.first_source(root)),
                kind: NoticeKind::NotRendered,
                message: "the module could not be evaluated".into(),
            };
            Evaluated { notices: vec![notice], ..Evaluated::default() }
        })
    }

    fn first_source(&self, root: &str) -> SourceId {
        let here = |f: &&File<'_>| project::folder(f.path) == root && is_code(f.path);
        self.files.values().find(here).map_or(SourceId(0), |f| f.source)
    }
}

/// Runs `work` on a stack that holds [`engine::MAX_DEPTH`] levels; `None` if no thread is to be had.
pub(crate) fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|threads| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(threads, work);
        thread.ok().and_then(|t| t.join().ok())
    })
}
