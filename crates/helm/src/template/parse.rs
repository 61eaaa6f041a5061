//! From tokens to the tree.

use std::ops::Range;
use std::rc::Rc;

use super::ast::{Branch, Define, Node, Unit};
use super::lex::{self, Wrong};
use super::token::{Tok, Token};
use crate::fault::Fault;

/// How deep blocks and parentheses may nest.
const MAX_DEPTH: usize = 200;

/// What a template text holds.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// Its own body.
    pub(crate) body: Vec<Node>,
    /// The templates it defines, in order.
    pub(crate) defines: Vec<(Rc<str>, Rc<Define>)>,
}

/// Parses the text of `unit`. `knows` says which functions there are.
pub(crate) fn parse(unit: &Rc<Unit>, knows: &dyn Fn(&str) -> bool) -> Result<Parsed, Fault> {
    let fault = |(at, message): Wrong| Fault::new(message).at(unit.text.span(widen(at, unit)));
    let tokens = lex::tokens(&unit.text.text).map_err(fault)?;
    let mut parser = Parser {
        tokens,
        next: 0,
        unit,
        knows,
        depth: 0,
        loops: 0,
        variables: vec!["$".into()],
        defines: vec![],
    };
    match parser.top() {
        Ok(body) => Ok(Parsed { body, defines: parser.defines }),
        Err(wrong) => Err(fault(wrong)),
    }
}

/// An empty place at the end of the text has no line: take the byte before.
fn widen(at: Range<usize>, unit: &Unit) -> Range<usize> {
    let start = at.start.min(unit.text.len().saturating_sub(1));
    start..at.end.max(start + 1)
}

/// A text that is being parsed.
pub(super) struct Parser<'a> {
    pub(super) tokens: Vec<Token>,
    pub(super) next: usize,
    unit: &'a Rc<Unit>,
    pub(super) knows: &'a dyn Fn(&str) -> bool,
    depth: usize,
    loops: usize,
    pub(super) variables: Vec<Rc<str>>,
    defines: Vec<(Rc<str>, Rc<Define>)>,
}

/// How a list of nodes ended.
enum End {
    /// With the text.
    Text,
    /// With `{{ end }}`.
    Closed,
    /// With `{{ else }}`, whose word was read; the rest of the action was not.
    Else(Range<usize>),
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&Tok> {
        self.tokens.get(self.next).map(|t| &t.kind)
    }

    /// The next token that is no white space.
    pub(super) fn solid(&mut self) -> Option<&Tok> {
        while self.peek() == Some(&Tok::Space) {
            self.next += 1;
        }
        self.peek()
    }

    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// The place of the next token.
    pub(super) fn here(&self) -> Range<usize> {
        let end = self.unit.text.len();
        self.tokens.get(self.next).map_or(end..end, |t| t.at.clone())
    }

    pub(super) fn wrong<T>(&self, message: impl Into<String>) -> Result<T, Wrong> {
        Err((self.here(), message.into()))
    }

    pub(super) fn unexpected<T>(&mut self, where_: &str) -> Result<T, Wrong> {
        let found = self.solid().map_or_else(|| "the end".into(), Tok::name);
        self.wrong(format!("unexpected {found} in {where_}"))
    }

    fn right(&mut self, where_: &str) -> Result<(), Wrong> {
        if self.solid() == Some(&Tok::Right) {
            self.next += 1;
            return Ok(());
        }
        self.unexpected(where_)
    }

    fn top(&mut self) -> Result<Vec<Node>, Wrong> {
        match self.nodes(true)? {
            (nodes, End::Text) => Ok(nodes),
            (_, End::Closed) => {
                self.next = self.next.saturating_sub(1);
                self.wrong("`end` without anything that it ends")
            }
            (_, End::Else(at)) => Err((at, "`else` without `if`, `with` or `range`".into())),
        }
    }

    /// The nodes up to the `end` or `else` that belongs to them.
    fn nodes(&mut self, top: bool) -> Result<(Vec<Node>, End), Wrong> {
        let mut out = vec![];
        loop {
            let Some(token) = self.take() else { return Ok((out, End::Text)) };
            if token.kind == Tok::Text {
                out.push(Node::Text(token.at));
                continue;
            }
            let word = match self.solid() {
                Some(Tok::Word(word)) => word.clone(),
                _ => "".into(),
            };
            let start = self.here();
            match &*word {
                "end" => {
                    self.next += 1;
                    self.right("`end`")?;
                    return Ok((out, End::Closed));
                }
                "else" => {
                    self.next += 1;
                    return Ok((out, End::Else(start)));
                }
                "define" if top => self.define(start)?,
                "define" => return self.wrong("`define` inside another block: move it to the top"),
                _ => self.action(&word, &mut out)?,
            }
        }
    }

