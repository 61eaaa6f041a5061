//! Filter patterns of `CloudWatch` Logs for JSON events: `{ ($.eventName = "StopLogging") && ... }`.
//!
//! A pattern is read into a tree and asked whether it matches a sample event; that says more than looking
//! for words in it. Source of the rules: "Filter pattern syntax for metric filters" of `CloudWatch` Logs.

use ringfort_check::facts::cloud::iam::covers;

/// An event: fields by their path without `$.`.
pub(crate) type Event<'a> = [(&'a str, &'a str)];

/// A pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// `A && B`, `A || B`.
    All(Vec<Pattern>),
    /// One of several.
    Any(Vec<Pattern>),
    /// `$.field OPERATOR value`.
    Test(String, Operator),
}

/// What is asked of a field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `= value`, with `*` as a wildcard.
    Is(String),
    /// `!= value`.
    IsNot(String),
    /// `EXISTS`, or a comparison of numbers, which needs the field.
    Exists,
    /// `NOT EXISTS` or `IS NULL`.
    Absent,
}

impl Pattern {
    /// Reads a pattern; `None` where it is not one for JSON events.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let inner = text.trim().strip_prefix('{')?.trim_end().strip_suffix('}')?;
        let tokens = tokens(inner);
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
        let pattern = reader.any()?;
        (reader.at == tokens.len()).then_some(pattern)
    }

    /// Does it match `event`?
    pub(crate) fn matches(&self, event: &Event<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|p| p.matches(event)),
            Self::Any(parts) => parts.iter().any(|p| p.matches(event)),
            Self::Test(field, operator) => {
                let value = event.iter().find(|(name, _)| name == field).map(|(_, v)| *v);
                match operator {
                    Operator::Is(wanted) => value.is_some_and(|v| covers(wanted, v)),
                    Operator::IsNot(other) => value.is_none_or(|v| !covers(other, v)),
                    Operator::Exists => value.is_some(),
                    Operator::Absent => value.is_none(),
                }
            }
        }
    }

    /// Is it about events of `CloudTrail` at all?
    pub(crate) fn is_about_calls(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::is_about_calls),
            Self::Test(field, _) => {
                let first = field.split('.').next().unwrap_or(field);
                [
                    "eventName",
                    "eventSource",
                    "userIdentity",
                    "errorCode",
                    "errorMessage",
                    "additionalEventData",
                ]
                .contains(&first)
            }
        }
    }
}

/// Words, texts in quotes, parentheses and operators.
fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '"' => {
                let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                out.push(format!("\"{quoted}"));
            }
            '(' | ')' => out.push(c.to_string()),
            '&' | '|' | '=' | '!' | '<' | '>' => {
                let mut operator = c.to_string();
                while let Some(next) = chars.next_if(|n| matches!(n, '&' | '|' | '=')) {
                    operator.push(next);
                }
                out.push(operator);
            }
            c => {
                let mut word = c.to_string();
                while let Some(next) = chars.next_if(|n| {
                    !n.is_whitespace()
                        && !matches!(n, '(' | ')' | '=' | '!' | '<' | '>' | '&' | '|' | '"')
                }) {
                    word.push(next);
                }
                out.push(word);
            }
        }
    }
    out
}

struct Reader<'a> {
    tokens: &'a [String],
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let hit = self.tokens.get(self.at).is_some_and(|t| t.eq_ignore_ascii_case(wanted));
        self.at += usize::from(hit);
        hit
    }

    fn any(&mut self) -> Option<Pattern> {
        let mut parts = vec![self.all()?];
        while self.eat("||") {
            parts.push(self.all()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Pattern::Any(parts)) }
    }

    fn all(&mut self) -> Option<Pattern> {
        let mut parts = vec![self.one()?];
        while self.eat("&&") {
            parts.push(self.one()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Pattern::All(parts)) }
    }

    fn one(&mut self) -> Option<Pattern> {
        if !self.eat("(") {
            return self.test();
        }
        self.depth = self.depth.checked_add(1).filter(|d| *d < 64)?;
        let inner = self.any()?;
        self.depth -= 1;
        self.eat(")").then_some(inner)
    }

    fn test(&mut self) -> Option<Pattern> {
        let field = self.next()?.strip_prefix("$.")?.to_owned();
        let operator = match self.next()? {
            "=" | "==" => Operator::Is(self.value()?),
            "!=" => Operator::IsNot(self.value()?),
            "<" | ">" | "<=" | ">=" => self.value().map(|_| Operator::Exists)?,
            word if word.eq_ignore_ascii_case("NOT") => {
                self.eat("EXISTS").then_some(Operator::Absent)?
            }
            word if word.eq_ignore_ascii_case("EXISTS") => Operator::Exists,
            word if word.eq_ignore_ascii_case("IS") => {
                match self.next()?.to_ascii_uppercase().as_str() {
                    "NULL" => Operator::Absent,
                    other => Operator::Is(other.to_ascii_lowercase()),
                }
            }
            _ => return None,
        };
        Some(Pattern::Test(field, operator))
    }

    fn value(&mut self) -> Option<String> {
        let token = self.next()?;
        Some(token.strip_prefix('"').unwrap_or(token).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    /// Fields of an event with their values.
    type Fields<'a> = &'a [(&'a str, &'a str)];

    #[test]
    fn patterns_match_events_as_cloudwatch_does() {
        let stop = [("eventName", "StopLogging"), ("eventSource", "cloudtrail.amazonaws.com")];
        let login = [("eventName", "ConsoleLogin"), ("additionalEventData.MFAUsed", "No")];
        let table: [(&str, Fields<'_>, bool); 9] = [
            ("{ ($.eventName = CreateTrail) || ($.eventName = StopLogging) }", &stop, true),
            ("{($.eventName=StopLogging)&&($.eventSource=s3.amazonaws.com)}", &stop, false),
            ("{ $.eventName = \"Stop*\" }", &stop, true),
            ("{ $.eventName != \"StopLogging\" }", &stop, false),
            ("{ $.userIdentity.invokedBy NOT EXISTS && $.eventName = StopLogging }", &stop, true),
            ("{ $.eventName = A || $.eventName = B && $.eventSource = c }", &stop, false),
            (
                "{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != \"Yes\") }",
                &login,
                true,
            ),
            (
                "{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed IS NULL) }",
                &login,
                false,
            ),
            ("{ $.responseTime > 5 }", &login, false),
        ];
        for (text, event, expected) in table {
            assert_eq!(Pattern::read(text).map(|p| p.matches(event)), Some(expected), "{text}");
        }
        for text in ["ERROR", "{ }", "{ ($.a = b }", "{ $.a }", "[ip, user]", ""] {
            assert_eq!(Pattern::read(text), None, "{text}");
        }
    }
}
