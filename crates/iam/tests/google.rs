//! Decisions in Google Cloud, by its documentation of IAM: "Allow policies", "Resource hierarchy", "Basic and predefined
//! roles", and of its provider: which resources are authoritative.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::check;

fn given(extra: &str) -> String {
    format!(
        r#"
provider "google" {{
  project = "shop"
}}
resource "google_service_account" "app" {{
  account_id = "app"
}}
resource "google_service_account" "other" {{
  account_id = "other"
}}
resource "google_storage_bucket" "data" {{
  name = "data"
}}
resource "google_storage_bucket" "far" {{
  name = "far"
}}
{extra}
"#
    )
}

fn member(role: &str, more: &str) -> String {
    given(&format!(
        "resource \"google_project_iam_member\" \"m\" {{\n  project = \"shop\"\n  role = \"{role}\"\n  member = \"serviceAccount:${{google_service_account.app.email}}\"\n  {more}\n}}\n"
    ))
}

const APP: &str = "google_service_account.app";
const DATA: &str = "google_storage_bucket.data";

#[test]
fn projects_and_resources() {
    check(
        &member("roles/storage.objectViewer", ""),
        &[
            (
                APP,
                "storage.objects.get",
                DATA,
                "allow",
                "a role at the project holds for its buckets",
            ),
            (APP, "storage.objects.create", DATA, "deny", "a viewer does not write"),
            (APP, "storage.objects.get", "projects/shop", "allow", "the project itself"),
            (APP, "storage.objects.get", "projects/elsewhere", "deny", "another project"),
            (
                "google_service_account.other",
                "storage.objects.get",
                DATA,
                "deny",
                "another account",
            ),
            (
                "app@shop.iam.gserviceaccount.com",
                "storage.objects.get",
                "-",
                "allow",
                "by its mail address",
            ),
        ],
    );
    check(
        &member("roles/editor", ""),
        &[
            (APP, "compute.instances.create", "projects/shop", "allow", "editors make resources"),
            (
                APP,
                "resourcemanager.projects.setIamPolicy",
                "projects/shop",
                "deny",
                "editors do not give roles",
            ),
            (APP, "storage.objects.get", DATA, "unknown", "a bucket may pass basic roles on"),
            (APP, "secretmanager.versions.access", "-", "deny", "editors do not read secrets"),
        ],
    );
    check(
        &member("roles/owner", ""),
        &[(
            APP,
            "resourcemanager.projects.setIamPolicy",
            "projects/shop",
            "allow",
            "owners give roles",
        )],
    );
    check(
        &member("roles/some.newRole", ""),
        &[(APP, "storage.objects.get", DATA, "unknown", "a role that is not listed is not known")],
    );
    let condition = "condition {\n    title = \"t\"\n    expression = \"request.time < timestamp('2026-01-01T00:00:00Z')\"\n  }";
    check(
        &member("roles/storage.admin", condition),
        &[
            (APP, "storage.objects.get", DATA, "unknown", "a condition is not evaluated"),
            (
                APP,
                "compute.instances.create",
                "-",
                "deny",
                "the role does not have it, whatever the condition",
            ),
        ],
    );
}

