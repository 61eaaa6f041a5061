//! P06 for Azure and Google Cloud: who reads or writes data.

use super::{DataAccess, Use, open};
use crate::Iam;
use crate::decision::Decision;
use crate::principal::{Cloud, Principal};

const AZURE: &[(&str, Use, &[&str])] = &[
    (
        "azurerm_storage_account",
        Use::Read,
        &[
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
            "Microsoft.Storage/storageAccounts/listKeys/action",
        ],
    ),
    (
        "azurerm_storage_account",
        Use::Write,
        &[
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
            "Microsoft.Storage/storageAccounts/listKeys/action",
        ],
    ),
    (
        "azurerm_storage_container",
        Use::Read,
        &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
    ),
    (
        "azurerm_storage_container",
        Use::Write,
        &["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"],
    ),
    ("azurerm_key_vault", Use::Read, &["Microsoft.KeyVault/vaults/secrets/getSecret/action"]),
    ("azurerm_key_vault", Use::Write, &["Microsoft.KeyVault/vaults/secrets/setSecret/action"]),
    (
        "azurerm_cosmosdb_account",
        Use::Read,
        &[
            "Microsoft.DocumentDB/databaseAccounts/listKeys/action",
            "Microsoft.DocumentDB/databaseAccounts/readonlykeys/action",
        ],
    ),
    (
        "azurerm_cosmosdb_account",
        Use::Write,
        &["Microsoft.DocumentDB/databaseAccounts/listKeys/action"],
    ),
    (
        "azurerm_container_registry",
        Use::Read,
        &["Microsoft.ContainerRegistry/registries/pull/read"],
    ),
    (
        "azurerm_container_registry",
        Use::Write,
        &["Microsoft.ContainerRegistry/registries/push/write"],
    ),
    ("azurerm_mssql_database", Use::Write, &["Microsoft.Sql/servers/databases/delete"]),
];

const GOOGLE: &[(&str, Use, &[&str])] = &[
    ("google_storage_bucket", Use::Read, &["storage.objects.get"]),
    ("google_storage_bucket", Use::Write, &["storage.objects.create", "storage.objects.delete"]),
    ("google_secret_manager_secret", Use::Read, &["secretmanager.versions.access"]),
    ("google_secret_manager_secret", Use::Write, &["secretmanager.versions.add"]),
    ("google_bigquery_dataset", Use::Read, &["bigquery.tables.getData"]),
    (
        "google_bigquery_dataset",
        Use::Write,
        &["bigquery.tables.updateData", "bigquery.tables.delete"],
    ),
    ("google_bigquery_table", Use::Read, &["bigquery.tables.getData"]),
    ("google_bigquery_table", Use::Write, &["bigquery.tables.updateData"]),
    ("google_sql_database_instance", Use::Read, &["cloudsql.instances.export"]),
    (
        "google_sql_database_instance",
        Use::Write,
        &["cloudsql.instances.import", "cloudsql.instances.delete"],
    ),
    ("google_spanner_database", Use::Read, &["spanner.databases.select"]),
    ("google_spanner_database", Use::Write, &["spanner.databases.write"]),
    ("google_pubsub_subscription", Use::Read, &["pubsub.subscriptions.consume"]),
    ("google_pubsub_topic", Use::Write, &["pubsub.topics.publish"]),
    (
        "google_artifact_registry_repository",
        Use::Read,
        &["artifactregistry.repositories.downloadArtifacts"],
    ),
    (
        "google_artifact_registry_repository",
        Use::Write,
        &["artifactregistry.repositories.uploadArtifacts"],
    ),
    ("google_kms_crypto_key", Use::Read, &["cloudkms.cryptoKeyVersions.useToDecrypt"]),
];

/// A resource that holds data: cloud, type, address, root module, index.
type Store<'a> = (Cloud, &'a str, &'a str, &'a str, usize);

pub(super) fn access(iam: &Iam) -> Vec<DataAccess> {
    let azure =
        iam.azure.assets.iter().map(|a| (Cloud::Azure, &*a.kind, &*a.address, &*a.root, a.index));
    let google =
        iam.google.assets.iter().map(|a| (Cloud::Google, &*a.kind, &*a.address, &*a.root, a.index));
    let stores: Vec<Store<'_>> = azure.chain(google).collect();
    let mut out = vec![];
    for principal in iam.principals().iter().filter(|p| p.cloud != Cloud::Aws) {
        for store in stores.iter().filter(|s| s.0 == principal.cloud) {
            let rows = if store.0 == Cloud::Azure { AZURE } else { GOOGLE };
            for (_, what, actions) in rows.iter().filter(|(kind, ..)| *kind == store.1) {
                let Some((certainty, evidence)) = open(decide(iam, principal, store, actions))
                else {
                    continue;
                };
                out.push(DataAccess {
                    from: principal.id,
                    what: *what,
                    resource: store.4,
                    address: store.2.to_owned(),
                    certainty,
                    evidence,
                });
            }
        }
    }
    out
}

fn decide(iam: &Iam, principal: &Principal, store: &Store<'_>, actions: &[&str]) -> Decision {
    let none = Decision::deny("no role that is given allows it", vec![]);
    actions.iter().fold(none, |best, action| {
        best.or(|| match store.0 {
            Cloud::Azure => iam.azure.decide(principal.id, store.3, action, Some(store.2)),
            _ => iam.google.decide(principal, store.3, action, Some(store.2)),
        })
    })
}
