//! Paths inside the scanned root.

/// `path` as seen from the folder `dir`, without `.` and `..`.
pub fn join(dir: &str, path: &str) -> String {
    if path.starts_with('/') { normalise(path) } else { normalise(&format!("{dir}/{path}")) }
}

/// Without `.`, `..`, doubled and outer slashes. A `..` above the root stays, so that it finds nothing.
pub(crate) fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Does a resource name another host?
pub(crate) fn is_remote(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or("");
    let login = host.split_once('@').is_some_and(|(_, rest)| rest.contains(':'));
    text.contains("://")
        || login
        || ["?ref=", "?version=", ".git//"].iter().any(|mark| text.contains(mark))
        || ["github.com", "gitlab.com", "bitbucket.org"].contains(&host)
}
