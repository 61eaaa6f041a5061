//! Processors and processes of services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service may use all processors, or start any number of processes.
pub struct ComposeCpuLimit;

impl Check for ComposeCpuLimit {
    const META: Meta = Meta::new(
        "container/compose-cpu-limit",
        "Compose service has no limit for processors and processes",
        "container/resource-limits",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-5.12", "CIS-Docker-5.29", "OWASP-Docker-D07"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let cpu = ["cpus", "cpu_quota", "cpuset", "deploy.resources.limits.cpus"];
        let pids = ["pids_limit", "deploy.resources.limits.pids"];
        let cpu = compose::written(on, &cpu, "processors are limited", "may use all processors");
        let pids = compose::written(
            on,
            &pids,
            "processes are limited",
            "may start any number of processes",
        );
        match (cpu, pids) {
            (Verdict::Fail(_), Verdict::Fail(_)) => Verdict::fail(compose::failure(
                on,
                on.head,
                "may use all processors and start any number of processes",
            )),
            (cpu, pids) => cpu.and(pids),
        }
    }
}
