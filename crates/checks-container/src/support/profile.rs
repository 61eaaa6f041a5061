//! Profiles of the kernel's security modules.

use ringfort_check::model::Value;

/// What a profile's type says, whether it is written as a field or as the older annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Nothing is written.
    Absent,
    /// The runtime's own profile or one of the node: the fields' words.
    Confined,
    /// The same in the words of an annotation.
    Legacy,
    /// None.
    Unconfined,
    /// A word that is neither.
    Other,
}

/// Reads a profile's type; `None` where it is not known.
pub(crate) fn read(value: &Value<String>) -> Option<Profile> {
    Some(match value.known()?.as_str() {
        "" => Profile::Absent,
        "RuntimeDefault" | "Localhost" => Profile::Confined,
        "Unconfined" | "unconfined" => Profile::Unconfined,
        "runtime/default" | "docker/default" => Profile::Legacy,
        text if text.starts_with("localhost/") => Profile::Legacy,
        _ => Profile::Other,
    })
}
