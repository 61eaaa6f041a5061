//! Pipelines: the inside of actions.

use std::rc::Rc;

use super::ast::{Command, Kind, Pipe, Word};
use super::lex::Wrong;
use super::parse::Parser;
use super::token::Tok;

impl Parser<'_> {
    /// A pipeline up to `end`, which is taken. Empty where there is none.
    pub(super) fn pipe(&mut self, end: &Tok, where_: &str, range: bool) -> Result<Pipe, Wrong> {
        self.solid();
        let start = self.here();
        let (variables, assigns) = self.declaration(range)?;
        let mut commands = vec![];
        loop {
            if self.solid() == Some(end) {
                break;
            }
            commands.push(self.command(end, where_)?);
            match self.solid() {
                Some(Tok::Pipe) => {
                    self.next += 1;
                    if self.solid() == Some(end) {
                        return self.wrong(format!("nothing behind `|` in {where_}"));
                    }
                }
                Some(t) if t == end => break,
                _ => return self.unexpected(where_),
            }
        }
        let stop = commands.last().map_or(start.end, |c: &Command| c.at.end);
        self.next += 1;
        check(&commands)?;
        if !variables.is_empty() && commands.is_empty() {
            return Err((start, format!("{where_} declares a variable without a value")));
        }
        Ok(Pipe { at: start.start..stop, variables, assigns, commands })
    }

    /// `$x :=`, `$x =`, and for `range` also `$i, $x :=`.
    fn declaration(&mut self, range: bool) -> Result<(Vec<Rc<str>>, bool), Wrong> {
        let start = self.next;
        let mut names = vec![];
        while let Some(Tok::Variable(name)) = self.solid().cloned() {
            self.next += 1;
            names.push(name);
            match self.solid() {
                Some(Tok::Comma) if range && names.len() < 2 => self.next += 1,
                Some(Tok::Declare) => {
                    self.next += 1;
                    self.variables.extend(names.iter().cloned());
                    return Ok((names, false));
                }
                Some(Tok::Assign) => {
                    self.next += 1;
                    for name in &names {
                        self.known(name)?;
                    }
                    return Ok((names, true));
                }
                _ => break,
            }
        }
        self.next = start;
        Ok((vec![], false))
    }

    fn known(&self, name: &str) -> Result<(), Wrong> {
        if self.variables.iter().any(|v| &**v == name) {
            return Ok(());
        }
        self.wrong(format!("the variable `{name}` is not declared here"))
    }

    fn command(&mut self, end: &Tok, where_: &str) -> Result<Command, Wrong> {
        let start = self.here().start;
        let mut words = vec![];
        loop {
            match self.solid() {
                None | Some(Tok::Pipe) => break,
                Some(t) if t == end => break,
                _ => {}
            }
            words.push(self.operand(where_)?);
            match self.peek() {
                Some(Tok::Space | Tok::Pipe) => {}
                Some(t) if t == end => {}
                _ => return self.unexpected(where_),
            }
        }
        let Some(last) = words.last() else {
            return self.wrong(format!("a value is missing in {where_}"));
        };
        Ok(Command { at: start..last.at.end, words })
    }

    /// A word with the fields behind it.
    fn operand(&mut self, where_: &str) -> Result<Word, Wrong> {
        let word = self.word(where_)?;
        let mut fields = vec![];
        let mut end = word.at.end;
        while let Some(Tok::Field(name)) = self.peek().cloned() {
            end = self.here().end;
            self.next += 1;
            fields.push(name);
        }
        if fields.is_empty() {
            return Ok(word);
        }
        let at = word.at.start..end;
        let kind = match word.kind {
            Kind::Field(mut own) => {
                own.extend(fields);
                Kind::Field(own)
            }
            Kind::Variable(name, mut own) => {
                own.extend(fields);
                Kind::Variable(name, own)
            }
            Kind::Bool(_)
            | Kind::Int(_)
            | Kind::Float(_)
            | Kind::Text(_)
            | Kind::Nil
            | Kind::Dot => {
                return Err((at, "a field of a constant".into()));
            }
            _ => Kind::Chain(Box::new(word), fields),
        };
        Ok(Word { at, kind })
    }

    fn word(&mut self, where_: &str) -> Result<Word, Wrong> {
        let Some(token) = self.take() else { return self.unexpected(where_) };
        let kind = match token.kind {
            Tok::Dot => Kind::Dot,
            Tok::Int(i) => Kind::Int(i),
            Tok::Float(f) => Kind::Float(f),
            Tok::Str(text) => Kind::Text(text),
            Tok::Field(name) => Kind::Field(vec![name]),
            Tok::Variable(name) => {
                self.next -= 1;
                self.known(&name)?;
                self.next += 1;
                Kind::Variable(name, vec![])
            }
            Tok::Word(name) => match &*name {
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                "nil" => Kind::Nil,
                _ if (self.knows)(&name) => Kind::Function(name),
                _ => {
                    return Err((token.at, format!("there is no function `{name}`")));
                }
            },
            Tok::Open => {
                let pipe = self.deeper(|p| p.pipe(&Tok::Close, "parentheses", false))?;
                if pipe.commands.is_empty() {
                    return Err((token.at, "parentheses without a value".into()));
                }
                let end = self.tokens.get(self.next - 1).map_or(pipe.at.end, |t| t.at.end);
                return Ok(Word { at: token.at.start..end, kind: Kind::Pipe(Box::new(pipe)) });
            }
            _ => {
                self.next -= 1;
                return self.unexpected(where_);
            }
        };
        Ok(Word { at: token.at, kind })
    }
}

/// Only the first command of a pipeline may be a value; the others are functions.
fn check(commands: &[Command]) -> Result<(), Wrong> {
    for command in commands.iter().skip(1) {
        let Some(first) = command.words.first() else { continue };
        if matches!(
            first.kind,
            Kind::Bool(_) | Kind::Dot | Kind::Nil | Kind::Int(_) | Kind::Float(_) | Kind::Text(_)
        ) {
            let message = "a value behind `|`, where a function belongs";
            return Err((first.at.clone(), message.into()));
        }
    }
    Ok(())
}
