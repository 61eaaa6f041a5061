//! How a run ends.

use std::process::ExitCode;

use ringfort_vocab::{Assessment, Severity};

/// The exit codes. A panic ends with 101, as every Rust program's does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: nothing at or above `--fail-on`.
    Clean,
    /// 1: findings at or above `--fail-on`.
    Findings,
    /// 2: the command line or the settings are wrong.
    Usage,
    /// 3: there was nothing to assess.
    Nothing,
    /// 4: something could not be looked at, under `--strict`.
    Incomplete,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Nothing => 3,
            Exit::Incomplete => 4,
        })
    }
}

/// Why the command does not run: mistakes in the command line or the settings.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// One mistake each: what, where, and what was probably meant.
    pub(crate) lines: Vec<String>,
}

impl<T: Into<String>> From<T> for Refusal {
    fn from(line: T) -> Self {
        Self { lines: vec![line.into()] }
    }
}

/// What the exit code depends on besides the assessment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    pub(crate) fail_on: Severity,
    pub(crate) strict: bool,
    pub(crate) exit_zero: bool,
}

/// The exit of a finished run. `is_known` tells findings of the baseline.
pub(crate) fn judge(
    assessment: &Assessment,
    policy: Policy,
    is_known: impl Fn(&str) -> bool,
) -> Exit {
    let fails = assessment.findings.iter().any(|f| {
        f.severity >= policy.fail_on && f.suppressed.is_none() && !is_known(&f.fingerprint)
    });
    let coverage = &assessment.coverage;
    let has_gap = assessment.notices.iter().any(|notice| notice.kind.is_gap())
        || coverage.files.iter().any(|file| file.gap);
    if fails && !policy.exit_zero {
        Exit::Findings
    } else if policy.strict && has_gap {
        Exit::Incomplete
    } else if coverage.evaluated + coverage.partial == 0 && assessment.findings.is_empty() {
        Exit::Nothing
    } else {
        Exit::Clean
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ringfort_vocab::{
        Confidence, Coverage, Environment, FileCoverage, FileState, Finding, Layer, Location,
        Notice, NoticeKind, Summary, Suppressed,
    };

    use super::*;

    fn assessment(severity: Option<Severity>, gap: bool, files: bool) -> Assessment {
        let location = Location { file: "a".into(), line: 1, end_line: 1 };
        let finding = |severity| Finding {
            check: "container/privileged",
            title: "",
            control: "container/no-privileged",
            layer: Layer::Container,
            severity,
            confidence: Confidence::High,
            resource: String::new(),
            message: String::new(),
            location: location.clone(),
            related: vec![],
            fingerprint: "f1".into(),
            fix: None,
            suppressed: None,
        };
        let file = || FileCoverage {
            file: Arc::from("a"),
            format: "kubernetes",
            state: FileState::Evaluated,
            cause: String::new(),
            gap: false,
        };
        let notice =
            || Notice { kind: NoticeKind::ParseError, message: String::new(), location: None };
        Assessment {
            schema_version: "1.0",
            tool_version: "0",
            environment: Environment::Prod,
            environment_declared: false,
            roots: vec![],
            summary: Summary::default(),
            map: vec![],
            findings: severity.map(finding).into_iter().collect(),
            root_causes: vec![],
            next_steps: vec![],
            attack: None,
            coverage: Coverage::new(files.then(file).into_iter().collect()),
            notices: gap.then(notice).into_iter().collect(),
        }
    }

    #[test]
    fn exit_codes_mean_what_the_manual_says() {
        let high = Some(Severity::High);
        let table = [
            (None, false, true, false, false, Exit::Clean),
            (high, false, true, false, false, Exit::Findings),
            (Some(Severity::Medium), false, true, false, false, Exit::Clean),
            (high, false, true, false, true, Exit::Clean),
            (high, true, true, true, false, Exit::Findings),
            (None, true, true, true, false, Exit::Incomplete),
            (None, true, true, false, false, Exit::Clean),
            (None, false, false, false, false, Exit::Nothing),
            (None, true, false, true, false, Exit::Incomplete),
        ];
        for (severity, gap, files, strict, exit_zero, expected) in table {
            let policy = Policy { fail_on: Severity::High, strict, exit_zero };
            let result = judge(&assessment(severity, gap, files), policy, |_| false);
            assert_eq!(result, expected, "{severity:?} {gap} {files} {strict} {exit_zero}");
        }
    }

    #[test]
    fn known_and_suppressed_findings_do_not_fail() {
        let policy = Policy { fail_on: Severity::High, strict: false, exit_zero: false };
        let mut given = assessment(Some(Severity::Critical), false, true);
        assert_eq!(judge(&given, policy, |f| f == "f1"), Exit::Clean);
        for finding in &mut given.findings {
            let location = finding.location.clone();
            finding.suppressed = Some(Suppressed { reason: "r".into(), until: None, location });
        }
        assert_eq!(judge(&given, policy, |_| false), Exit::Clean);
    }
}
