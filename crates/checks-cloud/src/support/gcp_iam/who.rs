//! Who a role goes to.

use ringfort_check::Node;
use ringfort_check::model::cloud::Resource;

/// Data sources that look up the service account every project starts with.
const DEFAULT_ACCOUNTS: &[&str] = &[
    "google_compute_default_service_account",
    "google_app_engine_default_service_account",
    "google_project_default_service_accounts",
];

/// What is known of a member.
#[derive(Clone, Copy)]
pub(crate) enum Who<'a> {
    /// As written: `user:ada@example.com`.
    Named(&'a str),
    /// An attribute of a resource, known after apply only: one identity, at this address.
    Of(&'a str),
    /// Not known.
    Open,
}

impl<'a> Who<'a> {
    /// `on` is the resource whose attribute the node is. A plan names that attribute as what is not known: there the
    /// reference tells whose it is.
    pub(super) fn read(node: &'a Node, on: &'a Resource) -> Self {
        let later = node.cause().strip_prefix("known after apply: ");
        match (node.as_str(), later) {
            (Some(text), _) => Who::Named(text.strip_prefix("deleted:").unwrap_or(text)),
            (None, Some(address)) if address.starts_with(&on.address) => {
                let mut of = on.refs_of("member").chain(on.refs_of("members"));
                of.next().map_or(Who::Open, |r| Who::Of(&r.target))
            }
            (None, Some(address)) => Who::Of(address),
            (None, None) => Who::Open,
        }
    }

    /// Is it everyone, or everyone with any Google account? `None` if not known.
    pub(crate) fn is_everyone(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(text == "allUsers" || text == "allAuthenticatedUsers"),
            Who::Of(_) => Some(false),
            Who::Open => None,
        }
    }

    /// Is it a service account? `None` if not known.
    pub(crate) fn is_service_account(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(text.starts_with("serviceAccount:")),
            Who::Of(address) => address.contains("service_account").then_some(true),
            Who::Open => None,
        }
    }

    /// Is it a service account that Google makes for a new project and gives the Editor role? `None` if not known.
    pub(crate) fn is_default_account(self) -> Option<bool> {
        match self {
            Who::Named(text) => Some(is_default_account(text)),
            Who::Of(address) => Some(DEFAULT_ACCOUNTS.iter().any(|d| address.contains(d))),
            Who::Open => None,
        }
    }

    /// How messages name it.
    pub(crate) fn shown(self) -> &'a str {
        match self {
            Who::Named(text) | Who::Of(text) => text,
            Who::Open => "",
        }
    }
}

/// Is `email` (a member, too) the default service account of Compute Engine or App Engine? Each has a domain that no
/// other account is in.
pub(crate) fn is_default_account(email: &str) -> bool {
    let domains = ["@developer.gserviceaccount.com", "@appspot.gserviceaccount.com"];
    domains.iter().any(|domain| email.ends_with(domain))
}

/// Does an address, known after apply, belong to a default service account?
pub(crate) fn refers_to_default_account(address: &str) -> bool {
    Who::Of(address).is_default_account() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::is_default_account;

    #[test]
    fn default_accounts_are_recognised() {
        let table = [
            ("123456789-compute@developer.gserviceaccount.com", true),
            ("serviceAccount:123-compute@developer.gserviceaccount.com", true),
            ("serviceAccount:acme@appspot.gserviceaccount.com", true),
            ("app-compute@acme.iam.gserviceaccount.com", false),
            ("user:ada@example.com", false),
        ];
        for (email, expected) in table {
            assert_eq!(is_default_account(email), expected, "{email}");
        }
    }
}
