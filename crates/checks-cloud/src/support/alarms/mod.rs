//! Alarms on what `CloudTrail` records: a metric filter on the trail's log group, and an alarm on its metric.

mod pattern;

use std::borrow::Cow;

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Scene, Verdict};

use super::estate;
use pattern::Pattern;

/// A field of an event, with its value.
type Field = (&'static str, &'static str);

/// What should raise an alarm.
pub(crate) struct Topic {
    /// In words: `changes of the trail`.
    pub(crate) what: &'static str,
    /// The `eventSource` of the calls.
    pub(crate) source: &'static str,
    /// The calls (`eventName`), all of which must be watched.
    pub(crate) calls: &'static [&'static str],
    /// Fields that the calls have besides; each of the sets must be watched.
    pub(crate) with: &'static [&'static [Field]],
    /// What an event that must raise no alarm has instead; empty: another call of another service.
    pub(crate) unlike: &'static [Field],
}

impl Topic {
    /// A topic that the names of its calls make up.
    pub(crate) const fn calls(
        what: &'static str,
        source: &'static str,
        calls: &'static [&'static str],
    ) -> Self {
        Self { what, source, calls, with: &[&[]], unlike: &[] }
    }

    /// Is every kind of event of `call` matched by one of `patterns`, none of which matches what it must not?
    fn is_watched<'p>(
        &self,
        mut patterns: impl Iterator<Item = &'p Pattern> + Clone,
        call: &'static str,
    ) -> bool {
        self.with.iter().all(|fields| patterns.clone().any(|p| self.is_matched(p, call, fields)))
            && patterns.next().is_some()
    }

    /// Does `pattern` match one event of the topic at least?
    fn is_near(&self, pattern: &Pattern) -> bool {
        self.calls
            .iter()
            .any(|call| self.with.iter().any(|fields| self.is_matched(pattern, call, fields)))
    }

    fn is_matched(&self, pattern: &Pattern, call: &'static str, fields: &[Field]) -> bool {
        let mut event: Vec<Field> = vec![
            ("eventName", call),
            ("eventSource", self.source),
            ("eventType", "AwsApiCall"),
            ("sourceIPAddress", "203.0.113.7"),
        ];
        event.extend(fields);
        let with = |changes: &[Field]| {
            let kept = event.iter().filter(|(k, _)| changes.iter().all(|(c, _)| c != k));
            kept.chain(changes).copied().collect::<Vec<_>>()
        };
        let quiet = |changes: &[Field]| changes.is_empty() || !pattern.matches(&with(changes));
        let by_call = self.calls.first() != Some(&ANY_CALL);
        pattern.matches(&event) && quiet(self.unlike) && (!by_call || quiet(&OTHER_CALL))
    }
}

/// A call of the same service that no topic is about.
const OTHER_CALL: [Field; 1] = [("eventName", "ListTags")];

/// Stands for whatever call: the topic is told by other fields.
pub(crate) const ANY_CALL: &str = "RunInstances";

/// Judges whether each call of `topic` is matched by a filter with an alarm. Asked where a trail is declared, or filters on calls.
pub(crate) fn judge(scene: &Scene<'_>, topic: &Topic) -> Verdict {
    let all = || scene.facts.resources("aws_cloudwatch_log_metric_filter");
    let filters: Vec<(&Resource, Pattern)> =
        all().filter_map(|f| Some((f, Pattern::read(f.at("pattern").str()?)?))).collect();
    let on_calls = filters.iter().find(|(_, p)| p.is_about_calls()).map(|(f, _)| *f);
    let trail = scene.facts.resources("aws_cloudtrail").next();
    let Some(asking) = trail.or(on_calls) else { return Verdict::NotApplicable };
    if let Some(open) = all().find(|f| f.at("pattern").is_unknown()) {
        return Verdict::unknown(open.header, "the pattern of a filter is not known");
    }
    if filters.is_empty() && scene.facts.resources("aws_cloudwatch_event_rule").next().is_some() {
        return Verdict::unknown(asking.header, "event rules may raise the alarms");
    }
    let alarmed: Vec<&(&Resource, Pattern)> =
        filters.iter().filter(|(f, _)| has_alarm(scene, f)).collect();
    let watched = |call: &&'static str| topic.is_watched(alarmed.iter().map(|(_, p)| p), call);
    let missing: Vec<&str> = topic.calls.iter().copied().filter(|c| !watched(c)).collect();
    let near = filters.iter().find(|(_, p)| topic.is_near(p));
    if missing.is_empty() {
        let at = near.map_or(asking.header, |(f, _)| f.header);
        return Verdict::pass(at, "a filter and an alarm watch it");
    }
    let message = match (near, near.is_some_and(|(f, _)| has_alarm(scene, f))) {
        (None, _) => format!("no metric filter watches {}", topic.what),
        (Some((f, _)), false) => format!("filter `{}` on {} has no alarm", f.name, topic.what),
        (Some((f, _)), true) => {
            format!("filter `{}` on {} leaves out {}", f.name, topic.what, missing.join(", "))
        }
    };
    lacking(scene, near.map_or(asking, |(f, _)| f), message)
}

/// The failure, with the account that it is about.
fn lacking(scene: &Scene<'_>, at: &Resource, message: String) -> Verdict {
    let verdict = estate::lacking(scene, at.header, message);
    let Verdict::Fail(failures) = verdict else { return verdict };
    let provider = scene.facts.resources("provider.aws").next();
    let first = scene.facts.resources("aws_cloudwatch_log_metric_filter").next();
    let with = |f: Failure| {
        let f = f.on(at.address.clone());
        match provider.or(first) {
            Some(other) if other.address != at.address => {
                let note: Cow<'static, str> = "the account that is asked".into();
                f.related_to(other.header, note, other.address.clone())
            }
            _ => f,
        }
    };
    Verdict::Fail(failures.into_iter().map(with).collect())
}

/// Does an alarm stand on the metric of `filter`: by reference, or by the same name?
fn has_alarm(scene: &Scene<'_>, filter: &Resource) -> bool {
    let metric = filter.at("metric_transformation.name").str();
    scene.facts.resources("aws_cloudwatch_metric_alarm").any(|alarm| {
        let refers =
            || scene.facts.targets(alarm, "metric_name").any(|t| t.address == filter.address);
        let same = || alarm.at("metric_name").str().is_some_and(|name| Some(name) == metric);
        let query = || {
            alarm
                .blocks("metric_query")
                .iter()
                .any(|q| q.at("metric.metric_name").str().is_some_and(|name| Some(name) == metric))
        };
        let open = || {
            alarm.at("metric_name").is_unknown() && alarm.refs_of("metric_name").next().is_none()
        };
        same() || refers() || query() || open()
    })
}
