//! Running the nodes of a template.

use std::ops::Range;
use std::rc::Rc;

use ringfort_source::Span;

use super::{Library, Run};
use crate::doubt::Doubt;
use crate::fault::Fault;
use crate::print;
use crate::template::ast::{Branch, Define, Node, Pipe, Unit};
use crate::text::{At, Place, Text};
use crate::value::{Data, Value};

/// One template that is being run.
pub(crate) struct Exec<'a> {
    pub(crate) run: &'a Run,
    pub(crate) library: &'a Rc<Library>,
    pub(crate) unit: Rc<Unit>,
    pub(crate) variables: Vec<(Rc<str>, Value)>,
    out: Text,
}

/// How a list of nodes ended.
#[derive(PartialEq)]
enum Flow {
    Next,
    Break,
    Continue,
}

impl<'a> Exec<'a> {
    /// The output of `define`, run with `dot`.
    pub(crate) fn output(
        run: &'a Run,
        library: &'a Rc<Library>,
        define: &Define,
        dot: Value,
    ) -> Result<Text, Fault> {
        let variables = vec![("$".into(), dot.clone())];
        let unit = define.unit.clone();
        let mut exec = Exec { run, library, unit, variables, out: Text::default() };
        run.deeper(|| exec.nodes(&define.body, &dot))?;
        Ok(exec.out)
    }

    /// The place of a part of the unit: where an error is to be shown.
    pub(crate) fn span(&self, at: &Range<usize>) -> Option<Span> {
        let text = &self.unit.text;
        text.span(at.clone()).or_else(|| text.place(at.start).from)
    }

    /// The place of what an action writes.
    fn place(&self, at: &Range<usize>) -> Place {
        let place = self.unit.text.place(at.start);
        Place { at: self.unit.text.span(at.clone()).map(At::Action), ..place }
    }

    fn nodes(&mut self, nodes: &[Node], dot: &Value) -> Result<Flow, Fault> {
        stacker::maybe_grow(128 << 10, 2 << 20, || {
            for node in nodes {
                self.run.step()?;
                let flow = self.node(node, dot)?;
                if flow != Flow::Next {
                    return Ok(flow);
                }
            }
            Ok(Flow::Next)
        })
    }

    fn node(&mut self, node: &Node, dot: &Value) -> Result<Flow, Fault> {
        match node {
            Node::Text(range) => {
                self.run.spend(range.len())?;
                let unit = self.unit.clone();
                self.out.push_part(&unit.text, range.clone(), Place::default());
            }
            Node::Action(pipe) => self.action(pipe, dot)?,
            Node::If(branch) => return self.scope(|e| e.choose(branch, dot, false)),
            Node::With(branch) => return self.scope(|e| e.choose(branch, dot, true)),
            Node::Range(branch) => return self.scope(|e| e.range(branch, dot)),
            Node::Template { at, name, pipe } => self.template(at, name, pipe.as_ref(), dot)?,
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::Next)
    }

    /// Runs `inner`, whose variables end with it.
    fn scope(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<Flow, Fault>,
    ) -> Result<Flow, Fault> {
        let known = self.variables.len();
        let flow = inner(self);
        self.variables.truncate(known);
        flow
    }

    fn action(&mut self, pipe: &Pipe, dot: &Value) -> Result<(), Fault> {
        let value = self.pipe(pipe, dot)?;
        if pipe.variables.is_empty() && !value.is_nil() {
            let text = print::show(&value).map_err(|f| f.at(self.span(&pipe.at)))?;
            self.write(&text, &pipe.at)?;
        }
        Ok(())
    }

    fn write(&mut self, text: &Text, at: &Range<usize>) -> Result<(), Fault> {
        self.run.spend(text.len())?;
        let place = self.place(at);
        self.out.push_text(text, place);
        Ok(())
    }

    fn choose(&mut self, branch: &Branch, dot: &Value, with: bool) -> Result<Flow, Fault> {
        let value = self.pipe(&branch.pipe, dot)?;
        let decided = value.decided();
        let taken = decided.unwrap_or_else(|doubt| self.fork(doubt, &branch.pipe));
        let flow = if taken {
            self.nodes(&branch.body, if with { &value } else { dot })
        } else {
            self.nodes(&branch.other, dot)
        };
        self.loosen(branch, decided.err());
        flow
    }

    fn fork(&self, doubt: Doubt, pipe: &Pipe) -> bool {
        self.run.fork(doubt, self.span(&pipe.at))
    }

