//! Token requests may ask for any lifetime.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so a token can be requested for any number of years";

/// Token requests may ask for any lifetime.
pub struct UnboundedTokenRequests;

impl Check for UnboundedTokenRequests {
    const META: Meta = Meta::new(
        "cluster/unbounded-token-requests",
        "Token requests may ask for any lifetime",
        "cluster/service-account-token-rotation",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("service-account-max-token-expiration", HARM))
    }
}
