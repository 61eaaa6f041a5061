//! A validator for the schemas that are published: it knows the keywords that they use and fails on any other, so that
//! they cannot grow past it unnoticed. What is written must be described, and what is required must be written.
//! Patterns are checked by the few shapes that occur.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "helpers of tests: a panic is their message; each test file uses its part"
)]

use serde_json::Value;

/// What is wrong with `value` by `schema`, in sentences.
pub(crate) fn complaints(value: &Value, schema: &Value) -> Vec<String> {
    let mut errors = vec![];
    check(value, schema, schema, "$", &mut errors);
    errors
}

fn check(value: &Value, schema: &Value, root: &Value, path: &str, errors: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let ok = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                check(value, target, root, path, errors);
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|t| has_type(value, t.as_str().unwrap())),
                _ => has_type(value, rule.as_str().unwrap()),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_some_and(|n| n >= rule.as_i64().unwrap()),
            "pattern" => value.as_str().is_some_and(|text| matches(text, rule.as_str().unwrap())),
            "anyOf" => rule.as_array().unwrap().iter().any(|one| {
                let mut inner = vec![];
                check(value, one, root, path, &mut inner);
                inner.is_empty()
            }),
            "required" => {
                rule.as_array().unwrap().iter().all(|k| value.get(k.as_str().unwrap()).is_some())
            }
            "properties" => properties(value, rule, root, path, errors),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, rule, root, &format!("{path}/{at}"), errors);
                }
                true
            }
            other => panic!("the validator does not know {other}"),
        };
        if !ok {
            errors.push(format!("{path}: {keyword} {rule} does not admit {value}"));
        }
    }
}

/// Checks each property; false if one is not described.
fn properties(
    value: &Value,
    rule: &Value,
    root: &Value,
    path: &str,
    errors: &mut Vec<String>,
) -> bool {
    let mut described = true;
    for (key, inner) in value.as_object().into_iter().flatten() {
        match rule.get(key) {
            Some(schema) => check(inner, schema, root, &format!("{path}/{key}"), errors),
            None => described = false,
        }
    }
    described
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the validator does not know the type {other}"),
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    let slug =
        |s: &str| s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match pattern {
        "^1\\.[0-9]+$" => text.strip_prefix("1.").is_some_and(|n| n.parse::<u32>().is_ok()),
        "^[0-9a-f]{16}$" => text.len() == 16 && u64::from_str_radix(text, 16).is_ok(),
        "^(cloud|cluster|container|code)/[a-z0-9-]+$" => {
            text.split_once('/').is_some_and(|(l, n)| {
                ["cloud", "cluster", "container", "code"].contains(&l) && !n.is_empty() && slug(n)
            })
        }
        other => panic!("the validator does not know the pattern {other}"),
    }
}