    fn action(&mut self, word: &str, out: &mut Vec<Node>) -> Result<(), Wrong> {
        let start = self.here();
        let known = self.variables.len();
        match word {
            "if" | "with" | "range" => {
                self.next += 1;
                out.push(self.branch(word, start)?);
                self.variables.truncate(known);
            }
            "template" => {
                self.next += 1;
                out.push(self.template(start)?);
            }
            "block" => {
                self.next += 1;
                out.push(self.block(start)?);
            }
            "break" | "continue" if self.keyword_alone() => {
                if self.loops == 0 {
                    return self.wrong(format!("`{word}` outside `range`"));
                }
                self.next += 1;
                self.right(word)?;
                out.push(if word == "break" { Node::Break } else { Node::Continue });
            }
            _ => {
                let pipe = self.pipe(&Tok::Right, "an action", false)?;
                if pipe.commands.is_empty() {
                    return Err((start, "an action without a value".into()));
                }
                out.push(Node::Action(pipe));
            }
        }
        Ok(())
    }

    fn keyword_alone(&self) -> bool {
        let rest = self.tokens.get(self.next + 1..).unwrap_or(&[]);
        rest.iter().find(|t| t.kind != Tok::Space).is_some_and(|t| t.kind == Tok::Right)
    }

    pub(super) fn deeper<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        if self.depth >= MAX_DEPTH {
            return self
                .wrong(format!("blocks nest more than {MAX_DEPTH} deep: split the template"));
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    fn branch(&mut self, word: &str, start: Range<usize>) -> Result<Node, Wrong> {
        self.deeper(|parser| {
            let range = word == "range";
            let pipe = parser.pipe(&Tok::Right, word, range)?;
            if pipe.commands.is_empty() {
                return Err((start.clone(), format!("`{word}` without a value")));
            }
            parser.loops += usize::from(range);
            let body = parser.nodes(false);
            parser.loops -= usize::from(range);
            let (body, end) = body?;
            let other = match end {
                End::Closed => vec![],
                End::Text => return Err((start, format!("`{word}` is not closed: add `end`"))),
                End::Else(_) => parser.other(word, &start)?,
            };
            let branch = Branch { pipe, body, other };
            Ok(match word {
                "if" => Node::If(branch),
                "with" => Node::With(branch),
                _ => Node::Range(branch),
            })
        })
    }

    /// What follows an `else`: another `if` (which shares its `end`), or nodes up to the `end`.
    fn other(&mut self, word: &str, start: &Range<usize>) -> Result<Vec<Node>, Wrong> {
        if let Some(Tok::Word(next)) = self.solid()
            && (&**next == "if" || &**next == "with")
        {
            let next = next.clone();
            if &*next != word {
                return self.wrong(format!("`else {next}` in `{word}`"));
            }
            let here = self.here();
            self.next += 1;
            let known = self.variables.len();
            let node = self.branch(&next, here)?;
            self.variables.truncate(known);
            return Ok(vec![node]);
        }
        self.right("`else`")?;
        match self.nodes(false)? {
            (nodes, End::Closed) => Ok(nodes),
            (_, End::Text) => Err((start.clone(), format!("`{word}` is not closed: add `end`"))),
            (_, End::Else(second)) => Err((second, "a second `else`".into())),
        }
    }

    fn name(&mut self, what: &str) -> Result<Rc<str>, Wrong> {
        match self.solid().cloned() {
            Some(Tok::Str(name)) => {
                self.next += 1;
                Ok(name)
            }
            _ => self.unexpected(&format!("{what}: its name is a text in quotes")),
        }
    }

    fn define(&mut self, start: Range<usize>) -> Result<(), Wrong> {
        self.next += 1;
        let name = self.name("`define`")?;
        self.right("`define`")?;
        self.body(&start, "define", name)
    }

    /// The body of a `define` or `block`, which has variables of its own.
    fn body(&mut self, start: &Range<usize>, word: &str, name: Rc<str>) -> Result<(), Wrong> {
        let variables = std::mem::replace(&mut self.variables, vec!["$".into()]);
        let loops = std::mem::take(&mut self.loops);
        let result = self.deeper(|parser| parser.nodes(false));
        (self.variables, self.loops) = (variables, loops);
        match result? {
            (body, End::Closed) => {
                let unit = self.unit.clone();
                self.defines.push((name, Rc::new(Define { unit, body })));
                Ok(())
            }
            (_, End::Text) => Err((start.clone(), format!("`{word}` is not closed: add `end`"))),
            (_, End::Else(at)) => Err((at, format!("`else` in `{word}`"))),
        }
    }

    fn template(&mut self, start: Range<usize>) -> Result<Node, Wrong> {
        let name = self.name("`template`")?;
        let pipe = self.pipe(&Tok::Right, "`template`", false)?;
        let at = start.start..pipe.at.end.max(start.end);
        let pipe = (!pipe.commands.is_empty()).then_some(pipe);
        Ok(Node::Template { at, name, pipe })
    }

    fn block(&mut self, start: Range<usize>) -> Result<Node, Wrong> {
        let name = self.name("`block`")?;
        let pipe = self.pipe(&Tok::Right, "`block`", false)?;
        if pipe.commands.is_empty() {
            return Err((start, "`block` without a value".into()));
        }
        self.body(&start, "block", name.clone())?;
        Ok(Node::Template { at: start, name, pipe: Some(pipe) })
    }
}
