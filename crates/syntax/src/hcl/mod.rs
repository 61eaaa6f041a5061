//! HCL, the language of Terraform: text to a tree with exact spans.
//!
//! A file that does not parse is cut into its blocks, those into their attributes, and each is
//! parsed alone: an attribute that does not parse stays in the tree as [`ExprKind::Invalid`], a
//! block whose shape is lost is left out, and each costs one [`Error`].

mod ast;
mod convert;
mod json;
mod scan;
mod template;

#[cfg(test)]
mod tests;

pub use ast::{Attr, Binary, Block, Body, Expr, ExprKind, For, Item, Part, Step, Unary};
pub use json::{attrs_from_json, body_from_json};

use ringfort_source::{SourceId, Span};

use crate::Error;

use convert::Place;
use scan::scan;

/// Deepest nesting of brackets and templates that is handed to the parser.
const MAX_DEPTH: usize = 128;
/// Largest piece that is parsed at once; larger ones are cut first, which keeps time linear.
const MAX_PIECE: usize = 64 * 1024;
/// Most entries in one attribute's value: the parser looks for duplicates pairwise.
const MAX_ENTRIES: usize = 20_000;

/// Parses a whole file. What does not parse is told in the errors; the rest is in the body.
pub fn parse(source: SourceId, text: &str) -> (Body, Vec<Error>) {
    let offset = text.len() - text.trim_start_matches('\u{feff}').len();
    let text = text.get(offset..).unwrap_or("");
    let mut reader = Reader { source, errors: Vec::new(), level: 0 };
    let mut body = Body { items: Vec::new(), span: Span::of(source, offset..offset + text.len()) };
    let cut = scan(text, false);
    if text.len() <= MAX_PIECE
        && cut.deepest <= MAX_DEPTH
        && let Ok(items) = reader.whole(text, offset)
    {
        body.items = items;
        return (body, Vec::new());
    }
    let cut = if cut.balanced { cut } else { scan(text, true) };
    for range in cut.items {
        let piece = text.get(range.clone()).unwrap_or("");
        match reader.piece(piece, offset + range.start) {
            Ok(items) => body.items.extend(items),
            Err(error) => reader.errors.push(error),
        }
    }
    (body, reader.errors)
}

/// Parses one expression that stands at `span`; parts of it all get this span.
pub fn parse_expr(span: Span, text: &str) -> Result<Expr, Error> {
    guard(span, text)?;
    let place = Place { source: span.source, offset: 0, fixed: Some(span) };
    let parsed = hcl_edit::parser::parse_expr(text.trim());
    parsed.map(|e| place.expr(&e, span)).map_err(|e| Error { span, message: message(&e) })
}

/// Parses a file that a text at `span` holds; everything in it gets this span.
pub fn parse_body(span: Span, text: &str) -> Result<Body, Error> {
    guard(span, text)?;
    let place = Place { source: span.source, offset: 0, fixed: Some(span) };
    let parsed = hcl_edit::parser::parse_body(text);
    parsed.map(|body| place.body(&body, span)).map_err(|e| Error { span, message: message(&e) })
}

/// Parses a text that is a template as a whole (a template file, a text in JSON).
pub fn parse_template(span: Span, text: &str) -> Result<Expr, Error> {
    if !text.contains("${") && !text.contains("%{") {
        return Ok(Expr::new(span, ExprKind::Str(text.into())));
    }
    guard(span, text)?;
    let place = Place { source: span.source, offset: 0, fixed: Some(span) };
    let parsed = hcl_edit::parser::parse_template(text);
    let parsed = parsed.map_err(|e| Error { span, message: message(&e) })?;
    Ok(Expr::new(span, place.template(parsed.iter(), span)))
}

/// Refuses what is too deep or too wide for the parser.
fn guard(span: Span, text: &str) -> Result<(), Error> {
    let found = scan(text, false);
    if found.deepest > MAX_DEPTH {
        let message = format!("nested deeper than {MAX_DEPTH} levels");
        return Err(Error { span, message });
    }
    if found.entries > MAX_ENTRIES {
        let message = format!("more than {MAX_ENTRIES} entries in one value");
        return Err(Error { span, message });
    }
    Ok(())
}

fn message(error: &hcl_edit::parser::Error) -> String {
    error.message().replace('\n', "; ")
}

struct Reader {
    source: SourceId,
    errors: Vec<Error>,
    /// How many blocks deep the reading by parts is.
    level: usize,
}

impl Reader {
    fn span(&self, text: &str, offset: usize) -> Span {
        let lead = text.len() - text.trim_start().len();
        Span::of(self.source, offset + lead..(offset + text.trim_end().len()).max(offset + lead))
    }

