//! Whatever a project holds, evaluation ends, within its bounds and with places that exist.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use ringfort_source::{Node, SourceMap, Span};

use crate::{File, Given, Project};

/// Every function, with names of none and of Terragrunt's.
const FUNCTIONS: &[&str] = &[
    "abs",
    "alltrue",
    "anytrue",
    "assumeequal",
    "assumelistlength",
    "assumemaplengthmin",
    "assumenotnull",
    "assumesetlengthmax",
    "assumestringprefix",
    "base64decode",
    "base64encode",
    "base64gunzip",
    "base64gzip",
    "base64sha256",
    "base64sha512",
    "basename",
    "bcrypt",
    "can",
    "ceil",
    "chomp",
    "chunklist",
    "cidrcontains",
    "cidrhost",
    "cidrnetmask",
    "cidrsubnet",
    "cidrsubnets",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "contains",
    "convert",
    "csvdecode",
    "dirname",
    "distinct",
    "element",
    "endswith",
    "ephemeralasnull",
    "file",
    "filebase64",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha256",
    "find_in_parent_folders",
    "flatten",
    "floor",
    "format",
    "formatdate",
    "formatlist",
    "get_env",
    "get_terragrunt_dir",
    "indent",
    "index",
    "issensitive",
    "join",
    "jsondecode",
    "jsonencode",
    "keys",
    "length",
    "log",
    "lookup",
    "lower",
    "matchkeys",
    "max",
    "md5",
    "merge",
    "min",
    "nonsensitive",
    "nosuch",
    "one",
    "parseint",
    "path_relative_to_include",
    "pathexpand",
    "plantimestamp",
    "pow",
    "provider::a::b",
    "range",
    "read_terragrunt_config",
    "read_tfvars_file",
    "regex",
    "regexall",
    "replace",
    "reverse",
    "rsadecrypt",
    "sensitive",
    "setintersection",
    "setproduct",
    "setsubtract",
    "setsymmetricdifference",
    "setunion",
    "sha1",
    "sha256",
    "sha512",
    "signum",
    "slice",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "substr",
    "sum",
    "templatefile",
    "templatestring",
    "textdecodebase64",
    "textencodebase64",
    "timeadd",
    "timecmp",
    "timestamp",
    "title",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "transpose",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "try",
    "upper",
    "urldecode",
    "urlencode",
    "uuid",
    "uuidv5",
    "values",
    "yamldecode",
    "yamlencode",
    "zipmap",
    "core::length",
    "core::try",
    "mark_as_read",
    "get_repo_root",
    "run_cmd",
    "object",
];

const LEAVES: &[&str] = &[
    "0",
    "-1",
    "1e400",
    "9007199254740993",
    "0.1",
    "true",
    "null",
    "\"\"",
    "\"é\\n\"",
    "\"%s %v %[9]d %999999d\"",
    "\"10.0.0.0/8\"",
    "\"::/0\"",
    "\"2024-02-30T00:00:00Z\"",
    "\"1h\"",
    "\"/(a+)+$/\"",
    "\"UTF-16LE\"",
    "\"f.tpl\"",
    "\"../x\"",
    "\"/\"",
    "\"{\\\"Statement\\\": [{}]}\"",
    "\"a,b\\n\\\"1\"",
    "[]",
    "{}",
    "[null]",
    "var.a",
    "var.b",
    "var.o",
    "local.a",
    "local.b",
    "x.a",
    "x.b[*].v",
    "x.c[\"k\"].d[0].w",
    "data.p.json",
    "each.value",
    "count.index",
    "each.key",
    "module.m.o",
    "module.m[0]",
    "module.vpc.vpc_id",
    "data.aws_iam_policy_document.p.json",
    "path.module",
    "terraform.workspace",
    "self.v",
    "dependency.d.outputs.x",
];

/// Expressions of the whole language.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(LEAVES).prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let function = proptest::sample::select(FUNCTIONS);
        let args = proptest::collection::vec(inner.clone(), 0..4);
        let operators = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"];
        let operator = proptest::sample::select(operators.to_vec());
        prop_oneof![
            4 => (function, args, any::<bool>()).prop_map(|(name, args, all)| {
                let more = if all && !args.is_empty() { "..." } else { "" };
                format!("{name}({}{more})", args.join(", "))
            }),
            1 => (inner.clone(), operator, inner.clone())
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            1 => (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(c, a, b)| format!("({c} ? {a} : {b})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            1 => (inner.clone(), inner.clone()).prop_map(|(k, v)| format!("{{ ({k}) = {v}, z = 1 }}")),
            1 => (inner.clone(), inner.clone())
                .prop_map(|(over, v)| format!("[for k, e in {over} : {v} if e != null]")),
            1 => (inner.clone(), inner.clone())
                .prop_map(|(over, v)| format!("{{ for k, e in {over} : k => {v}... }}")),
            1 => inner.clone().prop_map(|e| format!("{e}[*].v")),
            1 => (inner.clone(), inner.clone()).prop_map(|(e, i)| format!("({e})[{i}]")),
            1 => inner.prop_map(|e| format!("\"a${{{e}}}b%{{ if {e} == 1 }}c%{{ endif }}\"")),
        ]
    })
}

