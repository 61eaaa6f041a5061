//! Terragrunt: units that run a module with inputs of their own.
//!
//! A unit is a folder with a `terragrunt.hcl` that names a source, itself or through what it includes, or that
//! lies beside code. Its inputs come before the module's defaults. What other units would hand over (`dependency`)
//! is known after apply only: mocks are no facts.

mod functions;
pub(crate) mod generate;
mod stack;
mod unit;

use std::cell::RefCell;
use std::collections::BTreeMap;

use ringfort_syntax::hcl::{Attr, Body, Item};

use crate::module::Module;
use crate::value::Val;

pub(crate) use functions::call;
pub(crate) use stack::{Made, Stacks};
pub(crate) use unit::{Unit, inside, unit};

/// The name of a unit's file.
pub(crate) const FILE: &str = "terragrunt.hcl";

/// The file with what a stack hands to a unit, as `terragrunt stack generate` writes it.
const VALUES: &str = "terragrunt.values.hcl";

/// Deepest chain of files that include or read each other.
const MAX_DEPTH: usize = 16;

/// Is this a unit's file?
pub fn is_unit_file(path: &str) -> bool {
    path == FILE || path.ends_with("/terragrunt.hcl")
}

/// Is this the file of a stack, from which units are made?
pub fn is_stack_file(path: &str) -> bool {
    path == "terragrunt.stack.hcl" || path.ends_with("/terragrunt.stack.hcl")
}

/// A file of Terragrunt's settings, parsed.
#[derive(Default)]
pub(crate) struct Config {
    /// Its locals and blocks.
    pub(crate) module: Module,
    /// Its attributes by name: `inputs`.
    pub(crate) attrs: BTreeMap<Box<str>, Attr>,
}

impl Config {
    pub(crate) fn new(body: Body) -> Self {
        let mut config = Self::default();
        for item in &body.items {
            if let Item::Attr(attr) = item {
                config.attrs.insert(attr.name.clone(), attr.clone());
            }
        }
        config.module.add(body, false);
        config
    }
}

/// Where a file of settings is read from, for the functions that ask, and what names stand for in it.
pub(crate) struct Context {
    /// The folder of the unit.
    pub(crate) unit: String,
    /// The folder of the file itself.
    pub(crate) folder: String,
    /// The folder of the file that the unit includes, if it includes one.
    pub(crate) parent: RefCell<Option<String>>,
    /// How many files led here.
    pub(crate) depth: usize,
    /// `include`, `dependency` and their like.
    pub(crate) names: RefCell<BTreeMap<&'static str, Val>>,
}
