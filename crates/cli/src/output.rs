//! Writing: reports to standard output and files, words to standard error.

use std::io::{self, ErrorKind, Write as _};
use std::{fs, path::Path};

use ringfort_config::did_you_mean;
use ringfort_report::Format;

use crate::exit::Refusal;

/// Writes to standard output. A reader that went away (`| head`) has what it wanted: no error.
pub(crate) fn write(bytes: &[u8]) -> Result<(), Refusal> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}").into())
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error; a closed one is not worth a failure.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// One `--output FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) format: Format,
    /// `-` is standard output.
    pub(crate) path: String,
}

impl Target {
    /// Reads `FORMAT=PATH`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some((format, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return Err("write FORMAT=PATH, say sarif=ringfort.sarif".to_owned());
        };
        Ok(Self { format: parse_format(format)?, path: path.to_owned() })
    }

    /// Writes a report there.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Refusal> {
        if self.path == "-" {
            return write(bytes);
        }
        fs::write(Path::new(&self.path), bytes)
            .map_err(|error| format!("--output: {}: {error}", self.path).into())
    }
}

/// The format of a name; the error names the nearest.
pub(crate) fn parse_format(name: &str) -> Result<Format, String> {
    Format::parse(name).ok_or_else(|| {
        let names = Format::ALL.map(Format::name);
        let hint = did_you_mean(name, names);
        format!("unknown format `{name}` (one of {}){hint}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read() {
        let good = Target { format: Format::Sarif, path: "a=b.sarif".to_owned() };
        assert_eq!(Target::parse("sarif=a=b.sarif"), Ok(good));
        for (text, part) in
            [("sarif", "FORMAT=PATH"), ("sarif=", "FORMAT=PATH"), ("sarf=x", "`sarif`?")]
        {
            let error = Target::parse(text).err().unwrap_or_default();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
