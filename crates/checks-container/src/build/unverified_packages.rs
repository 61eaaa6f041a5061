//! Signatures of packages that are not looked at.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A package manager is told to accept packages without a valid signature.
pub struct UnverifiedPackages;

/// Options by program, in lower case.
const OPTIONS: &[(&[&str], &[&str])] = &[
    (
        &["apt-get", "apt", "aptitude"],
        &[
            "--allow-unauthenticated",
            "--force-yes",
            "--allow-downgrades-unauthenticated",
            "--no-gpg-check",
            "apt::get::allowunauthenticated=true",
            "acquire::allowinsecurerepositories=true",
            "--allow-insecure-repositories",
        ],
    ),
    (&["apk"], &["--allow-untrusted"]),
    (
        &["yum", "dnf", "microdnf", "tdnf"],
        &[
            "--nogpgcheck",
            "--no-gpgchecks",
            "gpgcheck=0",
            "sslverify=false",
            "sslverify=0",
            "--setopt=sslverify=false",
            "--setopt=sslverify=0",
            "--setopt=gpgcheck=0",
        ],
    ),
    (
        &["yum-config-manager"],
        &[
            "--setopt=sslverify=false",
            "--setopt=sslverify=0",
            "--setopt=gpgcheck=0",
            "sslverify=false",
            "sslverify=0",
        ],
    ),
    (&["zypper"], &["--no-gpg-checks", "--allow-unsigned-rpm"]),
    (&["rpm"], &["--nosignature", "--nodigest", "--noverify"]),
];

impl Check for UnverifiedPackages {
    const META: Meta = Meta::new(
        "container/unverified-packages",
        "Packages are installed without verifying their signature",
        "container/dockerfile-hygiene",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.11", "MITRE-T1195.002"])
    .aliases(&[
        "CKV2_DOCKER_7",
        "CKV2_DOCKER_11",
        "CKV2_DOCKER_8",
        "CKV2_DOCKER_9",
        "CKV2_DOCKER_10",
        "CKV2_DOCKER_15",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, unverified, "package signatures are verified")
    }
}

fn unverified(command: &Command) -> Option<String> {
    let words = dockerfile::words(command);
    let program = *words.first()?;
    let (_, options) = OPTIONS.iter().find(|(programs, _)| programs.contains(&program))?;
    let bad = words.iter().find(|w| options.contains(&w.to_ascii_lowercase().as_str()))?;
    Some(format!("`{program}` is told not to verify what it installs (`{bad}`)"))
}
