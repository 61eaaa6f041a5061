//! Ways to more rights, access to data, who can, administrators; and that no input makes the crate panic.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod common;

use common::{derive, find};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use ringfort_iam::{From, Gain, Iam, Use};

/// `P03 lambda:CreateFunction aws_iam_user.dev -> aws_iam_role.admin certain`.
fn told(iam: &Iam) -> Vec<String> {
    let name = |id| iam.principal(id).map_or("?", |p| &p.address).to_owned();
    let one = |e: &ringfort_iam::Escalation| {
        let from = match &e.from {
            From::Principal(id) => name(*id),
            From::Token(provider, subject) => format!("{provider} {subject}"),
            From::Saml(provider) => provider.to_string(),
        };
        let gain = match &e.gain {
            Gain::Principal(id) => name(*id),
            Gain::Admin => "everything".to_owned(),
            Gain::Right(right) => right.clone(),
        };
        assert!(!e.evidence.is_empty(), "{}: {from} has no evidence", e.way);
        let sure = if e.certainty.is_certain() { "certain" } else { "possible" };
        format!("{} {} {from} -> {gain} {sure}", e.id, e.way)
    };
    iam.escalations().iter().map(one).collect()
}

const AWS: &str = r#"
data "aws_caller_identity" "current" {}
resource "aws_iam_role" "admin" {
  name               = "admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } },
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" } },
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999999999999:root" } },
  ] })
}
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.admin.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.admin.arn
}
resource "aws_iam_user" "dev" {
  name = "dev"
}
resource "aws_iam_user_policy" "dev" {
  user   = aws_iam_user.dev.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [STATEMENTS] })
}
"#;

#[test]
fn ways_in_aws() {
    let table = [
        (
            r#"{ Effect = "Allow", Action = "iam:PutUserPolicy", Resource = aws_iam_user.dev.arn }"#,
            "P01 iam:PutUserPolicy aws_iam_user.dev -> everything certain",
        ),
        (r#"{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }"#, ""),
        (
            r#"{ Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "*" }"#,
            "P02 iam:UpdateAssumeRolePolicy aws_iam_user.dev -> aws_iam_role.admin certain",
        ),
        (
            r#"{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.admin.arn }"#,
            "P02 sts:AssumeRole aws_iam_user.dev -> aws_iam_role.admin certain",
        ),
        (
            r#"{ Effect = "Allow", Action = ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }"#,
            "P03 lambda:CreateFunction aws_iam_user.dev -> aws_iam_role.admin certain",
        ),
        (
            r#"{ Effect = "Allow", Action = ["iam:PassRole", "ec2:RunInstances"], Resource = "*" }"#,
            "",
        ),
        (
            r#"{ Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }"#,
            "",
        ),
        (
            r#"{ Effect = "Allow", Action = "lambda:*", Resource = "*" }, { Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } } }"#,
            "P04 lambda:UpdateFunctionCode aws_iam_user.dev -> aws_iam_role.admin certain",
        ),
        (
            r#"{ Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = aws_lambda_function.f.arn }"#,
            "P04 lambda:UpdateFunctionCode aws_iam_user.dev -> aws_iam_role.admin certain",
        ),
        (
            r#"{ Effect = "Allow", Action = "ec2:ModifySnapshotAttribute", Resource = "*" }"#,
            "P07 ec2:ModifySnapshotAttribute aws_iam_user.dev -> share snapshots of volumes with another account certain",
        ),
    ];
    for (statements, want) in table {
        let iam = derive(&AWS.replace("STATEMENTS", statements));
        let got: Vec<String> =
            told(&iam).into_iter().filter(|t| t.contains(" aws_iam_user.dev -> ")).collect();
        if want.is_empty() {
            assert_eq!(got, Vec::<String>::new(), "{statements}");
        } else {
            assert!(got.iter().any(|t| t == want), "{statements}\n{got:#?}");
        }
        assert!(
            !statements.contains("PassedToService") || !got.iter().any(|t| t.starts_with("P03")),
            "{got:#?}"
        );
    }
    let outside = told(&derive(&AWS.replace("STATEMENTS", "")));
    assert!(
        outside.contains(
            &"P05 sts:AssumeRole arn:aws:iam::999999999999:root -> aws_iam_role.admin certain"
                .to_owned()
        ),
        "{outside:#?}"
    );
}

#[test]
fn administrators() {
    let iam = derive(
        &AWS.replace("STATEMENTS", r#"{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }"#),
    );
    assert!(iam.is_admin(find(&iam, "aws_iam_role.admin")).is_allowed());
    assert!(iam.is_admin(find(&iam, "dev")).is_denied());
    let who: Vec<&str> = iam
        .who_can("iam:CreateUser", None)
        .iter()
        .filter_map(|(id, _)| Some(&*iam.principal(*id)?.address))
        .collect();
    assert_eq!(who, ["aws_iam_role.admin"]);
}

#[test]
fn data_needs_its_key() {
    let hcl = |key: &str| {
        format!(
            r#"
resource "aws_kms_key" "k" {{
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = {{ AWS = {key} }} }}] }})
}}
resource "aws_s3_bucket" "b" {{}}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {{
  bucket = aws_s3_bucket.b.id
  rule {{
    apply_server_side_encryption_by_default {{
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }}
  }}
}}
resource "aws_iam_role" "app" {{ assume_role_policy = "{{}}" }}
resource "aws_iam_role" "keeper" {{ assume_role_policy = "{{}}" }}
resource "aws_iam_role_policy" "app" {{
  role   = aws_iam_role.app.name
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }}] }})
}}
"#
        )
    };
    let reads = |key: &str| {
        let iam = derive(&hcl(key));
        let app = find(&iam, "aws_iam_role.app");
        let hit = |d: &ringfort_iam::DataAccess| {
            d.from == app && d.what == Use::Read && d.address == "aws_s3_bucket.b"
        };
        iam.data_access().iter().filter(|d| hit(d)).count()
    };
    assert_eq!(reads("aws_iam_role.keeper.arn"), 0, "the key is for another role");
    assert_eq!(reads("[aws_iam_role.keeper.arn, aws_iam_role.app.arn]"), 1);
}

