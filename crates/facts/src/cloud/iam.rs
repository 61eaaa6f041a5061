//! Policies of AWS as statements: the one reading that identity policies, trust policies and resource
//! policies share.
//!
//! The rules are those of the policy language's reference: a text may stand where a list could, names of
//! actions ignore case, `*` and `?` are wildcards, values of a condition are alternatives.

mod condition;
mod statement;

pub use condition::{Condition, Narrowing};
pub use statement::{Effect, Principal, Statement, Term, Terms};

use ringfort_source::{At, Kind, Span};

/// A policy.
#[derive(Clone, Debug)]
pub struct Policy<'a> {
    /// Its statements, as far as they are known.
    pub statements: Vec<Statement<'a>>,
    /// Where and why a part of it is not known.
    pub unknown: Option<(Span, &'a str)>,
    /// The whole.
    pub span: Span,
}

impl<'a> Policy<'a> {
    /// The policy at `at`; `None` where none is written.
    pub fn read(at: At<'a>) -> Option<Self> {
        let node = match at {
            At::Absent(_) => return None,
            At::Unknown(node) | At::Set(node) => node,
        };
        let mut policy = Self { statements: vec![], unknown: None, span: node.span };
        match node.at("Statement") {
            At::Set(list) => {
                for item in list.one_or_many() {
                    match Statement::read(item) {
                        Some(statement) => policy.statements.push(statement),
                        None => policy.unknown = Some((item.span, item.cause())),
                    }
                }
            }
            At::Unknown(inner) => policy.unknown = Some((inner.span, inner.cause())),
            At::Absent(_) => {
                let text = matches!(node.kind, Kind::Str(_));
                let cause = if text {
                    "the policy is not JSON that could be read"
                } else {
                    "the policy has no statement"
                };
                policy.unknown = Some((node.span, cause));
            }
        }
        Some(policy)
    }

    /// The statements that allow.
    pub fn allows(&self) -> impl Iterator<Item = &Statement<'a>> {
        self.statements.iter().filter(|s| s.effect == Effect::Allow)
    }
}

/// Does `pattern` (with `*` and `?`) cover `text`? Case is ignored, as for names of actions.
pub fn covers(pattern: &str, text: &str) -> bool {
    let (p, t): (Vec<char>, Vec<char>) = (
        pattern.to_ascii_lowercase().chars().collect(),
        text.to_ascii_lowercase().chars().collect(),
    );
    let (mut pi, mut ti, mut star) = (0, 0, None);
    while ti < t.len() {
        match p.get(pi) {
            Some('*') => {
                star = Some((pi, ti));
                pi += 1;
            }
            Some(c) if *c == '?' || t.get(ti) == Some(c) => {
                pi += 1;
                ti += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                pi = at + 1;
                ti = from + 1;
            }
        }
    }
    p.iter().skip(pi).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn wildcards_cover() {
        let table = [
            ("*", "iam:PassRole", true),
            ("iam:*", "iam:PassRole", true),
            ("IAM:Pass*", "iam:PassRole", true),
            ("s3:Get*", "s3:PutObject", false),
            ("*:*", "s3:GetObject", true),
            ("s3:?etObject", "s3:GetObject", true),
            ("s3:GetObject", "s3:GetObjectAcl", false),
            ("a*b*c", "a-x-b-y-c", true),
            ("", "s3:GetObject", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(covers(pattern, text), expected, "{pattern} {text}");
        }
    }
}
