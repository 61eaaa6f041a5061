//! Running the checks.

use rayon::prelude::*;
use ringfort_check::{AnyCheck, Outcome, Scene};
use ringfort_facts::Facts;
use ringfort_vocab::{Location, Notice, NoticeKind};

use crate::{Request, registry::registry};

/// Every check that ran with what it said, in registry order.
pub(crate) type Judged = Vec<(&'static AnyCheck, Outcome)>;

/// Runs the wanted checks over `scene`, in parallel; the order of the result does not depend on it.
pub(crate) fn judge(scene: &Scene<'_>, request: &Request) -> Judged {
    let wanted = registry().par_iter().filter(|c| request.wants(c.meta.id, c.meta.control));
    wanted.map(|check| (check, check.run(scene))).collect()
}

/// A notice for each subject on which a check panicked.
pub(crate) fn notices(judged: &Judged, facts: &Facts) -> Vec<Notice> {
    let panics = judged.iter().flat_map(|(c, o)| o.panics.iter().map(move |p| (c, p)));
    panics
        .map(|(check, (resource, at))| Notice {
            kind: NoticeKind::CheckPanic,
            message: format!(
                "the check {} failed to finish on {resource}, so nothing is said about it there: please report this",
                check.meta.id
            ),
            location: Some(Location::of(&facts.sources, *at)),
        })
        .collect()
}
