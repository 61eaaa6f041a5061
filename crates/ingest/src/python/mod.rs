//! Python files to [`Module`]s.

mod expr;
mod stmt;

use ringfort_model::code::{Bindings, Module};
use ringfort_source::{SourceId, Span};
use ringfort_syntax::Error;
use ringfort_syntax::python::{self, Ranged};

/// What became of a Python file.
#[derive(Debug)]
pub struct Lowered {
    /// The module; `None` where the file was refused as a whole.
    pub module: Option<Module>,
    /// What is wrong with the file, with its places. Not empty where [`Module::complete`] is false.
    pub errors: Vec<Error>,
}

/// Parses and lowers the Python file `path`. What a syntax error leaves intact is kept.
pub fn lower(source: SourceId, path: &str, text: &str) -> Lowered {
    let parsed = match python::parse(source, text) {
        Ok(parsed) => parsed,
        Err(refused) => return Lowered { module: None, errors: vec![refused] },
    };
    let module = Module {
        source,
        path: path.into(),
        name: module_name(path).into(),
        complete: parsed.errors.is_empty(),
        imports: vec![],
        functions: vec![],
        classes: vec![],
        body: vec![],
        bindings: Bindings::default(),
    };
    let mut lowering =
        Lowering { module, is_package: path.ends_with("__init__.py"), around: vec![] };
    lowering.module.body = lowering.block(&parsed.body);
    lowering.module.bind();
    Lowered { module: Some(lowering.module), errors: parsed.errors }
}

/// The dotted name of a file: `api/main.py` is `api.main`, `api/__init__.py` is `api`.
fn module_name(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = stem.strip_suffix("/__init__").unwrap_or(stem);
    stem.trim_start_matches("./").replace('/', ".")
}

/// A definition that is being lowered.
#[derive(Clone, Copy)]
enum Around {
    Function(usize),
    Class(usize),
}

struct Lowering {
    module: Module,
    is_package: bool,
    around: Vec<Around>,
}

impl Lowering {
    fn span(&self, node: &impl Ranged) -> Span {
        Span::of(self.module.source, python::range(node.range()))
    }

    /// `name` with the names of the definitions around it.
    fn qualified(&self, name: &str) -> Box<str> {
        let outer = self.around.last().and_then(|around| match around {
            Around::Function(i) => self.module.functions.get(*i).map(|f| &f.qualified),
            Around::Class(i) => self.module.classes.get(*i).map(|c| &c.qualified),
        });
        outer.map_or_else(|| name.into(), |outer| format!("{outer}.{name}").into())
    }

    /// The absolute path of an import that is `level` dots relative.
    fn absolute(&self, level: u32, rest: &str) -> String {
        if level == 0 {
            return rest.to_owned();
        }
        let mut parts: Vec<&str> = self.module.name.split('.').collect();
        let up = level as usize - usize::from(self.is_package);
        parts.truncate(parts.len().saturating_sub(up));
        parts.extend(Some(rest).filter(|r| !r.is_empty()));
        parts.join(".")
    }
}

#[cfg(test)]
mod tests;
