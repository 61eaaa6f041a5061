//! Patterns cannot be made to run for ever.

use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A pattern has repetitions inside a repetition.
pub struct CatastrophicPattern;

const NAMES: &[&str] =
    &["compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"];

impl Check for CatastrophicPattern {
    const META: Meta = Meta::new(
        "code/catastrophic-pattern",
        "Pattern can take exponential time",
        "code/input-validation",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-1333", "ASVS-5.0-1.3.12"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found = calls::named(on, NAMES)
            .into_iter()
            .filter(|(p, _)| p.strip_prefix("re.").is_some_and(|m| NAMES.contains(&m)));
        calls::all(found.filter_map(|(_, call)| {
            let pattern = call.arg(0, "pattern")?;
            let text = calls::value(on, pattern);
            let text = Expr::as_str(text)?;
            Some(if has_nested_repetition(text) {
                let message = "a repetition inside a repetition makes the pattern try exponentially many ways";
                Verdict::fail(Failure::new(pattern.span, message).key(calls::key(on, call.span)))
            } else {
                Verdict::pass(pattern.span, "no repetition inside a repetition")
            })
        }))
    }
}

/// Is there a group that ends in an unbounded repetition and is itself repeated without bound, `(a+)+`,
/// with nothing fixed in it that would part the rounds?
fn has_nested_repetition(pattern: &str) -> bool {
    // For each open group: does it hold an unbounded repetition, and anything beside repeated atoms?
    let mut groups: Vec<(bool, bool)> = vec![];
    let chars: Vec<char> = pattern.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut i = 0;
    while let Some(c) = at(i) {
        match c {
            '\\' => i += 1,
            '[' => i = class_end(&chars, i),
            '(' => {
                groups.push((false, false));
                i = group_start(&chars, i);
                continue;
            }
            ')' => {
                let (repeats, fixed) = groups.pop().unwrap_or((false, true));
                if repeats && !fixed && repeated(&chars, i + 1) {
                    return true;
                }
                if let Some(outer) = groups.last_mut() {
                    outer.0 |= repeats;
                    outer.1 |= fixed;
                }
                i += 1;
                continue;
            }
            '+' | '*' | '?' | '|' | '^' | '$' => {
                i += 1;
                continue;
            }
            '{' => {
                while at(i).is_some_and(|c| c != '}') {
                    i += 1;
                }
                i += 1;
                continue;
            }
            _ => {}
        }
        // An atom ends here: repeated without bound, or fixed.
        if let Some(group) = groups.last_mut() {
            let optional = matches!(at(i + 1), Some('?'));
            group.0 |= repeated(&chars, i + 1);
            group.1 |= !repeated(&chars, i + 1) && !optional;
        }
        i += 1;
    }
    false
}

/// Where the character class that opens at `i` closes.
fn class_end(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while chars.get(i).is_some_and(|c| *c != ']') {
        i += if chars.get(i) == Some(&'\\') { 2 } else { 1 };
    }
    i
}

/// Where the contents of the group that opens at `i` begin, behind `?:`, `?=`, `?P<name>`.
fn group_start(chars: &[char], mut i: usize) -> usize {
    if chars.get(i + 1) == Some(&'?') {
        i += 2;
        while chars.get(i).is_some_and(|c| !matches!(c, ':' | '=' | '!' | '>' | ')')) {
            i += 1;
        }
    }
    i + 1
}

/// Does `+`, `*` or `{n,}` stand at `i`?
fn repeated(chars: &[char], i: usize) -> bool {
    match chars.get(i) {
        Some('+' | '*') => true,
        Some('{') => {
            let inside: String = chars.iter().skip(i + 1).take_while(|c| **c != '}').collect();
            inside.ends_with(',')
        }
        _ => false,
    }
}
