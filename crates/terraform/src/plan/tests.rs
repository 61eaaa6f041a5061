//! A plan as Terraform writes it, alone and with its code.

use proptest::prelude::*;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, SourceId, SourceMap};

use super::{is_plan, merged, read};
use crate::{File, Given, Project};

const PLAN: &str = r#"{
  "format_version": "1.2",
  "terraform_version": "1.9.0",
  "planned_values": {"root_module": {
    "resources": [
      {"address": "aws_s3_bucket.logs[0]", "mode": "managed", "type": "aws_s3_bucket", "name": "logs", "index": 0,
       "values": {"bucket": "acme-logs", "acl": null, "logging": [], "force_destroy": false, "tags": {"a": "b"}},
       "sensitive_values": {}},
      {"address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance", "name": "main",
       "values": {"password": "hunter2hunter2", "storage_encrypted": false, "timeouts": null},
       "sensitive_values": {"password": true}},
      {"address": "aws_s3_bucket_policy.logs", "mode": "managed", "type": "aws_s3_bucket_policy", "name": "logs",
       "values": {"policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}"}, "sensitive_values": {}}
    ],
    "child_modules": [{"address": "module.net[\"eu\"]", "resources": [
      {"address": "module.net[\"eu\"].aws_security_group_rule.ssh", "mode": "managed",
       "type": "aws_security_group_rule", "name": "ssh", "values": {"cidr_blocks": ["0.0.0.0/0"]}},
      {"address": "module.net[\"eu\"].aws_security_group.a", "mode": "managed",
       "type": "aws_security_group", "name": "a", "values": {"ingress": []}}
    ]}]
  }},
  "prior_state": {"values": {"root_module": {"resources": [
    {"address": "data.aws_caller_identity.me", "mode": "data", "type": "aws_caller_identity", "name": "me",
     "values": {"account_id": "1"}},
    {"address": "aws_s3_bucket.old", "mode": "managed", "type": "aws_s3_bucket", "name": "old", "values": {}}
  ]}}},
  "resource_changes": [
    {"address": "aws_s3_bucket.logs[0]", "change": {"after_unknown": {"arn": true, "versioning": true, "tags": {}, "grant": [{"id": true}]}}},
    {"address": "aws_s3_bucket_policy.logs", "change": {"after_unknown": {"bucket": true, "id": true}}},
    {"address": "module.net[\"eu\"].aws_security_group_rule.ssh",
     "change": {"after_unknown": {"security_group_id": true}}}
  ],
  "configuration": {
    "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-central-1"}}}},
    "root_module": {
      "outputs": {"name": {"expression": {"references": ["aws_s3_bucket.logs[0].id", "aws_s3_bucket.logs[0]"]}}},
      "resources": [
        {"address": "aws_sqs_queue.maybe", "expressions": {}},
        {"address": "aws_s3_bucket.logs", "expressions": {"bucket": {"references": ["var.name"]}}},
        {"address": "aws_s3_bucket_policy.logs",
         "expressions": {"bucket": {"references": ["aws_s3_bucket.logs[0].id", "aws_s3_bucket.logs[0]", "aws_s3_bucket.logs"]}}}
      ],
      "module_calls": {"net": {"source": "./net", "expressions": {"group": {"references": ["module.net.group"]}},
        "module": {
          "outputs": {"group": {"expression": {"references": ["aws_security_group.a.id", "aws_security_group.a"]}}},
          "resources": [{"address": "aws_security_group_rule.ssh",
            "expressions": {"security_group_id": {"references": ["var.group"]}}}]}}}
    }
  }
}"#;

const CODE: &str = "\
resource \"aws_s3_bucket\" \"logs\" {
  count  = var.keep ? 1 : 0
  bucket = var.name
  dynamic \"versioning\" {
    for_each = var.versioned
    content {
      enabled = true
    }
  }
}
resource \"aws_db_instance\" \"main\" {
  storage_encrypted = var.encrypted
}
resource \"aws_kms_key\" \"later\" {}
resource \"aws_sqs_queue\" \"maybe\" {
  count = var.open ? 1 : 0
}
";

fn plan() -> (SourceMap, Node) {
    let mut sources = SourceMap::default();
    let id = sources.add("plan.json", PLAN);
    let root = ringfort_syntax::json::parse(id, PLAN).expect("a plan");
    (sources, root)
}

