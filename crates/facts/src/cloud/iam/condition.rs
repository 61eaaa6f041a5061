//! Conditions of a statement, and whether they keep strangers out.

use ringfort_source::{Kind, Node, Span};

use super::statement::{Term, Terms};

/// A condition: operator, key, values.
#[derive(Clone, Debug)]
pub struct Condition<'a> {
    /// `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists`.
    pub operator: &'a str,
    /// `aws:SourceArn`.
    pub key: &'a str,
    /// The values, alternatives of each other.
    pub values: Terms<'a>,
    /// Where the key stands.
    pub span: Span,
}

/// What conditions do to a statement that names everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// A condition admits named callers only.
    Named,
    /// A condition on the caller has values that are not known.
    Unknown,
    /// Nothing keeps strangers out.
    Open,
}

impl Condition<'_> {
    /// Does the operator ask for a match and fail where the key is absent?
    pub fn is_positive(&self) -> bool {
        let plain = self.operator.strip_prefix("ForAnyValue:").unwrap_or(self.operator);
        let known = [
            "StringEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
            "ArnEquals",
            "ArnLike",
            "IpAddress",
            "Bool",
        ];
        known.iter().any(|k| k.eq_ignore_ascii_case(plain))
    }

    /// Does it compare without wildcards?
    pub fn is_exact(&self) -> bool {
        let plain = self.operator.strip_prefix("ForAnyValue:").unwrap_or(self.operator);
        let literal = ["StringEquals", "StringEqualsIgnoreCase"]
            .iter()
            .any(|k| k.eq_ignore_ascii_case(plain));
        literal || self.wildcard().is_none()
    }

    /// The first value with a wildcard, as far as it is known.
    pub fn wildcard(&self) -> Option<Term<'_>> {
        let all = self.values.known.iter().chain(&self.values.partly);
        all.copied().find(|t| t.text.contains(['*', '?']))
    }
}

pub(super) fn read(node: Option<&Node>) -> (Vec<Condition<'_>>, Option<(Span, &str)>) {
    let Some(node) = node else { return (vec![], None) };
    if node.is_unknown() {
        return (vec![], Some((node.span, node.cause())));
    }
    let mut out = vec![];
    let mut unclear = None;
    for operator in node.entries() {
        if let Kind::Unknown(cause) = &operator.value.kind {
            unclear = Some((operator.value.span, &**cause));
        }
        for entry in operator.value.entries() {
            let values = Terms::read(Some(&entry.value));
            out.push(Condition {
                operator: &operator.key,
                key: &entry.key,
                values,
                span: entry.key_span,
            });
        }
    }
    (out, unclear)
}

/// Keys that say who calls, or on whose behalf.
const CALLER: [&str; 22] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalservicename",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceip",
    "aws:vpcsourceip",
    "aws:userid",
    "aws:resourceaccount",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "sns:endpoint",
    "elasticfilesystem:accessedviamounttarget",
    "lambda:eventsourcetoken",
];

/// Do `conditions` keep out callers that nobody named? One that does is enough: all must hold.
pub(super) fn narrowing(conditions: &[Condition<'_>]) -> Narrowing {
    let mut result = Narrowing::Open;
    for condition in conditions.iter().filter(|c| c.is_positive() && names_caller(c.key)) {
        if condition.values.known.iter().any(|t| is_open(t.text)) {
            continue;
        }
        match condition.values.unknown {
            // An attribute of a resource is a concrete value, only not yet known.
            Some((_, cause)) if !cause.starts_with("known after apply") => {
                result = Narrowing::Unknown;
            }
            _ => return Narrowing::Named,
        }
    }
    result
}

fn names_caller(key: &str) -> bool {
    CALLER.iter().any(|k| k.eq_ignore_ascii_case(key))
        || [":sub", ":aud", ":amr", ":repository"].iter().any(|end| key.ends_with(end))
}

/// A value that admits everyone; a prefix of no bits does, whatever address stands before it.
fn is_open(value: &str) -> bool {
    value.chars().all(|c| c == '*') || value.ends_with("/0")
}
