//! What a page of a check shows in plain Terraform holds in a module, in a repeated module, in JSON syntax and in a
//! plan: the same messages, as often. `RINGFORT_PAGE=layer/id` narrows the run.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

mod support;

use std::collections::BTreeMap;

use rayon::prelude::*;
use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess, read, registry};
use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::{Kind, Node, SourceId};
use ringfort_syntax::hcl::{Attr, Block, Body, ExprKind, parse};
use ringfort_vocab::{Assessment, Environment};
use serde_json::{Map, Value, json};

use support::{Case, cases};

type Files = BTreeMap<String, String>;

fn request(id: &str) -> Request {
    let mut request = Request::new(Settings::default(), Date::parse("2026-01-01").expect("a date"));
    request.settings.environment = Environment::default();
    request.only = vec![id.to_owned()];
    request
}

fn messages(files: &Files, id: &str) -> Vec<String> {
    let found: Assessment = assess(&Memory::new(files.clone()), &request(id), &|_| {});
    let mut all: Vec<String> = found.findings.into_iter().map(|f| f.message).collect();
    all.sort();
    all
}

/// Code in one folder, without anything that only a root module can have.
fn is_plain(case: &Case) -> bool {
    let own = |(path, text): (&String, &String)| {
        let root = ["provider \"", "backend \"", "terraform {", "module \""];
        path.ends_with(".tf") && !path.contains('/') && !root.iter().any(|r| text.contains(r))
    };
    !case.files.is_empty() && case.files.iter().all(own)
}

fn in_module(files: &Files, argument: &str) -> Files {
    let inner = files.iter().map(|(path, text)| (format!("m/{path}"), text.clone()));
    let call = format!("module \"m\" {{\n  source = \"./m\"\n{argument}}}\n");
    inner.chain([("main.tf".to_owned(), call)]).collect()
}

/// The JSON syntax of the same; `None` where a page uses what has no simple counterpart.
fn in_json(files: &Files) -> Option<Files> {
    let mut out = Files::new();
    for (path, text) in files.iter().filter(|(_, text)| !text.contains("<<")) {
        let (body, errors) = parse(SourceId(0), text);
        if !errors.is_empty() {
            return None;
        }
        out.insert(format!("{path}.json"), body_in_json(&body, text, "").to_string());
    }
    (out.len() == files.len()).then_some(out)
}

fn body_in_json(body: &Body, text: &str, kind: &str) -> Value {
    let mut map = Map::new();
    for attr in body.attrs() {
        map.insert(attr.name.to_string(), attr_in_json(attr, text, kind));
    }
    for block in body.blocks() {
        add_block(&mut map, block, text);
    }
    Value::Object(map)
}

fn add_block(into: &mut Map<String, Value>, block: &Block, text: &str) {
    let mut here = into;
    for name in std::iter::once(&block.kind).chain(block.labels.iter().rev().skip(1).rev()) {
        let next = here.entry(name.to_string()).or_insert_with(|| json!({}));
        here = match (next, block.labels.is_empty()) {
            (Value::Object(map), false) => map,
            (list, _) => {
                let body = body_in_json(&block.body, text, &block.kind);
                match list {
                    Value::Array(all) => all.push(body),
                    other => *other = Value::Array(vec![body]),
                }
                return;
            }
        };
    }
    let body = body_in_json(&block.body, text, &block.kind);
    let last = block.labels.last().expect("a label").to_string();
    match here.get_mut(&last) {
        Some(Value::Array(all)) => all.push(body),
        _ => drop(here.insert(last, Value::Array(vec![body]))),
    }
}

fn attr_in_json(attr: &Attr, text: &str, kind: &str) -> Value {
    let source = text.get(attr.value.span.range()).expect("a span of the text");
    let literal = kind == "variable" && &*attr.name == "type"
        || matches!(&*attr.name, "provider" | "ignore_changes" | "depends_on");
    match &attr.value.kind {
        ExprKind::Null => Value::Null,
        ExprKind::Bool(b) => json!(b),
        ExprKind::Number(n) if n.fract() == 0.0 => json!(*n as i64),
        ExprKind::Str(s) => json!(s.replace("${", "$${").replace("%{", "%%{")),
        ExprKind::List(items) if literal => items
            .iter()
            .map(|i| json!(text.get(i.span.range()).unwrap_or("").trim_matches('"')))
            .collect(),
        _ if literal => json!(source),
        _ => json!(format!("${{{source}}}")),
    }
}

/// Does something hang on a variable without a value? In a plan all have one.
fn is_open(node: &Node) -> bool {
    match &node.kind {
        Kind::Unknown(cause) => !cause.starts_with("known after apply"),
        Kind::Seq(items) => items.iter().any(is_open),
        Kind::Map(entries) => entries.iter().any(|e| is_open(&e.value)),
        _ => false,
    }
}

