//! Downloads: by curl and wget, and by programs that fetch sources and libraries.

use ringfort_check::model::image::Command;

use super::invoked::words;

/// One call of a program that downloads.
pub(crate) struct Download<'a> {
    /// `curl` or `wget`.
    pub(crate) program: &'a str,
    /// The words behind the program.
    words: Vec<&'a str>,
    /// The addresses with a scheme, proxies left out.
    pub(crate) addresses: Vec<&'a str>,
}

/// The download that `command` is.
pub(crate) fn of(command: &Command) -> Option<Download<'_>> {
    let words = words(command);
    let (program, rest) = words.split_first()?;
    if !matches!(*program, "curl" | "wget") {
        return None;
    }
    Some(Download { program, words: rest.to_vec(), addresses: addresses(rest) })
}

/// The program and the first address that it reads in the clear, other than from this very machine.
pub(crate) fn clear(command: &Command) -> Option<(&str, &str)> {
    let words = words(command);
    let (program, rest) = words.split_first()?;
    let fetches = match (*program, rest) {
        ("curl" | "wget" | "svn" | "gem" | "pip" | "pip3" | "uv" | "pipx" | "aria2c", _)
        | ("python" | "python3", ["-m", "pip", ..]) => true,
        ("git", rest) => {
            let verbs = ["clone", "fetch", "pull", "submodule", "remote", "ls-remote"];
            rest.iter().any(|w| verbs.contains(w))
        }
        ("npm" | "yarn" | "pnpm", ["config", "set", key, ..]) => !key.contains("proxy"),
        ("npm" | "yarn" | "pnpm", rest) => rest.first() != Some(&"config"),
        _ => false,
    };
    let found = addresses(rest).into_iter().find(|a| is_clear(a));
    found.filter(|_| fetches).map(|address| (*program, address))
}

/// Is `address` read without encryption, from another machine?
pub(crate) fn is_clear(address: &str) -> bool {
    let scheme = ["http://", "ftp://", "git://", "svn://"];
    let address = address.strip_prefix("git+").unwrap_or(address);
    let host = scheme.iter().find_map(|s| address.strip_prefix(s));
    host.is_some_and(|host| {
        !["localhost", "127.", "[::1]", "$"].iter().any(|own| host.starts_with(own))
    })
}

/// The addresses among `words`, alone or as `--option=address`. A proxy is no address that is read.
fn addresses<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let proxy = |w: &str| w.contains("proxy") || w == "-x";
    let before = std::iter::once("").chain(words.iter().copied());
    let read = before.zip(words).filter(|(before, word)| {
        let option = word.split_once("://").map_or("", |(option, _)| option);
        !(proxy(option) || before.starts_with('-') && proxy(before))
    });
    read.filter_map(|(_, word)| address(word)).collect()
}

fn address(word: &str) -> Option<&str> {
    let (scheme, _) = word.split_once("://")?;
    let start = scheme.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '+').map_or(0, |i| i + 1);
    // `https://mirror/?from=http://x` is one address.
    word.get(start..)
}

impl Download<'_> {
    /// Does curl follow redirects (`-L`, alone or among bundled letters)? wget always does.
    pub(crate) fn follows(&self) -> bool {
        match self.program {
            "wget" => !self.words.contains(&"--max-redirect=0"),
            _ => self.words.iter().any(|o| {
                matches!(*o, "--location" | "--location-trusted")
                    || o.starts_with('-') && !o.starts_with("--") && o.contains('L')
            }),
        }
    }

    /// Do its options keep it to https, redirects included (curl(1), `--proto`)?
    pub(crate) fn stays_encrypted(&self) -> bool {
        let next = self.words.iter().skip(1).copied().chain(std::iter::once(""));
        self.words.iter().zip(next).any(|(option, next)| {
            let list = match option.strip_prefix("--proto-redir").or(option.strip_prefix("--proto"))
            {
                Some("") => next,
                Some(joined) if joined.starts_with('=') => joined,
                _ => return false,
            };
            excludes_http(list)
        })
    }
}

/// `=https`, `-all,https`, `-http`: what remains holds no http. A name without sign is added to those allowed.
fn excludes_http(list: &str) -> bool {
    let (all, list) = list.strip_prefix('=').map_or((true, list), |rest| (false, rest));
    !list.split(',').fold(all, |open, item| match item {
        "-all" | "-http" => false,
        "all" | "+all" | "http" | "+http" => true,
        _ => open,
    })
}
