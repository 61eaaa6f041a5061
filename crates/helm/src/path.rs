//! Paths inside the scanned root.

/// `path` as seen from the folder `dir`, without `.`, `..` and doubled slashes. A `..` above the root stays, so that it
/// finds nothing.
pub(crate) fn join(dir: &str, path: &str) -> String {
    let mut parts: Vec<&str> = vec![];
    for part in dir.split('/').chain(path.split('/')) {
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
