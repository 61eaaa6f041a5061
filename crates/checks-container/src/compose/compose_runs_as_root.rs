//! Users of services.

use ringfort_check::model::compose::Service;
use ringfort_check::model::image::{ImageRef, is_root};
use ringfort_check::{At, Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::{base, compose};

/// A Compose service runs as root, by its own setting or by that of its image.
pub struct ComposeRunsAsRoot;

impl Check for ComposeRunsAsRoot {
    const META: Meta = Meta::new(
        "container/compose-runs-as-root",
        "Compose service runs as root",
        "container/non-root-execution",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.1", "OWASP-Docker-D01"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let user = Value::text(on.at("user"), "");
        if !matches!(user, Value::Default(..)) {
            return Verdict::on(
                &user,
                |u| !is_root(u),
                "the service names a plain user",
                || compose::failure(on, user.span(), "runs as root"),
            );
        }
        // The image decides. One that is built here is judged by its Dockerfile.
        if on.is_built() {
            return Verdict::NotApplicable;
        }
        let At::Set(node) = on.at("image") else {
            return Verdict::unknown(on.head, "the user of the image is not known");
        };
        let image = node.as_str().and_then(ImageRef::parse);
        match image.as_ref().map(|i| (i, base::is_non_root(i))) {
            Some((_, Some(true))) => Verdict::default(node.span, "the image runs as a plain user"),
            Some((image, Some(false))) => {
                let what = format!("names no user, and the image `{}` starts as root", image.text);
                Verdict::fail(compose::failure(on, node.span, &what))
            }
            _ => Verdict::unknown(node.span, "the user of the image is not known"),
        }
    }
}
