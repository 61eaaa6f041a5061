//! `NET_RAW`.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container keeps `NET_RAW`, which runtimes give by default.
pub struct NetRawKept;

impl Check for NetRawKept {
    const META: Meta = Meta::new(
        "container/net-raw-kept",
        "Container may send raw packets",
        "container/drop-capabilities",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.2.8", "NSA-PodSecurity"])
    .aliases(&[
        "dbbc6705-d541-43b0-b166-dd4be8208b54",
        "e5587d53-a673-4a6b-b3f2-ba07ec274def",
        "CKV_K8S_28",
        "drop-net-raw-capability",
        "drop-cap-net-raw",
        "FG_R00491",
        "AC_K8S_0048",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let raw = |n: &String| n == "NET_RAW" || n == "ALL";
        // An added NET_RAW is reported as an addition; here it only undoes the drop.
        match (&on.capabilities_add, &on.capabilities_drop) {
            (Value::Unknown(at, cause), _) | (_, Value::Unknown(at, cause)) => {
                Verdict::unknown(*at, cause.to_string())
            }
            (add, drop) => {
                let kept = add.known().is_some_and(|a| a.iter().any(raw));
                let gone = drop.known().is_some_and(|d| d.iter().any(raw));
                if gone && !kept {
                    return Verdict::pass(drop.span(), "NET_RAW is dropped");
                }
                let at = if kept { add.span() } else { drop.span() };
                Verdict::fail(pod::failure(on, at, "keeps NET_RAW, so it can forge packets"))
            }
        }
    }
}
