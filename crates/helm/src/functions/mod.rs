//! The functions a template can call: Go's own, Sprig's and Helm's. Sources: the documentation of `text/template`,
//! the Sprig function reference, and Helm's "Template Function List".

// All functions have one shape, whether or not they can fail.
#![allow(clippy::unnecessary_wraps)]

mod cases;
mod core;
mod crypto;
mod dates;
mod defaults;
mod dicts;
mod encoding;
mod helm;
mod lists;
mod numbers;
mod regexes;
mod strings;
mod types;
mod urls;

pub(crate) use dicts::copy;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use ringfort_source::Span;

use crate::exec::Exec;
use crate::fault::Fault;
use crate::text::Text;
use crate::value::{Data, List, Map, Value};

/// What a function gives.
pub(crate) type Reply = Result<Value, Fault>;

/// A function with the number of arguments it takes.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    least: usize,
    most: usize,
    /// Is nothing of the result known where an argument is not? The others see to it themselves.
    pub(crate) whole: bool,
    pub(crate) run: fn(&mut Call<'_, '_>) -> Reply,
}

/// Any number of arguments.
const MANY: usize = usize::MAX;

/// A row of a table of functions.
const fn row(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&mut Call<'_, '_>) -> Reply,
) -> Function {
    Function { name, least, most, whole: true, run }
}

/// A row for a function that says something even where an argument is not known.
const fn lax(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&mut Call<'_, '_>) -> Reply,
) -> Function {
    Function { name, least, most, whole: false, run }
}

/// A call that is being made.
pub(crate) struct Call<'a, 'e> {
    pub(crate) name: &'static str,
    pub(crate) exec: &'a Exec<'e>,
    /// The place of the call.
    pub(crate) at: Option<Span>,
    pub(crate) arguments: Vec<Value>,
}

/// All tables.
const TABLES: [&[Function]; 14] = [
    core::TABLE,
    cases::TABLE,
    crypto::TABLE,
    dates::TABLE,
    defaults::TABLE,
    dicts::TABLE,
    encoding::TABLE,
    helm::TABLE,
    lists::TABLE,
    numbers::TABLE,
    regexes::TABLE,
    strings::TABLE,
    types::TABLE,
    urls::TABLE,
];

/// The function of this name.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    static BY_NAME: OnceLock<HashMap<&'static str, &'static Function>> = OnceLock::new();
    let all = || TABLES.iter().flat_map(|t| t.iter()).map(|f| (f.name, f)).collect();
    BY_NAME.get_or_init(all).get(name).copied()
}

/// Is there a function of this name?
pub(crate) fn knows(name: &str) -> bool {
    matches!(name, "and" | "or") || find(name).is_some()
}

/// The names of all functions, sorted.
pub(crate) fn names() -> Vec<&'static str> {
    let all = TABLES.iter().flat_map(|t| t.iter()).map(|f| f.name);
    let mut names: Vec<&str> = all.chain(["and", "or"]).collect();
    names.sort_unstable();
    names
}

impl Function {
    /// Is this number of arguments right?
    pub(crate) fn check(&self, count: usize) -> Result<(), Fault> {
        if (self.least..=self.most).contains(&count) {
            return Ok(());
        }
        let wants = match (self.least, self.most) {
            (least, MANY) => format!("at least {least}"),
            (least, most) if least == most => least.to_string(),
            (least, most) => format!("{least} to {most}"),
        };
        Err(Fault::new(format!("`{}` takes {wants} arguments and is given {count}", self.name)))
    }
}

impl Call<'_, '_> {
    /// An argument; nil where there is none.
    fn any(&self, index: usize) -> Value {
        self.arguments.get(index).cloned().unwrap_or_else(Value::nil)
    }

    /// The arguments from `index` on.
    fn rest(&self, index: usize) -> &[Value] {
        self.arguments.get(index..).unwrap_or(&[])
    }

    fn wrong(&self, index: usize, expected: &str) -> Fault {
        let found = self.any(index);
        let message = if found.is_nil() {
            format!("argument {} is not set; expected {expected}", index + 1)
        } else {
            format!("argument {} is of type {}; expected {expected}", index + 1, found.type_name())
        };
        Fault::new(message)
    }

    /// A text.
    fn text(&self, index: usize) -> Result<Rc<Text>, Fault> {
        match &self.any(index).data {
            Data::Text(text) => Ok(text.clone()),
            Data::Unknown(_) => Ok(Rc::new(Text::new("unknown", self.any(index).origin.place()))),
            _ => Err(self.wrong(index, "string")),
        }
    }

    fn string(&self, index: usize) -> Result<String, Fault> {
        Ok(self.text(index)?.text.clone())
    }

    /// Go's `int`.
    fn int(&self, index: usize) -> Result<i64, Fault> {
        match self.any(index).data {
            Data::Int(i) => Ok(i),
            _ => Err(self.wrong(index, "int")),
        }
    }

    fn bool(&self, index: usize) -> Result<bool, Fault> {
        match self.any(index).data {
            Data::Bool(b) => Ok(b),
            _ => Err(self.wrong(index, "bool")),
        }
    }

    fn map(&self, index: usize) -> Result<Rc<Map>, Fault> {
        match &self.any(index).data {
            // Sprig's functions take no `map[string]string`, which `split` makes.
            Data::Map(map) if !map.holds_strings() => Ok(map.clone()),
            // A nil map is an empty one.
            Data::Nil => Ok(Rc::default()),
            _ => Err(self.wrong(index, "map[string]interface {}")),
        }
    }

    fn list(&self, index: usize) -> Result<Rc<List>, Fault> {
        match &self.any(index).data {
            Data::List(list) => Ok(list.clone()),
            _ => Err(self.wrong(index, "list")),
        }
    }

    /// A result that is not known, since it hangs on the argument at `index`; its truth where that is known.
    fn unknown(&self, index: usize, truth: Option<bool>) -> Reply {
        Ok(Value::unknown(self.any(index).origin, truth))
    }

    /// The first argument from `from` on that may be another value than it is here.
    fn doubtful(&self, from: usize) -> Option<usize> {
        (from..self.arguments.len()).find(|i| self.any(*i).is_doubtful())
    }

    /// A value as `%v` prints it.
    fn shown(&self, value: &Value) -> Result<Text, Fault> {
        let shown = crate::print::show(value)?;
        self.room(shown.len())?;
        Ok(shown)
    }

    /// A value as Sprig's `strval` has it: bytes are a text.
    fn strval(&self, value: &Value) -> Result<Text, Fault> {
        let shown = crate::print::strval(value)?;
        self.room(shown.len())?;
        Ok(shown)
    }

    /// Room for what is about to be made.
    fn room(&self, size: usize) -> Result<(), Fault> {
        self.exec.run.spend(size)
    }
}

/// A text reply.
fn text(text: Text) -> Reply {
    Ok(Value::text(text))
}
