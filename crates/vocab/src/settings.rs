//! What a user declares about the estate, as far as judgements depend on it.

use serde::Serialize;

/// The kind of environment that is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Development: a workstation or a sandbox (Docker Desktop).
    Dev,
    /// Production: what users rely on.
    #[default]
    Prod,
}

impl Environment {
    /// `dev` or `prod`.
    pub const fn name(self) -> &'static str {
        match self {
            Environment::Dev => "dev",
            Environment::Prod => "prod",
        }
    }
}

/// Declarations from `ringfort.toml` that checks consult.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Cloud roles and users that may hold full administration (names or ARN globs).
    pub break_glass_roles: Vec<String>,
    /// Cloud roles that may administer clusters.
    pub platform_roles: Vec<String>,
    /// Kubernetes subjects (`Group/name`, `User/name`, `ServiceAccount/ns/name`) that may hold platform rights.
    pub platform_subjects: Vec<String>,
    /// Registries and repositories that images may come from (prefixes).
    pub image_registries: Vec<String>,
    /// Namespaces that belong to the platform, not to applications.
    pub platform_namespaces: Vec<String>,
    /// The platform of the environment: `docker-desktop`, `eks`, `aks`, `gke`, `self-managed`; empty if not declared.
    pub platform: String,
}
