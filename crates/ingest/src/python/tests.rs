use proptest::prelude::*;
use ringfort_model::code::Module;
use ringfort_source::SourceId;

use super::lower;

fn module(path: &str, text: &str) -> Module {
    lower(SourceId(0), path, text).module.expect("parsed")
}

/// What the callee of the last call in `text` resolves to.
fn last_callee(text: &str) -> Option<String> {
    let module = module("pkg/app.py", text);
    let call = *module.calls().last()?;
    module.resolve(&call.callee)
}

#[test]
fn callees_resolve_through_imports_and_assignments() {
    let table = [
        ("from os import system as s\ns(x)", "os.system"),
        ("import os\nos.system(x)", "os.system"),
        ("import os.path\nos.path.join(x)", "os.path.join"),
        ("import a.b as c\nc.f()", "a.b.f"),
        ("from .db import run\nrun()", "pkg.db.run"),
        ("from . import db\ndb.run()", "pkg.db.run"),
        (
            "import sqlite3\nconn = sqlite3.connect(p)\ncur = conn.cursor()\ncur.execute(q)",
            "sqlite3.Cursor.execute",
        ),
        (
            "import sqlite3\nwith sqlite3.connect(p) as conn:\n    conn.execute(q)",
            "sqlite3.Connection.execute",
        ),
        (
            "from fastapi import FastAPI\napp = FastAPI()\napp.add_middleware(x)",
            "fastapi.FastAPI.add_middleware",
        ),
        ("import subprocess\nrun = subprocess.run\nrun(x)", "subprocess.run"),
        ("import requests\ndef f(requests):\n    requests.get(x)", "-"),
        (
            "from sqlalchemy.orm import Session\ndef f(db: Session):\n    db.execute(q)",
            "sqlalchemy.orm.Session.execute",
        ),
        (
            "from sqlalchemy.orm import Session\ndef f(db: 'Session | None' = None, s: Session | None = None):\n    s.execute(q)",
            "sqlalchemy.orm.Session.execute",
        ),
        (
            "from sqlalchemy.orm import sessionmaker\nfrom fastapi import Depends\nS = sessionmaker()\n\
             def get_db():\n    db = S()\n    yield db\ndef f(db=Depends(get_db)):\n    db.execute(q)",
            "sqlalchemy.orm.Session.execute",
        ),
        (
            "import sqlite3\nclass Store:\n    def __init__(self):\n        self.conn = sqlite3.connect(p)\n\
             \x20   def get(self):\n        self.conn.execute(q)",
            "sqlite3.Connection.execute",
        ),
        ("def helper(): pass\nhelper()", "pkg.app.helper"),
        ("class A:\n    def m(self):\n        self.n()", "pkg.app.A.n"),
        ("eval(x)", "eval"),
        (
            "async def f():\n    import asyncpg\n    pool = await asyncpg.create_pool()\n    async with pool.acquire() as c:\n        await c.fetch(q)",
            "asyncpg.Connection.fetch",
        ),
        ("# os.system(x)\nprint('os.system(y)')", "print"),
    ];
    for (text, path) in table {
        assert_eq!(last_callee(text).as_deref().unwrap_or("-"), path, "{text}");
    }
}

#[test]
fn a_file_with_an_error_keeps_what_was_understood() {
    let lowered = lower(SourceId(0), "a.py", "import os\ndef f(:\n    pass\nos.system(x)\n");
    let module = lowered.module.expect("recovered");
    assert!(!lowered.errors.is_empty() && !module.complete);
    assert!(
        module.calls().iter().any(|c| module.resolve(&c.callee).as_deref() == Some("os.system"))
    );
}

#[test]
fn definitions_know_where_they_belong() {
    let text = "class A(B, table=True):\n    '''doc'''\n    x: int = 1\n    class Config:\n        y = 2\n    @d\n    async def m(self, *, a: int = 1, **k):\n        def inner(): pass\n";
    let module = module("a.py", text);
    let class = module.class("A").expect("class");
    assert_eq!(
        (class.bases.len(), class.fields.len(), class.methods.len(), class.classes.len()),
        (1, 1, 1, 1)
    );
    let names: Vec<&str> = module.functions.iter().map(|f| &*f.qualified).collect();
    assert_eq!(names, ["A.m", "A.m.inner"]);
    assert_eq!(module.functions[0].params.len(), 3);
    assert_eq!(module.functions[1].parent, Some(0));
}

#[test]
fn the_deepest_accepted_expressions_lower() {
    for text in [
        format!("x = {}1", "1+".repeat(190)),
        format!("x = {}1{}", "(".repeat(190), ")".repeat(190)),
    ] {
        let module = module("a.py", &text);
        assert!(
            module
                .resolve(&ringfort_model::code::Expr::new(
                    module.body[0].span,
                    ringfort_model::code::ExprKind::None
                ))
                .is_none()
        );
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "([a-z]{1,3}|[ \n:=().,'\"{}\\[\\]f@#*-]|def |class |if |with |lambda |import |from |\\PC){0,80}") {
        if let Some(module) = lower(SourceId(0), "a.py", &text).module {
            for call in module.calls() {
                module.resolve(&call.callee);
            }
        }
    }
}
