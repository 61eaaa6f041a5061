use super::{scan, scan_as};
use crate::{File, Project};
use ringfort_source::SourceId;

#[test]
fn a_module_is_evaluated_with_its_callers_arguments() {
    let main = r#"
module "net" {
  source   = "./modules/net"
  for_each = { a = "10.0.0.0/16" }
  cidr     = each.value
  bucket   = aws_s3_bucket.b.id
}
module "far" {
  source  = "acme/vpc/aws"
  version = "5.0.0"
  cidr    = "10.1.0.0/16"
}
module "gone" {
  source = "./nowhere"
}
resource "aws_s3_bucket" "b" {}
resource "x" "y" {
  id   = module.net["a"].id
  cidr = module.net["a"].cidr
  far  = module.far.vpc_id
}
"#;
    let net = r#"
variable "cidr" { default = "0.0.0.0/0" }
variable "bucket" {}
resource "aws_vpc" "v" {
  cidr_block = var.cidr
  log        = var.bucket
}
output "id" { value = aws_vpc.v.id }
output "cidr" { value = aws_vpc.v.cidr_block }
"#;
    let found = scan(&[("main.tf", main), ("modules/net/main.tf", net)]);
    assert_eq!(found.show("x.y", "id"), "?known after apply: module.net[\"a\"].aws_vpc.v.id");
    assert_eq!(found.show("x.y", "cidr"), r#""10.0.0.0/16""#);
    assert_eq!(found.show("module.net[\"a\"].aws_vpc.v", "cidr_block"), r#""10.0.0.0/16""#);
    let far = "?module `far` comes from acme/vpc/aws and was not read";
    assert_eq!(found.show("x.y", "far"), far);
    assert_eq!(found.show("module.far", "cidr"), r#""10.1.0.0/16""#);
    let refs = |address: &str| -> Vec<String> {
        found.get(address).refs.iter().map(|r| format!("{}>{}", r.path, r.target)).collect()
    };
    assert_eq!(refs("module.net[\"a\"].aws_vpc.v"), ["log>aws_s3_bucket.b"]);
    assert_eq!(
        refs("x.y"),
        ["id>module.net[\"a\"].aws_vpc.v", "cidr>module.net[\"a\"].aws_vpc.v", "far>module.far"]
    );
    assert_eq!(found.found.notices.len(), 2);
}

#[test]
fn fetched_modules_are_read_where_they_lie() {
    let main = "module \"a\" {\n  source  = \"acme/net/aws\"\n  version = \"1.0.0\"\n  v = 1\n}\nmodule \"k\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  public_subnets = [\"10.0.0.0/24\"]\n}\nmodule \"g\" {\n  source = \"git::https://example.com/x.git//sub?ref=v1\"\n}\n";
    let inner =
        "variable \"v\" {}\nmodule \"in\" {\n  source = \"acme/deep/aws\"\n  v = var.v\n}\n";
    let deep = "variable \"v\" { default = 0 }\nresource \"x\" \"y\" {\n  v = var.v\n}\n";
    let manifest = r#"{"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "a", "Source": "registry.terraform.io/acme/net/aws", "Version": "1.0.0", "Dir": "../vendor/net"},
        {"Key": "a.in", "Source": "registry.terraform.io/acme/deep/aws", "Version": "2.0.0", "Dir": ".terraform/modules/a.in"},
        {"Key": "k", "Source": "registry.terraform.io/terraform-aws-modules/vpc/aws", "Version": "3.19.0", "Dir": ".terraform/modules/k"}
    ]}"#;
    let files = [
        ("live/main.tf", main),
        ("live/.terraform/modules/modules.json", manifest),
        ("live/.terraform/modules/a.in/main.tf", deep),
        ("live/.terraform/modules/g/sub/main.tf", deep),
        ("vendor/net/main.tf", inner),
    ];
    let found = scan_as(&files, "live", &crate::Given::default());
    assert_eq!(found.show("module.a.module.in.x.y", "v"), "1");
    assert_eq!(found.show("module.g.x.y", "v"), "0");
    // Not part of the scan, and described: as of the version that was fetched.
    assert_eq!(found.show("module.k.aws_subnet.public[0]", "map_public_ip_on_launch"), "true");
    assert_eq!(found.found.notices, []);
    let project =
        Project::new(files.iter().map(|(path, text)| File { source: SourceId(0), path, text }));
    assert_eq!(project.roots(), ["live"]);
}

#[test]
fn modules_that_call_each_other_end() {
    let a = "module \"b\" {\n  source = \"../b\"\n}\nresource \"r\" \"a\" {}\n";
    let b = "module \"a\" {\n  source = \"../a\"\n}\nresource \"r\" \"b\" {}\n";
    let me = "module \"me\" {\n  source = \"./.\"\n}\n";
    let found = scan_as(&[("a/m.tf", a), ("b/m.tf", b)], "a", &crate::Given::default());
    assert_eq!(found.get("module.b.r.b").root.as_ref(), "a");
    assert!(found.found.notices[0].message.contains("calls itself"));
    assert!(scan(&[("m.tf", me)]).found.notices[0].message.contains("calls itself"));
}

#[test]
fn roots_are_the_folders_that_nobody_calls() {
    let call = |to: &str| format!("module \"m\" {{\n  source = \"{to}\"\n}}\n");
    let (one, two, three) = (call("../mod"), call("../y"), call("../x"));
    let files = [
        ("live/a.tf", &*one),
        ("mod/a.tf", ""),
        ("x/a.tf", &*two),
        ("y/a.tf", &*three),
        ("solo/a.tf.json", "{}"),
    ];
    let project =
        Project::new(files.iter().map(|(path, text)| File { source: SourceId(0), path, text }));
    assert_eq!(project.roots(), ["live", "solo", "x"]);
}
