//! The managed policies of AWS, from a data file.

use std::sync::Arc;

use super::condition::Condition;
use super::policy::{Effect, Pattern, Policy, Scope, Statement, Whom};
use crate::text::Text;

const DATA: &str = include_str!("../../data/aws_managed.txt");

/// The policy that AWS maintains under `name`; one that is not written out is there, but what it allows is not known.
/// It does not deny, unless the data say so.
pub(crate) fn policy(name: &str) -> Arc<Policy> {
    let what = format!("the managed policy {name}");
    let Some(body) = body(name) else {
        let cause = format!("what {what} allows is not known");
        let denies = DATA.contains(&format!("\n! {name}\n"));
        return Arc::new(Policy::closed(&what, &cause, denies, None));
    };
    let mut statements: Vec<Statement> = vec![];
    for line in body.lines() {
        let mut words = line.split_ascii_whitespace();
        match (line.starts_with(' '), words.next()) {
            (false, Some(effect)) => statements.push(begin(effect)),
            (true, Some(field)) => {
                if let Some(statement) = statements.last_mut() {
                    put(statement, field, words.collect());
                }
            }
            (_, None) => {}
        }
    }
    Arc::new(Policy { what: what.into(), statements })
}

fn body(name: &str) -> Option<&'static str> {
    let start = DATA.find(&format!("\n= {name}\n"))? + name.len() + 4;
    let rest = DATA.get(start..)?;
    Some(rest.split("\n= ").next().unwrap_or(rest))
}

fn begin(effect: &str) -> Statement {
    Statement {
        sid: "".into(),
        effect: if effect == "Deny" { Effect::Deny } else { Effect::Allow },
        actions: Scope::Own,
        resources: Scope::Own,
        whom: Whom::Holder,
        conditions: vec![],
        open: None,
        at: None,
    }
}

fn put(statement: &mut Statement, field: &str, words: Vec<&str>) {
    let pattern = |w: &&str| Pattern { text: Text::with_variables(w), of: None, at: None };
    let list: Vec<Pattern> = words.iter().map(pattern).collect();
    match field {
        "Action" => statement.actions = Scope::Listed(list),
        "NotAction" => statement.actions = Scope::AllBut(list),
        "Resource" => statement.resources = Scope::Listed(list),
        "NotResource" => statement.resources = Scope::AllBut(list),
        operator => {
            if let Some((key, values)) = words.split_first() {
                let values = values.iter().map(pattern).collect();
                statement.conditions.push(Condition::new(operator, key, values));
            }
        }
    }
}
