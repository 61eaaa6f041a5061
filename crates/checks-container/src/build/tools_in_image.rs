//! Tools that help an intruder.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call};

/// Network, debugging and remote login tools, and compilers.
const TOOLS: &[&str] = &[
    "curl",
    "wget",
    "netcat",
    "netcat-openbsd",
    "netcat-traditional",
    "ncat",
    "nmap",
    "socat",
    "telnet",
    "tcpdump",
    "openssh",
    "openssh-server",
    "openssh-client",
    "gdb",
    "strace",
    "ltrace",
    "vim",
    "nano",
    "git",
    "supervisor",
    "iputils-ping",
    "dnsutils",
    "bind-tools",
    "net-tools",
    "iproute2",
    "gcc",
    "g++",
    "make",
    "build-essential",
    "build-base",
];

/// The final image gets tools that the application does not need.
pub struct ToolsInImage;

impl Check for ToolsInImage {
    const META: Meta = Meta::new(
        "container/tools-in-image",
        "Image ships tools that help an intruder",
        "container/minimal-base-image",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-4.3", "MITRE-T1105"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let stages = dockerfile::shipped(on);
        let mut installs = stages.iter().flat_map(|s| s.run_commands()).peekable();
        if installs.peek().is_none() {
            return Verdict::NotApplicable;
        }
        let found = installs.filter_map(|(_, c)| Some(dockerfile::failure(c.span, tools(c)?)));
        Verdict::of(found.collect(), dockerfile::head(on), "no such tool is installed")
    }
}

fn tools(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(Call::installs)?;
    // A named group of packages (`apk add --virtual`) is removed again.
    if call.has(&["--virtual"]) {
        return None;
    }
    let plain = |p: &&str| p.split(['=', '~', '<', '>']).next().unwrap_or("").to_owned();
    let found: Vec<String> =
        call.operands.iter().map(plain).filter(|p| TOOLS.contains(&p.as_str())).collect();
    (!found.is_empty()).then(|| format!("the final image gets {}", found.join(", ")))
}
