//! `no_new_privs`.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `allowPrivilegeEscalation` is not false.
pub struct AllowPrivilegeEscalation;

impl Check for AllowPrivilegeEscalation {
    const META: Meta = Meta::new(
        "container/allow-privilege-escalation",
        "Processes may gain more rights than their parent",
        "container/no-privilege-escalation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.2.6", "CIS-EKS-4.2.5", "NSA-PodSecurity"])
    .aliases(&[
        "5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d",
        "c878abb4-cca5-4724-92b9-289be68bd47c",
        "CKV_K8S_20",
        "KSV-0001",
        "C-0016",
        "privilege-escalation-container",
        "privilegeEscalationAllowed",
        "AllowPrivilegeEscalationNil",
        "AllowPrivilegeEscalationTrue",
        "disallow-privilege-escalation",
        "allow-privilege-escalation",
        "restricted:allowprivilegeescalation",
        "allow-privilege-escalation-no-securitycontext",
        "allow-privilege-escalation-true",
        "FG_R00489",
        "AC_K8S_0085",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let value = &on.allow_privilege_escalation;
        Verdict::on(
            value,
            |v| !v,
            "allowPrivilegeEscalation is false",
            || match value {
                Value::Set(..) => {
                    let failure =
                        pod::failure(on, value.span(), "sets allowPrivilegeEscalation to true");
                    pod::replacing(failure, value, "false")
                }
                _ => pod::failure(
                    on,
                    value.span(),
                    "does not set allowPrivilegeEscalation to false, and the default is true",
                ),
            },
        )
    }
}
