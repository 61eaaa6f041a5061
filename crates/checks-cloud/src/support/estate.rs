//! Is there an estate on a provider that calls for account-wide controls?

use ringfort_check::model::cloud::{Mode, Resource};
use ringfort_check::{Failure, Scene, Span, Verdict};

/// Types whose presence alone makes an account worth watching.
const CALLING: [&str; 6] = [
    "aws_eks_cluster",
    "aws_ecs_cluster",
    "aws_iam_user",
    "aws_iam_role",
    "aws_db_instance",
    "aws_rds_cluster",
];

/// An account that is described: where to point when something of the account as a whole is missing.
#[derive(Clone, Copy)]
pub(crate) struct Estate<'a> {
    /// The provider block.
    pub(crate) provider: &'a Resource,
}

/// The AWS account that the files describe. `None` where no `provider "aws"` is written, or nothing in the
/// account calls for account-wide controls: a cluster, a database, an identity, or three resources.
pub(crate) fn aws<'a>(scene: &Scene<'a>) -> Option<Estate<'a>> {
    let facts = scene.facts;
    let provider = facts.resources("provider.aws").next()?;
    let calls = CALLING.iter().any(|kind| facts.resources(kind).next().is_some());
    let managed = facts.model.resources.iter();
    let many =
        managed.filter(|r| r.mode == Mode::Managed && r.kind.starts_with("aws_")).nth(2).is_some();
    (calls || many).then_some(Estate { provider })
}

/// Something that the estate lacks: a failure at `at`, or unknown where a module that was not read may hold it.
pub(crate) fn lacking(scene: &Scene<'_>, at: Span, message: impl Into<String>) -> Verdict {
    if let Some(module) = scene.facts.unread_modules(None).next() {
        let cause = format!("module `{}` was not read and may declare it", module.name);
        return Verdict::unknown(module.header, cause);
    }
    Verdict::fail(Failure::new(at, message))
}

/// Encryption of every new volume, where the code of `on` switches it on for the account.
pub(crate) fn default_encryption<'a>(scene: &Scene<'a>, on: &Resource) -> Option<&'a Resource> {
    let mut all =
        scene.facts.resources("aws_ebs_encryption_by_default").filter(|d| d.root == on.root);
    all.find(|d| d.bool("enabled", true).is(&true))
}
