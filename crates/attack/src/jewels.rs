//! Crown jewels: goals that the user names.

use crate::position::Position;

/// What a crown jewel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A namespace: everything in it.
    Namespace,
    /// A Secret, `NAMESPACE/NAME`.
    Secret,
    /// A bucket, by its address or name.
    Bucket,
    /// A database, by its address, name or Service.
    Database,
}

/// A goal that the user names in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jewel {
    /// Its name in reports.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub target: String,
}

impl Jewel {
    /// Is holding `position` holding the jewel?
    pub(crate) fn is(&self, position: &Position) -> bool {
        use crate::position::Right;
        let store =
            |s: &str| s == self.target || s.rsplit(['.', '/']).next() == Some(&*self.target);
        match (&self.kind, position) {
            (Kind::Namespace, Position::Right(right, ns)) => {
                **ns == *self.target
                    && matches!(right, Right::Everything | Right::RunPods | Right::Exec)
            }
            (Kind::Secret, Position::Secret(ns, name)) => format!("{ns}/{name}") == self.target,
            (Kind::Bucket | Kind::Database, Position::Data(s)) => store(s),
            _ => false,
        }
    }
}
