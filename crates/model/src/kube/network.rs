//! NetworkPolicies and label selectors.

use ringfort_source::{At, Node, Span};

use super::ObjectId;

/// A `networking.k8s.io/v1` NetworkPolicy with its defaults applied.
#[derive(Clone, Debug)]
pub struct NetworkPolicy {
    /// The object it is.
    pub object: ObjectId,
    /// Which pods of its namespace it selects.
    pub pods: Selector,
    /// The ingress rules if it governs ingress (`policyTypes`, by default always); an empty list denies all.
    pub ingress: Option<Vec<PolicyRule>>,
    /// The egress rules if it governs egress (`policyTypes`, by default if any are written).
    pub egress: Option<Vec<PolicyRule>>,
    /// Is part of it not known?
    pub unknown: bool,
}

/// One rule: traffic to or from any of the peers on any of the ports.
#[derive(Clone, Debug)]
pub struct PolicyRule {
    /// The peers; empty: everyone.
    pub peers: Vec<Peer>,
    /// The ports; empty: all.
    pub ports: Vec<PolicyPort>,
    /// Where it stands.
    pub span: Span,
}

/// One peer.
#[derive(Clone, Debug)]
pub enum Peer {
    /// Pods by selectors. No namespace selector: pods of the policy's own namespace; no pod selector: all.
    Pods {
        /// Which namespaces; `None`: the policy's own.
        namespaces: Option<Selector>,
        /// Which pods; `None`: all.
        pods: Option<Selector>,
        /// Where it stands.
        span: Span,
    },
    /// A range of addresses.
    Cidr {
        /// The range.
        cidr: Box<str>,
        /// What is left out of it.
        except: Vec<Box<str>>,
        /// Where it stands.
        span: Span,
    },
}

/// A port of a rule.
#[derive(Clone, Debug)]
pub struct PolicyPort {
    /// Number or name; empty: all ports of the protocol.
    pub port: Box<str>,
    /// Last port of a range; 0 where none.
    pub end: i64,
    /// `TCP` unless written.
    pub protocol: Box<str>,
}

/// A label selector. Empty: everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selector {
    /// What must hold, all of it.
    pub requirements: Vec<Requirement>,
    /// Where it stands.
    pub span: Option<Span>,
    /// Is part of it not known?
    pub unknown: bool,
}

/// One requirement of a selector (`matchLabels` entries are `In` with one value).
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The label's key.
    pub key: Box<str>,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    pub operator: Box<str>,
    /// The values of `In` and `NotIn`.
    pub values: Vec<Box<str>>,
}

impl Selector {
    /// A label selector (meta/v1 LabelSelector) as written. One that is not written has no requirement.
    pub fn read(at: At<'_>) -> Self {
        let Some(node) = at.node() else {
            return Self { unknown: at.is_unknown(), span: Some(at.span()), ..Self::default() };
        };
        let labels = node.at("matchLabels").node().map_or(&[][..], Node::entries);
        let mut requirements: Vec<Requirement> = labels
            .iter()
            .filter_map(|e| Some((e.key.clone(), e.value.scalar()?)))
            .map(|(key, value)| Requirement {
                key,
                operator: "In".into(),
                values: vec![value.into()],
            })
            .collect();
        // What is not known in part decides nothing.
        let known = node.at("matchExpressions").list().iter().filter(|e| !e.has_unknown());
        for expression in known {
            let text = |key: &str| Box::from(expression.at(key).str().unwrap_or(""));
            let values = expression.at("values").list().iter().filter_map(Node::scalar);
            let values = values.map(Into::into).collect();
            requirements.push(Requirement { key: text("key"), operator: text("operator"), values });
        }
        Self { requirements, span: Some(node.span), unknown: node.has_unknown() }
    }

    /// Does it select everything?
    pub fn is_everything(&self) -> bool {
        self.requirements.is_empty() && !self.unknown
    }

    /// Does it select something with these labels? `None` where part of it is not known and the known part matches.
    pub fn matches(&self, labels: &[(Box<str>, Box<str>)]) -> Option<bool> {
        let value = |key: &str| labels.iter().find(|(k, _)| &**k == key).map(|(_, v)| v);
        let holds = |r: &Requirement| match (&*r.operator, value(&r.key)) {
            ("In", Some(v)) => r.values.contains(v),
            ("NotIn", Some(v)) => !r.values.contains(v),
            ("NotIn" | "DoesNotExist", None) | ("Exists", Some(_)) => true,
            _ => false,
        };
        if !self.requirements.iter().all(holds) {
            return Some(false);
        }
        if self.unknown { None } else { Some(true) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(key: &str, operator: &str, values: &[&str]) -> Requirement {
        let values = values.iter().map(|v| (*v).into()).collect();
        Requirement { key: key.into(), operator: operator.into(), values }
    }

    #[test]
    fn selectors_follow_the_api() {
        let labels = vec![("app".into(), "web".into()), ("tier".into(), "front".into())];
        let table = [
            (vec![], false, Some(true)),
            (vec![requirement("app", "In", &["web", "api"])], false, Some(true)),
            (vec![requirement("app", "In", &["api"])], false, Some(false)),
            (vec![requirement("app", "NotIn", &["web"])], false, Some(false)),
            (vec![requirement("zone", "NotIn", &["a"])], false, Some(true)),
            (vec![requirement("zone", "Exists", &[])], false, Some(false)),
            (vec![requirement("zone", "DoesNotExist", &[])], false, Some(true)),
            (vec![requirement("app", "In", &["web"])], true, None),
            (vec![requirement("app", "In", &["api"])], true, Some(false)),
        ];
        for (requirements, unknown, expected) in table {
            let selector = Selector { requirements, span: None, unknown };
            assert_eq!(selector.matches(&labels), expected, "{selector:?}");
        }
    }
}
