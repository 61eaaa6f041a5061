//! Signatures of packages that are not looked at.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A package manager is told to accept packages without a valid signature.
pub struct UnverifiedPackages;

/// Programs that take settings of repositories (dnf.conf(5)).
const YUM: &[&str] =
    &["yum", "dnf", "dnf5", "microdnf", "tdnf", "yum-config-manager", "dnf-config-manager"];

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
    (YUM, &["--nogpgcheck", "--no-gpgchecks"]),
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
    if command.argv.iter().any(|w| trusts_all(&w.text)) {
        return Some("a repository is trusted whatever it signs (`trusted=yes`)".to_owned());
    }
    let words = words(command);
    let program = *words.first()?;
    let listed = OPTIONS.iter().find(|(programs, _)| programs.contains(&program));
    let options = listed.map_or(&[][..], |(_, options)| options);
    let bad = words.iter().find(|word| {
        let word = word.to_ascii_lowercase();
        options.contains(&word.as_str()) || YUM.contains(&program) && switches_off(&word)
    })?;
    Some(format!("`{program}` is told not to verify what it installs (`{bad}`)"))
}

/// `deb [trusted=yes] ADDRESS`: an entry of sources.list(5) whose signature does not matter.
fn trusts_all(text: &str) -> bool {
    let option = text.split_once('[').and_then(|(before, rest)| {
        let entry = before.trim_end().ends_with("deb") || before.trim_end().ends_with("deb-src");
        rest.split_once(']').filter(|_| entry)
    });
    option.is_some_and(|(options, _)| {
        let options: Vec<&str> = options.split([' ', ',']).collect();
        options.contains(&"trusted=yes") || options.contains(&"allow-insecure=yes")
    })
}

/// `sslverify=0`, for all repositories or one (`--setopt=epel.gpgcheck=false`).
fn switches_off(word: &str) -> bool {
    let setting = word.strip_prefix("--setopt=").unwrap_or(word);
    let Some((name, value)) = setting.split_once('=') else { return false };
    let name = name.rsplit('.').next().unwrap_or(name);
    matches!(name, "sslverify" | "gpgcheck" | "repo_gpgcheck" | "pkg_gpgcheck")
        && matches!(value, "0" | "false" | "no" | "off")
}
