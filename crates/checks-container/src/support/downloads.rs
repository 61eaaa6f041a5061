//! Downloads by curl and wget.

use ringfort_check::model::image::Command;

use super::dockerfile::words;

/// One call of a program that downloads.
pub(crate) struct Download<'a> {
    /// `curl` or `wget`.
    pub(crate) program: &'a str,
    /// The options.
    pub(crate) options: Vec<&'a str>,
    /// The addresses with a scheme.
    pub(crate) addresses: Vec<&'a str>,
}

/// The download that `command` is.
pub(crate) fn of(command: &Command) -> Option<Download<'_>> {
    let words = words(command);
    let (program, rest) = words.split_first()?;
    if !matches!(*program, "curl" | "wget") {
        return None;
    }
    let addresses = rest.iter().filter(|w| w.contains("://") && !w.starts_with('-')).copied();
    Some(Download {
        program,
        options: rest.iter().filter(|w| w.starts_with('-')).copied().collect(),
        addresses: addresses.collect(),
    })
}

impl Download<'_> {
    /// The first address that is read in the clear, other than from this very machine.
    pub(crate) fn clear(&self) -> Option<&str> {
        self.addresses.iter().copied().find(|a| {
            let rest = a.strip_prefix("http://").or_else(|| a.strip_prefix("ftp://"));
            rest.is_some_and(|host| {
                !["localhost", "127.", "[::1]", "$"].iter().any(|own| host.starts_with(own))
            })
        })
    }

    /// Does curl follow redirects (`-L`, alone or among bundled letters)? wget always does.
    pub(crate) fn follows(&self) -> bool {
        match self.program {
            "wget" => !self.options.contains(&"--max-redirect=0"),
            _ => self.options.iter().any(|o| {
                *o == "--location" || o.starts_with('-') && !o.starts_with("--") && o.contains('L')
            }),
        }
    }

    /// Do its options keep it to https, redirects included?
    pub(crate) fn stays_encrypted(&self) -> bool {
        let keeps = ["--proto", "--proto-redir", "--https-only", "--secure-protocol"];
        self.options.iter().any(|o| keeps.iter().any(|k| o.starts_with(k)))
    }
}
