//! Is the certificate of an index not checked?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Is the certificate of an index not checked? See the page beside this file.
pub struct TrustedHost;

impl Check for TrustedHost {
    const META: Meta = Meta::new(
        "code/trusted-host",
        "Certificate of a package index is not checked",
        "code/dependency-integrity",
        Severity::High,
    )
    .frameworks(&["CIS-GitHub-3.1.5"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let Some(first) = on.dependencies.first().filter(|_| packages::is_requirements(on)) else {
            return Verdict::NotApplicable;
        };
        let failures = on.trusted_hosts.iter().map(|(host, span)| {
            let said = format!("pip does not check who answers for `{host}`");
            Failure::new(*span, said).key(host.as_str())
        });
        Verdict::of(failures.collect(), first.span, "certificates of indexes are checked")
    }
}
