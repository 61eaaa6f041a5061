//! Hashes of texts and of files, and identifiers made from them.

use std::fmt::Write as _;

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::Args;
use super::encoding::encode;
use super::files::find;
use crate::scope::Scope;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(scope: &Scope<'_>, name: &str, args: Args<'_>) -> Option<Val> {
    if name == "uuidv5" {
        return Some(uuid_of_name(args).unwrap_or_else(|| args.wrong(name)));
    }
    let (of_file, plain) = match name.strip_prefix("file") {
        Some(plain) => (true, plain),
        None => (false, name),
    };
    let hash = hasher(plain)?;
    let Some(text) = args.text(0) else { return Some(args.wrong(name)) };
    if !of_file {
        return Some(args.str(hash(text.as_bytes())));
    }
    Some(match find(scope, &text) {
        Some(file) => args.str(hash(file.text.as_bytes())),
        None => Val::unknown(args.at, format!("{name}: {text} is not part of the scan")),
    })
}

/// The hash that goes by `name`, as text.
fn hasher(name: &str) -> Option<fn(&[u8]) -> String> {
    Some(match name {
        "md5" => |b| hex(&Md5::digest(b)),
        "sha1" => |b| hex(&Sha1::digest(b)),
        "sha256" => |b| hex(&Sha256::digest(b)),
        "sha512" => |b| hex(&Sha512::digest(b)),
        "base64sha256" => |b| encode(&Sha256::digest(b)),
        "base64sha512" => |b| encode(&Sha512::digest(b)),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The name spaces of RFC 9562, section 6.6, differ in the last digit of the first group only.
fn namespace(name: &str) -> Option<u128> {
    let known = |last: u128| 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8 + (last << 96);
    match name {
        "dns" => Some(known(0)),
        "url" => Some(known(1)),
        "oid" => Some(known(2)),
        "x500" => Some(known(4)),
        _ => u128::from_str_radix(&name.replace('-', ""), 16).ok().filter(|_| name.len() == 36),
    }
}

/// A version 5 identifier: of the hash of a name in a name space.
fn uuid_of_name(args: Args<'_>) -> Option<Val> {
    let (space, name) = (namespace(&args.text(0)?)?, args.text(1)?);
    let hash = Sha1::new().chain_update(space.to_be_bytes()).chain_update(name.as_bytes());
    let first: [u8; 16] = hash.finalize().get(..16)?.try_into().ok()?;
    let version = 0xf << 76;
    let variant = 0b11 << 62;
    let bits = u128::from_be_bytes(first) & !version & !variant | 5 << 76 | 0b10 << 62;
    let text = format!("{bits:032x}");
    let part = |from: usize, to: usize| text.get(from..to);
    let groups = [part(0, 8)?, part(8, 12)?, part(12, 16)?, part(16, 20)?, part(20, 32)?];
    Some(args.str(groups.join("-")))
}
