//! How files, overrides, variables and providers come together.

use super::{scan, scan_as};
use crate::Given;

/// Paths with texts.
type Files<'f> = &'f [(&'f str, &'f str)];

/// A resource that files change.
const BASE: &str = "resource \"a\" \"b\" {\n  x = 1\n  tag {\n    k = 1\n  }\n  dynamic \"rule\" {\n    for_each = [1]\n    content {\n      p = 1\n    }\n  }\n  lifecycle {\n    prevent_destroy = true\n    ignore_changes  = [x]\n  }\n}\n";

/// Files beside it, an attribute, and its value.
const JOINED: [(Files<'static>, &str, &str); 12] = [
    (&[("override.tf", "resource \"a\" \"b\" {\n  x = 2\n}\n")], "x", "2"),
    (
        &[
            ("z_override.tf", "resource \"a\" \"b\" {\n  x = 3\n}\n"),
            ("a_override.tf", "resource \"a\" \"b\" {\n  x = 2\n}\n"),
        ],
        "x",
        "3",
    ),
    (&[("override.tf.json", r#"{"resource": {"a": {"b": {"x": 4}}}}"#)], "x", "4"),
    (
        &[(
            "override.tf",
            "resource \"a\" \"b\" {\n  tag {\n    k = 2\n  }\n  tag {\n    k = 3\n  }\n}\n",
        )],
        "tag",
        "[{k:2},{k:3}]",
    ),
    (
        &[("override.tf", "resource \"a\" \"b\" {\n  rule {\n    p = 9\n  }\n}\n")],
        "rule",
        "[{p:9}]",
    ),
    (
        &[(
            "override.tf",
            "resource \"a\" \"b\" {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n",
        )],
        "lifecycle",
        r#"[{prevent_destroy:false,ignore_changes:["x"]}]"#,
    ),
    (&[("main.tofu", "resource \"a\" \"b\" {\n  x = 7\n}\n")], "x", "7"),
    (
        &[
            ("other.tofu", "locals {\n  y = 8\n}\n"),
            ("override.tofu", "resource \"a\" \"b\" {\n  x = local.y\n}\n"),
        ],
        "x",
        "8",
    ),
    (&[], "tag", "[{k:1}]"),
    (&[("override.tf", "locals {\n  n = 1\n}\n")], "x", "1"),
    (
        &[(
            "c.tf.json",
            r#"{"resource": {"c": {"d": [{"//": "note", "v": "${a.b.x}", "depends_on": ["a.b"], "dynamic": {"e": {"for_each": [1, 2], "content": {"w": "${e.value}"}}}}]}}}"#,
        )],
        "c.d:e",
        "[{w:1},{w:2}]",
    ),
    (
        &[(
            "c.tf.json",
            r#"{"variable": {"o": {"type": "object({ n = optional(number, 5) })", "default": {}}}, "resource": {"c": {"d": {"v": "${var.o.n}"}}}}"#,
        )],
        "c.d:v",
        "5",
    ),
];

#[test]
fn files_come_together_as_terraform_joins_them() {
    for (files, path, want) in JOINED {
        let all: Vec<_> = files.iter().copied().chain([("main.tf", BASE)]).collect();
        let found = scan(&all);
        let (address, path) = path.split_once(':').unwrap_or(("a.b", path));
        assert_eq!(found.show(address, path), want, "{files:?}");
    }
}

#[test]
fn an_overriding_backend_replaces_the_other() {
    let found = scan(&[
        ("main.tf", "terraform {\n  backend \"local\" {}\n}\n"),
        ("override.tf", "terraform {\n  backend \"s3\" {\n    encrypt = true\n  }\n}\n"),
    ]);
    let all: Vec<_> = found.found.resources.iter().map(|r| &*r.address).collect();
    assert_eq!(all, ["backend.s3"]);
}

#[test]
fn variables_on_the_command_line_win() {
    let main = "variable \"plain\" { default = 1 }\nvariable \"text\" { type = string }\nvariable \"list\" {\n  type = list(number)\n}\nvariable \"strict\" {\n  default  = 3\n  nullable = false\n  type     = number\n  validation {\n    condition     = var.strict > 10\n    error_message = \"small\"\n  }\n}\nresource \"x\" \"y\" {\n  v = [var.plain, var.text, var.list, var.strict]\n}\n";
    let table: [(&[&str], &str); 5] = [
        (&[], "[1,?variable `text` has no value,?variable `list` has no value,3]"),
        (&["plain=a=b", "text=1", "list=[1, \"2\"]"], r#"["a=b","1",[1,2],3]"#),
        (&["text=[]", "list=no", "strict=4"], r#"[1,"[]",?`no` is not the name of a value,4]"#),
        (&["text=a", "text=b", "list=[", "strict=null"], ""),
        (&["text=x", "list=[]", "other=1"], r#"[1,"x",[],3]"#),
    ];
    for (told, want) in table {
        let variables: Vec<String> = told.iter().map(|v| (*v).to_owned()).collect();
        let given = Given { variables: &variables, ..Given::default() };
        let found = scan_as(&[("main.tf", main)], "", &given);
        let shown = found.show("x.y", "v");
        if want.is_empty() {
            assert!(shown.starts_with("[1,\"b\",?"), "{shown}");
            assert!(shown.ends_with("?the value is not a number]"), "{shown}");
            continue;
        }
        assert_eq!(shown, want, "{told:?}");
        assert!(!found.found.variables.iter().any(|v| v == "other"));
    }
}

#[test]
fn the_workspace_is_the_environment_as_the_code_spells_it() {
    let use_it = "resource \"x\" \"y\" {\n  v = terraform.workspace\n}\n";
    let unknown = "?terraform.workspace is known when it runs only";
    let table = [
        ("locals {\n  size = { production = 3, dev = 1 }\n  s = 1\n}\n", r#""production""#),
        ("locals {\n  preproduction = 1\n}\n", unknown),
        ("locals {\n  size = {\n    production = 3\n  }\n}\n", r#""production""#),
        ("locals {\n  is = terraform.workspace == \"prod\"\n}\n", r#""prod""#),
        ("", unknown),
    ];
    for (more, want) in table {
        let main = format!("{more}{use_it}");
        let given = Given { environment: Some("prod"), ..Given::default() };
        assert_eq!(scan_as(&[("main.tf", &main)], "", &given).show("x.y", "v"), want, "{more}");
    }
}

#[test]
fn a_provider_adds_its_default_tags_also_in_modules() {
    let main = r#"
provider "aws" {
  default_tags {
    tags = { team = "core", env = "all" }
  }
}
provider "aws" {
  alias = "eu"
  default_tags {
    tags = { zone = "eu" }
  }
}
resource "aws_x" "a" {
  tags = { env = "one" }
}
resource "aws_x" "b" {
  provider = aws.eu
}
module "m" {
  source = "./m"
}
module "n" {
  source    = "./m"
  providers = { aws = aws.eu }
}
"#;
    let found = scan(&[("main.tf", main), ("m/main.tf", "resource \"aws_x\" \"c\" {}\n")]);
    let table = [
        ("aws_x.a", r#"{team:"core",env:"one"}"#),
        ("aws_x.b", r#"{zone:"eu"}"#),
        ("module.m.aws_x.c", r#"{team:"core",env:"all"}"#),
        ("module.n.aws_x.c", r#"{zone:"eu"}"#),
    ];
    for (address, want) in table {
        let shown = found.show(address, "tags_all");
        let sorted = |s: &str| {
            let mut parts: Vec<_> =
                s.trim_matches(['{', '}']).split(',').map(str::to_owned).collect();
            parts.sort();
            parts
        };
        assert_eq!(sorted(&shown), sorted(want), "{address}");
    }
}

#[test]
fn what_follows_from_a_block_alone_is_known() {
    let main = r#"
variable "open" {}
data "template_file" "t" {
  template = "hi $${name} and $${more}"
  vars     = { name = "you", more = "all" }
}
data "local_file" "f" { filename = "${path.module}/f.txt" }
data "null_data_source" "n" { inputs = { a = 1 } }
resource "terraform_data" "d" { input = [1, 2] }
data "google_iam_policy" "g" {
  binding {
    role    = "roles/owner"
    members = ["allUsers", var.open]
    condition {
      title      = "t"
      expression = "true"
    }
  }
}
data "terraform_remote_state" "net" {
  backend = "s3"
}
ephemeral "aws_secretsmanager_secret_version" "s" {
  secret_id = "id"
}
data "aws_iam_policy_document" "own" {
  statement {
    resources = ["arn:aws:s3:::b/&{aws:username}/*"]
  }
}
resource "x" "y" {
  rendered = data.template_file.t.rendered
  content  = data.local_file.f.content
  outputs  = data.null_data_source.n.outputs.a
  output   = terraform_data.d.output[1]
  policy   = data.google_iam_policy.g.policy_data
  remote   = data.terraform_remote_state.net.outputs.vpc_id
  secret   = ephemeral.aws_secretsmanager_secret_version.s.secret_string
  brief    = ephemeralasnull(ephemeral.aws_secretsmanager_secret_version.s.secret_id)
  user     = data.aws_iam_policy_document.own.json
}
"#;
    let found = scan(&[("main.tf", main), ("f.txt", "text")]);
    let table = [
        ("rendered", r#""hi you and all""#),
        ("content", r#""text""#),
        ("outputs", "1"),
        ("output", "2"),
        (
            "policy",
            r#"{bindings:[{role:"roles/owner",members:["allUsers",?variable `open` has no value],condition:{title:"t",expression:"true"}}]}"#,
        ),
        ("remote", "?known after apply: data.terraform_remote_state.net.outputs"),
        (
            "secret",
            "?known after apply: ephemeral.aws_secretsmanager_secret_version.s.secret_string",
        ),
        ("brief", "absent"),
        ("user.Statement.Resource", r#"["arn:aws:s3:::b/${aws:username}/*"]"#),
    ];
    for (path, want) in table {
        assert_eq!(found.show("x.y", path), want, "{path}");
    }
}

#[test]
fn the_region_of_the_provider_is_known_where_it_is_written() {
    let main = |region: &str| {
        format!(
            "variable \"r\" {{}}\nprovider \"aws\" {{\n  region = {region}\n}}\ndata \"aws_region\" \"r\" {{}}\ndata \"aws_partition\" \"p\" {{}}\nresource \"x\" \"y\" {{\n  v = \"${{data.aws_partition.p.partition}}/${{data.aws_region.r.name}}\"\n}}\n"
        )
    };
    let table = [
        ("\"eu-west-1\"", r#""aws/eu-west-1""#),
        ("\"cn-north-1\"", r#""aws-cn/cn-north-1""#),
        ("\"us-gov-west-1\"", r#""aws-us-gov/us-gov-west-1""#),
        ("\"us-iso-east-1\"", "?known after apply: data.aws_partition.p.partition"),
        ("var.r", "?known after apply: data.aws_partition.p.partition"),
    ];
    for (region, want) in table {
        assert_eq!(scan(&[("main.tf", &main(region))]).show("x.y", "v"), want, "{region}");
    }
}

#[test]
fn a_block_that_is_switched_off_makes_nothing() {
    let main = |on: &str| {
        format!(
            "variable \"v\" {{}}\nresource \"a\" \"b\" {{\n  lifecycle {{\n    enabled = {on}\n  }}\n}}\n"
        )
    };
    for (on, want) in [("false", false), ("true", true), ("var.v", true)] {
        let found = scan(&[("main.tf", &main(on))]);
        let made = found.found.resources.iter().any(|r| r.address == "a.b");
        assert_eq!(made, want, "{on}");
    }
}

#[test]
fn an_unknown_points_at_what_leaves_it_open() {
    let main = "variable \"open\" {\n  type = string\n}\nlocals {\n  name = \"x-${var.open}\"\n}\nresource \"x\" \"y\" {\n  v = upper(local.name)\n  w = local.loop\n}\nlocals {\n  loop = local.loop\n}\n";
    let found = scan(&[("main.tf", main)]);
    let from = |path: &str| {
        let node = found.get("x.y").attrs.get(path).expect(path);
        found.text(**node.from.as_ref().expect("a place")).to_owned()
    };
    assert_eq!(from("v"), "variable \"open\"");
    assert_eq!(from("w"), "local.loop");
    let told: Vec<_> =
        found.found.notices.iter().map(|n| (found.text(n.span), &*n.message)).collect();
    assert_eq!(told, [("local.loop", "local `loop` depends on itself")]);
}

#[test]
fn a_manifest_with_an_unknown_piece_is_a_tree() {
    let main = r#"
variable "ns" {}
resource "kubectl_manifest" "heredoc" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: Pod
    metadata:
      name: p
      namespace: ${var.ns}
      labels:
        full: "x-${var.ns}"
    spec:
      hostNetwork: true
  YAML
}
resource "kubectl_manifest" "encoded" {
  yaml_body = yamlencode({ apiVersion = "v1", kind = "Pod", metadata = { namespace = var.ns }, spec = { hostNetwork = true } })
}
resource "kubernetes_manifest" "file" {
  manifest = yamldecode(templatefile("${path.module}/p.yaml", { ns = var.ns }))
}
resource "x" "y" {
  text  = "kind: ${var.ns}"
  known = yamlencode({ apiVersion = "v1", kind = "Pod" })
}
"#;
    let file =
        "apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: ${ns}\nspec:\n  hostNetwork: true\n";
    let found = scan(&[("main.tf", main), ("p.yaml", file)]);
    let open = "?variable `ns` has no value";
    for (address, at) in [
        ("kubectl_manifest.heredoc", "yaml_body"),
        ("kubectl_manifest.encoded", "yaml_body"),
        ("kubernetes_manifest.file", "manifest"),
    ] {
        assert_eq!(found.show(address, &format!("{at}.spec.hostNetwork")), "true", "{address}");
        assert_eq!(found.show(address, &format!("{at}.metadata.namespace")), open, "{address}");
    }
    let heredoc = found.get("kubectl_manifest.heredoc").at("yaml_body.spec.hostNetwork").span();
    assert_eq!(found.text(heredoc).trim(), "hostNetwork: true");
    assert_eq!(found.show("x.y", "text"), open);
    assert_eq!(found.show("x.y", "known"), r#""\"apiVersion\": \"v1\"\n\"kind\": \"Pod\"\n""#);
}
