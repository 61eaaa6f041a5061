//! Namespaces of the host.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::compose;

/// A Compose service shares a namespace of the host.
pub struct ComposeHostNamespaces;

/// The settings that take `host`, and what they share.
const SETTINGS: &[(&str, &str)] = &[
    ("network_mode", "the network"),
    ("pid", "the processes"),
    ("ipc", "the shared memory"),
    ("uts", "the host name"),
    ("userns_mode", "the user ids"),
    ("cgroup", "the control groups"),
    ("build.network", "during its build, the network"),
];

impl Check for ComposeHostNamespaces {
    const META: Meta = Meta::new(
        "container/compose-host-namespaces",
        "Compose service shares a namespace of the host",
        "container/host-namespace-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "CIS-Docker-5.10",
        "CIS-Docker-5.16",
        "CIS-Docker-5.17",
        "CIS-Docker-5.21",
        "CIS-Docker-5.31",
    ]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let judged = SETTINGS.iter().map(|(key, what)| {
            let value = Value::text(on.at(key), "");
            Verdict::on(
                &value,
                |v| v != "host",
                "no namespace of the host is shared",
                || {
                    let message = format!("shares {what} of the host");
                    compose::failure(on, value.span(), &message).key(*key)
                },
            )
        });
        judged.fold(Verdict::NotApplicable, Verdict::and)
    }
}