fn find<'a>(all: &'a [Resource], address: &str) -> &'a Resource {
    all.iter().find(|r| r.address == address).unwrap_or_else(|| panic!("{address}: {all:#?}"))
}

/// What stands at a path: its value, `?cause`, or nothing.
fn at(resource: &Resource, path: &str) -> String {
    match resource.at(path) {
        At::Absent(_) => "-".into(),
        At::Unknown(node) => format!("?{}", node.cause()),
        At::Set(node) => node.scalar().unwrap_or_else(|| match &node.kind {
            Kind::Seq(items) => format!("list of {}", items.len()),
            _ => "map".into(),
        }),
    }
}

#[test]
fn values_are_planned_known_later_sensitive_or_absent() {
    let (_, root) = plan();
    assert!(is_plan(&root));
    let plan = read("plan.json", &root);
    assert_eq!(plan.notices, vec![]);
    let table = [
        ("aws_s3_bucket.logs[0]", "bucket", "acme-logs"),
        ("aws_s3_bucket.logs[0]", "acl", "-"),
        ("aws_s3_bucket.logs[0]", "logging", "-"),
        ("aws_s3_bucket.logs[0]", "force_destroy", "false"),
        // Written nowhere: the provider decides, as it does for code that does not write it.
        ("aws_s3_bucket.logs[0]", "arn", "-"),
        ("aws_s3_bucket.logs[0]", "versioning", "-"),
        ("aws_s3_bucket_policy.logs", "bucket", "?known after apply: aws_s3_bucket.logs[0].id"),
        ("aws_s3_bucket.logs[0]", "grant", "?known after apply: aws_s3_bucket.logs[0].grant"),
        ("aws_db_instance.main", "password", "?sensitive, so the plan's value is not read"),
        ("aws_s3_bucket_policy.logs", "policy.Statement.Action", "s3:*"),
        ("module.net[\"eu\"].aws_security_group_rule.ssh", "cidr_blocks", "list of 1"),
        ("data.aws_caller_identity.me", "account_id", "1"),
        ("provider.aws", "region", "eu-central-1"),
    ];
    for (address, path, expected) in table {
        assert_eq!(at(find(&plan.resources, address), path), expected, "{address} {path}");
    }
    assert!(plan.resources.iter().all(|r| r.address != "aws_s3_bucket.old"));
}

#[test]
fn references_lead_through_modules() {
    let (_, root) = plan();
    let plan = read("plan.json", &root);
    let refs = |address: &str| -> Vec<String> {
        let refs = &find(&plan.resources, address).refs;
        refs.iter().map(|r| format!("{} -> {} {}", r.path, r.target, r.attribute)).collect()
    };
    assert_eq!(refs("aws_s3_bucket_policy.logs"), ["bucket -> aws_s3_bucket.logs[0] id"]);
    assert_eq!(refs("output.name"), ["value -> aws_s3_bucket.logs[0] id"]);
    let rule = refs("module.net[\"eu\"].aws_security_group_rule.ssh");
    assert_eq!(rule, ["security_group_id -> module.net.aws_security_group.a id"]);
}

#[test]
fn a_plan_and_its_code_are_one() {
    let (mut sources, root) = plan();
    let source = sources.add("main.tf", CODE);
    let project = Project::new([File { source, path: "main.tf", text: CODE }]);
    let code = project.evaluate("", &Given::default()).resources;
    let all = merged(read("plan.json", &root), code);
    let count = |name: &str| all.iter().filter(|r| r.address.contains(name)).count();
    let table = [
        ("aws_s3_bucket.logs", 1),
        ("aws_db_instance.main", 1),
        ("aws_kms_key.later", 1),
        ("aws_sqs_queue.maybe", 0),
        ("aws_security_group_rule.ssh", 1),
    ];
    for (name, expected) in table {
        assert_eq!(count(name), expected, "{name}");
    }
    let bucket = find(&all, "aws_s3_bucket.logs[0]");
    assert_eq!(sources.path(bucket.header), "main.tf");
    let versioning = bucket.attrs.get("versioning");
    assert!(
        versioning.is_some_and(Node::has_unknown),
        "what a dynamic block makes, the code tells"
    );
    let database = find(&all, "aws_db_instance.main");
    let encrypted = database.at("storage_encrypted");
    assert_eq!((encrypted.bool(), sources.line_range(encrypted.span()).0), (Some(false), 12));
    assert!(all.iter().all(|r| r.root.is_empty()), "one root");
}

