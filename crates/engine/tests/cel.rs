//! Check and policy agree: on every example of a page that has a `cel` block, the expression refuses exactly the
//! objects in which the check finds something, also when the pod is wrapped into whatever makes pods.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

#[allow(dead_code, reason = "marks and fixes belong to the test of the pages")]
mod support;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cel::{Context, Env, Value, extensions};
use ringfort_config::{Date, Settings};
use ringfort_engine::{
    AdmissionPolicy, KINDS, Memory, Request, VARIABLES, admission_policies, assess, check, read,
};
use ringfort_source::{Kind, Node};

use support::{Case, cases};

fn request(only: Vec<String>) -> Request {
    let mut request = Request::new(Settings::default(), Date::parse("2026-01-01").expect("a date"));
    request.only = only;
    request
}

/// An object as the API server hands it to a policy: nulls are dropped.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null | Kind::Unknown(_) => Value::Null,
        Kind::Bool(b) => Value::Bool(*b),
        Kind::Int(i) => Value::Int(*i),
        Kind::Float(f) => Value::Float(*f),
        Kind::Str(s) => Value::from(&**s),
        Kind::Seq(items) => Value::from(items.iter().map(value).collect::<Vec<_>>()),
        Kind::Map(entries) => {
            let set = entries.iter().filter(|e| !matches!(e.value.kind, Kind::Null));
            map(set.map(|e| (&*e.key, value(&e.value))))
        }
    }
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let entries: HashMap<String, Value> =
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Value::from(entries)
}

/// The language as Kubernetes offers it.
struct Language(Arc<Env>);

impl Language {
    fn new() -> Self {
        let mut env = Env::stdlib().with_optional_support(true);
        env.add_extension(extensions::strings).expect("the strings library");
        Self(Arc::new(env))
    }

    fn eval(&self, expression: &str, object: &Value, variables: &Value) -> Result<Value, String> {
        let program = self.0.compile(expression).map_err(|e| e.to_string())?;
        let mut context = Context::with_env(self.0.clone());
        context.add_variable_from_value("object", object.clone());
        context.add_variable_from_value("variables", variables.clone());
        program.execute(&context).map_err(|e| e.to_string())
    }

    /// Does `policy` admit `object`?
    fn admits(&self, policy: &AdmissionPolicy, object: &Value) -> Result<bool, String> {
        let mut variables: Vec<(&str, Value)> = vec![];
        for (name, expression) in VARIABLES {
            let value = self.eval(expression, object, &map(variables.clone()))?;
            variables.push((name, value));
        }
        match self.eval(policy.expression, object, &map(variables))? {
            Value::Bool(admitted) => Ok(admitted),
            other => Err(format!("the expression gives {other:?}")),
        }
    }
}

/// `spec` of a pod as an object of `kind`.
fn wrapped(kind: &str, spec: &Value) -> Value {
    let nested =
        |keys: &[&str]| keys.iter().rev().fold(spec.clone(), |inner, key| map([(*key, inner)]));
    let spec = match kind {
        "Pod" => spec.clone(),
        "CronJob" => nested(&["jobTemplate", "spec", "template", "spec"]),
        _ => nested(&["template", "spec"]),
    };
    map([("kind", Value::from(kind)), ("spec", spec)])
}

/// What `policy` says of one case: how many objects were judged as admitted and as refused.
fn compare(
    language: &Language,
    policy: &AdmissionPolicy,
    case: &Case,
    seen: &mut [usize; 2],
) -> Vec<String> {
    let world = Memory::new(case.files.clone());
    let only = policy.with.iter().copied().chain([policy.id()]).map(str::to_owned);
    let request = request(only.collect());
    let findings = assess(&world, &request, &|_| {}).findings;
    let found: BTreeSet<&str> = findings.iter().map(|f| f.resource.as_str()).collect();
    let facts = read(&world, &request, &|_| {}).facts;
    let mut complaints = vec![];
    for workload in &facts.model.kube.workloads {
        let Some(object) = facts.model.kube.object(workload.object) else { continue };
        let Some(spec) = workload.spec(object).filter(|_| KINDS.contains(&&*object.kind)) else {
            continue;
        };
        let finds = found.contains(&*object.resource);
        if let Some(count) = seen.get_mut(usize::from(finds)) {
            *count += 1;
        }
        let spec = value(spec);
        let others = KINDS.iter().map(|kind| (*kind, wrapped(kind, &spec)));
        for (kind, object) in [("itself", value(&object.root))].into_iter().chain(others) {
            match language.admits(policy, &object) {
                Ok(admitted) if admitted != finds => {}
                Ok(true) => complaints.push(format!("admitted as {kind}, but the check finds it")),
                Ok(false) => complaints.push(format!("refused as {kind}, but the check is silent")),
                Err(error) => complaints.push(format!("as {kind}: {error}")),
            }
        }
    }
    complaints
}

#[test]
fn check_and_policy_agree() {
    let language = Language::new();
    let mut failures = vec![];
    let policies = admission_policies();
    for policy in &policies {
        let id = policy.id();
        let page = check(id).expect("a check").page;
        let mut seen = [0, 0];
        for case in cases(page, id) {
            let complaints = compare(&language, policy, &case, &mut seen);
            failures.extend(complaints.iter().map(|c| format!("{id}, line {}: {c}", case.line)));
        }
        if seen.contains(&0) {
            failures
                .push(format!("{id}: {seen:?} objects without and with findings prove nothing"));
        }
    }
    println!("{} policies", policies.len());
    assert!(failures.is_empty(), "{} complaints:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn policies_name_checks_that_exist_and_are_well_formed() {
    for policy in admission_policies() {
        for other in &policy.with {
            assert!(check(other).is_some(), "{}: no check {other}", policy.id());
        }
        let files =
            std::collections::BTreeMap::from([("policy.yaml".to_owned(), policy.manifest())]);
        let facts = read(&Memory::new(files), &request(vec![]), &|_| {}).facts;
        let objects: Vec<(&str, &str)> =
            facts.model.kube.objects.iter().map(|o| (&*o.kind, &*o.name)).collect();
        let name = policy.name();
        let wanted = [
            ("ValidatingAdmissionPolicy", name.as_str()),
            ("ValidatingAdmissionPolicyBinding", name.as_str()),
        ];
        assert_eq!(objects, wanted, "{}", policy.id());
        let validation = facts.model.kube.objects.first().map(|o| o.at("spec.validations"));
        let written = validation.and_then(|v| v.key("expression").str());
        assert_eq!(written, Some(policy.expression), "{}", policy.id());
    }
}
