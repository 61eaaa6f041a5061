//! Units of Terragrunt.

use super::scan_as;
use crate::{File, Given, Project};
use ringfort_model::cloud::Mode;
use ringfort_source::SourceId;

const ROOT: &str = r#"
locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region  = "eu-west-1"
}
remote_state {
  backend = "s3"
  config = {
    bucket  = "state-${local.account.locals.name}"
    key     = "${path_relative_to_include()}/terraform.tfstate"
    encrypt = true
  }
}
inputs = {
  account = local.account.locals.name
  tags    = { by = "root" }
  region  = local.region
}
"#;

const UNIT: &str = r#"
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform {
  source = "${get_parent_terragrunt_dir("root")}/../modules//net"
}
locals {
  env = basename(dirname(get_terragrunt_dir()))
}
dependency "kms" {
  config_path = "../kms"
  mock_outputs = {
    key = "mock"
  }
}
inputs = {
  env    = local.env
  tags   = { by = "unit" }
  key    = dependency.kms.outputs.key
  open   = true
  secret = get_env("SECRET", "x")
  exposed = "${include.root.locals.region}/${path_relative_to_include()}"
}
"#;

const MODULE: &str = r#"
variable "account" { default = "none" }
variable "region" { default = "none" }
variable "env" { default = "none" }
variable "tags" { default = {} }
variable "key" { default = "none" }
variable "open" { default = false }
variable "secret" { default = "none" }
variable "exposed" { default = "none" }
variable "from_file" { default = "none" }
resource "a" "b" {
  account   = var.account
  region    = var.region
  env       = var.env
  tags      = var.tags
  key       = var.key
  open      = var.open
  secret    = var.secret
  exposed   = var.exposed
  from_file = var.from_file
  text      = file("${path.module}/x.txt")
}
"#;

