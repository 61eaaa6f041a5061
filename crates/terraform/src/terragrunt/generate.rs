//! Files that a unit writes beside its module before it runs: `generate` blocks. Source: "generate" of Terragrunt's
//! reference of blocks.

use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Block, Body, Item, parse_body};
use ringfort_vocab::NoticeKind;

use super::Config;
use crate::module::Module;
use crate::project::{Project, is_code};
use crate::scope::Scope;

/// A file that is written.
#[derive(Clone)]
pub(crate) struct Generated {
    /// The label of the block: one that a unit declares replaces that of a file it includes.
    pub(super) label: Box<str>,
    /// Its name in the module's folder.
    name: Box<str>,
    /// Does a file that is there already stand?
    keeps: bool,
    body: Body,
}

/// What the blocks of `config` write. Everything in it stands at its block.
pub(super) fn of(scope: &Rc<Scope<'_>>, config: &Config) -> Vec<Generated> {
    let blocks = config.module.blocks.iter().filter(|b| &*b.kind == "generate");
    blocks.filter_map(|block| one(scope, block)).collect()
}

fn one(scope: &Rc<Scope<'_>>, block: &Block) -> Option<Generated> {
    let value = |name: &str| Some(scope.eval(&block.body.attr(name)?.value, None));
    let text = |name: &str| value(name).and_then(|v| v.text());
    if value("disable").is_some_and(|v| v.text().as_deref() == Some("true")) {
        return None;
    }
    let path = text("path")?;
    let name = path.rsplit('/').next().unwrap_or(&path);
    if !is_code(name) || name.ends_with(".json") {
        return None;
    }
    let whole: Span = block.header;
    let contents = value("contents")?;
    let Some(written) = contents.text() else {
        let why = contents.cause().map_or("it is no text".into(), |c| c.text.to_string());
        let message = format!("the file {name} that is generated was not read: {why}");
        scope.engine.notice(whole, NoticeKind::NotRendered, message);
        return None;
    };
    match parse_body(whole, &written) {
        Ok(body) => Some(Generated {
            label: block.label(0).into(),
            name: name.into(),
            keeps: text("if_exists").as_deref() == Some("skip"),
            body,
        }),
        Err(error) => {
            let message = format!("the file {name} that is generated: {}", error.message);
            scope.engine.notice(whole, NoticeKind::ParseError, message);
            None
        }
    }
}

/// The module in folder `dir` with the files that are written into it.
pub(crate) fn added(
    project: &Project<'_>,
    module: &Module,
    dir: &str,
    files: &[Generated],
) -> Module {
    let path = |f: &Generated| {
        if dir.is_empty() { f.name.to_string() } else { format!("{dir}/{}", f.name) }
    };
    let exists = |f: &Generated| project.files.contains_key(path(f).as_str());
    let files: Vec<&Generated> = files.iter().filter(|f| !(f.keeps && exists(f))).collect();
    let replaced: Vec<String> = files.iter().map(|f| path(f)).collect();
    let mut out = Module::default();
    out.locals.clone_from(&module.locals);
    for block in &module.blocks {
        let of = project.path_of(block.span);
        if !of.is_some_and(|of| replaced.iter().any(|r| r == of)) {
            let items = vec![Item::Block(block.clone())];
            out.add(Body { items, span: block.span }, false);
        }
    }
    for file in files {
        out.add(file.body.clone(), false);
    }
    out
}
