//! Who gets in by tokens of another issuer: workload identity pools, their providers and conditions.
//!
//! Source: Google Cloud IAM documentation, "Workload Identity Federation": a provider without a condition admits every
//! token of its issuer into the pool; members of bindings pick identities of the pool by subject or attribute.

use ringfort_model::cloud::Resource;
use ringfort_source::At;

use super::members::{self, People};
use crate::aws::Names;
use crate::principal::PrincipalId;
use crate::scoped::Federated;
use crate::text::Text;
use crate::tri::Tri;

/// Whoever is let in by tokens, of each pool whose provider is declared. What picks the tokens is what stands behind
/// the pool in the member: `*`, `subject/...`, `attribute.NAME/VALUE`.
pub(crate) fn federated(names: &Names<'_>, people: &People) -> Vec<Federated> {
    let mut out: Vec<Federated> = vec![];
    for binding in names.facts.model.resources.iter().filter(|r| members::is_binding(&r.kind)) {
        for row in members::rows(names, binding) {
            let Some((pool, subject)) = parts(&row.member) else { continue };
            let Some(who) = people.who(row.of.as_ref(), &row.member) else { continue };
            if out.iter().any(|f| f.who == who) {
                continue;
            }
            for provider in providers(names, binding, row.of.as_ref(), &pool) {
                out.push(federation(names, provider, who, subject.clone()));
            }
        }
    }
    out
}

fn federation(
    names: &Names<'_>,
    provider: &Resource,
    who: PrincipalId,
    subject: Text,
) -> Federated {
    let issuer = match provider.at("oidc.issuer_uri") {
        At::Set(node) | At::Unknown(node) => names.pattern(provider, node).text,
        At::Absent(_) => Text::hole(format!("?the issuer of {} is not known", provider.address)),
    };
    let condition = provider.at("attribute_condition");
    let sure = if condition.is_absent() || condition.str() == Some("") {
        Tri::Yes
    } else {
        Tri::unknown(format!("the condition of {} admits some tokens only", provider.address))
    };
    let what = provider.address.as_str().into();
    Federated { who, issuer, subject, sure, what, at: provider.header }
}

/// The pool and what stands behind it in a member: `principalSet://iam.googleapis.com/POOL/attribute.a/b`. The pool may
/// be one hole, the name of a resource.
fn parts(member: &Text) -> Option<(Text, Text)> {
    let rest = ["principalSet://iam.googleapis.com/", "principal://iam.googleapis.com/"]
        .iter()
        .find_map(|start| member.after(&Text::literal(start)))?;
    let rest = Text(rest.to_vec());
    let slash = crate::text::Piece::Lit('/');
    let named = rest.known().is_some_and(|t| t.starts_with("projects/"));
    // projects/NUMBER/locations/global/workloadIdentityPools/POOL
    let depth = if named { 6 } else { 1 };
    let cut = rest.0.iter().enumerate().filter(|(_, p)| **p == slash).nth(depth - 1)?.0;
    let (pool, subject) = (rest.0.get(..cut)?, rest.0.get(cut + 1..)?);
    let subject = Text(subject.to_vec());
    // Every identity of the pool.
    let subject = if subject == Text::literal("*") { Text::any() } else { subject };
    Some((Text(pool.to_vec()), subject))
}

/// The providers of the pool, declared in the same root module.
fn providers<'a>(
    names: &Names<'a>,
    binding: &Resource,
    of: Option<&(Box<str>, Box<str>)>,
    pool: &Text,
) -> Vec<&'a Resource> {
    let id = pool.known().and_then(|p| p.rsplit('/').next().map(str::to_owned));
    let path = "workload_identity_pool_id";
    let fits = |p: &&Resource| {
        let referred = of.is_some_and(|(_, address)| {
            names.facts.targets(p, path).any(|t| *t.address == **address)
        });
        p.root == binding.root && (referred || (id.is_some() && p.at(path).str() == id.as_deref()))
    };
    names.facts.resources("google_iam_workload_identity_pool_provider").filter(fits).collect()
}
