//! Templates: text, interpolations and directives, with strip markers applied.

use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Strip, Template};
use ringfort_source::Span;

use super::ast::{ExprKind, Part};
use super::convert::Place;

/// Parts under construction; knows whether the next text loses its leading space.
#[derive(Default)]
struct Parts {
    out: Vec<Part>,
    strip_next: bool,
}

impl Parts {
    fn text(&mut self, text: &str) {
        let text = if self.strip_next { text.trim_start() } else { text };
        if !text.is_empty() {
            self.strip_next = false;
            self.out.push(Part::Text(text.into()));
        }
    }

    /// A strip marker on the left: the text before loses its trailing space.
    fn strip_before(&mut self) {
        if let Some(Part::Text(text)) = self.out.last_mut() {
            *text = text.trim_end().into();
        }
    }

    fn push(&mut self, part: Part, strip_after: bool) {
        self.out.push(part);
        self.strip_next = strip_after;
    }
}

fn before(strip: Strip) -> bool {
    strip.strip_start()
}

fn after(strip: Strip) -> bool {
    strip.strip_end()
}

impl Place {
    /// The expression that a quoted or heredoc template is: a plain text where nothing is
    /// interpolated.
    pub(super) fn template<'e>(
        self,
        elements: impl Iterator<Item = &'e Element>,
        span: Span,
    ) -> ExprKind {
        let mut parts = self.parts(elements, span, false, false);
        match parts.as_mut_slice() {
            [] => ExprKind::Str("".into()),
            [Part::Text(text)] => ExprKind::Str(std::mem::take(text)),
            _ => ExprKind::Template(parts),
        }
    }

    fn parts<'e>(
        self,
        elements: impl Iterator<Item = &'e Element>,
        span: Span,
        strip_first: bool,
        strip_last: bool,
    ) -> Vec<Part> {
        let mut parts = Parts { out: Vec::new(), strip_next: strip_first };
        for element in elements {
            match element {
                Element::Literal(text) => parts.text(text.as_str()),
                Element::Interpolation(i) => {
                    if before(i.strip) {
                        parts.strip_before();
                    }
                    parts.push(Part::Value(self.expr(&i.expr, span)), after(i.strip));
                }
                Element::Directive(d) => match &**d {
                    Directive::If(d) => self.if_directive(d, span, &mut parts),
                    Directive::For(d) => self.for_directive(d, span, &mut parts),
                },
            }
        }
        if strip_last {
            parts.strip_before();
        }
        parts.out
    }

    fn if_directive(self, d: &IfDirective, span: Span, parts: &mut Parts) {
        if before(d.if_expr.strip) {
            parts.strip_before();
        }
        let end = d.endif_expr.strip;
        let middle = d.else_expr.as_ref().map_or(end, |e| e.strip);
        let inner = |t: &Template, first, last| self.parts(t.iter(), span, first, last);
        let then = inner(&d.if_expr.template, after(d.if_expr.strip), before(middle));
        let other = d
            .else_expr
            .as_ref()
            .map_or_else(Vec::new, |e| inner(&e.template, after(e.strip), before(end)));
        let cond = self.expr(&d.if_expr.cond_expr, span);
        parts.push(Part::If { cond, then, other }, after(end));
    }

    fn for_directive(self, d: &ForDirective, span: Span, parts: &mut Parts) {
        let (start, end) = (d.for_expr.strip, d.endfor_expr.strip);
        if before(start) {
            parts.strip_before();
        }
        let part = Part::For {
            key_var: d.for_expr.key_var.as_ref().map(|v| v.as_str().into()),
            value_var: d.for_expr.value_var.as_str().into(),
            over: self.expr(&d.for_expr.collection_expr, span),
            body: self.parts(d.for_expr.template.iter(), span, after(start), before(end)),
        };
        parts.push(part, after(end));
    }
}
