//! What the tables of decisions share.
#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]

use ringfort_facts::Facts;
use ringfort_iam::{Context, Iam, Outcome, PrincipalId};
use ringfort_ingest::{Memory, Options, ingest};

/// Reads configuration of Terraform.
pub fn derive(hcl: &str) -> Iam {
    derive_file("main.tf", hcl)
}

/// Reads one file.
pub fn derive_file(path: &str, text: &str) -> Iam {
    let ingested = ingest(&Memory::new([(path, text.to_owned())]), &Options::default());
    Iam::derive(&Facts::derive(ingested.sources, ingested.model))
}

/// One case: principal, action, resource (`-`: none), what is expected (`allow`, `deny`, `unknown`), and why.
pub type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Asks all cases of one configuration.
pub fn check(hcl: &str, cases: &[Case]) {
    check_with(hcl, &Context::new(), cases);
}

/// Asks all cases with more known of the request.
pub fn check_with(hcl: &str, context: &Context, cases: &[Case]) {
    let iam = derive(hcl);
    for (who, action, resource, want, why) in cases {
        let resource = Some(*resource).filter(|r| *r != "-");
        let decision = iam.can_with(find(&iam, who), action, resource, context);
        let got = match &decision.outcome {
            Outcome::Allow => "allow",
            Outcome::Deny => "deny",
            Outcome::Unknown(_) => "unknown",
        };
        assert_eq!(got, *want, "{who} {action} {resource:?}: {why}\n{decision:#?}");
        assert!(got != "allow" || !decision.evidence.is_empty(), "{who} {action}: no evidence");
    }
}

/// The principal of that name.
pub fn find(iam: &Iam, name: &str) -> PrincipalId {
    let found = iam.named(name);
    let all: Vec<&str> = iam.principals().iter().map(|p| &*p.address).collect();
    *found.first().unwrap_or_else(|| panic!("no principal {name} in {all:?}"))
}