/// The plan that Terraform would make of the code; `None` where the code alone does not tell, and for texts that are
/// put together: of these a plan knows nothing before all their parts are known.
fn planned(files: &Files, id: &str) -> Option<Files> {
    let read = read(&Memory::new(files.clone()), &request(id), &|_| {});
    let (mut resources, mut data, mut changes, mut blocks) = (vec![], vec![], vec![], vec![]);
    let mut outputs = Map::new();
    let all = &read.facts.model.resources;
    if files.values().any(|text| text.contains("${")) {
        return None;
    }
    if all.iter().any(|r| r.mode != Mode::Variable && is_open(&r.attrs)) {
        return None;
    }
    for r in all {
        if r.mode == Mode::Output {
            let value = expressions(&r.attrs, "", r)["value"].clone();
            outputs.insert(r.name.to_string(), json!({"expression": value}));
        }
        let kind = r.kind.strip_prefix("data.").unwrap_or(&r.kind);
        let mode = match r.mode {
            Mode::Managed => "managed",
            Mode::Data => "data",
            _ => continue,
        };
        let (values, unknown) = split(&r.attrs);
        let list = if mode == "data" { &mut data } else { &mut resources };
        list.push(json!({"address": r.address, "mode": mode, "type": kind, "name": &*r.name,
            "values": values, "sensitive_values": {}}));
        changes.push(json!({"address": r.address, "change": {"after_unknown": unknown}}));
        let bare = r.address.split('[').next().unwrap_or("");
        blocks.push(json!({"address": bare, "mode": mode, "type": kind, "name": &*r.name,
            "expressions": expressions(&r.attrs, "", r)}));
    }
    let plan = json!({"format_version": "1.2", "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": resources}},
        "prior_state": {"values": {"root_module": {"resources": data}}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": blocks, "outputs": outputs}}});
    Some(Files::from([("plan.json".to_owned(), plan.to_string())]))
}

/// What is known of a value, and what is not. Trees of policies are texts in a plan.
fn split(node: &Node) -> (Value, Value) {
    match &node.kind {
        Kind::Null => (Value::Null, json!(false)),
        Kind::Bool(b) => (json!(b), json!(false)),
        Kind::Int(i) => (json!(i), json!(false)),
        Kind::Float(f) => (json!(f), json!(false)),
        Kind::Str(s) => (json!(&**s), json!(false)),
        Kind::Unknown(_) => (Value::Null, json!(true)),
        Kind::Seq(items) => {
            let both: Vec<(Value, Value)> = items.iter().map(split).collect();
            let (known, unknown): (Vec<Value>, Vec<Value>) = both.into_iter().unzip();
            (Value::Array(known), Value::Array(unknown))
        }
        Kind::Map(entries) => {
            let (mut known, mut unknown) = (Map::new(), Map::new());
            for e in entries {
                let (k, u) = split(&e.value);
                if u != json!(true) {
                    known.insert(e.key.to_string(), k);
                }
                unknown.insert(e.key.to_string(), u);
            }
            (Value::Object(known), Value::Object(unknown))
        }
    }
}

fn expressions(node: &Node, path: &str, of: &Resource) -> Value {
    let one = |e: &ringfort_source::Entry| {
        let path = if path.is_empty() { e.key.to_string() } else { format!("{path}.{}", e.key) };
        let refs: Vec<String> = of
            .refs_of(&path)
            .flat_map(|r| [format!("{}.{}", r.target, r.attribute), r.target.clone()])
            .collect();
        let value = match &e.value.kind {
            Kind::Seq(items) if items.iter().any(|i| matches!(i.kind, Kind::Map(_))) => {
                items.iter().map(|i| expressions(i, &path, of)).collect()
            }
            _ if refs.is_empty() => json!({"constant_value": split(&e.value).0}),
            _ => json!({"references": refs}),
        };
        (e.key.to_string(), value)
    };
    Value::Object(node.entries().iter().map(one).collect())
}

/// Names of modules, instances and files may stand in a message.
fn alike(all: &[String]) -> Vec<String> {
    let own = ["module.m[\"a\"].", "module.m."];
    let files = ["m/main.tf", "main.tf.json", "plan.json"];
    let plain = |m: &String| {
        let m = own.iter().fold(m.clone(), |m, name| m.replace(name, ""));
        files.iter().fold(m, |m, name| m.replace(name, "main.tf"))
    };
    let mut all: Vec<String> = all.iter().map(plain).collect();
    all.sort();
    all
}

/// The same code in other forms, where it has them.
fn forms(case: &Case, id: &str) -> Vec<(&'static str, Files)> {
    let repeated = in_module(&case.files, "  for_each = toset([\"a\"])\n");
    let mut forms = vec![("in a module", in_module(&case.files, "")), ("repeated", repeated)];
    forms.extend(in_json(&case.files).map(|files| ("JSON syntax", files)));
    forms.extend(planned(&case.files, id).map(|files| ("plan", files)));
    forms
}

/// Where a form of a case of the page gives other messages than the code as written.
fn differences(page: &str, id: &str) -> Vec<String> {
    let mut all = vec![];
    for case in cases(page, id).iter().filter(|c| is_plain(c)) {
        let want = messages(&case.files, id);
        for (form, files) in forms(case, id) {
            let found = alike(&messages(&files, id));
            if found != want {
                let line = case.line;
                all.push(format!("{id}, line {line}, {form}: {found:?} not {want:?}"));
            }
        }
    }
    all
}

#[test]
fn a_page_holds_in_every_form() {
    let only = std::env::var("RINGFORT_PAGE").ok();
    let wanted = |id: &str| only.as_deref().is_none_or(|o| id.starts_with(o));
    let checks: Vec<_> = registry().iter().map(|c| (c.page, c.meta.id)).collect();
    let own = checks.par_iter().filter(|(_, id)| id.starts_with("cloud/") && wanted(id));
    let found: Vec<String> = own.flat_map(|(page, id)| differences(page, id)).collect();
    let n = found.len();
    assert!(found.is_empty(), "{n} differences:\n{}", found.join("\n"));
}
