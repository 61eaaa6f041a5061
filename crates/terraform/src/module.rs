//! A folder of Terraform files, parsed and indexed.

use std::collections::BTreeMap;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Attr, Block, Body, Item};

/// Where the block of a name stands among all.
type Index = BTreeMap<Box<str>, usize>;

/// One folder's blocks, by what they declare.
#[derive(Default)]
pub(crate) struct Module {
    /// All blocks in the order of files and lines.
    pub(crate) blocks: Vec<Block>,
    /// Local values by name.
    pub(crate) locals: BTreeMap<Box<str>, Attr>,
    variables: Index,
    outputs: Index,
    calls: Index,
    /// `type.name`, and `data.type.name`.
    resources: Index,
}

impl Module {
    /// Adds a file's blocks. The blocks of an override file change those that are there.
    pub(crate) fn add(&mut self, body: Body, overrides: bool) {
        for item in body.items {
            let Item::Block(block) = item else { continue };
            if &*block.kind == "locals" {
                for attr in block.body.items {
                    if let Item::Attr(attr) = attr {
                        self.locals.insert(attr.name.clone(), attr);
                    }
                }
            } else if !(overrides && self.merge(&block)) {
                self.index(block);
            }
        }
    }

    fn index(&mut self, block: Block) {
        let at = self.blocks.len();
        if let Some((map, key)) = self.slot(&block) {
            // A second declaration is an error of the language; the first stands, both are listed.
            map.entry(key).or_insert(at);
        }
        self.blocks.push(block);
    }

    /// The index that a block belongs into, and its key there.
    fn slot(&mut self, block: &Block) -> Option<(&mut Index, Box<str>)> {
        let (first, second) = (block.label(0), block.label(1));
        Some(match &*block.kind {
            "variable" => (&mut self.variables, first.into()),
            "output" => (&mut self.outputs, first.into()),
            "module" => (&mut self.calls, first.into()),
            "resource" => (&mut self.resources, format!("{first}.{second}").into()),
            "data" => (&mut self.resources, format!("data.{first}.{second}").into()),
            _ => return None,
        })
    }

    /// Lets `block` replace attributes and nested blocks of the one it overrides.
    fn merge(&mut self, block: &Block) -> bool {
        let Some((map, key)) = self.slot(block) else { return false };
        let Some(at) = map.get(&key).copied() else { return false };
        let Some(base) = self.blocks.get_mut(at) else { return false };
        for item in &block.body.items {
            base.body.items.retain(|old| match (old, item) {
                (Item::Attr(a), Item::Attr(b)) => a.name != b.name,
                (Item::Block(a), Item::Block(b)) => a.kind != b.kind || block.span.contains(a.span),
                _ => true,
            });
            base.body.items.push(item.clone());
        }
        true
    }

    fn at(&self, map: &Index, name: &str) -> Option<&Block> {
        self.blocks.get(*map.get(name)?)
    }

    pub(crate) fn variable(&self, name: &str) -> Option<&Block> {
        self.at(&self.variables, name)
    }

    pub(crate) fn output(&self, name: &str) -> Option<&Block> {
        self.at(&self.outputs, name)
    }

    pub(crate) fn outputs(&self) -> impl Iterator<Item = &str> {
        self.outputs.keys().map(|k| &**k)
    }

    pub(crate) fn call(&self, name: &str) -> Option<&Block> {
        self.at(&self.calls, name)
    }

    pub(crate) fn calls(&self) -> impl Iterator<Item = &Block> {
        self.calls.values().filter_map(|i| self.blocks.get(*i))
    }

    /// The resource `type.name` or `data.type.name`.
    pub(crate) fn resource(&self, key: &str) -> Option<&Block> {
        self.at(&self.resources, key)
    }
}

/// The source of a module call, if it is written as a text: `./modules/net`.
pub(crate) fn source_of(call: &Block) -> Option<(&str, Span)> {
    let attr = call.body.attr("source")?;
    Some((attr.value.word()?, attr.value.span))
}

/// `path` seen from folder `dir`, without `.` and `..`; `None` if it leaves the scanned root.
pub(crate) fn resolve(dir: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = dir.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from folder `from` to folder `to`, as `path.module` gives it: `.`, `../modules/net`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let split = |s: &str| -> Vec<String> {
        s.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect()
    };
    let (from, to) = (split(from), split(to));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec!["..".to_owned(); from.len() - same];
    parts.extend(to.into_iter().skip(same));
    if parts.is_empty() { ".".into() } else { parts.join("/") }
}
