//! Caches of package managers.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, Run};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A layer keeps the package manager's cache.
pub struct PackageCacheKept;

impl Check for PackageCacheKept {
    const META: Meta = Meta::new(
        "container/package-cache-kept",
        "Layer keeps the cache of a package manager",
        "container/minimal-base-image",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-4.3"])
    .aliases(&[
        "df746b39-6564-4fed-bf85-e9c44382303c",
        "DL3009",
        "remove-package-lists",
        "00481784-25aa-4a55-8633-3136dfcf4f37",
        "DS-0015",
        "DL3032",
        "AC_DOCKER_0009",
        "295acb63-9246-4b21-b441-7c1f1fb62dc0",
        "DS-0019",
        "DL3040",
        "missing-dnf-clean-all",
        "DS-0027",
        "38300d1a-feb2-4a48-936a-d1ef1cd24313",
        "DS-0020",
        "DL3036",
        "missing-zypper-clean",
        "ae9c56a6-3ed1-4ac0-9b54-31267f51151d",
        "DS-0025",
        "DL3019",
        "missing-apk-no-cache",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        // What other stages keep is left behind with them.
        let shipped = dockerfile::shippable(on).into_iter().flat_map(|stage| &stage.steps);
        let runs = shipped.filter_map(|step| match &step.instruction {
            Instruction::Run(run) => Some(run),
            _ => None,
        });
        runs.fold(Verdict::NotApplicable, |verdict, run| verdict.and(judge(run)))
    }
}

fn judge(run: &Run) -> Verdict {
    let installs = |c: &Command| packages::call(c).is_some_and(|call| fills(&call));
    let Some(last) = run.commands.iter().rposition(installs) else {
        return Verdict::NotApplicable;
    };
    let (Some(command), after) = (run.commands.get(last), run.commands.iter().skip(last)) else {
        return Verdict::NotApplicable;
    };
    let Some(call) = packages::call(command) else { return Verdict::NotApplicable };
    // A cache that is mounted is not part of the layer.
    let mounted = run.mounts().any(|(_, pairs)| pairs.contains(&("type", "cache")));
    let cleaned = after
        .clone()
        .any(|c| packages::call(c).is_some_and(|c| cleans(&c)) || removes(c, call.manager));
    if mounted || cleaned || call.manager == Manager::Apk && call.has(&["--no-cache"]) {
        return Verdict::pass(command.span, "the cache is not kept");
    }
    Verdict::fail(dockerfile::failure(
        command.span,
        format!("`{}` leaves its cache in the layer", call.program),
    ))
}

/// Does it download packages, or lists of them? To remove a package, zypper loads and refreshes the lists too.
fn fills(call: &Call<'_>) -> bool {
    let loads = ["update", "up", "patch", "dup", "dist-upgrade", "remove", "rm"];
    let updates = ["update", "upgrade", "up"];
    call.installs()
        || call.manager == Manager::Zypper && loads.contains(&call.verb)
        || call.manager == Manager::Yum && updates.contains(&call.verb)
}

fn cleans(call: &Call<'_>) -> bool {
    match call.manager {
        // Deleted package files of apt leave the lists behind.
        Manager::Apt => false,
        // `clean metadata` leaves the packages.
        Manager::Yum => call.verb == "clean" && call.operands.contains(&"all"),
        Manager::Zypper | Manager::Apk => matches!(call.verb, "clean" | "cc" | "cache"),
        Manager::Pacman => call.verb == "clean",
    }
}

/// `rm -rf` of the folder that holds the lists or the cache.
fn removes(command: &Command, manager: Manager) -> bool {
    let folder = match manager {
        Manager::Apt => "/var/lib/apt",
        Manager::Yum => "/var/cache/",
        Manager::Zypper => "/var/cache/zypp",
        Manager::Apk => "/var/cache/apk",
        Manager::Pacman => "/var/cache/pacman",
    };
    command.program() == "rm" && command.argv.iter().any(|w| w.text.starts_with(folder))
}