#[test]
fn a_unit_runs_its_module_with_its_inputs() {
    let files = [
        ("live/root.hcl", ROOT),
        ("live/prod/account.hcl", "locals {\n  name = \"acme\"\n}\n"),
        ("live/prod/net/terragrunt.hcl", UNIT),
        ("live/prod/net/terraform.tfvars", "from_file = \"yes\"\n"),
        ("modules/net/main.tf", MODULE),
        ("modules/net/x.txt", "hello"),
    ];
    let found = scan_as(&files, "live/prod/net", &Given::default());
    let table = [
        ("account", r#""acme""#),
        ("region", r#""eu-west-1""#),
        ("env", r#""prod""#),
        ("tags", r#"{by:"unit"}"#),
        ("key", "?known after apply: the outputs of unit ../kms"),
        ("open", "true"),
        ("secret", "?the environment variable SECRET is known when it runs only"),
        ("exposed", r#""eu-west-1/prod/net""#),
        ("from_file", r#""yes""#),
        ("text", r#""hello""#),
    ];
    for (path, want) in table {
        assert_eq!(found.show("a.b", path), want, "{path}");
    }
    let node = found.get("a.b").attrs.get("open").expect("open");
    assert_eq!(found.text(**node.from.as_ref().expect("decided by the unit")), "true");
    assert_eq!(&*found.get("a.b").root, "live/prod/net");
    assert_eq!(found.show("backend.s3", "encrypt"), "true");
    assert_eq!(found.show("backend.s3", "bucket"), r#""state-acme""#);
    assert_eq!(found.show("backend.s3", "key"), r#""prod/net/terraform.tfstate""#);
    assert_eq!(found.found.units, ["live/prod/net/terragrunt.hcl", "live/root.hcl"]);
    assert_eq!(found.found.notices, []);
}

#[test]
fn units_are_roots_and_what_they_run_is_not() {
    let unit = "include {\n  path = find_in_parent_folders()\n}\nterraform {\n  source = \"../../mod\"\n}\n";
    let far = "terraform {\n  source = \"git::https://example.com/x.git//y?ref=v1\"\n}\ninputs = {\n  a = 1\n}\n";
    let files = [
        ("live/terragrunt.hcl", "inputs = {\n  a = 2\n}\n"),
        ("live/one/terragrunt.hcl", unit),
        ("live/far/terragrunt.hcl", far),
        ("live/bare/terragrunt.hcl", "inputs = {\n  a = 3\n}\n"),
        ("live/bare/main.tf", "variable \"a\" {}\nresource \"x\" \"y\" {\n  v = var.a\n}\n"),
        (
            "mod/main.tf",
            "variable \"a\" {}\nmodule \"in\" {\n  source = \"./in\"\n  a = var.a\n}\n",
        ),
        ("mod/in/main.tf", "variable \"a\" {}\nresource \"x\" \"y\" {\n  v = var.a\n}\n"),
        ("solo/main.tf", ""),
    ];
    let project =
        Project::new(files.iter().map(|(path, text)| File { source: SourceId(0), path, text }));
    assert_eq!(project.roots(), ["live/bare", "live/far", "live/one", "solo"]);
    let one = scan_as(&files, "live/one", &Given::default());
    assert_eq!(one.show("module.in.x.y", "v"), "2");
    assert_eq!(scan_as(&files, "live/bare", &Given::default()).show("x.y", "v"), "3");
    let far = scan_as(&files, "live/far", &Given::default());
    assert!(far.found.notices[0].message.contains("was not read"));
    assert_eq!(far.get("module.far").mode, Mode::Module);
    assert_eq!(far.show("module.far", "a"), "1");
}

#[test]
fn a_unit_may_run_a_described_module() {
    let unit = "terraform {\n  source = \"tfr:///terraform-aws-modules/s3-bucket/aws?version=4.1.0\"\n}\ninputs = {\n  bucket            = \"b\"\n  block_public_acls = false\n}\n";
    let found = scan_as(&[("u/terragrunt.hcl", unit)], "u", &Given::default());
    let block = found.get("aws_s3_bucket_public_access_block.this[0]");
    assert_eq!(found.text(block.at("block_public_acls").span()), "false");
    assert_eq!(found.text(block.at("block_public_policy").span()), "terraform");
    assert!(matches!(
        block.bool("block_public_policy", false),
        ringfort_model::Value::Default(true, _)
    ));
}

#[test]
fn settings_that_lead_to_each_other_end() {
    let files = [
        (
            "a/terragrunt.hcl",
            "include {\n  path = \"../b/b.hcl\"\n}\nterraform {\n  source = \"../m\"\n}\n",
        ),
        (
            "b/b.hcl",
            "include {\n  path = \"../b/b.hcl\"\n}\nlocals {\n  x = read_terragrunt_config(\"b.hcl\")\n}\n",
        ),
        ("m/main.tf", "resource \"x\" \"y\" {\n  v = 1\n}\n"),
    ];
    let found = scan_as(&files, "a", &Given::default());
    assert_eq!(found.show("x.y", "v"), "1");
    assert!(found.found.notices.iter().any(|n| n.message.contains("more than")));
    let missing = [
        (
            "a/terragrunt.hcl",
            "include {\n  path = find_in_parent_folders()\n}\nterraform {\n  source = \"../m\"\n}\n",
        ),
        ("m/main.tf", ""),
    ];
    let found = scan_as(&missing, "a", &Given::default());
    assert!(
        found.found.notices[0]
            .message
            .contains("was not read: no folder above holds terragrunt.hcl")
    );
}

#[test]
fn what_a_unit_generates_is_part_of_the_module() {
    let root = r#"
inputs = {
  tags  = { a = "root", deep = { x = 1 } }
  zones = ["a"]
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region = "${get_path_from_repo_root()}"
}
EOF
}
generate "own" {
  path     = "own.tf"
  contents = "resource \"x\" \"root\" {}"
}
"#;
    let unit = r#"
include "root" {
  path           = find_in_parent_folders("root.hcl")
  merge_strategy = "deep"
}
terraform {
  source = "../m"
}
inputs = {
  tags  = { b = "unit", deep = { y = 2 } }
  zones = ["b"]
  size  = values.size
}
generate "own" {
  path     = "own.tf"
  contents = "resource \"x\" \"own\" {\n  v = var.tags\n}"
}
generate "kept" {
  path      = "main.tf"
  if_exists = "skip"
  contents  = "resource \"x\" \"skipped\" {}"
}
generate "broken" {
  path     = "broken.tf"
  contents = "resource {"
}
"#;
    let module = r#"
variable "tags" {}
variable "zones" {}
variable "size" {}
resource "a" "b" {
  zones = var.zones
  size  = var.size
}
"#;
    let files = [
        ("root.hcl", root),
        ("u/terragrunt.hcl", unit),
        ("u/terragrunt.values.hcl", "size = 3\n"),
        ("m/main.tf", module),
        ("m/provider.tf", "provider \"aws\" {\n  region = \"old\"\n}\n"),
    ];
    let found = scan_as(&files, "u", &Given::default());
    assert_eq!(found.show("provider.aws", "region"), r#""u""#);
    assert_eq!(found.show("x.own", "v"), r#"{a:"root",b:"unit",deep:{x:1,y:2}}"#);
    assert_eq!(found.show("a.b", "zones"), r#"["a","b"]"#);
    assert_eq!(found.show("a.b", "size"), "3");
    let made = found.found.resources.iter().map(|r| r.address.as_str());
    let mut made: Vec<&str> =
        made.filter(|a| a.starts_with("x.") || *a == "provider.aws").collect();
    made.sort_unstable();
    assert_eq!(made, ["provider.aws", "x.own"]);
    assert!(found.found.notices.iter().any(|n| n.message.contains("broken.tf")));
}

/// Units of stacks: the stack, more files, the unit that is run, and what comes of it.
#[test]
fn stacks_make_units() {
    const UNIT: &str = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = \"${get_repo_root()}/modules/net\"\n}\ninputs = {\n  env  = values.env\n  open = try(values.open, false)\n  key  = path_relative_to_include()\n}\n";
    const STACK: &str = "locals {\n  env = \"prod\"\n}\nunit \"net\" {\n  source = \"../../catalog/units/net\"\n  path   = \"net\"\n  values = {\n    env  = local.env\n    open = true\n  }\n}\n";
    const OUTER: &str = "stack \"eu\" {\n  source = \"../catalog/stacks/region\"\n  path   = \"eu\"\n  values = {\n    env = \"stage\"\n  }\n}\nunit \"far\" {\n  source = \"git::https://example.com/units.git//far?ref=v1\"\n  path   = \"far\"\n}\n";
    const INNER: &str = "unit \"net\" {\n  source = \"${get_repo_root()}/catalog/units/net\"\n  path   = \"net-${values.env}\"\n  no_dot_terragrunt_stack = true\n  values = values\n}\n";
    let shared = [
        ("catalog/units/net/terragrunt.hcl", UNIT),
        ("catalog/stacks/region/terragrunt.stack.hcl", INNER),
        ("live/root.hcl", "inputs = {\n  account = \"acme\"\n}\n"),
        ("modules/net/main.tf", MODULE),
    ];
    let run = |path: &str, stack: &str, root: &str| {
        let files = [&shared[..], &[(path, stack)]].concat();
        let found = scan_as(&files, root, &Given::default());
        ["env", "open", "account", "key"].map(|name| found.show("a.b", name)).join(" ")
    };
    let near = "live/prod/.terragrunt-stack/net";
    assert_eq!(
        run("live/prod/terragrunt.stack.hcl", STACK, near),
        r#""prod" true "acme" "prod/.terragrunt-stack/net""#,
        "a unit with values"
    );
    let nested = "live/.terragrunt-stack/eu/net-stage";
    assert_eq!(
        run("live/terragrunt.stack.hcl", OUTER, nested),
        r#""stage" false "acme" ".terragrunt-stack/eu/net-stage""#,
        "a stack within a stack hands its values on"
    );
    let project = |path: &'static str, stack: &'static str| {
        let files = [&shared[..], &[(path, stack)]].concat();
        let files = files.iter().enumerate().map(|(i, (path, text))| File {
            source: SourceId(u32::try_from(i).unwrap_or(0)),
            path,
            text,
        });
        let project = Project::new(files.collect::<Vec<_>>());
        let gaps: Vec<(String, String)> =
            project.stack_gaps().map(|(file, cause)| (file.to_owned(), cause)).collect();
        (project.roots().into_iter().map(str::to_owned).collect::<Vec<_>>(), gaps)
    };
    assert_eq!(
        project("live/prod/terragrunt.stack.hcl", STACK),
        (
            vec![near.to_owned()],
            vec![(
                "catalog/stacks/region/terragrunt.stack.hcl".to_owned(),
                "unit net has a path that is not known".to_owned()
            )]
        ),
        "what is copied is no unit in itself"
    );
    let far = "unit far comes from git::https://example.com/units.git//far?ref=v1, which is not part of the scan";
    assert_eq!(
        project("live/terragrunt.stack.hcl", OUTER),
        (vec![nested.to_owned()], vec![("live/terragrunt.stack.hcl".to_owned(), far.to_owned())]),
        "what comes from elsewhere is told"
    );
    let circle = "stack \"again\" {\n  source = \".\"\n  path   = \"again\"\n}\n";
    let (_, gaps) = project("live/terragrunt.stack.hcl", circle);
    assert!(gaps.iter().any(|(_, cause)| cause.contains("deep")), "{gaps:?}");
}
