//! Roles that Google IAM resources grant, and judging who holds them.

mod grants;
mod judge;
mod who;

pub(crate) use grants::{Grant, Member, grants, grants_roles, is_grant};
pub(crate) use judge::{
    Answer, default_accounts, impersonation, judge, public, roles, with_target,
};
pub(crate) use who::{Who, is_default_account, refers_to_default_account};

/// Types that grant roles on a project.
pub(crate) const PROJECT: &[&str] =
    &["google_project_iam_member", "google_project_iam_binding", "google_project_iam_policy"];
/// Types that grant roles on a folder.
pub(crate) const FOLDER: &[&str] =
    &["google_folder_iam_member", "google_folder_iam_binding", "google_folder_iam_policy"];
/// Types that grant roles on an organisation.
pub(crate) const ORGANIZATION: &[&str] = &[
    "google_organization_iam_member",
    "google_organization_iam_binding",
    "google_organization_iam_policy",
];
/// Types that grant roles on any of the three.
pub(crate) const ESTATE: &[&str] = &[
    "google_project_iam_member",
    "google_project_iam_binding",
    "google_project_iam_policy",
    "google_folder_iam_member",
    "google_folder_iam_binding",
    "google_folder_iam_policy",
    "google_organization_iam_member",
    "google_organization_iam_binding",
    "google_organization_iam_policy",
];
/// A document of roles, which policy resources take in.
pub(crate) const DOCUMENT: &str = "data.google_iam_policy";
