//! Versions of packages of the distribution.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A package is installed without a version.
pub struct PackageNotPinned;

impl Check for PackageNotPinned {
    const META: Meta = Meta::new(
        "container/package-not-pinned",
        "Packages are installed without a version",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["SP800-190-4.1.2"])
    .aliases(&[
        "965a08d7-ef86-4f14-8792-4a3b2098937e",
        "DL3008",
        "d3499f6d-1651-41bb-a9a7-de925fea487b",
        "DL3018",
        "6452c424-1d92-4deb-bb18-a03e95d579c4",
        "DL3033",
        "93d88cf7-f078-46a8-8ddc-178e03aeacf1",
        "DL3041",
        "562952e4-0348-4dea-9826-44f3a2c6117b",
        "DL3037",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, unpinned, "packages are installed with a version")
    }
}

fn unpinned(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(Call::installs)?;
    let open = call.operands.iter().find(|p| !is_pinned(call.manager, p))?;
    Some(format!("`{}` installs `{open}` without a version", call.program))
}

/// A version, a file, or a name that is known only when the build runs.
fn is_pinned(manager: Manager, package: &str) -> bool {
    let file = package.contains('/') || package.contains('$') || package.starts_with('.');
    file || match manager {
        Manager::Apt => package.contains('='),
        // pacman installs what the repository has; a version cannot be asked for.
        Manager::Pacman => true,
        Manager::Apk => package.contains(['=', '~', '<', '>']),
        Manager::Zypper => package.contains(['=', '<', '>']),
        // name-version[-release[.arch]]: the last part begins with a digit, as in no name like java-21-openjdk.
        Manager::Yum => {
            let version = package.rsplit_once('-').map_or("", |(_, last)| last);
            package.starts_with('@')
                || package.contains(['=', '<', '>'])
                || version.starts_with(|c: char| c.is_ascii_digit())
        }
    }
}
