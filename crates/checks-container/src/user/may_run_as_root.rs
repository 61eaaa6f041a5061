//! `runAsNonRoot`.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// Nothing keeps the container from running as root.
pub struct MayRunAsRoot;

impl Check for MayRunAsRoot {
    const META: Meta = Meta::new(
        "container/may-run-as-root",
        "Nothing keeps the container from running as root",
        "container/non-root-execution",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.2.7", "CIS-Docker-4.1", "NSA-PodSecurity"])
    .aliases(&[
        "cf34805e-3872-4c08-bf92-6ff7bb0cfadb",
        "CKV_K8S_23",
        "KSV-0012",
        "C-0013",
        "run-as-non-root",
        "runAsRootAllowed",
        "RunAsNonRootCSCFalse",
        "RunAsNonRootPSCFalseCSCNil",
        "RunAsNonRootPSCNilCSCNil",
        "RunAsNonRoot",
        "require-run-as-nonroot",
        "restricted:runasnonroot",
        "run-as-non-root-container-level",
        "run-as-non-root-container-level-missing-security-context",
        "run-as-non-root-security-context-pod-level",
        "run-as-non-root-unsafe-value",
        "FG_R00490",
        "AC_K8S_0087",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::has_user_namespace(scene, on) {
            return Verdict::pass(on.head, "hostUsers is false, so its root is nobody on the node");
        }
        match (&on.run_as_non_root, &on.run_as_user) {
            (Value::Set(true, at), _) => Verdict::pass(*at, "runAsNonRoot is true"),
            (_, Value::Set(Some(uid), at)) if *uid != 0 => {
                Verdict::pass(*at, format!("it runs as UID {uid}"))
            }
            (Value::Unknown(at, cause), _) | (_, Value::Unknown(at, cause)) => {
                Verdict::unknown(*at, cause.to_string())
            }
            (value @ Value::Set(..), _) => {
                let failure = pod::failure(on, value.span(), "sets runAsNonRoot to false");
                Verdict::fail(pod::replacing(failure, value, "true"))
            }
            (value, user) => {
                let what = match user {
                    Value::Set(Some(_), _) => "does not set runAsNonRoot, and asks for UID 0",
                    _ => "does not set runAsNonRoot, so it runs as whatever user the image names",
                };
                Verdict::fail(pod::failure(on, value.span(), what))
            }
        }
    }
}
