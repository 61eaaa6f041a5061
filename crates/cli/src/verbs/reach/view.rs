//! What is asked of one cluster, and the rows that answer it.

use ringfort_engine::Read;
use ringfort_facts::kube::Direction;
use ringfort_reach::{Decision, Door, Party, Place, Reach};
use ringfort_source::Span;

use super::ends::End;
use crate::verbs::asking;

/// One cluster with what is asked of it.
pub(super) struct View<'r> {
    pub(super) read: &'r Read,
    pub(super) scope: Option<ringfort_reach::ScopeId>,
    pub(super) from: Option<Vec<End>>,
    pub(super) to: Option<Vec<End>>,
    pub(super) reach: Reach,
}

/// A connection.
pub(super) struct Row {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) decision: Decision,
}

impl View<'_> {
    /// The one connection that is asked for, if it is one.
    pub(super) fn pair(&self) -> Option<(&End, &End)> {
        match (self.from.as_deref(), self.to.as_deref()) {
            (Some([from]), Some([to])) => Some((from, to)),
            _ => None,
        }
    }

    /// Does everything that is asked for have to be shown, denied or not?
    pub(super) fn rows(&self) -> Vec<Row> {
        match (&self.from, &self.to) {
            (None, None) => self.all().collect(),
            (Some(from), Some(to)) => {
                let pairs = from.iter().flat_map(|f| to.iter().map(move |t| (f, t)));
                pairs.filter_map(|(f, t)| self.row(f.clone(), t.clone())).collect()
            }
            (Some(from), None) => {
                from.iter().flat_map(|end| self.peers(end, Direction::Egress)).collect()
            }
            (None, Some(to)) => {
                to.iter().flat_map(|end| self.peers(end, Direction::Ingress)).collect()
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = Row> + '_ {
        let end = |party| match party {
            Party::Class(n) => End::Class(n),
            Party::Outside(ranges) => End::Outside(ranges),
        };
        self.reach.connections().map(move |c| Row {
            from: end(c.from),
            to: end(c.to),
            decision: c.decision,
        })
    }

    fn row(&self, from: End, to: End) -> Option<Row> {
        let (a, b) = (from.place(&self.reach, &to)?, to.place(&self.reach, &from)?);
        let decision = self.reach.between(a, b);
        Some(Row { from, to, decision })
    }

    /// Everything possible between `end` and the others.
    fn peers(&self, end: &End, direction: Direction) -> Vec<Row> {
        let classes = (0..self.reach.classes().len()).map(End::Class);
        let mut rows: Vec<Row> = classes
            .filter_map(|class| match direction {
                Direction::Egress => self.row(end.clone(), class),
                Direction::Ingress => self.row(class, end.clone()),
            })
            .filter(|row| row.decision.is_possible())
            .collect();
        if let End::Endpoint(id) = end {
            for (ranges, decision) in self.reach.outside_of(*id, direction) {
                let (own, other) = (end.clone(), End::Outside(ranges));
                rows.push(match direction {
                    Direction::Egress => Row { from: own, to: other, decision },
                    Direction::Ingress => Row { from: other, to: own, decision },
                });
            }
        }
        rows
    }

    /// The doors to what is asked for.
    pub(super) fn doors(&self) -> Vec<(&Door, Decision)> {
        if self.from.as_ref().is_some_and(|ends| !ends.contains(&End::Other(Place::Internet))) {
            return vec![];
        }
        let wanted = |door: &&Door| match &self.to {
            None => true,
            Some(ends) => ends.contains(&End::Endpoint(door.to)),
        };
        let doors = self.reach.doors().iter().filter(wanted);
        doors.map(|door| (door, self.reach.through(door))).collect()
    }

    /// `file:line`.
    pub(super) fn place(&self, span: Span) -> String {
        asking::place(self.read, span)
    }

    /// The name of an object: `NetworkPolicy/ns/name`.
    pub(super) fn resource(&self, id: ringfort_reach::ObjectId) -> &str {
        self.read.facts.model.kube.object(id).map_or("", |o| &o.resource)
    }

    /// The overlay that the cluster is made of, if there are several.
    pub(super) fn cluster(&self) -> Option<&str> {
        let scope = self.read.facts.model.kube.scopes.get(usize::from(self.scope?.0))?;
        Some(&scope.name)
    }
}
