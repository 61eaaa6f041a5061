//! Policy allows every action on every resource.

use ringfort_check::facts::cloud::iam::{Effect, Statement, Term};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{declared, identity, identity::Judged};

/// Policy allows every action on every resource.
pub struct IamFullAdmin;

impl Check for IamFullAdmin {
    const META: Meta = Meta::new(
        "cloud/iam-full-admin",
        "Policy allows every action on every resource",
        "cloud/iam-least-privilege",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-AWS-2.14", "OWASP-K8s-2025-K08", "MITRE-T1078.004"])
    .aliases(&[
        "2f37c4a3-58b9-4afe-8a87-d7f1d2286f84",
        "575a2155-6af1-4026-b1af-d5bc8fe2a904",
        "953b3cdb-ce13-428a-aa12-318726506661",
        "b5ed026d-a772-4f07-97f9-664ba0b116f8",
        "e401d614-8026-4f4b-9af9-75d1197461ba",
        "f62aa827-4ade-4dc4-89e4-1433d384a368",
        "CKV_AWS_1",
        "CKV_AWS_62",
        "FG_R00092",
        "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if declared::is_break_glass(scene, &scene.facts.principals_of(on)) {
            return Verdict::pass(on.header, "belongs to a declared break-glass role");
        }
        identity::statements(on, scene, "no statement allows everything", everything)
    }
}

fn everything<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if !statement.actions.written || statement.effect != Effect::Allow {
        return Judged::Good;
    }
    let all = |t: &&Term<'a>| t.text.chars().all(|c| c == '*') && !t.text.is_empty();
    match (statement.every_action(), statement.resources.known.iter().find(all)) {
        (Some(action), Some(_)) => {
            let message =
                "allows every action on every resource: whoever holds it owns the account";
            Judged::Bad(Failure::new(action, message))
        }
        (Some(_), None) | (None, Some(_)) => identity::open_lists(statement),
        (None, None) => Judged::Good,
    }
}
