//! Any certificate of the proxy authority may speak for others.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so any certificate of that authority may act as any user";

/// Any certificate of the proxy authority may speak for others.
pub struct RequestHeaderNames;

impl Check for RequestHeaderNames {
    const META: Meta = Meta::new(
        "cluster/request-header-names",
        "Any certificate of the proxy authority may speak for others",
        "cluster/user-authentication",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        match on.value("requestheader-client-ca-file") {
            Value::Set(text, _) | Value::Default(text, _) if text.is_empty() => {
                Verdict::NotApplicable
            }
            Value::Unknown(span, cause) => Verdict::unknown(span, cause.to_string()),
            _ => flags::given(on, scene, Rule::new("requestheader-allowed-names", HARM)),
        }
    }
}
