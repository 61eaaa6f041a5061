//! What a check may look at.

use ringfort_facts::Facts;
use ringfort_vocab::{Declared, Environment};

/// Facts, and what the user declared. Read only.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The model and its derived relations.
    pub facts: &'a Facts,
    /// The environment that is judged.
    pub environment: Environment,
    /// Declarations from the settings.
    pub declared: &'a Declared,
}

impl Scene<'_> {
    /// Is production judged?
    pub fn is_prod(&self) -> bool {
        self.environment == Environment::Prod
    }

    /// Is `namespace` one of the platform's: Kubernetes' own, or declared as such?
    pub fn is_platform_namespace(&self, namespace: &str) -> bool {
        ringfort_facts::kube::is_system_namespace(namespace)
            || self.declared.platform_namespaces.iter().any(|n| n == namespace)
    }
}
