//! YAML, JSON, TOML, base64, checksums.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::{Call, Function, Reply, lax, row, text};
use crate::encode::decode::{Format, read};
use crate::encode::json::Style;
use crate::encode::{base64, json, toml, yaml};
use crate::fault::Fault;
use crate::text::Text;
use crate::value::Value;

const PRETTY: Style = Style { pretty: true, raw: false };
const RAW: Style = Style { pretty: false, raw: true };
const COMPACT: Style = Style { pretty: false, raw: false };

pub(super) const TABLE: &[Function] = &[
    row("toYaml", 1, 1, |c| written(c, yaml::encode)),
    row("mustToYaml", 1, 1, |c| written(c, yaml::encode)),
    row("toYamlPretty", 1, 1, |c| written(c, yaml::encode_pretty)),
    row("toJson", 1, 1, |c| written(c, |v| json::encode(v, COMPACT))),
    row("mustToJson", 1, 1, |c| written(c, |v| json::encode(v, COMPACT))),
    row("toRawJson", 1, 1, |c| written(c, |v| json::encode(v, RAW))),
    row("mustToRawJson", 1, 1, |c| written(c, |v| json::encode(v, RAW))),
    row("toPrettyJson", 1, 1, |c| written(c, |v| json::encode(v, PRETTY))),
    row("mustToPrettyJson", 1, 1, |c| written(c, |v| json::encode(v, PRETTY))),
    row("toToml", 1, 1, |c| written(c, toml::encode)),
    row("mustToToml", 1, 1, |c| written(c, toml::encode)),
    lax("fromYaml", 1, 1, |c| parsed(c, Format::Yaml, false)),
    lax("fromYamlArray", 1, 1, |c| parsed(c, Format::Yaml, true)),
    lax("fromJson", 1, 1, |c| parsed(c, Format::Json, false)),
    row("mustFromJson", 1, 1, |c| read(&*c.text(0)?, Format::Json).map_err(Fault::new)),
    lax("fromJsonArray", 1, 1, |c| parsed(c, Format::Json, true)),
    lax("fromToml", 1, 1, |c| parsed(c, Format::Toml, false)),
    row("b64enc", 1, 1, |c| text(c.text(0)?.changed(|t| base64::encode(t.as_bytes())))),
    row("b32enc", 1, 1, |c| text(c.text(0)?.changed(|t| base64::encode32(t.as_bytes())))),
    row("b64dec", 1, 1, |c| text(c.text(0)?.changed(|t| plain(base64::decode(t), "base64")))),
    row("b32dec", 1, 1, |c| text(c.text(0)?.changed(|t| plain(base64::decode32(t), "base32")))),
    row("sha1sum", 1, 1, |c| text(c.text(0)?.changed(|t| hex(&Sha1::digest(t))))),
    row("sha256sum", 1, 1, |c| text(c.text(0)?.changed(|t| hex(&Sha256::digest(t))))),
    row("sha512sum", 1, 1, |c| text(c.text(0)?.changed(|t| hex(&Sha512::digest(t))))),
    row("adler32sum", 1, 1, |c| text(c.text(0)?.changed(adler32))),
];

fn written(call: &Call<'_, '_>, write: impl Fn(&Value) -> Result<Text, Fault>) -> Reply {
    let value = call.any(0);
    text(write(&value)?)
}

/// Reads a text; an error becomes a value, as in Helm.
fn parsed(call: &Call<'_, '_>, format: Format, list: bool) -> Reply {
    let found = call.text(0)?;
    call.room(found.len().saturating_mul(4))?;
    let value = read(&found, format);
    Ok(match value {
        Ok(value) if list && value.as_list().is_some() => value,
        Ok(value) if !list && value.as_map().is_some() => value,
        Ok(value) if value.is_nil() && list => Value::list(vec![]),
        Ok(value) if value.is_nil() => Value::dict::<&str>([]),
        // Another text may well hold what belongs here.
        _ if found.summary().doubt.is_some() => return call.unknown(0, None),
        Ok(value) if list => Value::list(vec![Value::str(mismatch(&value, "a list"))]),
        Ok(value) => Value::dict([("Error", Value::str(mismatch(&value, "a map")))]),
        Err(message) if list => Value::list(vec![Value::str(message)]),
        Err(message) => Value::dict([("Error", Value::str(message))]),
    })
}

fn mismatch(value: &Value, wanted: &str) -> String {
    format!("a value of type {} where {wanted} belongs", value.type_name())
}

/// What was encoded; the error as a text where nothing was, as Sprig gives it.
fn plain(bytes: Result<Vec<u8>, usize>, name: &str) -> String {
    match bytes {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(at) => format!("illegal {name} data at input byte {at}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Source: RFC 1950, section 8.2.
fn adler32(text: &str) -> String {
    let step = |(a, b): (u32, u32), byte: u8| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    };
    let (a, b) = text.bytes().fold((1, 0), step);
    ((b << 16) | a).to_string()
}
