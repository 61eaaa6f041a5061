//! Package lists that age in a layer of their own.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A `RUN` updates the package lists and installs nothing.
pub struct UpdateAlone;

impl Check for UpdateAlone {
    const META: Meta = Meta::new(
        "container/update-alone",
        "Package lists are updated in a layer of their own",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-4.7"])
    .aliases(&[
        "9bae49be-0aa3-4de5-bab2-4c3a069e40cd",
        "CKV_DOCKER_5",
        "DS-0017",
        "S6595",
        "AC_DOCKER_0049",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run(on, alone, "lists are updated together with an installation")
    }
}

fn alone(commands: &[Command]) -> Option<(Span, String)> {
    let calls: Vec<(&Command, Call<'_>)> =
        commands.iter().filter_map(|c| Some((c, packages::call(c)?))).collect();
    // apt ignores what follows its `update`; the others update the packages that are named.
    let lists = |c: &Call<'_>| {
        // pacman's upgrade fetches the lists as well.
        let fetches = matches!(c.verb, "update" | "refresh" | "ref" | "up" | "--update")
            || c.manager == Manager::Pacman && c.verb == "upgrade";
        fetches && (c.operands.is_empty() || c.manager == Manager::Apt)
    };
    let uses = |c: &Call<'_>| {
        c.installs()
            || matches!(
                c.verb,
                "upgrade" | "dist-upgrade" | "full-upgrade" | "build-dep" | "patch" | "source"
            ) && c.manager != Manager::Pacman
    };
    if calls.iter().any(|(_, c)| uses(c)) {
        return None;
    }
    let (command, call) = calls.iter().find(|(_, c)| lists(c))?;
    Some((
        command.span,
        format!("`{} {}` stands without an installation in its layer", call.program, call.verb),
    ))
}
