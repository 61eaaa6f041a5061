//! Public modules that are known by their descriptions.

use ringfort_model::Value;

use super::scan;

/// Arguments of a call, the resource in the module, its attribute, the value, and the text at its place.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const EKS: &str = "terraform-aws-modules/eks/aws";
const SG: &str = "terraform-aws-modules/security-group/aws";
const HEAD: &str = "module \"m\"";

const CLUSTER: &str = "aws_eks_cluster.this[0]";
const NODES: &str = "module.eks_managed_node_group[\"a\"].aws_launch_template.this[0]";

/// Source, version, and what comes of it.
const TABLE: &[(&str, &str, Case)] = &[
    (
        "terraform-aws-modules/iam/aws//modules/iam-role",
        "~> 6.0",
        (
            "policies = { a = \"arn:aws:iam::aws:policy/AdministratorAccess\" }",
            "aws_iam_role_policy_attachment.this[\"a\"]",
            "policy_arn",
            r#""arn:aws:iam::aws:policy/AdministratorAccess""#,
            "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts",
        "6.2.1",
        (
            "permissions_boundary = \"b\"",
            "aws_iam_role.this[0]",
            "permissions_boundary",
            r#""b""#,
            "\"b\"",
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-user",
        "6.0.0",
        (
            "permissions_boundary = \"b\"",
            "aws_iam_user.this[0]",
            "permissions_boundary",
            r#""b""#,
            "\"b\"",
        ),
    ),
    (
        EKS,
        "~> 21.0",
        (
            "endpoint_public_access = true",
            CLUSTER,
            "vpc_config.endpoint_public_access",
            "true",
            "true",
        ),
    ),
    (EKS, "~> 21.0", ("", CLUSTER, "vpc_config.endpoint_public_access", "false", HEAD)),
    (
        EKS,
        "21.1.0",
        ("", CLUSTER, "access_config.bootstrap_cluster_creator_admin_permissions", "false", HEAD),
    ),
    (
        EKS,
        "~> 20.0",
        (
            "cluster_endpoint_public_access = !var.no",
            CLUSTER,
            "vpc_config.endpoint_public_access",
            "true",
            "!var.no",
        ),
    ),
    (
        EKS,
        "~> 20.0",
        (
            "cluster_endpoint_public_access_cidrs = var.ranges",
            CLUSTER,
            "vpc_config.public_access_cidrs",
            r#"["10.0.0.0/8"]"#,
            "var.ranges",
        ),
    ),
    (EKS, "~> 20.0", ("cluster_version = \"1.30\"", CLUSTER, "version", r#""1.30""#, "\"1.30\"")),
    (
        EKS,
        "~> 20.0",
        ("", CLUSTER, "access_config.authentication_mode", r#""API_AND_CONFIG_MAP""#, HEAD),
    ),
    (EKS, ">= 19, < 20", ("", CLUSTER, "access_config", "absent", HEAD)),
    (EKS, "18.31.2", ("", CLUSTER, "vpc_config.endpoint_public_access", "true", HEAD)),
    (EKS, "18.31.2", ("", CLUSTER, "encryption_config", "absent", HEAD)),
    (
        EKS,
        "18.31.2",
        (
            "cluster_encryption_config = [{ provider_key_arn = \"k\", resources = [\"secrets\"] }]",
            CLUSTER,
            "encryption_config.provider.key_arn",
            r#""k""#,
            "\"k\"",
        ),
    ),
    (
        EKS,
        "",
        (
            "",
            CLUSTER,
            "encryption_config.provider.key_arn",
            "?known after apply: module.m.module.kms.aws_kms_key.this[0].arn",
            HEAD,
        ),
    ),
    (EKS, "", ("", "module.kms.aws_kms_key.this[0]", "enable_key_rotation", "true", HEAD)),
    (
        EKS,
        "",
        (
            "eks_managed_node_groups = { a = {} }",
            NODES,
            "metadata_options.http_put_response_hop_limit",
            "1",
            "",
        ),
    ),
    (
        EKS,
        "~> 20.0",
        (
            "eks_managed_node_groups = { a = {} }",
            NODES,
            "metadata_options.http_put_response_hop_limit",
            "2",
            "",
        ),
    ),
    (
        EKS,
        "~> 20.0",
        (
            "eks_managed_node_groups = { a = { metadata_options = { http_tokens = \"optional\" } } }",
            NODES,
            "metadata_options.http_tokens",
            r#""optional""#,
            "\"optional\"",
        ),
    ),
    (
        EKS,
        "~> 20.0",
        (
            "eks_managed_node_group_defaults = { metadata_options = { http_tokens = \"optional\" } }\n  eks_managed_node_groups = { a = {} }",
            NODES,
            "metadata_options.http_tokens",
            r#""optional""#,
            "\"optional\"",
        ),
    ),
    (
        EKS,
        "",
        (
            "cluster_name = \"x\"",
            "aws_security_group_rule.node[\"egress_all\"]",
            "cidr_blocks",
            r#"["0.0.0.0/0"]"#,
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "~> 5.0",
        (
            "public_subnets = [\"10.0.1.0/24\"]",
            "aws_subnet.public[0]",
            "map_public_ip_on_launch",
            "false",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "3.19.0",
        (
            "public_subnets = [\"10.0.1.0/24\"]",
            "aws_subnet.public[0]",
            "map_public_ip_on_launch",
            "true",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "~> 5.0",
        (
            "public_subnets = [\"10.0.1.0/24\"]",
            "aws_subnet.public[0]",
            "cidr_block",
            r#""10.0.1.0/24""#,
            "\"10.0.1.0/24\"",
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "~> 5.0",
        ("enable_flow_log = true", "aws_flow_log.this[0]", "traffic_type", r#""ALL""#, HEAD),
    ),
    (
        "github.com/terraform-aws-modules/terraform-aws-s3-bucket?ref=v4.1.0",
        "",
        ("", "aws_s3_bucket_public_access_block.this[0]", "block_public_acls", "true", HEAD),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "~> 3.8.0",
        ("", "aws_s3_bucket_public_access_block.this[0]", "block_public_acls", "false", HEAD),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "",
        (
            "versioning = { enabled = true }",
            "aws_s3_bucket_versioning.this[0]",
            "versioning_configuration.status",
            r#""Enabled""#,
            "",
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "",
        (
            "attach_deny_insecure_transport_policy = true",
            "aws_s3_bucket_policy.this[0]",
            "policy.Statement.Effect",
            r#""Deny""#,
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/rds/aws",
        "~> 6.0",
        (
            "identifier = \"d\"\n  publicly_accessible = true",
            "module.db_instance.aws_db_instance.this[0]",
            "publicly_accessible",
            "true",
            "true",
        ),
    ),
    (
        "terraform-aws-modules/kms/aws",
        "",
        (
            "enable_key_rotation = false",
            "aws_kms_key.this[0]",
            "enable_key_rotation",
            "false",
            "false",
        ),
    ),
    (
        SG,
        "~> 5.0",
        (
            "ingress_rules = [\"ssh-tcp\"]\n  ingress_cidr_blocks = [\"0.0.0.0/0\"]",
            "aws_security_group_rule.ingress_rules[0]",
            "from_port",
            "22",
            "",
        ),
    ),
    (
        SG,
        "~> 5.0",
        (
            "ingress_with_cidr_blocks = [{ from_port = 80, to_port = 90, protocol = \"tcp\", cidr_blocks = \"10.0.0.0/8,10.1.0.0/16\" }]",
            "aws_security_group_rule.ingress_with_cidr_blocks[0]",
            "cidr_blocks",
            r#"["10.0.0.0/8","10.1.0.0/16"]"#,
            "\"10.0.0.0/8,10.1.0.0/16\"",
        ),
    ),
    (
        "terraform-aws-modules/security-group/aws//modules/ssh",
        "",
        (
            "ingress_cidr_blocks = [\"0.0.0.0/0\"]",
            "aws_security_group_rule.ingress_rules[0]",
            "to_port",
            "22",
            HEAD,
        ),
    ),
    (
        "Azure/aks/azurerm",
        "9.4.1",
        (
            "private_cluster_enabled = var.no",
            "azurerm_kubernetes_cluster.main",
            "private_cluster_enabled",
            "false",
            "var.no",
        ),
    ),
    (
        "terraform-google-modules/kubernetes-engine/google//modules/private-cluster",
        "~> 30.0",
        (
            "enable_private_nodes = true",
            "google_container_cluster.primary",
            "private_cluster_config.enable_private_endpoint",
            "false",
            HEAD,
        ),
    ),
    (
        "terraform-google-modules/kubernetes-engine/google",
        "",
        (
            "master_authorized_networks = [{ cidr_block = \"0.0.0.0/0\", display_name = \"all\" }]",
            "google_container_cluster.primary",
            "master_authorized_networks_config.cidr_blocks.cidr_block",
            r#""0.0.0.0/0""#,
            "\"0.0.0.0/0\"",
        ),
    ),
    (
        "terraform-aws-modules/alb/aws",
        "~> 6.0",
        ("", "aws_lb.this[0]", "enable_deletion_protection", "false", HEAD),
    ),
    (
        "terraform-aws-modules/elb/aws",
        "",
        (
            "access_logs = { bucket = \"b\", enabled = false }",
            "aws_elb.this[0]",
            "access_logs.enabled",
            "false",
            "false",
        ),
    ),
    (
        "terraform-aws-modules/ec2-instance/aws",
        "~> 3.0",
        ("monitoring = false", "aws_instance.this[0]", "monitoring", "false", "false"),
    ),
    (
        "terraform-aws-modules/sqs/aws",
        "~> 2.0",
        (
            "policy = jsonencode({ Statement = [{ Effect = \"Allow\" }] })",
            "aws_sqs_queue.this[0]",
            "policy.Statement.Effect",
            "\"Allow\"",
            "\"Allow\"",
        ),
    ),
    (
        "terraform-aws-modules/rds/aws",
        "~> 3.0",
        (
            "identifier = \"d\"",
            "module.db_instance.aws_db_instance.this[0]",
            "storage_encrypted",
            "?the default of this version of the module is not described",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "3.7.0",
        (
            "logging {\n    target_bucket = \"logs\"\n  }",
            "aws_s3_bucket_logging.this[0]",
            "target_bucket",
            "\"logs\"",
            "\"logs\"",
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "3.7.0",
        (
            "cors_rule {\n    allowed_methods = [\"GET\"]\n    allowed_origins = [\"*\"]\n  }\n  cors_rule {\n    allowed_methods = [\"PUT\"]\n    allowed_origins = [\"a\"]\n  }",
            "aws_s3_bucket_cors_configuration.this[0]",
            "cors_rule.allowed_origins",
            r#"["*"]"#,
            "[\"*\"]",
        ),
    ),
    (
        "terraform-aws-modules/alb/aws",
        "~> 6.0",
        (
            "http_tcp_listeners {\n    port = 80\n    protocol = \"HTTP\"\n  }",
            "aws_lb_listener.frontend_http_tcp[0]",
            "default_action.type",
            "\"forward\"",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "3.7.0",
        (
            "dynamic \"versioning\" {\n    for_each = [true]\n    content {\n      enabled = versioning.value\n    }\n  }",
            "aws_s3_bucket_versioning.this[0]",
            "versioning_configuration.status",
            "\"Enabled\"",
            "",
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "~> 2.0",
        (
            "versioning = { enabled = false }",
            "aws_s3_bucket.this[0]",
            "versioning.enabled",
            "false",
            "false",
        ),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "1.25.0",
        ("", "aws_s3_bucket.this[0]", "acl", "\"private\"", HEAD),
    ),
    (
        "terraform-aws-modules/s3-bucket/aws",
        "5.8.1",
        (
            "attach_access_log_delivery_policy = true",
            "aws_s3_bucket_policy.this[0]",
            "policy.Statement.Principal.Service",
            r#"["logging.s3.amazonaws.com"]"#,
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/ec2-instance/aws",
        "2.21.0",
        (
            "instance_count = 2\n  associate_public_ip_address = true",
            "aws_instance.this[1]",
            "associate_public_ip_address",
            "true",
            "true",
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "2.78.0",
        (
            "public_subnets = [\"10.0.1.0/24\"]",
            "aws_subnet.public[0]",
            "map_public_ip_on_launch",
            "true",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "3.7.0",
        (
            "manage_default_network_acl = true\n  default_network_acl_ingress = [{ action = \"allow\", rule_no = 1, protocol = \"tcp\", from_port = 22, to_port = 22, cidr_block = \"0.0.0.0/0\" }]",
            "aws_default_network_acl.this[0]",
            "ingress.from_port",
            "22",
            "22",
        ),
    ),
    (
        "terraform-aws-modules/vpc/aws",
        "~> 5.0",
        (
            "public_subnets = [\"10.0.1.0/24\"]\n  public_dedicated_network_acl = true",
            "aws_network_acl_rule.public_inbound[0]",
            "cidr_block",
            "\"0.0.0.0/0\"",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/sns/aws",
        "~> 3.0",
        (
            "kms_master_key_id = \"k\"",
            "aws_sns_topic.this[0]",
            "kms_master_key_id",
            "\"k\"",
            "\"k\"",
        ),
    ),
    (
        SG,
        "~> 3.0",
        (
            "ingress_rules = [\"ssh-tcp\"]\n  ingress_cidr_blocks = [\"0.0.0.0/0\"]",
            "aws_security_group_rule.ingress_rules[0]",
            "to_port",
            "22",
            "",
        ),
    ),
    (EKS, "17.24.0", ("", CLUSTER, "vpc_config.public_access_cidrs", r#"["0.0.0.0/0"]"#, HEAD)),
    (
        EKS,
        "17.24.0",
        (
            "workers_group_defaults = { root_encrypted = true }\n  worker_groups = [{ public_ip = true }]",
            "aws_launch_configuration.workers[0]",
            "root_block_device.encrypted",
            "true",
            "true",
        ),
    ),
    (
        EKS,
        "~> 17.0",
        (
            "node_groups = { a = { key_name = \"k\" } }",
            "aws_eks_node_group.workers[\"a\"]",
            "remote_access.ec2_ssh_key",
            "\"k\"",
            "\"k\"",
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-group",
        "~> 6.0",
        (
            "policies = { a = \"arn:aws:iam::aws:policy/AdministratorAccess\" }",
            "aws_iam_group_policy_attachment.additional[\"a\"]",
            "policy_arn",
            "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
            "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-group-with-policies",
        "~> 5.0",
        (
            "custom_group_policies = [{ name = \"a\", policy = jsonencode({ Statement = [{ Effect = \"Allow\" }] }) }]",
            "aws_iam_policy.custom[0]",
            "policy.Statement.Effect",
            "\"Allow\"",
            "\"Allow\"",
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-group-with-assumable-roles-policy",
        "~> 5.0",
        (
            "name = \"a\"\n  assumable_roles = [\"arn:aws:iam::1:role/x\"]",
            "aws_iam_policy.this",
            "policy.Statement.Action",
            r#"["sts:AssumeRole"]"#,
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/iam/aws//modules/iam-oidc-provider",
        "~> 6.0",
        (
            "",
            "aws_iam_openid_connect_provider.this[0]",
            "url",
            "\"https://token.actions.githubusercontent.com\"",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/lambda/aws",
        "~> 7.0",
        (
            "create_lambda_function_url = true",
            "aws_lambda_function_url.this[0]",
            "authorization_type",
            "\"NONE\"",
            HEAD,
        ),
    ),
    (
        "terraform-aws-modules/lambda/aws",
        "",
        (
            "attach_policy_statements = true\n  policy_statements = { all = { effect = \"Allow\", actions = [\"s3:*\"], resources = [\"*\"] } }",
            "aws_iam_role_policy.additional_inline[0]",
            "policy.Statement.Action",
            r#"["s3:*"]"#,
            "[\"s3:*\"]",
        ),
    ),
];

#[test]
fn a_described_module_makes_its_resources_of_the_callers_arguments() {
    for &(source, version, (arguments, address, path, want, place)) in TABLE {
        let version =
            if version.is_empty() { String::new() } else { format!("  version = \"{version}\"\n") };
        let main = format!(
            "variable \"no\" {{\n  default = false\n}}\nvariable \"ranges\" {{\n  default = [\"10.0.0.0/8\"]\n}}\nmodule \"m\" {{\n  source = \"{source}\"\n{version}  {arguments}\n}}\n"
        );
        let found = scan(&[("main.tf", &main)]);
        let address = format!("module.m.{address}");
        assert_eq!(found.show(&address, path), want, "{main}");
        let resource = found.get(&address);
        let at = resource.at(path).span();
        if !place.is_empty() {
            assert_eq!(found.text(at), place, "{main}\n{path}");
        }
        assert!(resource.span.contains(at), "{main}");
        assert!(
            found.found.notices.iter().all(|n| n.kind != ringfort_vocab::NoticeKind::NotRendered),
            "{:?}",
            found.found.notices
        );
    }
}

#[test]
fn a_modules_own_default_is_not_taken_for_written() {
    let main = |argument: &str| {
        format!(
            "module \"m\" {{\n  source = \"{EKS}\"\n  version = \"~> 20.0\"\n  {argument}\n}}\n"
        )
    };
    let path = "vpc_config.endpoint_public_access";
    let read = |argument: &str| {
        scan(&[("main.tf", &main(argument))])
            .get("module.m.aws_eks_cluster.this[0]")
            .bool(path, true)
    };
    let found = scan(&[("main.tf", &main(""))]);
    assert_eq!(&*found.get("module.m.aws_eks_cluster.this[0]").name, "m");
    assert!(found.found.resources.iter().all(|r| r.mode != ringfort_model::cloud::Mode::Variable));
    assert!(matches!(read(""), Value::Default(false, _)));
    assert!(matches!(read("cluster_endpoint_public_access = false"), Value::Set(false, _)));
    assert!(matches!(read("cluster_endpoint_public_access = data.x.y.z"), Value::Unknown(..)));
}

#[test]
fn described_modules_give_outputs_and_references() {
    let main = r#"
module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  private_subnets = ["10.0.1.0/24", "10.0.2.0/24"]
}
module "eks" {
  source     = "terraform-aws-modules/eks/aws"
  subnet_ids = module.vpc.private_subnets
}
resource "x" "y" {
  vpc    = module.vpc.vpc_id
  count_ = length(module.vpc.private_subnets)
  other  = module.eks.some_new_output
}
"#;
    let found = scan(&[("main.tf", main)]);
    assert_eq!(found.show("x.y", "vpc"), "?known after apply: module.vpc.aws_vpc.this[0].id");
    assert_eq!(found.show("x.y", "count_"), "2");
    assert_eq!(found.show("x.y", "other"), "?known after apply: module.eks.some_new_output");
    let refs: Vec<_> = found
        .get("module.eks.aws_eks_cluster.this[0]")
        .refs_of("vpc_config.subnet_ids")
        .map(|r| (&*r.target, found.text(r.span)))
        .collect();
    assert_eq!(refs[0].0, "module.vpc.aws_subnet.private[0]");
    assert_eq!(refs[0].1, "module.vpc.private_subnets");
}

#[test]
fn a_version_that_is_not_described_is_not_guessed() {
    let call = |version: &str| {
        format!("module \"m\" {{\n  source = \"{EKS}\"\n  version = \"{version}\"\n}}\n")
    };
    for version in ["14.0.0", "< 15", "latest", "${data.x.y.z}"] {
        let found = scan(&[("main.tf", &call(version))]);
        assert_eq!(found.found.notices.len(), 1, "{version}");
        assert!(found.found.notices[0].message.contains("was not read"));
    }
}

#[test]
fn every_description_evaluates_with_nothing_given() {
    for (source, main) in
        crate::library::sources().map(|s| (s, format!("module \"m\" {{\n  source = \"{s}\"\n}}\n")))
    {
        let found = scan(&[("main.tf", &main)]);
        let told: Vec<_> = found.found.notices.iter().map(|n| &n.message).collect();
        assert!(told.is_empty(), "{source}: {told:?}");
        let mine = found.found.resources.iter().filter(|r| r.address.starts_with("module.m."));
        for resource in mine {
            assert_eq!(found.text(resource.header), HEAD, "{source} {}", resource.address);
            no_error(&resource.attrs, source, &resource.address);
        }
    }
}

/// A description must not make mistakes that the language would refuse.
fn no_error(node: &ringfort_source::Node, source: &str, address: &str) {
    let wrong = [
        "is not declared",
        "has no attribute",
        "not the name",
        "not of the expected",
        "out of range",
        "not supported",
    ];
    let cause = node.cause();
    let open = cause.contains("`data.");
    assert!(open || !wrong.iter().any(|w| cause.contains(w)), "{source} {address}: {cause}");
    node.items().iter().for_each(|n| no_error(n, source, address));
    node.entries().iter().for_each(|e| no_error(&e.value, source, address));
}