#[test]
fn bindings_on_resources() {
    let bucket = |kind: &str, who: &str| {
        given(&format!(
            "resource \"google_storage_bucket_iam_{kind}\" \"b\" {{\n  bucket = google_storage_bucket.data.name\n  role = \"roles/storage.objectViewer\"\n  {who}\n}}\n"
        ))
    };
    check(
        &bucket("member", r#"member = "serviceAccount:${google_service_account.app.email}""#),
        &[
            (APP, "storage.objects.get", DATA, "allow", "a role at the bucket"),
            (
                APP,
                "storage.objects.get",
                "google_storage_bucket.far",
                "deny",
                "not at the other one",
            ),
            (APP, "storage.objects.get", "projects/shop", "deny", "nor at the project"),
        ],
    );
    check(
        &bucket("binding", r#"members = ["allUsers"]"#),
        &[
            ("allUsers", "storage.objects.get", DATA, "allow", "everyone on the internet"),
            (APP, "storage.objects.get", DATA, "allow", "an account is one of everyone"),
        ],
    );
    check(
        &bucket("binding", r#"members = ["allAuthenticatedUsers"]"#),
        &[(
            "allAuthenticatedUsers",
            "storage.objects.get",
            DATA,
            "allow",
            "everyone with an account of Google",
        )],
    );
    check(
        &(bucket(
            "binding",
            r#"members = ["domain:acme.example", "group:ops@acme.example", "user:a@acme.example"]"#,
        ) + "resource \"google_project_iam_member\" \"u\" {\n  project = \"shop\"\n  role = \"roles/browser\"\n  member = \"user:b@acme.example\"\n}\nresource \"google_project_iam_member\" \"v\" {\n  project = \"shop\"\n  role = \"roles/browser\"\n  member = \"user:c@else.example\"\n}\n"),
        &[
            ("a@acme.example", "storage.objects.get", DATA, "allow", "named as a user"),
            ("b@acme.example", "storage.objects.get", DATA, "allow", "of the domain"),
            (
                "c@else.example",
                "storage.objects.get",
                DATA,
                "unknown",
                "may be a member of the group",
            ),
        ],
    );
}

#[test]
fn authoritative_resources_take_away() {
    let hcl = member("roles/viewer", "")
        + "resource \"google_project_iam_binding\" \"b\" {\n  project = \"shop\"\n  role = \"roles/viewer\"\n  members = [\"serviceAccount:${google_service_account.other.email}\"]\n}\n";
    check(
        &hcl,
        &[
            (
                APP,
                "compute.instances.get",
                "projects/shop",
                "unknown",
                "the binding of the role may remove the member",
            ),
            (
                "google_service_account.other",
                "compute.instances.get",
                "projects/shop",
                "allow",
                "the binding's own member",
            ),
        ],
    );
    let policy = member("roles/viewer", "")
        + r#"
data "google_iam_policy" "p" {
  binding {
    role    = "roles/storage.admin"
    members = ["serviceAccount:${google_service_account.other.email}"]
  }
}
resource "google_project_iam_policy" "p" {
  project     = "shop"
  policy_data = data.google_iam_policy.p.policy_data
}
"#;
    check(
        &policy,
        &[
            (
                APP,
                "compute.instances.get",
                "projects/shop",
                "unknown",
                "the policy of the project may remove the member",
            ),
            (
                "google_service_account.other",
                "storage.objects.get",
                DATA,
                "allow",
                "a binding of the policy",
            ),
        ],
    );
}

#[test]
fn hierarchy_and_custom_roles() {
    let hcl = r#"
resource "google_folder" "f" {
  display_name = "f"
  parent       = "organizations/1234"
}
resource "google_project" "p" {
  name       = "p"
  project_id = "p-1"
  folder_id  = google_folder.f.folder_id
}
resource "google_storage_bucket" "b" {
  name    = "b"
  project = google_project.p.project_id
}
resource "google_service_account" "ci" {
  account_id = "ci"
  project    = google_project.p.project_id
}
resource "google_project_iam_custom_role" "r" {
  project     = google_project.p.project_id
  role_id     = "reader"
  permissions = ["storage.objects.get"]
}
resource "google_folder_iam_member" "m" {
  folder = google_folder.f.name
  role   = google_project_iam_custom_role.r.id
  member = google_service_account.ci.member
}
resource "google_organization_iam_member" "o" {
  org_id = "1234"
  role   = "roles/resourcemanager.organizationAdmin"
  member = "user:root@acme.example"
}
"#;
    check(
        hcl,
        &[
            (
                "google_service_account.ci",
                "storage.objects.get",
                "google_storage_bucket.b",
                "allow",
                "a folder holds its projects and their buckets",
            ),
            (
                "google_service_account.ci",
                "storage.objects.create",
                "google_storage_bucket.b",
                "deny",
                "not in the custom role",
            ),
            (
                "root@acme.example",
                "resourcemanager.projects.setIamPolicy",
                "google_project.p",
                "allow",
                "the organisation holds everything",
            ),
            (
                "root@acme.example",
                "storage.objects.get",
                "google_storage_bucket.b",
                "deny",
                "an organisation administrator reads no data",
            ),
        ],
    );
}

/// A deny policy with this rule, at this place.
fn denied(parent: &str, rule: &str) -> String {
    member("roles/storage.admin", "")
        + &format!(
            "resource \"google_iam_deny_policy\" \"d\" {{\n  parent = {parent}\n  name = \"d\"\n  rules {{\n    deny_rule {{\n      {rule}\n    }}\n  }}\n}}\n"
        )
}

#[test]
fn deny_policies_come_first() {
    let project = r#"urlencode("cloudresourcemanager.googleapis.com/projects/shop")"#;
    let all = r#"denied_principals = ["principalSet://goog/public:all"]"#;
    let get = r#"denied_permissions = ["storage.googleapis.com/objects.get"]"#;
    let rule = |more: &str| denied(project, &format!("{all}\n      {get}\n      {more}"));
    check(
        &rule(""),
        &[
            (APP, "storage.objects.get", DATA, "deny", "denied for everyone at the project"),
            (APP, "storage.objects.get", "-", "deny", "wherever its role is given"),
            (APP, "storage.objects.create", DATA, "allow", "another permission"),
        ],
    );
    let but = r#"exception_principals = ["principal://iam.googleapis.com/projects/-/serviceAccounts/app@shop.iam.gserviceaccount.com"]"#;
    check(&rule(but), &[(APP, "storage.objects.get", DATA, "allow", "an exception of the rule")]);
    let group = r#"exception_principals = ["principalSet://goog/group/ops@acme.example"]"#;
    check(
        &rule(group),
        &[(APP, "storage.objects.get", DATA, "unknown", "whether it is in the group is not known")],
    );
    let condition =
        "denial_condition {\n        expression = \"resource.matchTag('1/env', 'prod')\"\n      }";
    check(
        &rule(condition),
        &[(APP, "storage.objects.get", DATA, "unknown", "a condition is not evaluated")],
    );
    let wild =
        rule("").replace("storage.googleapis.com/objects.get", "storage.googleapis.com/objects.*");
    check(&wild, &[(APP, "storage.objects.create", DATA, "deny", "a group of permissions")]);
    let permission = rule(r#"exception_permissions = ["storage.googleapis.com/objects.get"]"#)
        .replace(
            "denied_permissions = [\"storage.googleapis.com/objects.get\"]",
            "denied_permissions = [\"storage.googleapis.com/objects.*\"]",
        );
    check(&permission, &[(APP, "storage.objects.get", DATA, "allow", "left out of the rule")]);
    let other = r#"denied_principals = ["principal://goog/subject/eve@acme.example"]"#;
    check(
        &denied(project, &format!("{other}\n      {get}")),
        &[(APP, "storage.objects.get", DATA, "allow", "the rule is about somebody else")],
    );
    let elsewhere = r#""cloudresourcemanager.googleapis.com%2Fprojects%2Felsewhere""#;
    check(
        &denied(elsewhere, &format!("{all}\n      {get}")),
        &[(APP, "storage.objects.get", DATA, "allow", "the rule is at another project")],
    );
    let above = r#""cloudresourcemanager.googleapis.com%2Forganizations%2F1234""#;
    check(
        &denied(above, &format!("{all}\n      {get}")),
        &[(
            APP,
            "storage.objects.get",
            DATA,
            "unknown",
            "whether the project lies there is not known",
        )],
    );
    let open =
        "variable \"at\" {}\n".to_owned() + &denied("var.at", &format!("{all}\n      {get}"));
    check(
        &open,
        &[(APP, "storage.objects.get", DATA, "unknown", "where it is attached is not known")],
    );
}

#[test]
fn deny_policies_speak_of_projects_in_words_of_their_own() {
    let hcl = denied(
        r#""cloudresourcemanager.googleapis.com%2Fprojects%2Fshop""#,
        "denied_principals = [\"principalSet://goog/public:all\"]\n      denied_permissions = [\"cloudresourcemanager.googleapis.com/projects.setIamPolicy\"]",
    )
    .replace("roles/storage.admin", "roles/resourcemanager.projectIamAdmin");
    check(
        &hcl,
        &[
            (
                APP,
                "resourcemanager.projects.setIamPolicy",
                "projects/shop",
                "deny",
                "the same permission",
            ),
            (APP, "resourcemanager.projects.getIamPolicy", "projects/shop", "allow", "another one"),
        ],
    );
}

#[test]
fn members_that_are_not_known_count() {
    let open = |who: &str| {
        given("variable \"who\" {}\nmodule \"x\" { source = \"acme/x/google\" }\n")
            + &format!(
                "resource \"google_project_iam_member\" \"m\" {{\n  project = \"shop\"\n  role = \"roles/storage.admin\"\n  member = {who}\n}}\n"
            )
    };
    let by = "google_project_iam_member.m";
    check(
        &open("\"serviceAccount:${var.who}\""),
        &[
            (by, "storage.objects.get", DATA, "allow", "whoever it is"),
            (by, "compute.instances.get", DATA, "deny", "not of the role"),
            (APP, "storage.objects.get", DATA, "unknown", "it may be this account"),
        ],
    );
    check(
        &open("\"serviceAccount:${module.x.email}\""),
        &[
            (by, "storage.objects.get", DATA, "allow", "an account of a module that was not read"),
            (APP, "storage.objects.get", DATA, "deny", "which is not this one"),
        ],
    );
    let policy = "resource \"google_project_iam_policy\" \"p\" {\n  project = \"shop\"\n  policy_data = var.who\n}\n";
    check(
        &(open("\"user:a@acme.example\"") + policy),
        &[
            (
                "google_project_iam_policy.p",
                "storage.objects.get",
                DATA,
                "unknown",
                "a policy that is not known",
            ),
            (
                "a@acme.example",
                "storage.objects.get",
                DATA,
                "unknown",
                "which may take away what others give",
            ),
        ],
    );
}
