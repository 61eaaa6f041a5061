use super::{scan, scan_as};
use crate::Given;

#[test]
fn expressions_have_the_value_that_terraform_gives_them() {
    let head = r#"
variable "open" {}
variable "region" { default = "eu-west-1" }
variable "names" { default = ["a", "b"] }
variable "typed" {
  type    = object({ size = number, mode = optional(string, "x"), extra = optional(string) })
  default = { size = "3" }
}
locals {
  late  = "${local.early}-2"
  early = "one"
  loop  = local.pool
  pool  = local.loop
  tags  = { Team = "core" }
}
resource "aws_s3_bucket" "b" {
  bucket = "logs-${var.region}"
}
resource "aws_subnet" "many" {
  count      = 2
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_lb" "l" {
  access_logs {
    bucket = "logs"
  }
}
resource "aws_subnet" "keyed" {
  for_each = toset(["x", "y"])
  tags     = { Name = each.key }
}
"#;
    let table = [
        ("local.late", r#""one-2""#),
        ("local.loop", "?local `loop` depends on itself"),
        ("var.open", "?variable `open` has no value"),
        ("var.open ? 1 : 2", "?variable `open` has no value"),
        ("var.open ? 1 : 1", "1"),
        ("true || var.open", "true"),
        ("[1, var.open]", "[1,?variable `open` has no value]"),
        ("merge(var.open, { a = 1 }).a", "1"),
        ("merge(var.open, { a = 1 })", "?variable `open` has no value"),
        ("merge({ a = 1 }, { b = 2 })", "{a:1,b:2}"),
        ("var.region == \"eu-west-1\" ? \"yes\" : var.open", r#""yes""#),
        ("aws_s3_bucket.b.bucket", r#""logs-eu-west-1""#),
        ("aws_s3_bucket.b.arn", "?known after apply: aws_s3_bucket.b.arn"),
        ("\"${aws_s3_bucket.b.arn}/*\"", "?known after apply: aws_s3_bucket.b.arn"),
        (
            "aws_subnet.many[*].id",
            "[?known after apply: aws_subnet.many[0].id,?known after apply: aws_subnet.many[1].id]",
        ),
        ("aws_subnet.many[1].cidr_block", r#""10.0.1.0/24""#),
        ("aws_subnet.keyed[\"x\"].tags.Name", r#""x""#),
        ("[for s in aws_subnet.keyed : s.tags.Name]", r#"["x","y"]"#),
        ("{ for k, v in var.names : v => k if v != \"a\" }", "{b:1}"),
        ("var.names[7]", "?the index is out of range"),
        ("try(var.names[7], \"none\")", r#""none""#),
        ("can(var.names[7])", "false"),
        ("try(var.open.x, 1)", "?variable `open` has no value"),
        ("var.typed", r#"{mode:"x",extra:null,size:3}"#),
        ("uuid()", "?uuid differs on every run"),
        ("format(\"%s-%03d\", \"a\", 7)", r#""a-007""#),
        ("<<-EOT\n    a\n      ${var.region}\n    EOT\n", "\"a\\n  eu-west-1\\n\""),
        ("\"%{ for n in var.names ~}${n}, %{ endfor ~} end\"", r#""a, b, end""#),
        ("lookup(local.tags, \"None\", \"d\")", r#""d""#),
        ("data.aws_region.x.name", "?`data.aws_region.x` is not declared in what was read"),
        ("try(aws_vpc.none.id, \"d\")", "?`aws_vpc.none` is not declared in what was read"),
        ("terraform.workspace", "?terraform.workspace is known when it runs only"),
        ("aws_lb.l.access_logs[0].bucket", r#""logs""#),
        ("try(aws_lb.l.access_logs[0].made, 1)", "?known after apply: made"),
        ("1 / 0", "?division by zero"),
        ("local.none", "?local `none` is not declared"),
        ("file(\"nope.txt\")", "?file: nope.txt is not part of the scan"),
        ("file(\"${path.module}/hello.txt\")", r#""hello""#),
    ];
    for (expr, want) in table {
        let main = format!("{head}\nresource \"x\" \"y\" {{\n  value = {expr}\n}}\n");
        let found = scan(&[("main.tf", &main), ("hello.txt", "hello")]);
        assert_eq!(found.show("x.y", "value"), want, "{expr}");
    }
}

/// Paths with texts.
type Files<'f> = &'f [(&'f str, &'f str)];

#[test]
fn variables_take_their_value_from_files_by_strength() {
    let main = "variable \"a\" { default = 1 }\nresource \"x\" \"y\" {\n  v = var.a\n}\n";
    let some: Files<'_> =
        &[("prod.tfvars", "a = 5\n"), ("dev.tfvars", "a = 6\n"), ("x/eu.tfvars", "a = 8\n")];
    let table: [(Files<'_>, Option<&str>, &[&str], &str); 10] = [
        (&[], None, &[], "1"),
        (&[("terraform.tfvars", "a = 2\n")], None, &[], "2"),
        (&[("terraform.tfvars", "a = 2\n"), ("z.auto.tfvars", "a = 3\n")], None, &[], "3"),
        (&[("terraform.tfvars.json", "{\"a\": 4}")], None, &[], "4"),
        (some, Some("prod"), &[], "5"),
        (
            &[("env/production.tfvars", "a = 7\n"), ("terraform.tfvars", "a = 2\n")],
            Some("prod"),
            &[],
            "7",
        ),
        (some, Some("prod"), &["./x/eu.tfvars"], "8"),
        (some, Some("prod"), &["x/eu.tfvars", "dev.tfvars"], "6"),
        (some, Some("prod"), &["x/eu.tfvars", "prod.tfvars"], "5"),
        (some, Some("prod"), &["none.tfvars", "../prod.tfvars"], "5"),
    ];
    for (files, environment, told, want) in table {
        let all: Vec<_> = files.iter().copied().chain([("main.tf", main)]).collect();
        let var_files: Vec<String> = told.iter().map(|f| (*f).to_owned()).collect();
        let found =
            scan_as(&all, "", &Given { environment, var_files: &var_files, ..Given::default() });
        let node = found.get("x.y").at("v").node().expect("known").clone();
        assert_eq!(super::show(&node), want);
        assert_eq!(found.text(node.span), "var.a");
        assert_eq!(found.text(*node.from.expect("decided elsewhere")), want);
    }
}

#[test]
fn nested_and_dynamic_blocks_are_lists_of_maps() {
    let main = r#"
variable "ports" { default = [80, 443] }
variable "open" {}
resource "aws_security_group" "s" {
  egress {
    from_port = 0
  }
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port = ingress.value
      self      = ingress.key == 0
    }
  }
  dynamic "none" {
    for_each = []
    content {}
  }
  dynamic "maybe" {
    for_each = var.open
    content {}
  }
  lifecycle {
    ignore_changes = [tags, tags_all]
  }
}
"#;
    let found = scan(&[("main.tf", main)]);
    let show = |path| found.show("aws_security_group.s", path);
    assert_eq!(show("egress"), "[{from_port:0}]");
    assert_eq!(show("ingress"), "[{from_port:80,self:true},{from_port:443,self:false}]");
    assert_eq!(show("none"), "absent");
    assert_eq!(show("maybe"), "[?variable `open` has no value]");
    assert_eq!(show("lifecycle.ignore_changes"), r#"["tags","tags_all"]"#);
}

#[test]
fn references_are_kept_through_locals_and_functions() {
    let main = r#"
locals { id = aws_s3_bucket.b.id }
resource "aws_s3_bucket" "b" { bucket = "logs" }
resource "aws_s3_bucket_versioning" "v" {
  bucket = local.id
  versioning_configuration {
    status = "Enabled"
    names  = [upper(aws_s3_bucket.b.bucket)]
  }
  depends_on = [aws_s3_bucket.b]
}
"#;
    let found = scan(&[("main.tf", main)]);
    let refs = &found.get("aws_s3_bucket_versioning.v").refs;
    let all: Vec<String> = refs
        .iter()
        .map(|r| format!("{} {} {} {:?}", r.path, r.target, r.attribute, found.text(r.span)))
        .collect();
    assert_eq!(
        all,
        [
            r#"bucket aws_s3_bucket.b id "local.id""#,
            r#"versioning_configuration.names aws_s3_bucket.b bucket "aws_s3_bucket.b.bucket""#,
            r#"depends_on aws_s3_bucket.b  "aws_s3_bucket.b""#,
        ]
    );
    assert_eq!(
        found.show("aws_s3_bucket_versioning.v", "versioning_configuration.names"),
        r#"["LOGS"]"#
    );
}

#[test]
fn counts_that_are_not_known_leave_one_instance_and_a_note() {
    let main = "variable \"n\" {}\nresource \"a\" \"b\" {\n  count = var.n\n  x = 1\n}\n\
                resource \"a\" \"none\" {\n  count = 0\n}\noutput \"o\" {\n  value = a.b[0].id\n}\n";
    let found = scan(&[("main.tf", main)]);
    assert_eq!(found.show("a.b", "x"), "1");
    assert_eq!(found.found.notices.len(), 1);
    assert!(found.found.resources.iter().all(|r| r.address != "a.none"));
    assert_eq!(found.show("output.o", "value"), "?known after apply: a.b.id");
    assert_eq!(found.get("output.o").refs[0].target, "a.b");
}

#[test]
fn json_files_and_overrides_are_read() {
    let json = r#"{"variable": {"v": {"default": "x"}}, "resource": {"a": {"b": {"name": "n-${var.v}", "tag": {"k": 1}}}}}"#;
    let found = scan(&[
        ("main.tf.json", json),
        ("x_override.tf", "resource \"a\" \"b\" {\n  tag = { k = 2 }\n}\n"),
    ]);
    assert_eq!(found.show("a.b", "name"), r#""n-x""#);
    assert_eq!(found.show("a.b", "tag"), "{k:2}");
}

#[test]
fn a_reference_to_what_is_not_declared_is_kept() {
    let main =
        "resource \"a\" \"b\" {\n  vpc = aws_vpc.none.id\n  all = data.aws_subnets.x[*].ids\n}\n";
    let found = scan(&[("main.tf", main)]);
    let refs = found.get("a.b").refs.iter();
    let refs: Vec<_> = refs.map(|r| format!("{} {} {}", r.path, r.target, r.attribute)).collect();
    assert_eq!(refs, ["vpc aws_vpc.none id", "all data.aws_subnets.x "]);
}

#[test]
fn versions_of_providers_are_told() {
    let native = r#"
terraform {
  required_providers {
    aws   = { source = "hashicorp/aws", version = "~> 6.0" }
    azurerm = ">= 3.0, < 5.0"
    null  = { source = "hashicorp/null" }
  }
}
module "m" { source = "./m" }
"#;
    let json = r#"{"terraform": [{"required_providers": {"aws": {"version": ">= 5.1"}}}]}"#;
    let lock = "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"6.2.0\"\n}\n";
    let files = [("main.tf", native), ("m/main.tf.json", json), (".terraform.lock.hcl", lock)];
    let found = scan(&files);
    let table = [
        ("required_provider.aws", "\"~> 6.0\""),
        ("required_provider.azurerm", "\">= 3.0, < 5.0\""),
        ("module.m.required_provider.aws", "\">= 5.1\""),
        ("locked_provider.aws", "\"6.2.0\""),
    ];
    for (address, version) in table {
        assert_eq!(found.show(address, "version"), version, "{address}");
    }
    assert_eq!(found.found.resources.len(), table.len());
}

#[test]
fn blocks_that_declare_nothing_are_passed_over() {
    let main = r#"
terraform {
  required_version = ">= 1.9"
}
moved {
  from = a.old
  to   = a.b
}
import {
  to = a.b
  id = "x"
}
removed {
  from = a.gone
  lifecycle { destroy = false }
}
check "health" {
  data "http" "probe" { url = "https://example.com" }
  assert {
    condition     = data.http.probe.status_code == 200
    error_message = "down"
  }
}
resource "a" "b" { name = "x" }
"#;
    let found = scan(&[("main.tf", main)]);
    let all: Vec<_> = found.found.resources.iter().map(|r| &*r.address).collect();
    assert_eq!(all, ["a.b"]);
    assert_eq!(found.found.notices, []);
}

#[test]
fn instances_with_known_keys_are_there_whatever_else_is() {
    let main = r#"
variable "more" {}
resource "a" "b" {
  for_each = merge(var.more, { known = 1 })
  x        = each.value
}
module "m" {
  source   = "./m"
  for_each = merge(var.more, { known = 2 })
  v        = each.value
}
resource "x" "y" {
  known  = a.b["known"].x
  other  = a.b["other"].x
  all    = length(a.b)
  module = module.m["known"].o
  far    = module.m["other"].o
}
"#;
    let inner = "variable \"v\" {}\nresource \"in\" \"side\" {\n  v = var.v\n}\noutput \"o\" {\n  value = var.v\n}\n";
    let found = scan(&[("main.tf", main), ("m/main.tf", inner)]);
    let open = "?variable `more` has no value";
    let table = [
        ("a.b[\"known\"]", "x", "1"),
        ("a.b", "x", open),
        ("module.m[\"known\"].in.side", "v", "2"),
        ("module.m.in.side", "v", open),
        ("x.y", "known", "1"),
        ("x.y", "other", open),
        ("x.y", "all", open),
        ("x.y", "module", "2"),
        ("x.y", "far", open),
    ];
    for (address, path, want) in table {
        assert_eq!(found.show(address, path), want, "{address}.{path}");
    }
    assert_eq!(found.found.notices.len(), 2);
}
