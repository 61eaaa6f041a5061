//! Evaluating pipelines.

use std::rc::Rc;

use ringfort_source::Span;

use super::Exec;
use crate::fault::Fault;
use crate::functions::{self, Call};
use crate::objects::no_member;
use crate::template::ast::{Command, Kind, Pipe, Word};
use crate::value::{Data, Origin, Value};

impl Exec<'_> {
    /// The value of a pipeline; its variables are bound to it.
    pub(super) fn pipe(&mut self, pipe: &Pipe, dot: &Value) -> Result<Value, Fault> {
        let mut value = None;
        for command in &pipe.commands {
            value = Some(self.command(command, dot, value)?);
        }
        let value = value.unwrap_or_else(Value::nil);
        for name in &pipe.variables {
            if pipe.assigns {
                self.assign(name, value.clone());
            } else {
                self.variables.push((name.clone(), value.clone()));
            }
        }
        Ok(value)
    }

    /// Sets the innermost variable of this name.
    pub(super) fn assign(&mut self, name: &Rc<str>, value: Value) {
        if let Some(slot) = self.variables.iter_mut().rev().find(|v| v.0 == *name) {
            slot.1 = value;
        }
    }

    fn command(
        &mut self,
        command: &Command,
        dot: &Value,
        last: Option<Value>,
    ) -> Result<Value, Fault> {
        self.run.step()?;
        let Some((first, rest)) = command.words.split_first() else { return Ok(Value::nil()) };
        let span = self.span(&command.at);
        if let Kind::Function(name) = &first.kind {
            return self.function(name, rest, dot, last, span).map_err(|f| f.at(span));
        }
        let fields: &[Rc<str>] = match &first.kind {
            Kind::Field(names) | Kind::Variable(_, names) | Kind::Chain(_, names) => names,
            _ => &[],
        };
        if fields.is_empty() && (!rest.is_empty() || last.is_some()) {
            return Err(Fault::new("a value that is no function is given arguments").at(span));
        }
        let receiver = match &first.kind {
            Kind::Nil => return Err(Fault::new("`nil` alone is no value").at(span)),
            Kind::Field(_) => dot.clone(),
            Kind::Variable(name, _) => self.variable(name),
            Kind::Chain(word, _) => self.word(word, dot)?,
            _ => return self.word(first, dot),
        };
        let mut arguments = vec![];
        for word in rest {
            arguments.push(self.word(word, dot)?);
        }
        arguments.extend(last);
        self.chain(receiver, fields, &arguments, first)
    }

    /// Follows fields; only the last one takes arguments.
    fn chain(
        &self,
        receiver: Value,
        fields: &[Rc<str>],
        arguments: &[Value],
        word: &Word,
    ) -> Result<Value, Fault> {
        let mut value = receiver;
        for (index, name) in fields.iter().enumerate() {
            let arguments = if index + 1 == fields.len() { arguments } else { &[] };
            value = member(&value, name, arguments).map_err(|fault| {
                let shown = self.unit.text.text.get(word.at.clone()).unwrap_or("");
                let message = format!("in `{shown}`: {}", fault.message);
                Fault { message, ..fault }.at(self.span(&word.at))
            })?;
        }
        Ok(value)
    }

    fn variable(&self, name: &str) -> Value {
        let found = self.variables.iter().rev().find(|v| &*v.0 == name);
        found.map_or_else(Value::nil, |v| v.1.clone())
    }

    fn word(&mut self, word: &Word, dot: &Value) -> Result<Value, Fault> {
        Ok(match &word.kind {
            Kind::Dot => dot.clone(),
            Kind::Nil => Value::nil(),
            Kind::Bool(b) => Value::bool(*b),
            Kind::Int(i) => Value::int(*i),
            Kind::Float(f) => Value::float(*f),
            Kind::Text(text) => Value::str(&**text),
            Kind::Field(names) => self.chain(dot.clone(), names, &[], word)?,
            Kind::Variable(name, names) => self.chain(self.variable(name), names, &[], word)?,
            Kind::Chain(inner, names) => {
                let receiver = self.word(inner, dot)?;
                self.chain(receiver, names, &[], word)?
            }
            Kind::Pipe(pipe) => stacker::maybe_grow(128 << 10, 2 << 20, || self.pipe(pipe, dot))?,
            Kind::Function(name) => {
                let span = self.span(&word.at);
                self.function(name, &[], dot, None, span).map_err(|f| f.at(span))?
            }
        })
    }

    fn function(
        &mut self,
        name: &str,
        words: &[Word],
        dot: &Value,
        last: Option<Value>,
        at: Option<Span>,
    ) -> Result<Value, Fault> {
        if matches!(name, "and" | "or") {
            return self.short_circuit(name, words, dot, last);
        }
        let mut arguments = Vec::with_capacity(words.len() + 1);
        for word in words {
            arguments.push(self.word(word, dot)?);
        }
        arguments.extend(last);
        self.apply(name, arguments, at)
    }

    /// Calls a function with its arguments.
    fn apply(&self, name: &str, arguments: Vec<Value>, at: Option<Span>) -> Result<Value, Fault> {
        let Some(function) = functions::find(name) else {
            return Err(Fault::new(format!("there is no function `{name}`")));
        };
        function.check(arguments.len())?;
        let origin = origin(&arguments);
        if function.whole && arguments.iter().any(|a| matches!(a.data, Data::Unknown(_))) {
            return Ok(Value::unknown(origin, None));
        }
        // What takes its arguments in parts says itself what of the result is not known.
        let origin = if function.whole { origin } else { origin.key() };
        let made_of = arguments.iter().filter(|a| a.is_doubtful()).find_map(|a| a.origin.doubt);
        let mut call = Call { name: function.name, exec: self, at, arguments };
        let value = (function.run)(&mut call).map_err(|fault| match fault.at {
            Some(_) => fault,
            None => {
                let message = format!("`{name}`: {}", fault.message);
                Fault { message, ..fault }
            }
        })?;
        let size = if value.as_list().is_some() { size_of::<Value>() } else { 1 };
        self.run.spend(value.len().unwrap_or(1).saturating_mul(size))?;
        if value.as_map().is_none() && value.as_list().is_none() {
            return Ok(value.with(origin));
        }
        // What was made of a text or number that is not known may have other elements, or none.
        let mut value = value;
        value.origin.doubt = value.origin.doubt.or(made_of.filter(|_| function.whole));
        Ok(value)
    }

    /// `and` and `or` stop at the first argument that decides. Behind one whose truth is not known a later one can
    /// still decide the truth, but not the value.
    fn short_circuit(
        &mut self,
        name: &str,
        words: &[Word],
        dot: &Value,
        last: Option<Value>,
    ) -> Result<Value, Fault> {
        let decisive = name == "or";
        let (mut value, mut open): (Option<Value>, Option<Value>) = (None, None);
        let mut decided_later = false;
        let mut words = words.iter();
        let mut last = last.map(Ok);
        while let Some(next) = words.next().map(|w| self.word(w, dot)).or_else(|| last.take()) {
            let next = match (next, &open) {
                // It may be what the unknown one guards against.
                (Err(fault), Some(open)) if !fault.limit => {
                    return Ok(Value::unknown(open.origin, None));
                }
                (next, _) => next?,
            };
            decided_later |= open.is_some();
            match (next.decided(), &open) {
                (Ok(truth), Some(open)) if truth == decisive => {
                    return Ok(Value::unknown(open.origin, Some(truth)));
                }
                (Ok(truth), None) if truth == decisive => return Ok(next),
                (Err(_), None) => open = Some(next.clone()),
                _ => {}
            }
            value = Some(next);
        }
        match (open.filter(|_| decided_later), value) {
            (Some(open), _) => Ok(Value::unknown(open.origin, None)),
            (None, Some(value)) => Ok(value),
            (None, None) => Err(Fault::new(format!("`{name}` needs an argument"))),
        }
    }
}

