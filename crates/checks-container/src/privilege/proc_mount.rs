//! The masks over /proc.

use ringfort_check::facts::kube::pod_security::{self as psa, Breach, Found, Rule};
use ringfort_check::model::Value;
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
    .frameworks(&["PSS-baseline"])
    .aliases(&[
        "0ad60203-c050-4115-83b6-b94bde92541d",
        "f922827f-aab6-447c-832a-e1ff63312bd3",
        "KSV-0027",
        "unsafe-proc-mount",
        "procMount",
        "disallow-proc-mount",
        "proc-mount",
        "baseline:procmount",
        "AC_K8S_0077",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let value = &on.proc_mount;
        match value {
            Value::Unknown(at, cause) => return Verdict::unknown(*at, cause.to_string()),
            v if v.known().is_some_and(|v| v == "Default") => {
                return Verdict::on(
                    value,
                    |_| true,
                    "procMount is Default",
                    || pod::failure(on, value.span(), "unmasks /proc"),
                );
            }
            _ => {}
        }
        match rule(on, scene) {
            Some(Breach { rule: Some(Rule::ProcMountAlways), .. }) => Verdict::pass(
                value.span(),
                "hostUsers is false, for which the baseline accepts it since Kubernetes 1.35",
            ),
            Some(Breach { found: Found::Unknown(_), at, .. }) => {
                Verdict::unknown(at, "hostUsers is not known")
            }
            _ => {
                let what = "unmasks /proc, which shows and changes settings of the node's kernel";
                let failure = pod::failure(on, value.span(), what);
                Verdict::fail(pod::replacing(failure, value, "Default"))
            }
        }
    }
}

/// Which form of the rule the container breaks, if any.
fn rule(on: &Container, scene: &Scene<'_>) -> Option<Breach> {
    let workload = scene.facts.workload(on)?;
    let object = pod::object(scene, workload)?;
    let version = psa::version_in(object, scene.facts);
    psa::judge(object, workload, version).into_iter().find(|b| {
        matches!(b.rule, Some(Rule::ProcMount | Rule::ProcMountAlways))
            && b.container.as_deref() == Some(&*on.name)
    })
}
