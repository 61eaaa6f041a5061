//! S12: the state of Terraform holds what its resources were given, secrets included; whoever reads it has them.

use ringfort_facts::Facts;
use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::cloud::support::{position, principal_of};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S12",
    title: "Terraform state to credentials",
    layer: Layer::Cloud,
    attack: &["T1552.001"],
    sentence: "The state of Terraform, in {from}, holds {detail}: the attacker {gain}",
    page: include_str!("s12.md"),
    ground,
};

/// Where a state lies: who may read it has what is in it.
struct State<'a> {
    /// What holds it.
    from: Position,
    /// The root module it is the state of.
    root: &'a str,
    at: Span,
    doubt: String,
}

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for state in states(facts) {
        let own = facts
            .model
            .resources
            .iter()
            .filter(|r| r.mode == Mode::Managed && *r.root == *state.root);
        for resource in own {
            for (head, what) in secrets(g, resource) {
                g.step(head)
                    .from(state.from.clone())
                    .proof(state.at, "where the state is kept")
                    .proof(resource.header, "a resource whose secret it holds")
                    .unless(Control::missing_for(
                        "cloud/no-static-credentials",
                        &*resource.address,
                        resource.header,
                    ))
                    .detail(what)
                    .doubt(state.doubt.clone())
                    .add();
            }
        }
    }
    in_repository(g);
}

fn states(facts: &Facts) -> Vec<State<'_>> {
    let backends = facts.model.resources.iter().filter(|r| r.mode == Mode::Backend);
    backends.flat_map(|backend| of_backend(facts, backend)).collect()
}

/// The bucket or container of a backend, if it is declared in the same files; a server that asks for no login.
fn of_backend<'a>(facts: &'a Facts, backend: &'a Resource) -> Vec<State<'a>> {
    let state =
        |from, at, doubt: &str| State { from, root: &backend.root, at, doubt: doubt.to_owned() };
    let (key, kinds): (&str, &[(&str, &str)]) = match &*backend.kind {
        "backend.s3" => ("bucket", &[("aws_s3_bucket", "bucket")]),
        "backend.gcs" => ("bucket", &[("google_storage_bucket", "name")]),
        "backend.azurerm" => (
            "storage_account_name",
            &[
                ("azurerm_storage_account", "name"),
                ("azurerm_storage_container", "storage_account_name"),
            ],
        ),
        "backend.http" => {
            return of_server(backend)
                .map(|at| state(Position::Internet, at, SERVER))
                .into_iter()
                .collect();
        }
        _ => return vec![],
    };
    let named = backend.at(key);
    let Some(name) = named.str() else { return vec![] };
    let stores = kinds.iter().flat_map(|(kind, attribute)| {
        facts.resources(kind).filter(move |r| r.at(attribute).str() == Some(name))
    });
    stores.map(|r| state(Position::Data(r.address.as_str().into()), named.span(), "")).collect()
}

const SERVER: &str =
    "whether the Internet reaches the server of the state, and whether it asks for a login";

/// A server whose address is written without a login; `TF_HTTP_USERNAME` may still give one.
fn of_server(backend: &Resource) -> Option<Span> {
    let address = backend.at("address").node()?;
    backend.at("username").is_absent().then_some(address.span)
}

/// What the state holds of a resource: what it gives, and in words.
fn secrets(g: &Ground<'_>, resource: &Resource) -> Vec<(Position, String)> {
    let address = resource.address.as_str();
    let credential = |what: &str| {
        let text = format!("{what} {address}");
        vec![(Position::Credential(text.as_str().into()), text)]
    };
    match &*resource.kind {
        "aws_iam_access_key" if resource.at("pgp_key").is_absent() => {
            vec![(owner(g, resource, "user"), format!("the access key {address}"))]
        }
        "google_service_account_key" => {
            vec![(owner(g, resource, "service_account_id"), format!("the key {address}"))]
        }
        "azurerm_kubernetes_cluster"
            if !resource.bool("local_account_disabled", false).is(&true) =>
        {
            let head = Position::Right(Right::Everything, "*".into());
            vec![(head, format!("the administrator's kubeconfig of {address}"))]
        }
        "aws_db_instance" | "aws_rds_cluster" | "google_sql_user" | "azurerm_mssql_server"
            if !resource.at("password").is_absent()
                || !resource.at("master_password").is_absent()
                || !resource.at("administrator_login_password").is_absent() =>
        {
            credential("the password of")
        }
        "random_password" => credential("the password"),
        "tls_private_key" => credential("the private key"),
        "azuread_application_password" | "azuread_service_principal_password" => {
            credential("the client secret")
        }
        _ => vec![],
    }
}

/// Whom a key belongs to.
fn owner(g: &Ground<'_>, key: &Resource, field: &str) -> Position {
    let iam = g.controls.iam();
    let mut targets = g.facts.targets(key, field);
    let owner = targets.find_map(|r| principal_of(g.facts, iam, r));
    owner.map_or_else(
        || Position::Cloud(format!("whoever {} belongs to", key.address).into()),
        position,
    )
}

/// A state that was committed.
fn in_repository(g: &mut Ground<'_>) {
    let facts = g.facts;
    for file in facts.model.texts.iter().filter(|f| f.path.ends_with(".tfstate")) {
        let Some(source) = facts.sources.get(file.source) else { continue };
        let wanted = [
            "\"aws_iam_access_key\"",
            "\"google_service_account_key\"",
            "\"sensitive_values\"",
            "\"sensitive_attributes\"",
        ];
        let Some(at) = wanted.iter().find_map(|w| Some((source.text.find(w)?, w.len()))) else {
            continue;
        };
        let span = Span::of(file.source, at.0..at.0 + at.1);
        g.step(Position::Credential(format!("in the state {}", file.path).into()))
            .from(Position::Repository)
            .proof(span, "the state of Terraform")
            .unless(Control::missing_for("code/no-hardcoded-secrets", &*file.path, span))
            .detail(format!("secrets ({})", file.path))
            .add();
    }
}