/// What the arguments say of where a result comes from: the first values key, any doubt.
fn origin(arguments: &[Value]) -> Origin {
    arguments.iter().map(|a| a.origin).fold(Origin::default(), Origin::or)
}

/// The field or method `name` of `value`.
pub(crate) fn member(value: &Value, name: &str, arguments: &[Value]) -> Result<Value, Fault> {
    match &value.data {
        Data::Nil => Err(Fault::new(format!(
            "nil has no `.{name}`: set the value before it, or guard it with `if` or `with`"
        ))),
        Data::Unknown(_) => Ok(Value::unknown(value.origin, None)),
        Data::Object(_) if arguments.iter().any(Value::is_doubtful) => {
            Ok(Value::unknown(origin(arguments), None))
        }
        Data::Object(object) => object.member(name, arguments),
        Data::Map(map) => {
            if map.is_struct() && matches!(name, "GitVersion" | "String") {
                return Ok(map.get("Version").unwrap_or_else(Value::nil));
            }
            match map.get(name) {
                Some(_) if !arguments.is_empty() => {
                    Err(Fault::new(format!("`.{name}` is no method but is given arguments")))
                }
                Some(found) => Ok(found),
                None if map.is_struct() => Err(no_member(name, value.type_name())),
                None if value.origin.doubt.is_some() => Ok(Value::unknown(value.origin, None)),
                None => Ok(Value::nil()),
            }
        }
        _ => Err(no_member(name, value.type_name())),
    }
}
