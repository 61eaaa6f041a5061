//! Who may act.

use ringfort_source::Span;

use crate::text::Text;

/// The number of a principal in [`crate::Iam::principals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalId(pub u32);

/// Whose cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cloud {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Google,
}

/// What kind of principal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// AWS: a role.
    Role,
    /// AWS: a session of a role that a policy of its own limits.
    Session,
    /// A user.
    User,
    /// A group.
    Group,
    /// Azure: a managed identity; a service principal of an application.
    Identity,
    /// Google: a service account.
    ServiceAccount,
    /// Whoever is named in a policy and declared nowhere: another account, a domain.
    External,
    /// A service of the provider.
    Service,
    /// Everyone, without credentials.
    Anyone,
}

/// Somebody who may act.
#[derive(Clone, Debug)]
pub struct Principal {
    /// Its number.
    pub id: PrincipalId,
    /// Whose cloud.
    pub cloud: Cloud,
    /// What it is.
    pub kind: PrincipalKind,
    /// How to name it: the address of the resource that declares it, else what a policy calls it.
    pub address: String,
    /// The root module of the resource that declares it; empty for the scanned root and for outsiders.
    pub root: Box<str>,
    /// Its name, where known: that of the role, the mail address of a service account.
    pub name: Option<String>,
    /// Its ARN, mail address or object id, as far as it is known.
    pub arn: Text,
    /// Where it is declared, or first named.
    pub at: Span,
    /// Index of its resource in the model; none for outsiders.
    pub resource: Option<usize>,
    /// Files give it rights and do not declare it: why it is not known who it is, or what else it may.
    pub undeclared: Option<Box<str>>,
}

impl Principal {
    /// Is it a principal of the estate that the files describe: one that they declare, or that they give rights to?
    pub fn is_ours(&self) -> bool {
        self.resource.is_some() || self.undeclared.is_some()
    }

    /// How people are told of it.
    pub fn label(&self) -> String {
        match &self.undeclared {
            Some(_) if self.name.is_none() => format!("whoever {} names", self.address),
            _ => self.address.clone(),
        }
    }

    /// Does `text` name it: by address, ARN, name or mail address?
    pub fn is_called(&self, text: &str) -> bool {
        self.address == text
            || self.name.as_deref() == Some(text)
            || self.arn.known().as_deref() == Some(text)
    }
}
