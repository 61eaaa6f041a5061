//! Packed charts: `.tgz`. Sources: RFC 1952 (gzip), POSIX.1-1988 ustar.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// How large an archive may unpack: no chart comes near.
const MAX_SIZE: u64 = 64 << 20;
/// How many files an archive may hold.
const MAX_FILES: usize = 10_000;
const BLOCK: usize = 512;

/// The text files of a packed chart, by their path in the archive. Files that are no UTF-8 text are left out.
///
/// # Errors
/// A sentence: the cause and the next step.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let mut tar = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(MAX_SIZE + 1);
    reader
        .read_to_end(&mut tar)
        .map_err(|e| format!("the archive cannot be unpacked ({e}): fetch the chart again"))?;
    if tar.len() as u64 > MAX_SIZE {
        let size = MAX_SIZE >> 20;
        return Err(format!("the archive unpacks to more than {size} MB: unpack it as a folder"));
    }
    let mut out = vec![];
    let (mut rest, mut long) = (tar.as_slice(), None::<String>);
    while let Some((header, after)) = rest.split_at_checked(BLOCK) {
        if header.iter().all(|b| *b == 0) {
            break;
        }
        let size = size(header).ok_or("the archive is damaged: fetch the chart again")?;
        let padded = size.div_ceil(BLOCK).saturating_mul(BLOCK).min(after.len());
        let body = after.get(..size).ok_or("the archive ends early: fetch the chart again")?;
        rest = after.get(padded..).unwrap_or(&[]);
        match header.get(156) {
            Some(b'L') => long = Some(text(body)),
            Some(b'x' | b'g') => long = pax_path(body).or(long),
            Some(b'0' | 0) => {
                let path = long.take().unwrap_or_else(|| name(header));
                if out.len() >= MAX_FILES {
                    return Err(format!("the archive holds more than {MAX_FILES} files"));
                }
                if let (Ok(content), true) = (String::from_utf8(body.to_vec()), is_inside(&path)) {
                    out.push((path, content));
                }
            }
            _ => long = None,
        }
    }
    Ok(out)
}

/// Does the path stay below the archive's folder?
fn is_inside(path: &str) -> bool {
    !path.starts_with('/') && !path.split('/').any(|p| p == "..") && !path.contains('\\')
}

/// A field up to its first NUL.
fn text(field: &[u8]) -> String {
    let end = field.iter().position(|b| *b == 0).unwrap_or(field.len());
    String::from_utf8_lossy(field.get(..end).unwrap_or(&[])).into_owned()
}

fn name(header: &[u8]) -> String {
    let part = |range: std::ops::Range<usize>| text(header.get(range).unwrap_or(&[]));
    let (name, prefix) = (part(0..100), part(345..500));
    let is_ustar = header.get(257..262) == Some(b"ustar");
    if is_ustar && !prefix.is_empty() { format!("{prefix}/{name}") } else { name }
}

fn size(header: &[u8]) -> Option<usize> {
    let field = text(header.get(124..136)?);
    usize::from_str_radix(field.trim(), 8).ok()
}

/// The `path` record of an extended header.
fn pax_path(body: &[u8]) -> Option<String> {
    let records = String::from_utf8_lossy(body);
    let mut paths = records.lines().filter_map(|l| l.split_once(" path=").map(|(_, p)| p));
    paths.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let mut tar = vec![];
        for (path, content) in files {
            let mut header = [0_u8; BLOCK];
            header[..path.len()].copy_from_slice(path.as_bytes());
            header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
            header[156] = b'0';
            tar.extend(header);
            tar.extend(content.as_bytes());
            tar.resize(tar.len().div_ceil(BLOCK) * BLOCK, 0);
        }
        let mut gzip = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        gzip.write_all(&tar).unwrap();
        gzip.finish().unwrap()
    }

    #[test]
    fn files_come_out_and_nothing_leaves_the_folder() {
        let bytes = packed(&[("a/Chart.yaml", "name: a\n"), ("../evil", "x"), ("/etc/x", "y")]);
        assert_eq!(unpack(&bytes).unwrap(), [("a/Chart.yaml".to_owned(), "name: a\n".to_owned())]);
    }

    #[test]
    fn damage_is_an_error() {
        assert!(unpack(b"no gzip").is_err());
        let mut bytes = packed(&[("a", "hello")]);
        bytes.truncate(bytes.len() / 2);
        assert!(unpack(&bytes).is_err());
    }
}
