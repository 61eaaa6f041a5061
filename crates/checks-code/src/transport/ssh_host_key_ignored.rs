//! SSH clients know the hosts they speak to.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// An SSH client accepts any host key.
pub struct SshHostKeyIgnored;

impl Check for SshHostKeyIgnored {
    const META: Meta = Meta::new(
        "code/ssh-host-key-ignored",
        "SSH client accepts any host key",
        "code/tls-in-application",
        Severity::Medium,
    )
    .frameworks(&["CWE-295"])
    .aliases(&["B507", "S507"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found =
            calls::named(on, &["set_missing_host_key_policy", "connect", "load_system_host_keys"]);
        calls::all(found.into_iter().filter_map(|(path, call)| judge(on, &path, call)))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    let fail = |at: &Expr, what: &str| {
        Some(Verdict::fail(Failure::new(at.span, what).key(calls::key(module, at.span))))
    };
    if path.ends_with("set_missing_host_key_policy") {
        let policy = call.args.first()?;
        let name = policy.as_call().map_or(policy, |c| &c.callee).last_name().unwrap_or("");
        return match name {
            "AutoAddPolicy" | "WarningPolicy" => {
                fail(policy, "an unknown host key is accepted and trusted")
            }
            "RejectPolicy" => Some(Verdict::pass(policy.span, "unknown host keys are refused")),
            _ => Some(Verdict::unknown(policy.span, "the policy is the project's own")),
        };
    }
    if path == "asyncssh.connect" {
        return match call.keyword("known_hosts") {
            Some(hosts) if hosts.is_none() => fail(hosts, "host keys are not checked"),
            _ => Some(Verdict::default(call.span, "known_hosts is checked")),
        };
    }
    path.ends_with("load_system_host_keys")
        .then(|| Verdict::pass(call.span, "known hosts are loaded"))
}