#[test]
fn what_is_not_a_plan_is_said() {
    let table = [
        (
            r#"{"format_version": "1.2", "terraform_version": "1", "values": {"root_module": {"resources": [{}]}}}"#,
            "no address",
        ),
        (r#"{"format_version": "2.0", "terraform_version": "1", "values": {}}"#, "later version"),
        (
            r#"{"format_version": "1.0", "terraform_version": "1", "errored": true, "planned_values": {}}"#,
            "error",
        ),
        (
            r#"{"format_version": "1.0", "terraform_version": "1", "planned_values": {"x": 1}}"#,
            "root_module",
        ),
    ];
    for (text, words) in table {
        let root = ringfort_syntax::json::parse(SourceId(0), text).expect("JSON");
        assert!(is_plan(&root), "{text}");
        let notices = read("plan.json", &root).notices;
        assert!(notices.iter().any(|n| n.message.contains(words)), "{text}: {notices:?}");
    }
    let other = ringfort_syntax::json::parse(SourceId(0), r#"{"values": {}}"#).expect("JSON");
    assert!(!is_plan(&other));
}

#[test]
fn circles_of_references_end() {
    let many = |name: &str| format!("[{}]", vec![format!("\"{name}\""); 20].join(", "));
    let text = format!(
        r#"{{"format_version": "1.0", "terraform_version": "1", "planned_values": {{"root_module": {{"resources": [
            {{"address": "aws_x.a", "type": "aws_x", "values": {{}}}}]}}}},
        "configuration": {{"root_module": {{"resources": [{{"address": "aws_x.a", "expressions": {{"b": {{"references": {0}}}}}}}],
          "module_calls": {{"m": {{"expressions": {{"v": {{"references": {0}}}}}, "module": {{"outputs": {{"o": {{"expression": {{"references": {1}}}}}}}}}}}}}}}}}}}"#,
        many("module.m.o"),
        many("var.v"),
    );
    let root = ringfort_syntax::json::parse(SourceId(0), &text).expect("JSON");
    assert_eq!(read("plan.json", &root).resources.len(), 1);
}

fn node(kind: Kind) -> Node {
    Node::new(ringfort_source::Span::file(SourceId(0)), kind)
}

fn tree() -> impl Strategy<Value = Node> {
    let words = [
        "root_module",
        "resources",
        "child_modules",
        "address",
        "type",
        "values",
        "references",
        "var.a",
        "module.m.o",
        "aws_x.a[0].b",
        "module_calls",
        "module",
        "expressions",
        "outputs",
        "expression",
        "m",
        "a",
        "o",
        "after_unknown",
        "change",
        "module.m[\"k\"].aws_x.a",
    ];
    let word = prop::sample::select(words.to_vec());
    let leaf = prop_oneof![
        word.clone().prop_map(|w| node(Kind::Str(w.into()))),
        any::<bool>().prop_map(|b| node(Kind::Bool(b))),
        Just(node(Kind::Null)),
    ];
    leaf.prop_recursive(6, 80, 5, move |inner| {
        let entry = (word.clone(), inner.clone()).prop_map(|(key, value)| ringfort_source::Entry {
            key: key.into(),
            key_span: value.span,
            value,
        });
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|l| node(Kind::Seq(l))),
            prop::collection::vec(entry, 0..5).prop_map(|m| node(Kind::Map(m))),
        ]
    })
}

proptest! {
    /// Whatever stands in a plan, reading it and joining it with code ends.
    #[test]
    fn any_tree_is_read(planned in tree(), changes in tree(), root_module in tree()) {
        let entry = |key: &str, value: Node| ringfort_source::Entry { key: key.into(), key_span: value.span, value };
        let configuration = node(Kind::Map(vec![entry("root_module", root_module)]));
        let root = node(Kind::Map(vec![
            entry("format_version", node(Kind::Str("1.0".into()))),
            entry("terraform_version", node(Kind::Str("1".into()))),
            entry("planned_values", planned),
            entry("resource_changes", changes),
            entry("configuration", configuration),
        ]));
        let code = read("a", &root).resources;
        merged(read("b", &root), code);
    }
}