#[test]
fn ways_in_azure_and_google() {
    let azure = r#"
resource "azurerm_resource_group" "rg" {
  name = "rg"
}
resource "azurerm_user_assigned_identity" "app" {
  name                = "app"
  resource_group_name = azurerm_resource_group.rg.name
}
resource "azurerm_user_assigned_identity" "ci" {
  name                = "ci"
  resource_group_name = azurerm_resource_group.rg.name
}
resource "azurerm_linux_virtual_machine" "vm" {
  name                = "vm"
  resource_group_name = azurerm_resource_group.rg.name
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.app.id]
  }
}
data "azurerm_subscription" "s" {}
resource "azurerm_role_assignment" "ci" {
  scope                = azurerm_resource_group.rg.id
  role_definition_name = "Virtual Machine Contributor"
  principal_id         = azurerm_user_assigned_identity.ci.principal_id
}
resource "azurerm_role_assignment" "app" {
  scope                = data.azurerm_subscription.s.id
  role_definition_name = "User Access Administrator"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}
"#;
    let got = told(&derive(azure));
    for want in [
        "P08 Microsoft.Compute/virtualMachines/runCommand/action azurerm_user_assigned_identity.ci -> azurerm_user_assigned_identity.app certain",
        "P08 Microsoft.Authorization/roleAssignments/write azurerm_user_assigned_identity.app -> everything certain",
    ] {
        assert!(got.iter().any(|t| t == want), "{want}\n{got:#?}");
    }
    let google = r#"
provider "google" {
  project = "shop"
}
resource "google_service_account" "a" {
  account_id = "a"
}
resource "google_service_account" "b" {
  account_id = "b"
}
resource "google_service_account_iam_member" "t" {
  service_account_id = google_service_account.b.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.a.member
}
resource "google_project_iam_member" "o" {
  project = "shop"
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.b.member
}
"#;
    let got = told(&derive(google));
    for want in [
        "P09 iam.serviceAccounts.getAccessToken google_service_account.a -> google_service_account.b certain",
        "P09 resourcemanager.projects.setIamPolicy google_service_account.b -> everything certain",
    ] {
        assert!(got.iter().any(|t| t == want), "{want}\n{got:#?}");
    }
}

