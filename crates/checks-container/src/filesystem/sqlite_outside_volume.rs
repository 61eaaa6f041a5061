//! Databases in the container's own layer.

use ringfort_check::model::kube::{Container, EnvSource, EnvVar};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// An SQLite address in the environment names a file that is on no volume.
pub struct SqliteOutsideVolume;

impl Check for SqliteOutsideVolume {
    const META: Meta = Meta::new(
        "container/sqlite-outside-volume",
        "Database file lies in the container's own layer",
        "container/read-only-rootfs",
        Severity::Medium,
    )
    .frameworks(&["K8s-AppChecklist-ContainerSC"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (variable, path) in on.env.iter().filter_map(|v| Some((v, sqlite_path(v)?))) {
            verdict = verdict.and(judge(on, variable, path));
        }
        verdict
    }
}

fn judge(on: &Container, variable: &EnvVar, path: &str) -> Verdict {
    if !path.starts_with('/') {
        return Verdict::unknown(
            variable.span,
            "the path is relative to the image's working folder",
        );
    }
    let under = |folder: &str| {
        let folder = folder.trim_end_matches('/');
        path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    if let Some(mount) = on.mounts.iter().find(|m| under(&m.path)) {
        Verdict::pass(mount.span, "the database file lies on a volume")
    } else {
        let what = format!("keeps the database `{path}` (`{}`) on no volume", variable.name);
        Verdict::fail(pod::failure(on, variable.span, &what))
    }
}

/// The file of an SQLite address (`sqlite:////data/tasks.db`); `None` for anything else and for `:memory:`.
fn sqlite_path(variable: &EnvVar) -> Option<&str> {
    let EnvSource::Literal(value) = &variable.source else { return None };
    let (scheme, rest) = value.known()?.split_once("://")?;
    let driver = scheme.split('+').next()?;
    let file = rest.strip_prefix('/')?.split('?').next()?;
    (driver == "sqlite" && !file.is_empty() && file != ":memory:").then_some(file)
}
