//! The catalogue: every control with its example checks, and what voids what.

use std::{collections::HashMap, sync::OnceLock};

use ringfort_vocab::{Control, ControlId, Environment, Layer, Requirement};
use serde::Serialize;

use crate::{
    nullify::{self, Nullification},
    tsv::{self, Row},
};

/// One concrete check that the catalogue gives for a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleCheck {
    /// What is checked, in words.
    pub text: &'static str,
    /// Does it carry the control's core promise?
    pub gate: bool,
}

/// The catalogue, parsed once.
#[derive(Debug)]
pub struct Catalogue {
    /// All controls, outermost layer first.
    pub controls: Vec<Control>,
    /// Which missing control voids which others.
    pub nullifications: Vec<Nullification>,
    checks: Vec<Vec<ExampleCheck>>,
    actions: Vec<Action>,
    index: HashMap<ControlId, usize>,
}

/// The first step towards a control.
#[derive(Clone, Copy, Debug, Default)]
struct Action {
    dev: &'static str,
    prod: &'static str,
}

/// The catalogue of the product.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(Catalogue::parse)
}

impl Catalogue {
    fn parse() -> Self {
        let table: Vec<Row> = tsv::rows(include_str!("../data/controls.tsv")).collect();
        let controls: Vec<Control> = table.iter().filter_map(control).collect();
        let checks =
            table.iter().filter(|row| control(row).is_some()).map(example_checks).collect();
        let index: HashMap<_, _> = controls.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        let mut actions = vec![Action::default(); controls.len()];
        for row in tsv::rows(include_str!("../data/actions.tsv")) {
            if let Some(slot) = index.get(row.get(0)).and_then(|i| actions.get_mut(*i)) {
                *slot = Action { dev: row.get(1), prod: row.get(2) };
            }
        }
        let ids: Vec<ControlId> = controls.iter().map(|c| c.id).collect();
        let nullifications = nullify::parse(&ids);
        Self { controls, nullifications, checks, actions, index }
    }

    /// The place of a control in [`Catalogue::controls`].
    pub fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The control of an id.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.get(self.position(id)?)
    }

    /// The concrete checks that the catalogue gives for a control.
    pub fn example_checks(&self, id: &str) -> &[ExampleCheck] {
        self.position(id).and_then(|i| self.checks.get(i)).map_or(&[], Vec::as_slice)
    }

    /// The first step towards a control in an environment, as an instruction.
    pub fn action(&self, id: &str, environment: Environment) -> &'static str {
        let action = self.position(id).and_then(|i| self.actions.get(i)).copied();
        let Action { dev, prod } = action.unwrap_or_default();
        match environment {
            Environment::Dev if !dev.is_empty() => dev,
            _ => prod,
        }
    }

    /// The controls of a layer, in catalogue order.
    pub fn of_layer(&self, layer: Layer) -> impl Iterator<Item = &Control> {
        self.controls.iter().filter(move |c| c.layer == layer)
    }
}

fn control(row: &Row) -> Option<Control> {
    Some(Control {
        id: row.get(0),
        layer: Layer::parse(row.get(1))?,
        name: row.get(2),
        purpose: row.get(3),
        prevents: row.get(4),
        why_this_layer: row.get(5),
        if_skipped: row.get(6),
        dev: requirement(row.get(7))?,
        prod: requirement(row.get(8))?,
        evidence_kinds: row.list(9, ';'),
        stops: row.list(11, ';'),
        frameworks: row.list(12, ';'),
        parent: row.get(13),
    })
}

fn requirement(text: &str) -> Option<Requirement> {
    Some(match text {
        "not-applicable" => Requirement::NotApplicable,
        "optional" => Requirement::Optional,
        "recommended" => Requirement::Recommended,
        "required" => Requirement::Required,
        _ => return None,
    })
}

fn example_checks(row: &Row) -> Vec<ExampleCheck> {
    let check = |text: &'static str| match text.strip_prefix("[gate]") {
        Some(text) => ExampleCheck { text: text.trim(), gate: true },
        None => ExampleCheck { text, gate: false },
    };
    row.list(10, ';').into_iter().map(check).collect()
}
