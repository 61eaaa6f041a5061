//! Image references, as the OCI distribution grammar has them.

/// `registry/repository:tag@digest`, with Docker Hub's short names written out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageRef {
    /// The reference as written.
    pub text: String,
    /// The registry's host with its port; `docker.io` where none is written.
    pub registry: String,
    /// The path in the registry; official images of Docker Hub get `library/`.
    pub repository: String,
    /// The tag as written. Without a tag and a digest, `latest` is pulled.
    pub tag: Option<String>,
    /// The digest, if a valid one is written.
    pub digest: Option<Digest>,
    /// What stands after `@` and is no valid digest: a placeholder, a truncated copy.
    pub malformed_digest: Option<String>,
}

/// `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digest(String);

impl Digest {
    /// The digest that `text` is.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix("sha256:")?;
        let valid = hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        valid.then(|| Self(text.to_owned()))
    }

    /// The digest with its algorithm.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ImageRef {
    /// Reads a reference. `None` if it is none: empty, a variable left in it, forbidden characters.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (named, pin) = match text.split_once('@') {
            Some((named, pin)) => (named, Some(pin)),
            None => (text, None),
        };
        let (path, tag) = match named.rsplit_once(':') {
            Some((path, tag)) if !tag.contains('/') => (path, Some(tag)),
            _ => (named, None),
        };
        if tag.is_some_and(|t| !is_tag(t)) {
            return None;
        }
        let (registry, repository) = locate(path)?;
        let digest = pin.and_then(Digest::parse);
        Some(Self {
            text: text.to_owned(),
            registry,
            repository,
            tag: tag.map(str::to_owned),
            malformed_digest: pin.filter(|_| digest.is_none()).map(str::to_owned),
            digest,
        })
    }

    /// Registry and repository: what is pulled, whatever the version.
    pub fn name(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }

    /// Does a pull give whatever is newest? True for the tag `latest` and for no tag, without a digest.
    pub fn floats_latest(&self) -> bool {
        self.digest.is_none() && self.tag.as_deref().is_none_or(|t| t == "latest")
    }

    /// The last part of the repository: `nginx` in `docker.io/library/nginx`.
    pub fn short_name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or("")
    }
}

/// Registry and repository of a path, Docker Hub's defaults applied.
fn locate(path: &str) -> Option<(String, String)> {
    let host = |s: &str| s.contains(['.', ':']) || s == "localhost";
    let (registry, rest) = match path.split_once('/') {
        Some((first, rest)) if host(first) => (first, rest),
        _ => ("docker.io", path),
    };
    if rest.is_empty() || !rest.split('/').all(is_component) {
        return None;
    }
    let hub = matches!(registry, "docker.io" | "index.docker.io" | "registry-1.docker.io");
    let repository =
        if hub && !rest.contains('/') { format!("library/{rest}") } else { rest.into() };
    Some((if hub { "docker.io".into() } else { registry.to_lowercase() }, repository))
}

fn is_component(text: &str) -> bool {
    let alphanumeric = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends = text.as_bytes().first().zip(text.as_bytes().last());
    ends.is_some_and(|(a, z)| alphanumeric(a) && alphanumeric(z))
        && text.bytes().all(|b| alphanumeric(&b) || matches!(b, b'.' | b'_' | b'-'))
}

fn is_tag(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    text.len() <= 128
        && text.bytes().next().is_some_and(word)
        && text.bytes().all(|b| word(b) || matches!(b, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_normalised() {
        let hex = "a".repeat(64);
        let table = [
            ("nginx", Some("docker.io/library/nginx"), None),
            ("nginx:1.27", Some("docker.io/library/nginx"), Some("1.27")),
            ("bitnami/redis", Some("docker.io/bitnami/redis"), None),
            ("index.docker.io/nginx", Some("docker.io/library/nginx"), None),
            ("localhost:5000/a/b:v1", Some("localhost:5000/a/b"), Some("v1")),
            ("ghcr.io/org/app@sha256:abc", Some("ghcr.io/org/app"), None),
            ("", None, None),
            ("$IMAGE", None, None),
            ("Upper/case", None, None),
            ("a b", None, None),
            ("nginx:", None, None),
        ];
        for (text, name, tag) in table {
            let image = ImageRef::parse(text);
            assert_eq!(image.as_ref().map(ImageRef::name).as_deref(), name, "{text}");
            assert_eq!(image.and_then(|i| i.tag).as_deref(), tag, "{text}");
        }
        let pinned = ImageRef::parse(&format!("nginx:1@sha256:{hex}")).expect("valid");
        assert!(pinned.digest.is_some() && !pinned.floats_latest());
        let placeholder = ImageRef::parse("nginx@sha256:abc...").expect("a reference");
        assert_eq!(placeholder.malformed_digest.as_deref(), Some("sha256:abc..."));
        assert!(placeholder.digest.is_none());
    }
}
