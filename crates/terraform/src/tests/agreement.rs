//! How far the evaluator agrees with recorded results of the reference implementation. The records
//! are not part of this repository: `RINGFORT_TERRAFORM_RECORDS` names their folder. Without it the
//! test says so and ends.

use std::path::Path;
use std::rc::Rc;

use ringfort_source::{SourceId, Span};
use ringfort_syntax::hcl::parse_expr;
use serde_json::Value;

use crate::engine::Engine;
use crate::eval::Bind;
use crate::module::Module;
use crate::scope::{Caller, Scope, Site};
use crate::value::{K, Val};
use crate::{File, Project};

const AT: Span = Span::file(SourceId(0));

fn value(json: &Value) -> Val {
    match json {
        Value::Null => Val::new(AT, K::Null),
        Value::Bool(b) => Val::bool(AT, *b),
        Value::Number(n) => Val::num(AT, n.as_f64().unwrap_or(0.0)),
        Value::String(s) => Val::str(AT, &**s),
        Value::Array(items) => Val::seq(AT, items.iter().map(value).collect()),
        Value::Object(map) if map.contains_key("$unknown") => Val::unknown(AT, "given as unknown"),
        Value::Object(map) => {
            if let Some(items) = map.get("$set").and_then(Value::as_array) {
                return Val::set(AT, items.iter().map(value).collect());
            }
            let entry = |(k, v): (&String, &Value)| (Rc::from(&**k), (AT, value(v)));
            Val::map(AT, map.iter().map(entry).collect())
        }
    }
}

/// Same value, unknowns and sets included.
fn same(a: &Val, b: &Val) -> bool {
    match (&a.kind, &b.kind) {
        (K::Unknown(x), K::Unknown(_)) => !x.error,
        (K::Seq(x), K::Seq(y)) => {
            let all = x.items.iter().zip(&y.items).all(|(a, b)| same(a, b));
            x.items.len() == y.items.len() && x.set == y.set && all
        }
        (K::Map(x), K::Map(y)) => {
            let all =
                x.entries.iter().all(|(k, (_, v))| y.entries.get(k).is_some_and(|w| same(v, &w.1)));
            x.entries.len() == y.entries.len() && all
        }
        _ => crate::equality::equal(a, b) == Some(true),
    }
}

/// The files that the recorded calls read.
const FILES: [(&str, &str); 4] = [
    ("hello.tmpl", "Hello, ${name}!"),
    ("hello.txt", "hello!"),
    ("subdirectory/hello.tmpl", "Hello, ${name}!"),
    ("subdirectory/hello.txt", "hello!"),
];

/// Where the records are not followed, with the reason.
const OTHERWISE: [(&str, &str); 2] = [
    ("base64gzip(", "the compressed bytes depend on the compressor and its version"),
    ("plantimestamp(", "the recorded time is that of the recording"),
];

fn measure(path: &Path) -> Option<(usize, usize, Vec<String>)> {
    let text = std::fs::read_to_string(path).ok()?;
    let file = |(i, (path, text)): (usize, &(&'static str, &'static str))| {
        let source = SourceId(u32::try_from(i).unwrap_or(0));
        File { source, path, text }
    };
    let project = Project::new(FILES.iter().enumerate().map(file));
    let module = Module::default();
    let engine = Rc::new(Engine::new(&project, ""));
    let scope = Scope::new(engine, &module, Site::default(), Caller::Root([].into()));
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).ok()?;
        let source = case["expr"].as_str()?;
        let given: Vec<(String, Val)> = case["variables"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), value(v)))
            .collect();
        let got = match parse_expr(AT, source) {
            Ok(expr) => with(&given, None, &mut |env| scope.eval(&expr, env)),
            Err(error) => Val::error(AT, error.message),
        };
        if let Some((_, reason)) = OTHERWISE.iter().find(|(call, _)| source.starts_with(call)) {
            assert!(got.is_unknown(), "{source}: {reason}");
            continue;
        }
        all += 1;
        if same(&got, &value(&case["want"])) {
            right += 1;
        } else {
            let got =
                got.cause().map_or_else(|| crate::json::encode(&got), |c| format!("?{}", c.text));
            wrong.push(format!("{source}: {got}"));
        }
    }
    Some((right, all, wrong))
}

fn with(
    given: &[(String, Val)],
    env: Option<&Bind<'_>>,
    run: &mut dyn FnMut(Option<&Bind<'_>>) -> Val,
) -> Val {
    match given.split_first() {
        None => run(env),
        Some(((name, value), rest)) => with(rest, Some(&Bind { name, value, up: env }), run),
    }
}

#[test]
fn agreement_with_recorded_results() {
    let Some(base) = std::env::var_os("RINGFORT_TERRAFORM_RECORDS") else {
        println!("no records here, skipped");
        return;
    };
    let base = Path::new(&base);
    for name in ["expressions.jsonl", "functions.jsonl"] {
        let Some((right, all, wrong)) = measure(&base.join(name)) else {
            println!("{name}: no records here, skipped");
            continue;
        };
        println!("{name}: {right} of {all} agree");
        for line in &wrong {
            println!("  {line}");
        }
        assert_eq!(right, all, "{name}");
    }
}
