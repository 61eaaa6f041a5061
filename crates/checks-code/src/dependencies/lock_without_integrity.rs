//! Does every locked package carry a hash?

use ringfort_check::model::packages::{Lock, Origin, Package};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does every locked package carry a hash? See the page beside this file.
pub struct LockWithoutIntegrity;

impl Check for LockWithoutIntegrity {
    const META: Meta = Meta::new(
        "code/lock-without-integrity",
        "Locked packages have no integrity hash",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-2.4.2"]);

    type On = Lock;

    fn run(on: &Lock, _: &Scene<'_>) -> Verdict {
        let remote = |p: &&Package| matches!(p.origin, Origin::Index(_) | Origin::Url(_));
        let Some(first) = on.packages.iter().find(remote) else { return Verdict::NotApplicable };
        let mut bare = on.packages.iter().filter(remote).filter(|p| p.hashes == 0);
        let Some(one) = bare.next() else {
            return Verdict::pass(first.span, "every package has a hash");
        };
        let said =
            format!("{} locked packages have no hash, such as `{}`", 1 + bare.count(), one.name);
        Verdict::fail(Failure::new(one.span, said))
    }
}
