//! Dapr certificates live too long.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// `workloadCertTTL` exceeds 24h or `allowedClockSkew` 15m.
pub struct DaprCertificateLifetime;

impl Check for DaprCertificateLifetime {
    const META: Meta = Meta::new(
        "cluster/dapr-certificate-lifetime",
        "Dapr certificates live too long",
        "cluster/service-to-service-mtls",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-mTLS"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        if !dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let limits = [("spec.mtls.workloadCertTTL", 86_400), ("spec.mtls.allowedClockSkew", 900)];
        let judged = limits.into_iter().map(|(path, limit)| match on.at(path) {
            At::Absent(at) => Verdict::default(at, "the default is within bounds"),
            At::Unknown(node) => Verdict::unknown(node.span, "the duration is not known"),
            At::Set(node) => match node.as_str().and_then(seconds) {
                None => Verdict::unknown(node.span, "not a duration"),
                Some(s) if s <= limit => Verdict::pass(node.span, "within bounds"),
                Some(_) => {
                    let field = path.rsplit('.').next().unwrap_or(path);
                    Verdict::fail(
                        Failure::new(
                            node.span,
                            format!("{field} is {}", node.as_str().unwrap_or("")),
                        )
                        .key(field),
                    )
                }
            },
        });
        judged.fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// A duration as Go writes it (`24h`, `1h30m`), in whole seconds; `None` if it is none.
fn seconds(text: &str) -> Option<u64> {
    let (mut total, mut number) = (0u64, 0u64);
    for c in text.chars() {
        let unit = match c {
            '0'..='9' => {
                number = number.checked_mul(10)?.checked_add(u64::from(c.to_digit(10)?))?;
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        number = 0;
    }
    (number == 0).then_some(total)
}
