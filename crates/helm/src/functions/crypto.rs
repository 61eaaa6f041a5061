//! Random values, keys and certificates: made at installation, so none of them is known here. They are rendered as
//! placeholders of the right shape that the tree shows as unknown.

use super::{Call, Function, MANY, Reply, row};
use crate::doubt::Doubt;
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    row("randAlphaNum", 1, 1, |c| random(c, 'x')),
    row("randAlpha", 1, 1, |c| random(c, 'x')),
    row("randAscii", 1, 1, |c| random(c, 'x')),
    row("randNumeric", 1, 1, |c| random(c, '0')),
    row("randBytes", 1, 1, |c| random(c, 'x')),
    row("randInt", 2, 2, |c| Ok(doubtful(c.any(0), Doubt::Random))),
    row("shuffle", 1, 1, |c| Ok(doubtful(c.any(0), Doubt::Random))),
    row("uuidv4", 0, 0, |_| {
        Ok(Value::doubtful("00000000-0000-4000-8000-000000000000", Doubt::Random))
    }),
    row("bcrypt", 1, 1, generated),
    row("htpasswd", 2, 2, generated),
    row("derivePassword", 5, 5, generated),
    row("genPrivateKey", 1, 1, generated),
    row("encryptAES", 2, 2, generated),
    row("decryptAES", 2, 2, generated),
    row("buildCustomCert", 2, 2, certificate),
    row("genCA", 2, 2, certificate),
    row("genCAWithKey", 3, 3, certificate),
    row("genSelfSignedCert", 4, 4, certificate),
    row("genSelfSignedCertWithKey", 5, 5, certificate),
    row("genSignedCert", 5, MANY, certificate),
    row("genSignedCertWithKey", 6, MANY, certificate),
];

fn doubtful(mut value: Value, doubt: Doubt) -> Value {
    value.origin.doubt = Some(doubt);
    let origin = value.origin;
    value.with(origin)
}

/// A text of as many characters as asked for.
fn random(call: &mut Call<'_, '_>, filler: char) -> Reply {
    let count = usize::try_from(super::numbers::long(&call.any(0))).unwrap_or(0);
    call.room(count)?;
    Ok(Value::doubtful(filler.to_string().repeat(count), Doubt::Random))
}

fn generated(_: &mut Call<'_, '_>) -> Reply {
    Ok(Value::doubtful("unknown", Doubt::Generated))
}

fn certificate(_: &mut Call<'_, '_>) -> Reply {
    let part = || Value::doubtful("unknown", Doubt::Generated);
    Ok(Value::dict([("Cert", part()), ("Key", part())]))
}
