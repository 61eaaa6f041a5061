//! Network ACL opens FTP to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nacl;

/// Network ACL opens FTP to the Internet.
pub struct NaclOpenFtp;

impl Check for NaclOpenFtp {
    const META: Meta = Meta::new(
        "cloud/nacl-open-ftp",
        "Network ACL opens FTP to the Internet",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_229", "CKV_AWS_230"]);
    const TYPES: &'static [&'static str] = nacl::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        nacl::ingress(on, scene, &[20, 21], "FTP")
    }
}
