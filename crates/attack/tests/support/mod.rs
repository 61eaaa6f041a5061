//! Estates from texts, attacked.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;

use ringfort_attack::{Answers, Ask, attack, soundness};
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_vocab::Declared;
use ringfort_vocab::attack::{AttackPath, Exposure};

/// The code of the pod, with a flaw, its Dockerfile and the workflow that builds it.
pub(crate) const FLAW: [(&str, &str); 3] = [
    (
        "web/main.py",
        "import subprocess\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get(\"/run\")\ndef run(name: str):\n    subprocess.run(\"ls \" + name, shell=True)\n",
    ),
    ("web/Dockerfile", "FROM docker.io/library/python:3.14-slim\nCOPY . /app\nUSER 1000\n"),
    (
        ".github/workflows/build.yml",
        "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t ghcr.io/shop/web:1.0 web\n",
    ),
];

/// An estate of files.
pub(crate) struct Estate {
    facts: Facts,
}

impl Estate {
    /// From paths and texts.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let files: BTreeMap<String, String> =
            files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
        let ingested = ingest(&Memory::new(files), &Options::default());
        Self { facts: Facts::derive(ingested.sources, ingested.model) }
    }

    /// From manifests alone.
    pub(crate) fn manifests(text: &str) -> Self {
        Self::new(&[("k8s.yaml", text)])
    }

    /// Attacked, with the soundness gate applied.
    pub(crate) fn attack(&self, ask: &Ask) -> Answers {
        let declared = Declared::default();
        let wrong = soundness(&self.facts, &declared, ask);
        assert!(wrong.is_empty(), "not sound: {wrong:#?}");
        attack(&self.facts, &declared, ask)
    }

    /// Attacked from `entry`.
    pub(crate) fn from(&self, entry: &str) -> Answers {
        self.attack(&Ask { entries: vec![entry.to_owned()], ..Ask::default() })
    }
}

/// How open `goal` is.
pub(crate) fn state(answers: &Answers, goal: &str) -> Exposure {
    let cell = answers.matrix.iter().find(|c| c.goal == goal);
    cell.map_or(Exposure::Closed, |c| c.state)
}

/// The easiest way to `goal`, as its techniques.
pub(crate) fn hops<'a>(answers: &'a Answers, goal: &str) -> Vec<&'a str> {
    let path = answers.paths.iter().find(|p| p.goal == goal && p.rank == 0);
    path.map_or_else(Vec::new, techniques)
}

/// The techniques of a way.
pub(crate) fn techniques(path: &AttackPath) -> Vec<&str> {
    path.steps.iter().map(|s| s.technique.as_str()).collect()
}