    /// What a branch that is perhaps not taken sets is no longer known behind it.
    fn loosen(&mut self, branch: &Branch, doubt: Option<Doubt>) {
        let Some(doubt) = doubt else { return };
        let mut set = vec![];
        assigned(&branch.body, &mut set);
        assigned(&branch.other, &mut set);
        for (name, value) in &mut self.variables {
            if set.contains(&&*name) {
                value.origin.open = value.origin.open.or(Some(doubt));
            }
        }
    }

    fn range(&mut self, branch: &Branch, dot: &Value) -> Result<Flow, Fault> {
        let value = self.pipe(&branch.pipe, dot)?;
        let open = match &value.data {
            Data::Unknown(_) => Some(value.origin.doubt.unwrap_or(Doubt::Given)),
            _ => value.origin.open.or(value.origin.doubt),
        };
        if let Some(doubt) = open
            && !self.fork(doubt, &branch.pipe)
        {
            let flow = self.nodes(&branch.other, dot);
            self.loosen(branch, open);
            return flow;
        }
        let elements = Self::elements(&value, self.span(&branch.pipe.at))?;
        let known = self.variables.len();
        let mut ran = false;
        let mut count: i64 = 0;
        while let Some((key, element)) = elements.at(count) {
            ran = true;
            count += 1;
            self.run.step()?;
            self.bind(&branch.pipe, key, &element);
            let flow = self.nodes(&branch.body, &element)?;
            self.variables.truncate(known);
            if flow == Flow::Break {
                break;
            }
        }
        self.loosen(branch, open);
        if ran { Ok(Flow::Next) } else { self.nodes(&branch.other, dot) }
    }

    /// Puts key and element into the variables of a range. The pipeline has bound them to the whole.
    fn bind(&mut self, pipe: &Pipe, key: Value, element: &Value) {
        let values = match pipe.variables.as_slice() {
            [] => return,
            [one] => vec![(one, element.clone())],
            [first, second, ..] => vec![(first, key), (second, element.clone())],
        };
        for (name, value) in values {
            self.assign(name, value);
        }
    }

    fn elements(value: &Value, at: Option<Span>) -> Result<Elements, Fault> {
        let number = |i: usize| Value::int(i as i64);
        Ok(match &value.data {
            Data::Nil => Elements::List(vec![]),
            Data::Int(n) | Data::Long(n) => Elements::Count(*n),
            Data::List(list) => {
                let items = list.items().iter().enumerate();
                Elements::List(items.map(|(i, v)| (number(i), v.clone())).collect())
            }
            Data::Map(map) => {
                let key =
                    |k: &str, from| Value::text(Text::new(k, Place { from, ..Place::default() }));
                let entries = map.entries().into_iter();
                Elements::List(entries.map(|(k, s)| (key(&k, s.key), s.value)).collect())
            }
            Data::Object(object) if object.len().is_some() => Elements::List(object.entries()),
            // One element stands for those that are not known.
            Data::Unknown(_) => {
                let one = || Value::unknown(value.origin, None);
                Elements::List(vec![(one(), one())])
            }
            _ => {
                let shown = print::plain(value)?;
                let short: String = shown.chars().take(40).collect();
                return Err(Fault::new(format!(
                    "`range` runs over lists, maps and whole numbers, not over `{short}` ({})",
                    value.type_name()
                ))
                .at(at));
            }
        })
    }

    fn template(
        &mut self,
        at: &Range<usize>,
        name: &Rc<str>,
        pipe: Option<&Pipe>,
        dot: &Value,
    ) -> Result<(), Fault> {
        let value = match pipe {
            Some(pipe) => self.pipe(pipe, dot)?,
            None => Value::nil(),
        };
        let here = self.span(at);
        let define = self.library.get(name).cloned();
        let define = define.ok_or_else(|| no_template(name).at(here))?;
        let text = Exec::output(self.run, self.library, &define, value).map_err(|f| f.at(here))?;
        self.write(&text, at)
    }
}

pub(crate) fn no_template(name: &str) -> Fault {
    Fault::new(format!("there is no template `{name}`: define it, or fetch the library that does"))
}

/// The variables that `nodes` set, wherever in them.
fn assigned<'n>(nodes: &'n [Node], found: &mut Vec<&'n Rc<str>>) {
    for node in nodes {
        match node {
            Node::Action(pipe) if pipe.assigns => found.extend(&pipe.variables),
            Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                assigned(&branch.body, found);
                assigned(&branch.other, found);
            }
            _ => {}
        }
    }
}

/// What a range runs over.
enum Elements {
    Count(i64),
    List(Vec<(Value, Value)>),
}

impl Elements {
    fn at(&self, index: i64) -> Option<(Value, Value)> {
        match self {
            Elements::Count(end) => (index < *end).then(|| (Value::int(index), Value::int(index))),
            Elements::List(items) => items.get(usize::try_from(index).ok()?).cloned(),
        }
    }
}
