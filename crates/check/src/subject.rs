//! Check and subject: the two halves of the contract.

use std::sync::Arc;

use ringfort_source::Span;
use ringfort_vocab::Meta;

use crate::{Scene, Verdict};

/// Something that checks look at, one after the other.
pub trait Subject {
    /// Visits every subject in discovery order. `types` narrows to kinds or resource types where the subject
    /// has such ([`Check::TYPES`]); an empty list does not narrow.
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self));

    /// How findings name it: `Deployment/ns/name`, `aws_eks_cluster.main`, `Dockerfile`, `app/main.py`.
    /// Subjects of one asset (the containers of a pod) share a name: the asset passes if all of them do.
    fn resource(&self, scene: &Scene<'_>) -> Arc<str>;

    /// Where to point when the subject as a whole is meant.
    fn head(&self, scene: &Scene<'_>) -> Span;
}

/// A check.
pub trait Check {
    /// What it says of itself.
    const META: Meta;
    /// Kinds (`Deployment`), resource types (`aws_s3_bucket`) or component names that it looks at, for
    /// subjects that have such. Empty: all.
    const TYPES: &'static [&'static str] = &[];
    /// What it looks at.
    type On: Subject;
    /// The verdict on one subject. Pure: the same subject and scene give the same verdict.
    fn run(on: &Self::On, scene: &Scene<'_>) -> Verdict;
}
