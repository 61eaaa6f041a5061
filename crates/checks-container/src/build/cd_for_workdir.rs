//! Changes of the working folder.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;

/// A `RUN` begins with `cd`, or ends with one that nothing follows.
pub struct CdForWorkdir;

impl Check for CdForWorkdir {
    const META: Meta = Meta::new(
        "container/cd-for-workdir",
        "cd is used where WORKDIR is meant",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "f4a6bcd3-e231-4acf-993c-aa027be50d2e",
        "DS-0013",
        "DL3003",
        "use-workdir",
        "S6597",
        "AC_DOCKER_0018",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run(on, changes, "the working folder is set by WORKDIR")
    }
}

fn changes(commands: &[Command]) -> Option<(Span, String)> {
    let mut ends = commands.first().into_iter().chain(commands.last());
    let found = ends.find(|c| c.program() == "cd")?;
    let folder = found.argv.get(1).map_or("", |w| w.text.as_str());
    Some((found.span, format!("`cd {folder}` holds for this RUN only")))
}
