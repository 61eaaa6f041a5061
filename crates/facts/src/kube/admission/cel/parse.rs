//! Tokens to expressions.

use super::lex::{Token, tokens};

/// No expression of a policy is longer (Kubernetes itself bounds their cost).
const LONGEST: usize = 16_384;
/// Deeper nesting is not read.
const DEEPEST: u32 = 48;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// `null`.
    Null,
    /// `true` and `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(Box<str>),
    /// A name.
    Name(Box<str>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a.b`; `a.?b` where the last is true.
    Select(Box<Expr>, Box<str>, bool),
    /// `a[b]`.
    Index(Box<Expr>, Box<Expr>),
    /// `!a`.
    Not(Box<Expr>),
    /// `-a`.
    Minus(Box<Expr>),
    /// `a op b`.
    Binary(&'static str, Box<Expr>, Box<Expr>),
    /// `a ? b : c`.
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `f(a)`, `a.f(b)`, macros included.
    Call(Option<Box<Expr>>, Box<str>, Vec<Expr>),
}

/// The levels of operators, loosest first.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["==", "!=", "<=", ">=", "<", ">", "in"], &["+", "-"], &["*", "/"]];

/// Reads an expression; `None` where it is outside of what is read.
pub(super) fn parse(text: &str) -> Option<Expr> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let expression = parser.choice()?;
    parser.tokens.is_empty().then_some(expression)
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: u32,
}

impl Parser<'_> {
    fn eat(&mut self, sign: &str) -> bool {
        match self.tokens.split_first() {
            Some((Token::Sign(found), rest)) if *found == sign => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn choice(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let condition = self.binary(&LEVELS)?;
        let found = if self.eat("?") {
            let yes = self.choice()?;
            if !self.eat(":") {
                return None;
            }
            Expr::Choice(condition.into(), yes.into(), self.choice()?.into())
        } else {
            condition
        };
        self.depth -= 1;
        Some(found)
    }

    fn binary(&mut self, levels: &[&[&'static str]]) -> Option<Expr> {
        let Some((level, tighter)) = levels.split_first() else { return self.unary() };
        let mut left = self.binary(tighter)?;
        let mut length = 0;
        while let Some(operator) = self.operator(level) {
            // A long chain is as deep as it is long.
            length += 1;
            if length > DEEPEST * 4 {
                return None;
            }
            let right = self.binary(tighter)?;
            left = Expr::Binary(operator, left.into(), right.into());
        }
        Some(left)
    }

    fn operator(&mut self, level: &[&'static str]) -> Option<&'static str> {
        let (first, rest) = self.tokens.split_first()?;
        let found = level.iter().find(|operator| match first {
            Token::Sign(sign) => sign == *operator,
            Token::Name(name) => **operator == "in" && &**name == "in",
            _ => false,
        })?;
        self.tokens = rest;
        Some(found)
    }

    fn unary(&mut self) -> Option<Expr> {
        let mut signs = vec![];
        while let Some(sign) = ["!", "-"].into_iter().find(|sign| self.eat(sign)) {
            signs.push(sign);
        }
        if signs.len() > DEEPEST as usize {
            return None;
        }
        let operand = self.postfix()?;
        Some(signs.into_iter().rev().fold(operand, |inner, sign| match sign {
            "!" => Expr::Not(inner.into()),
            _ => Expr::Minus(inner.into()),
        }))
    }

    fn postfix(&mut self) -> Option<Expr> {
        let mut found = self.primary()?;
        let mut length = 0;
        loop {
            length += 1;
            if length > DEEPEST {
                return None;
            }
            if self.eat(".?") {
                let Token::Name(field) = self.next()? else { return None };
                found = Expr::Select(found.into(), field, true);
            } else if self.eat(".") {
                let Token::Name(name) = self.next()? else { return None };
                found = if self.eat("(") {
                    Expr::Call(Some(found.into()), name, self.arguments(")")?)
                } else {
                    Expr::Select(found.into(), name, false)
                };
            } else if self.eat("[") {
                let index = self.choice()?;
                if !self.eat("]") {
                    return None;
                }
                found = Expr::Index(found.into(), index.into());
            } else {
                return Some(found);
            }
        }
    }

    fn primary(&mut self) -> Option<Expr> {
        if self.eat("(") {
            let inner = self.choice()?;
            return self.eat(")").then_some(inner);
        }
        if self.eat("[") {
            return Some(Expr::List(self.arguments("]")?));
        }
        Some(match self.next()? {
            Token::Int(number) => Expr::Int(number),
            Token::Text(text) => Expr::Text(text),
            Token::Sign(_) => return None,
            Token::Name(name) => match &*name {
                "true" => Expr::Bool(true),
                "false" => Expr::Bool(false),
                "null" => Expr::Null,
                _ if self.eat("(") => Expr::Call(None, name, self.arguments(")")?),
                _ => Expr::Name(name),
            },
        })
    }

    fn arguments(&mut self, end: &str) -> Option<Vec<Expr>> {
        let mut found = vec![];
        loop {
            if self.eat(end) {
                return Some(found);
            }
            found.push(self.choice()?);
            if !self.eat(",") {
                return self.eat(end).then_some(found);
            }
        }
    }
}
