//! ConfigMap has a place for a credential.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::credentials;

/// Variables that the clients of providers and databases read a secret from, by their documentation.
const VARIABLES: &[&str] = &[
    "ARM_CLIENT_SECRET",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_BATCH_KEY",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "AZURE_CLIENT_SECRET",
    "AZURE_PASSWORD",
    "AZURE_STORAGE_CONNECTION_STRING",
    "AZURE_STORAGE_KEY",
    "AZURE_STORAGE_SAS_TOKEN",
    "CLOUDFLARE_API_KEY",
    "CLOUDFLARE_API_TOKEN",
    "CONSUL_HTTP_TOKEN",
    "DD_API_KEY",
    "DIGITALOCEAN_ACCESS_TOKEN",
    "GH_TOKEN",
    "GITHUB_TOKEN",
    "GITLAB_TOKEN",
    "GOOGLE_CREDENTIALS",
    "HCLOUD_TOKEN",
    "LINODE_TOKEN",
    "MARIADB_PASSWORD",
    "MARIADB_ROOT_PASSWORD",
    "MONGO_INITDB_ROOT_PASSWORD",
    "MYSQL_PASSWORD",
    "MYSQL_PWD",
    "MYSQL_ROOT_PASSWORD",
    "NPM_TOKEN",
    "OCI_CLI_KEY_CONTENT",
    "OCI_CLI_PASSPHRASE",
    "PGPASSWORD",
    "POSTGRES_PASSWORD",
    "RABBITMQ_DEFAULT_PASS",
    "REDISCLI_AUTH",
    "SENTRY_AUTH_TOKEN",
    "SLACK_BOT_TOKEN",
    "VAULT_TOKEN",
];

/// A ConfigMap has an entry for a variable that holds a secret, or a private key, whatever stands there now.
pub struct CredentialKeyInConfigMap;

impl Check for CredentialKeyInConfigMap {
    const META: Meta = Meta::new(
        "cluster/credential-key-in-config-map",
        "ConfigMap has a place for a credential",
        "cluster/secrets-management",
        Severity::Medium,
    )
    .frameworks(&["K8s-SecretsGoodPractices"])
    .aliases(&["sensitiveConfigmapContent"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ConfigMap"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let data = on.at("data").node();
        let entries = data.map_or(&[][..], Node::entries);
        // What is a credential already is the other check's.
        let real = credentials::in_map(data);
        let failures =
            entries.iter().filter(|e| real.iter().all(|r| r.key != e.key)).filter_map(|e| {
                let what = place(&e.key, &e.value)?;
                let message = format!("ConfigMap `{}` has {what} under `{}`", on.name, e.key);
                Some(Failure::new(e.key_span, message).key(&*e.key))
            });
        Verdict::of(failures.collect(), on.head, "has no place for a credential")
    }
}

/// What an entry is a place for; nothing where it is empty or names another place.
fn place(key: &str, value: &Node) -> Option<&'static str> {
    let value = value.as_str()?.trim();
    if value.contains("-----BEGIN") && value.contains("PRIVATE KEY-----") {
        return Some("the frame of a private key");
    }
    let elsewhere = value.is_empty() || value.starts_with(['$', '/', '<', '%', '{', '@']);
    let is_variable = VARIABLES.contains(&key.to_ascii_uppercase().as_str());
    (is_variable && !elsewhere).then_some("a place for a credential")
}
