//! The masks over /proc.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `procMount` is not `Default`.
pub struct ProcMount;

impl Check for ProcMount {
    const META: Meta = Meta::new(
        "container/proc-mount",
        "The masks over /proc are taken away",
        "container/no-privilege-escalation",
        Severity::High,
    )
    .frameworks(&["PSS-baseline", "PSS-restricted"])
    .aliases(&[
        "0ad60203-c050-4115-83b6-b94bde92541d",
        "f922827f-aab6-447c-832a-e1ff63312bd3",
        "KSV-0027",
        "unsafe-proc-mount",
        "procMount",
        "disallow-proc-mount",
        "proc-mount",
        "baseline:procmount",
        "restricted:procmount_restricted",
        "AC_K8S_0077",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let value = &on.proc_mount;
        // The baseline allows it in a user namespace; the restricted level, which controls ask for, does not.
        Verdict::on(
            value,
            |v| v == "Default",
            "procMount is Default",
            || {
                let what = "unmasks /proc, which shows and changes settings of the node's kernel";
                pod::replacing(pod::failure(on, value.span(), what), value, "Default")
            },
        )
    }
}
