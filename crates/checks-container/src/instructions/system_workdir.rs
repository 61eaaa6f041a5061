//! Working folders of the system.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `WORKDIR` is a folder of the operating system.
pub struct SystemWorkdir;

impl Check for SystemWorkdir {
    const META: Meta = Meta::new(
        "container/system-workdir",
        "Working folder belongs to the operating system",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["DS-0030"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let folders = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Workdir(folder) => Some((step, folder)),
            _ => None,
        });
        folders.fold(Verdict::NotApplicable, |verdict, (step, folder)| {
            verdict.and(Verdict::on(
                folder,
                |f| !is_system(f),
                "a folder of the application",
                || {
                    let shown = folder.known().map_or("", String::as_str);
                    dockerfile::failure(step.span, format!("`{shown}` belongs to the system"))
                },
            ))
        })
    }
}

/// Folders that hold programs, devices, settings and kernel interfaces (Filesystem Hierarchy Standard 3.0).
const SYSTEM: &[&str] = &[
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/proc",
    "/run",
    "/sbin",
    "/sys",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/sbin",
    "/var",
];

fn is_system(folder: &str) -> bool {
    let folder = folder.trim_matches(['"', '\'']);
    let folder = folder.trim_end_matches('/');
    // Own folders below these two are customary: /etc/nginx, /usr/lib/app.
    let own = ["/etc", "/run", "/var", "/usr", "/usr/lib", "/lib"];
    SYSTEM.iter().any(|s| {
        let below = folder.strip_prefix(s).is_some_and(|rest| rest.starts_with('/'));
        folder == *s || below && !own.contains(s)
    })
}