    /// Hands `text` to the parser.
    fn whole(&self, text: &str, offset: usize) -> Result<Vec<Item>, Error> {
        let place = Place { source: self.source, offset, fixed: None };
        match hcl_edit::parser::parse_body(text) {
            Ok(body) => Ok(place.body(&body, self.span(text, offset)).items),
            Err(error) => {
                let mut at = error.location().offset().min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                let next = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
                let span = Span::of(self.source, offset + at..offset + at + next);
                Err(Error { span, message: message(&error) })
            }
        }
    }

    /// Parses one item, by its parts if it does not parse as a whole.
    fn piece(&mut self, text: &str, offset: usize) -> Result<Vec<Item>, Error> {
        let found = scan(text, false);
        let fits = found.deepest <= MAX_DEPTH && text.len() <= MAX_PIECE;
        let error = match fits.then(|| self.whole(text, offset)) {
            Some(Ok(items)) => return Ok(items),
            Some(Err(error)) => error,
            None => Error {
                span: self.span(text, offset),
                message: format!("nested deeper than {MAX_DEPTH} levels"),
            },
        };
        self.level += 1;
        let block = if self.level < MAX_DEPTH { self.block(text, offset) } else { Ok(None) };
        self.level -= 1;
        if let Some(block) = block? {
            return Ok(vec![Item::Block(block)]);
        }
        self.attr(text, offset, error).map(|a| vec![Item::Attr(a)])
    }

    /// A block whose body is read item by item. `None` if the text does not begin like one.
    fn block(&mut self, text: &str, offset: usize) -> Result<Option<Block>, Error> {
        let Some(brace) = header_end(text) else { return Ok(None) };
        let head = format!("{}{{}}", text.get(..brace).unwrap_or(""));
        let Ok(items) = self.whole(&head, offset) else { return Ok(None) };
        let Some(Item::Block(mut block)) = items.into_iter().next() else { return Ok(None) };
        let inside = text.get(brace + 1..).unwrap_or("");
        let inside = inside.trim_end();
        let inside = inside.strip_suffix('}').unwrap_or_else(|| {
            self.errors.push(Error::new(block.header, "the block is not closed; expected `}`"));
            inside
        });
        let start = offset + brace + 1;
        for range in scan(inside, false).items {
            let piece = inside.get(range.clone()).unwrap_or("");
            // Without progress there is no end: a piece is shorter than its block.
            if piece.len() < text.len() {
                block.body.items.extend(self.piece(piece, start + range.start)?);
            }
        }
        block.span = block.header.to(self.span(text, offset));
        block.body.span = Span::of(self.source, start..start + inside.len());
        Ok(Some(block))
    }

    /// An attribute whose value does not parse as it stands: in parentheses, where line ends are
    /// free, or kept as invalid. What is no attribute loses its block.
    fn attr(&mut self, text: &str, offset: usize, error: Error) -> Result<Attr, Error> {
        let body = text.trim_start();
        let lead = offset + text.len() - body.len();
        let name: &str = body
            .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .next()
            .unwrap_or("");
        let after = body.get(name.len()..).unwrap_or("").trim_start();
        let Some(value) = after.strip_prefix('=').filter(|v| !v.starts_with('=')) else {
            return Err(error);
        };
        // What does not close may have swallowed its neighbours: none of them is known then.
        if name.is_empty() || !scan(text, false).balanced {
            return Err(error);
        }
        let start = lead + body.len() - value.len();
        let span = self.span(value, start);
        let value = self.value(value, start, span).unwrap_or_else(|| {
            let cause = format!("does not parse: {}", error.message).into();
            self.errors.push(error);
            Expr::new(span, ExprKind::Invalid(cause))
        });
        let name_span = Span::of(self.source, lead..lead + name.len());
        Ok(Attr { name: name.into(), name_span, value })
    }

    fn value(&self, text: &str, offset: usize, span: Span) -> Option<Expr> {
        guard(span, text).ok()?;
        let wrapped = format!("({text}\n)");
        let expr = hcl_edit::parser::parse_expr(&wrapped).ok()?;
        let place = Place { source: self.source, offset: offset.checked_sub(1)?, fixed: None };
        let hcl_edit::expr::Expression::Parenthesis(inner) = &expr else { return None };
        Some(place.expr(inner.inner(), span))
    }
}

/// The offset of the `{` after `kind "label" label`, where a text begins like that.
fn header_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '{' if !quoted => return Some(at),
            '=' | '(' | '[' if !quoted => return None,
            '\n' if !text.get(..at)?.trim().is_empty() && !is_comment(text.get(..at)?) => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Do only comments and blank lines stand here?
fn is_comment(text: &str) -> bool {
    text.lines().all(|l| {
        let l = l.trim_start();
        l.is_empty() || l.starts_with('#') || l.starts_with("//")
    })
}
