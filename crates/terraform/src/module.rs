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
    /// `name`, and `name.alias`.
    providers: Index,
    /// `type.name`, `data.type.name` and `ephemeral.type.name`.
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
                if overrides && &*block.kind == "terraform" {
                    self.replace_state(&block);
                }
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
            "data" | "ephemeral" => {
                (&mut self.resources, format!("{}.{first}.{second}", block.kind).into())
            }
            "provider" => {
                let alias = block.body.attr("alias").and_then(|a| a.value.word());
                let key = alias.map_or_else(|| first.into(), |a| format!("{first}.{a}").into());
                (&mut self.providers, key)
            }
            _ => return None,
        })
    }

    /// Lets `block` replace attributes and nested blocks of the one it overrides.
    fn merge(&mut self, block: &Block) -> bool {
        let Some((map, key)) = self.slot(block) else { return false };
        let Some(at) = map.get(&key).copied() else { return false };
        let Some(base) = self.blocks.get_mut(at) else { return false };
        override_body(&mut base.body, &block.body);
        true
    }

    /// State is kept in one place: the last that is declared.
    fn replace_state(&mut self, block: &Block) {
        if !block.body.blocks().any(is_state) {
            return;
        }
        for old in self.blocks.iter_mut().filter(|b| &*b.kind == "terraform") {
            old.body.items.retain(|i| !matches!(i, Item::Block(b) if is_state(b)));
        }
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

    /// The settings of provider `name` or `name.alias`.
    pub(crate) fn provider(&self, key: &str) -> Option<&Block> {
        self.at(&self.providers, key)
    }

    pub(crate) fn calls(&self) -> impl Iterator<Item = &Block> {
        self.calls.values().filter_map(|i| self.blocks.get(*i))
    }

    /// The resource `type.name` or `data.type.name`.
    pub(crate) fn resource(&self, key: &str) -> Option<&Block> {
        self.at(&self.resources, key)
    }
}

fn is_state(block: &Block) -> bool {
    matches!(&*block.kind, "backend" | "cloud")
}

/// What an item declares within a body: an attribute's name, a nested block's type, the type that a dynamic
/// block makes.
fn declares(item: &Item) -> &str {
    match item {
        Item::Attr(attr) => &attr.name,
        Item::Block(block) if &*block.kind == "dynamic" => block.label(0),
        Item::Block(block) => &block.kind,
    }
}

/// Attributes replace those of the same name, nested blocks all of the same type; `lifecycle` alone is
/// joined argument by argument.
fn override_body(base: &mut Body, with: &Body) {
    let (mut joined, mut replaced) = (Vec::new(), Vec::new());
    for item in &with.items {
        match item {
            Item::Block(block) if &*block.kind == "lifecycle" => joined.push(block),
            item => replaced.push(item),
        }
    }
    base.items.retain(|old| !replaced.iter().any(|new| declares(new) == declares(old)));
    base.items.extend(replaced.into_iter().cloned());
    for block in joined {
        let old = base.items.iter_mut().find_map(|i| match i {
            Item::Block(b) if &*b.kind == "lifecycle" => Some(b),
            _ => None,
        });
        match old {
            Some(old) => override_body(&mut old.body, &block.body),
            None => base.items.push(Item::Block(block.clone())),
        }
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
