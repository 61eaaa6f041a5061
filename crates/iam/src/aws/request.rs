//! A question: who does what to which resource, and what is known of the circumstances.

use super::assets::Asset;
use super::context::Context;
use super::{Aws, whom};
use crate::principal::{Principal, PrincipalKind};
use crate::text::Text;

/// What a right is about.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Its ARN. A wildcard says: some resource that matches.
    pub(crate) text: Text,
    /// The asset, where it is declared.
    pub(crate) asset: Option<usize>,
}

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Request<'a> {
    pub(crate) principal: &'a Principal,
    pub(crate) action: &'a str,
    pub(crate) context: Context,
}

impl Aws {
    /// What `words` mean as a resource: an address, with or without something behind it, or an ARN with
    /// wildcards. `None`: some resource.
    pub(crate) fn target(&self, root: &str, words: Option<&str>, action: &str) -> Target {
        let Some(words) = words.filter(|w| *w != "*") else {
            return Target { text: Text::any(), asset: None };
        };
        if words.starts_with("arn:") {
            return self.at_arn(Text::pattern(words));
        }
        let (address, tail) = split_tail(words);
        let found = self.position(root, address);
        match found.and_then(|i| Some((i, self.assets.get(i)?))) {
            Some((index, asset)) => {
                let text = asset.arn.clone().then_pattern(tail);
                let text =
                    if tail.is_empty() { text.then_pattern(inside(asset, action)) } else { text };
                Target { text, asset: Some(index) }
            }
            None => Target { text: Text::pattern(words), asset: None },
        }
    }

    /// The target that `asset` is for `action`.
    pub(crate) fn target_of(&self, index: usize, action: &str) -> Target {
        match self.assets.get(index) {
            Some(asset) => Target {
                text: asset.arn.clone().then_pattern(inside(asset, action)),
                asset: Some(index),
            },
            None => Target { text: Text::any(), asset: None },
        }
    }

    fn position(&self, root: &str, address: &str) -> Option<usize> {
        let exact = self.by_address.get(&(root.into(), address.into())).copied();
        exact.or_else(|| self.assets.iter().position(|a| *a.address == *address))
    }

    fn at_arn(&self, text: Text) -> Target {
        let holds = |a: &Asset| text.after(&a.arn).is_some() && a.arn.known().is_some();
        Target { asset: self.assets.iter().position(holds), text }
    }

    /// What is known of every request of `principal` for `target`, without being told.
    ///
    /// Source: IAM User Guide, "AWS global condition context keys". Calls go over TLS, by the principal itself
    /// and not by a service on its behalf.
    pub(crate) fn known_context(&self, principal: &Principal, target: &Target) -> Context {
        let account = self.accounts.get(&principal.id).cloned().unwrap_or_default();
        let service = principal.kind == PrincipalKind::Service;
        let mut context = Context::new()
            .with("aws:SecureTransport", "true")
            .with("aws:ViaAWSService", "false")
            .without("aws:CalledVia")
            .without("aws:CalledViaFirst")
            .without("aws:CalledViaLast")
            .with("aws:PrincipalIsAWSService", if service { "true" } else { "false" });
        if !service {
            context = context
                .without("aws:SourceArn")
                .without("aws:SourceAccount")
                .without("aws:PrincipalServiceName")
                .without("kms:ViaService")
                .without("kms:GrantIsForAWSResource");
        }
        let own = matches!(
            principal.kind,
            PrincipalKind::Role | PrincipalKind::Session | PrincipalKind::User
        );
        if own {
            let kind = if principal.kind == PrincipalKind::User { "User" } else { "AssumedRole" };
            context = context
                .with_texts("aws:PrincipalArn", vec![principal.arn.clone()])
                .with_texts("aws:PrincipalAccount", vec![account.clone()])
                .with_texts("kms:CallerAccount", vec![account])
                .with("aws:PrincipalType", kind);
            context = match (principal.kind, &principal.name) {
                (PrincipalKind::User, Some(name)) => context.with("aws:username", name),
                (PrincipalKind::User, None) => context,
                _ => context.without("aws:username"),
            };
            context = self.principal_tags(principal, context);
        } else if let Some(account) = whom::account_of(&principal.arn) {
            context = context.with_texts("aws:PrincipalAccount", vec![account]);
        }
        self.target_keys(target, context)
    }

    fn principal_tags(&self, principal: &Principal, mut context: Context) -> Context {
        let asset = self.assets.iter().find(|a| Some(a.index) == principal.resource);
        for (key, value) in asset.and_then(|a| a.tags.as_ref()).into_iter().flatten() {
            if let Some(value) = value {
                context = context.with(&format!("aws:PrincipalTag/{key}"), value);
            }
        }
        context
    }

    fn target_keys(&self, target: &Target, mut context: Context) -> Context {
        let Some(asset) = target.asset.and_then(|i| self.assets.get(i)) else { return context };
        context = context.with_texts("aws:ResourceAccount", vec![asset.account.clone()]);
        context = context.with_texts("s3:ResourceAccount", vec![asset.account.clone()]);
        let Some(tags) = &asset.tags else { return context };
        context = context
            .closed("aws:resourcetag/")
            .closed("ec2:resourcetag/")
            .closed("ssm:resourcetag/");
        for (key, value) in tags {
            for prefix in ["aws", "ec2", "ssm", "iam", "secretsmanager"] {
                let name = format!("{prefix}:ResourceTag/{key}");
                context = match value {
                    Some(value) => context.with(&name, value),
                    None => context.open(&name),
                };
            }
        }
        context
    }
}

/// What stands behind the ARN of `asset` for an action on what it contains.
fn inside(asset: &Asset, action: &str) -> &'static str {
    let kind = asset.kind.strip_prefix("data.").unwrap_or(&asset.kind);
    let action = action.to_ascii_lowercase();
    let (service, lower) = action.split_once(':').unwrap_or(("", &action));
    match (kind, service) {
        ("aws_s3_bucket" | "aws_s3_access_point", "s3") if is_about_objects(lower) => {
            if kind == "aws_s3_bucket" { "/*" } else { "/object/*" }
        }
        ("aws_api_gateway_rest_api", _) => "/*",
        ("aws_cloudwatch_log_group", "logs")
            if lower.contains("logevents") || lower.contains("logstream") =>
        {
            ":*"
        }
        _ => "",
    }
}

/// Is the action of S3 one on objects? Source: Service Authorization Reference, "Actions defined by Amazon S3".
fn is_about_objects(action: &str) -> bool {
    (action.contains("object") && !action.contains("bucket") && !action.contains("objectlambda"))
        || matches!(
            action,
            "abortmultipartupload" | "listmultipartuploadparts" | "bypassgovernanceretention"
        )
}

/// `aws_s3_bucket.logs/key` as address and what stands behind it.
fn split_tail(words: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    for (i, c) in words.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => return words.split_at(i),
            _ => {}
        }
    }
    (words, "")
}
