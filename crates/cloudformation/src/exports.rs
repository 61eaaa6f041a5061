//! Values that one stack exports and another imports. Source: "`Fn::ImportValue`" and "Outputs" of the template
//! reference. Stacks of one tree are taken to be of one account and region, where names of exports are unique.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;

use crate::eval::Scope;
use crate::project::Project;
use crate::stack::{Engine, Stack};
use crate::value::Val;

/// How many imports may lead to one another.
const MAX_STEPS: usize = 10;

/// By the name of an export its template and output; `None` where several have that name.
pub(crate) type Exports = BTreeMap<String, Option<(String, String)>>;

/// The exports of all templates whose names the files tell.
pub(crate) fn all(project: &Project<'_>) -> Exports {
    let mut found = Exports::new();
    for path in project.paths() {
        let engine = Rc::new(Engine::new(project));
        // A name that is put together from imports would lead here again.
        engine.imports.replace(None);
        let Some(stack) = Stack::new(engine, path, &[], String::new(), &BTreeMap::new()) else {
            continue;
        };
        let stack = Rc::new(stack);
        for output in stack.template.section("Outputs") {
            let name = output.value.at("Export.Name").node();
            let name = name.and_then(|n| stack.value(n, &Scope::default()).scalar());
            if let Some(name) = name {
                let one = Some((path.to_owned(), output.key.to_string()));
                found.entry(name.to_string()).and_modify(|e| *e = None).or_insert(one);
            }
        }
    }
    found
}

impl Stack<'_> {
    /// The value of the export that is called `name`, as far as the templates tell it.
    pub(crate) fn imported(self: &Rc<Self>, name: &Val, span: Span) -> Val {
        let name = name.scalar();
        let told = name.as_deref().unwrap_or("...");
        let cause = format!("known after apply: the export `{told}` of another stack");
        match name.as_deref().and_then(|name| self.import(name)) {
            Some(value) if !value.is_unknown() => self.bought(value.asked_at(span)),
            _ => Val::unknown(span, cause),
        }
    }

    fn import(&self, name: &str) -> Option<Val> {
        if let Some(known) = self.engine.imports.borrow().as_ref()?.get(name) {
            return known.clone();
        }
        let value = self.export(name);
        if let Some(imports) = self.engine.imports.borrow_mut().as_mut() {
            imports.insert(name.to_owned(), value.clone());
        }
        value
    }

    fn export(&self, name: &str) -> Option<Val> {
        let project = self.engine.project;
        let (path, output) = project.exports().get(name)?.as_ref()?;
        let path = project.known(path)?;
        if self.chain.len() > MAX_STEPS || self.chain.contains(&path) {
            return None;
        }
        // What is amiss in the other template is told where that one is judged.
        let engine = Rc::new(Engine::new(project));
        let other = Stack::new(engine, path, &self.chain, String::new(), &BTreeMap::new())?;
        let node = other.template.output(output)?.value.get("Value")?;
        let value = Rc::new(other).value(node, &Scope::default());
        // Resources of the other stack are not among this one's.
        Some(Val { refs: Vec::new(), ..value })
    }
}