/// A main module with every kind of block, made of six expressions.
#[allow(clippy::many_single_char_names)] // they stand for nothing but themselves
fn main_file(e: &[String]) -> String {
    let [a, b, c, d, f, g] = e else { return String::new() };
    format!(
        "variable \"a\" {{}}\nvariable \"b\" {{\n  default = [1, \"é\"]\n}}\nvariable \"o\" {{\n  type = object({{ k = optional(list(number), {a}) }})\n  default = {{}}\n}}\n\
         locals {{\n  a = {a}\n  b = {b}\n}}\n\
         resource \"x\" \"a\" {{\n  v = {c}\n  dynamic \"d\" {{\n    for_each = {d}\n    iterator = it\n    content {{\n      w = it.value\n      dynamic \"e\" {{\n        for_each = {a}\n        content {{\n          u = [e.key, it.key]\n        }}\n      }}\n    }}\n  }}\n}}\n\
         resource \"x\" \"b\" {{\n  count = {f}\n  v = count.index\n}}\n\
         resource \"x\" \"c\" {{\n  for_each = {g}\n  v = each.value\n  d {{\n    w = {b}\n  }}\n}}\n\
         data \"aws_iam_policy_document\" \"p\" {{\n  source_policy_documents = [{c}]\n  statement {{\n    sid = {d}\n    actions = {f}\n    principals {{\n      type = {g}\n      identifiers = {a}\n    }}\n    condition {{\n      test = \"Bool\"\n      variable = {b}\n      values = {c}\n    }}\n  }}\n}}\n\
         data \"template_file\" \"t\" {{\n  template = {a}\n  vars = {b}\n}}\n\
         provider \"aws\" {{\n  default_tags {{\n    tags = {c}\n  }}\n}}\nresource \"aws_x\" \"t\" {{\n  tags = {d}\n}}\n\
         module \"m\" {{\n  source = \"./m\"\n  count = {g}\n  a = {f}\n}}\n\
         module \"vpc\" {{\n  source = \"terraform-aws-modules/vpc/aws\"\n  public_subnets = {a}\n  enable_flow_log = {b}\n}}\n\
         module \"eks\" {{\n  source = \"terraform-aws-modules/eks/aws\"\n  version = {c}\n  eks_managed_node_groups = {d}\n  encryption_config = {f}\n}}\n\
         output \"o\" {{\n  value = {g}\n}}\n"
    )
}

fn in_bounds(map: &SourceMap, node: &Node) {
    let there =
        |span: Span| map.get(span.source).is_some_and(|f| f.text.get(span.range()).is_some());
    assert!(there(node.span), "{node:?}");
    assert!(node.from.as_ref().is_none_or(|f| there(**f)), "{node:?}");
    node.items().iter().for_each(|n| in_bounds(map, n));
    node.entries().iter().for_each(|e| {
        assert!(there(e.key_span), "{e:?}");
        in_bounds(map, &e.value);
    });
}

/// Evaluates all roots of `files`.
fn survive(files: &[(&str, &str)], told: &[String]) {
    let mut map = SourceMap::default();
    for (path, text) in files {
        map.add(*path, *text);
    }
    let all = map.iter().map(|(source, f)| File { source, path: &f.path, text: &f.text });
    let start = Instant::now();
    let project = Project::new(all);
    let given =
        Given { environment: Some("prod"), var_files: &[], variables: told, workspace: None };
    for root in project.roots() {
        let found = project.evaluate(root, &given);
        for resource in &found.resources {
            in_bounds(&map, &resource.attrs);
            assert!(map.get(resource.header.source).is_some());
            for r in &resource.refs {
                assert!(
                    map.get(r.span.source).is_some_and(|f| f.text.get(r.span.range()).is_some())
                );
            }
        }
        for notice in &found.notices {
            assert!(map.get(notice.span.source).is_some(), "{notice:?}");
        }
    }
    // Far above what it takes, and far below a hang.
    assert!(start.elapsed() < Duration::from_mins(1), "{files:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_project_is_survived(
        e in proptest::collection::vec(expressions(), 6),
        told in "[a-c]=.{0,12}",
    ) {
        let main = main_file(&e);
        let inner = format!("variable \"a\" {{}}\nresource \"x\" \"y\" {{\n  v = var.a\n}}\noutput \"o\" {{\n  value = {}\n}}\n", e[0]);
        let unit = format!(
            "include {{\n  path = {}\n}}\nlocals {{\n  a = {}\n}}\ndependency \"d\" {{\n  config_path = {}\n}}\nremote_state {{\n  backend = \"s3\"\n  config = {}\n}}\nterraform {{\n  source = \"../m\"\n}}\ninputs = {}\n",
            e[0], e[1], e[2], e[3], e[4],
        );
        let values = format!("a = {}\n", e[5]);
        survive(
            &[
                ("main.tf", &main),
                ("m/main.tf", &inner),
                ("f.tpl", "%{ for x in y ~}${x}%{ endfor }"),
                ("terraform.tfvars", &values),
                ("u/terragrunt.hcl", &unit),
                ("x_override.tf", &inner),
            ],
            &[told],
        );
    }

    #[test]
    fn any_text_is_survived_in_every_place(text in any::<String>(), json in "[{}\\[\\]\",:a-z$.é]{0,60}") {
        survive(
            &[
                ("main.tf", &text),
                ("j.tf.json", &json),
                ("v.auto.tfvars", &text),
                ("v.auto.tfvars.json", &json),
                ("u/terragrunt.hcl", &text),
                (".terraform/modules/modules.json", &json),
            ],
            std::slice::from_ref(&text),
        );
    }
}
