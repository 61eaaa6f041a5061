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

    /// The connections that are asked for: at most `limit`, which ends the search. All that are possible, or with
    /// both ends named all between those.
    pub(super) fn rows(&self, limit: usize) -> Vec<Row> {
        match (&self.from, &self.to) {
            (None, None) => self.all().take(limit).collect(),
            (Some(from), Some(to)) => {
                let pairs = from.iter().flat_map(|f| to.iter().map(move |t| (f, t)));
                let rows = pairs.filter_map(|(f, t)| self.row(f.clone(), t.clone()));
                rows.take(limit).collect()
            }
            (Some(ends), None) => self.peers_of(ends, Direction::Egress, limit),
            (None, Some(ends)) => self.peers_of(ends, Direction::Ingress, limit),
        }
    }

    fn peers_of(&self, ends: &[End], direction: Direction, limit: usize) -> Vec<Row> {
        ends.iter().flat_map(|end| self.peers(end, direction)).take(limit).collect()
    }

    fn all(&self) -> impl Iterator<Item = Row> + '_ {
        self.reach.connections().map(move |c| Row {
            from: match c.from {
                Party::Class(n) => End::Sources(n),
                Party::Outside(ranges) => End::Outside(ranges),
            },
            to: match c.to {
                Party::Class(n) => End::Destinations(n),
                Party::Outside(ranges) => End::Outside(ranges),
            },
            decision: c.decision,
        })
    }

    fn row(&self, from: End, to: End) -> Option<Row> {
        let (a, b) = (from.place(&self.reach, &to)?, to.place(&self.reach, &from)?);
        let decision = self.reach.between(a, b);
        Some(Row { from, to, decision })
    }

    /// Everything possible between `end` and the others, those outside first.
    fn peers<'v>(&'v self, end: &'v End, direction: Direction) -> impl Iterator<Item = Row> + 'v {
        let outside = match end {
            End::Endpoint(id) => self.reach.outside_of(*id, direction),
            _ => vec![],
        };
        let outside = outside.into_iter().map(move |(ranges, decision)| {
            let (own, other) = (end.clone(), End::Outside(ranges));
            match direction {
                Direction::Egress => Row { from: own, to: other, decision },
                Direction::Ingress => Row { from: other, to: own, decision },
            }
        });
        let count = match direction {
            Direction::Egress => self.reach.destinations().len(),
            Direction::Ingress => self.reach.sources().len(),
        };
        let inside = (0..count).filter_map(move |n| match direction {
            Direction::Egress => self.row(end.clone(), End::Destinations(n)),
            Direction::Ingress => self.row(End::Sources(n), end.clone()),
        });
        outside.chain(inside.filter(|row| row.decision.is_possible()))
    }

    /// The doors to what is asked for.
    pub(super) fn doors(&self, limit: usize) -> Vec<(&Door, Decision)> {
        if self.from.as_ref().is_some_and(|ends| !ends.contains(&End::Other(Place::Internet))) {
            return vec![];
        }
        let wanted = |door: &&Door| match &self.to {
            None => true,
            Some(ends) => ends.contains(&End::Endpoint(door.to)),
        };
        let doors = self.reach.doors().iter().filter(wanted);
        doors.take(limit).map(|door| (door, self.reach.through(door))).collect()
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