#[test]
fn tokens_of_other_issuers_become_principals() {
    let google = |condition: &str| {
        format!(
            r#"
provider "google" {{
  project = "shop"
}}
resource "google_iam_workload_identity_pool" "ci" {{
  workload_identity_pool_id = "ci"
}}
resource "google_iam_workload_identity_pool_provider" "github" {{
  workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  {condition}
  oidc {{
    issuer_uri = "https://token.actions.githubusercontent.com"
  }}
}}
resource "google_service_account" "deploy" {{
  account_id = "deploy"
}}
resource "google_service_account_iam_member" "ci" {{
  service_account_id = google_service_account.deploy.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${{google_iam_workload_identity_pool.ci.name}}/*"
}}
"#
        )
    };
    let open = told(&derive(&google("")));
    let token = |line: &&String| line.starts_with("P05 sts.googleapis.com/v1/token");
    let found: Vec<&String> = open.iter().filter(token).collect();
    assert!(found.len() == 1 && found[0].ends_with(" certain"), "{open:#?}");
    assert!(found[0].contains("https://token.actions.githubusercontent.com * ->"), "{open:#?}");
    assert!(
        open.iter().any(|t| t.starts_with("P09 iam.serviceAccounts.getAccessToken")
            && t.ends_with("-> google_service_account.deploy certain")),
        "{open:#?}"
    );
    let limited =
        told(&derive(&google("attribute_condition = \"assertion.repository == 'acme/shop'\"")));
    assert!(limited.iter().filter(token).all(|t| t.ends_with(" possible")), "{limited:#?}");
    let azure = r#"
resource "azurerm_user_assigned_identity" "deploy" {
  name                = "deploy"
  resource_group_name = "rg"
}
resource "azurerm_federated_identity_credential" "ci" {
  name                = "ci"
  resource_group_name = "rg"
  parent_id           = azurerm_user_assigned_identity.deploy.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = "https://token.actions.githubusercontent.com"
  subject             = "repo:acme/shop:ref:refs/heads/main"
}
"#;
    let want = "P05 oauth2/v2.0/token https://token.actions.githubusercontent.com repo:acme/shop:ref:refs/heads/main -> azurerm_user_assigned_identity.deploy certain";
    let got = told(&derive(azure));
    assert!(got.iter().any(|t| t == want), "{got:#?}");
}

#[test]
fn ways_in_the_directory() {
    let hcl = r#"
resource "azuread_application" "shop" {
  display_name = "shop"
  owners       = [azuread_user.eve.object_id]
}
resource "azuread_service_principal" "shop" {
  client_id = azuread_application.shop.client_id
}
resource "azuread_user" "eve" {
  user_principal_name = "eve@acme.example"
}
resource "azuread_directory_role_assignment" "shop" {
  role_id             = "e8611ab8-c189-46e8-94e1-60213ab1f814"
  principal_object_id = azuread_service_principal.shop.object_id
}
"#;
    let got = told(&derive(hcl));
    for want in [
        "P08 microsoft.directory/applications/credentials/update azuread_user.eve -> azuread_service_principal.shop certain",
        "P08 microsoft.directory/roleAssignments/allProperties/allTasks azuread_service_principal.shop -> everything certain",
    ] {
        assert!(got.iter().any(|t| t == want), "{want}\n{got:#?}");
    }
}

/// Everything that can be asked.
fn ask_all(hcl: &str, action: &str, resource: &str) {
    let iam = derive(hcl);
    for principal in iam.principals() {
        let _ = iam.can(principal.id, action, Some(resource));
        let _ = iam.is_admin(principal.id);
        let _ = iam.trusts(principal.id);
    }
    let _ = (iam.who_can(action, None), iam.escalations(), iam.data_access());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_words_make_it_panic(action in any::<String>(), resource in any::<String>()) {
        ask_all(&AWS.replace("STATEMENTS", r#"{ Effect = "Allow", Action = "*", Resource = "*" }"#), &action, &resource);
    }

    #[test]
    fn no_policy_makes_it_panic(
        action in "[a-z*?:${}]{0,12}",
        resource in "(arn:|\\$\\$\\{|[a-z*?:/-]){0,12}",
        operator in prop::sample::select(vec!["StringLike", "IpAddress", "DateLessThan", "NumericEquals", "Null", "ForAllValues:ArnLike", ""]),
        value in "[a-z0-9*?./:{}-]{0,16}",
    ) {
        let action = action.replace("${", "$${");
        let value = value.replace("${", "$${");
        let statement = format!(
            r#"{{ Effect = "Allow", Action = "{action}", Resource = "{resource}", Condition = {{ "{operator}" = {{ "aws:SourceIp" = "{value}" }} }} }}"#
        );
        ask_all(&AWS.replace("STATEMENTS", &statement), "s3:GetObject", "aws_lambda_function.f");
    }

    #[test]
    fn no_place_makes_it_panic(scope in "[a-z/$*-]{0,20}", role in "[A-Za-z ./]{0,20}", who in "[a-z:@.]{0,12}") {
        let hcl = format!(
            "resource \"azurerm_role_assignment\" \"a\" {{\n scope = \"{scope}\"\n role_definition_name = \"{role}\"\n principal_id = \"{who}\"\n}}\n\
             resource \"azurerm_key_vault\" \"v\" {{\n name = \"{scope}\"\n}}\n\
             resource \"google_project_iam_member\" \"m\" {{\n role = \"{role}\"\n member = \"{who}\"\n project = \"{scope}\"\n}}\n\
             resource \"google_storage_bucket\" \"b\" {{\n name = \"{scope}\"\n}}\n"
        );
        ask_all(&hcl, "storage.objects.get", &scope);
        ask_all(&hcl, "Microsoft.KeyVault/vaults/read", &scope);
    }
}
