use proptest::prelude::*;
use ringfort_ingest::python;
use ringfort_model::code::Module;
use ringfort_source::SourceId;

use super::{
    Absent, CodeFacts, Framework, Level, Origin, ShapeKind,
    taint::{Built, SinkKind},
};

fn modules(files: &[(&str, &str)]) -> Vec<Module> {
    let lower = |(i, (path, text)): (usize, &(&str, &str))| {
        python::lower(SourceId(i as u32), path, text).module.expect("parsed")
    };
    files.iter().enumerate().map(lower).collect()
}

fn facts(files: &[(&str, &str)]) -> CodeFacts {
    CodeFacts::derive(&modules(files))
}

/// Kind and whether something made it harmless, of every flow in one FastAPI handler.
fn flows_in(handler: &str) -> Vec<(SinkKind, bool)> {
    let text = format!(
        "import os, subprocess, shlex, sqlite3, html, requests, logging, pickle, re, uuid\nfrom pathlib import Path\nfrom enum import Enum\n\
         from fastapi import FastAPI, Request\nfrom fastapi.responses import HTMLResponse, RedirectResponse, FileResponse\nfrom pydantic import BaseModel\nfrom sqlalchemy import text\n\
         app = FastAPI()\nconn = sqlite3.connect('x')\nlog = logging.getLogger(__name__)\nBASE = Path('/data')\nHOSTS = {{'a', 'b'}}\n\
         class Color(Enum):\n    RED = 'red'\nclass Item(BaseModel):\n    title: str\n    count: int\n{handler}"
    );
    facts(&[("main.py", &text)]).flows.iter().map(|f| (f.kind, f.sanitized.is_some())).collect()
}

/// Handlers, each with the flows in it.
fn assert_flows(table: &[(&str, &[(SinkKind, bool)])]) {
    for (handler, expected) in table {
        assert_eq!(flows_in(handler), *expected, "{handler}");
    }
}

#[test]
fn input_is_followed_through_code() {
    use SinkKind::Sql;
    assert_flows(&[
        ("@app.get('/{q}')\ndef f(q: str):\n    conn.execute(f\"select {q}\")\n", &[(Sql, false)]),
        ("@app.get('/{q}')\ndef f(q: int):\n    conn.execute(f\"select {q}\")\n", &[]),
        ("@app.get('/{q}')\ndef f(q: Color):\n    conn.execute(f\"select {q}\")\n", &[]),
        ("@app.get('/{q}')\ndef f(q: str):\n    conn.execute('select ?', (q,))\n", &[]),
        (
            "@app.get('/{q}')\ndef f(q: str):\n    s = 'select ' + q\n    s = s.strip()\n    conn.cursor().execute(s)\n",
            &[(Sql, false)],
        ),
        (
            "@app.get('/{q}')\ndef f(q: str):\n    s = 'select %s' % q\n    s = 'select 1'\n    conn.execute(s)\n",
            &[],
        ),
        (
            "@app.get('/{q}')\ndef f(q: str):\n    if q not in HOSTS:\n        raise ValueError\n    conn.execute('select ' + q)\n",
            &[(Sql, true)],
        ),
        (
            "@app.post('/')\ndef f(item: Item):\n    conn.execute(f'select {item.title}')\n",
            &[(Sql, false)],
        ),
        ("@app.post('/')\ndef f(item: Item):\n    conn.execute(f'select {item.count}')\n", &[]),
        (
            "@app.get('/')\ndef f(q: str):\n    run(q)\ndef run(x):\n    query = 'select ' + x\n    conn.execute(query)\n",
            &[(Sql, false)],
        ),
        (
            "@app.get('/')\ndef f(q: str):\n    conn.execute(build(q))\ndef build(x):\n    return 'select ' + x\n",
            &[(Sql, false)],
        ),
        ("@app.get('/')\ndef f(q: str):\n    # conn.execute('select ' + q)\n    return 1\n", &[]),
    ]);
}

#[test]
fn input_is_followed_to_every_kind_of_site() {
    use SinkKind::*;
    assert_flows(&[
        ("@app.get('/')\ndef f(q: str):\n    os.system('ping ' + q)\n", &[(Command, false)]),
        (
            "@app.get('/')\ndef f(q: str):\n    os.system('ping ' + shlex.quote(q))\n",
            &[(Command, true)],
        ),
        ("@app.get('/')\ndef f(q: str):\n    subprocess.run(['ping', q])\n", &[]),
        (
            "@app.get('/')\ndef f(q: str):\n    subprocess.run(['sh', '-c', 'ping ' + q])\n",
            &[(Command, false)],
        ),
        (
            "@app.get('/')\ndef f(q: str):\n    subprocess.run(f'ping {q}', shell=True)\n",
            &[(Command, false)],
        ),
        (
            "@app.get('/')\nasync def f(r: Request):\n    b = await r.body()\n    pickle.loads(b)\n",
            &[(Deserialize, false)],
        ),
        (
            "@app.get('/')\ndef f(q: str):\n    return HTMLResponse('<b>' + html.escape(q))\n",
            &[(Html, true)],
        ),
        ("@app.get('/')\ndef f(url: str):\n    return requests.get(url)\n", &[(Url, false)]),
        (
            "@app.get('/')\ndef f(url: str):\n    return RedirectResponse(url)\n",
            &[(Redirect, false)],
        ),
        (
            "@app.get('/')\ndef f(name: str):\n    return FileResponse(BASE / name)\n",
            &[(Path, false)],
        ),
        (
            "@app.get('/')\ndef f(name: str):\n    p = (BASE / name).resolve()\n    if not p.is_relative_to(BASE):\n        raise ValueError\n    return FileResponse(p)\n",
            &[(Path, true)],
        ),
        ("@app.get('/')\ndef f(name: str):\n    log.info('hello %s', name)\n", &[(Log, false)]),
        ("import sys\nos.system(sys.argv[1])\n", &[(Command, false)]),
    ]);
}

#[test]
fn sites_say_how_their_argument_is_made() {
    use Built::*;
    let table = [
        ("conn.execute('select 1')", Constant),
        ("conn.execute('select ?', (x,))", Parameters),
        ("conn.execute(f'select {x}')", Formatted),
        ("conn.execute('select ' + x)", Formatted),
        ("conn.execute('select {}'.format(x))", Formatted),
        ("q = 'select 1'\nconn.execute(q)", Constant),
        ("q = 'select 1'\nq += x\nconn.execute(q)", Formatted),
        ("conn.execute(load())", Unknown),
        ("conn.execute('select ' 'a ' + 'b')", Constant),
        ("db: Session = make()\ndb.execute(select(User).where(User.id == x))", Parameters),
        ("db: Session = make()\ndb.execute(text('select :id'), {'id': x})", Constant),
    ];
    for (code, built) in table {
        let text = format!(
            "import sqlite3\nfrom sqlalchemy.orm import Session\nfrom sqlalchemy import select, text\nconn = sqlite3.connect('x')\n{code}\n"
        );
        let facts = facts(&[("a.py", &text)]);
        let sites: Vec<Built> = facts.sites(SinkKind::Sql).map(|s| s.built).collect();
        assert_eq!(sites, [built], "{code}");
    }
}

const API: &[(&str, &str)] = &[
    ("app/__init__.py", ""),
    (
        "app/main.py",
        "from fastapi import FastAPI, Depends\nfrom fastapi.middleware.cors import CORSMiddleware\nfrom .routes import router\nfrom .auth import get_user\n\
      app = FastAPI(docs_url=None)\napp.add_middleware(CORSMiddleware, allow_origins=['*'])\napp.include_router(router, prefix='/api', dependencies=[Depends(get_user)])\n\
      @app.exception_handler(Exception)\ndef oops(request, exc):\n    return None\n@app.get('/health')\ndef health():\n    return {}\n",
    ),
    (
        "app/auth.py",
        "from fastapi import Depends\nfrom fastapi.security import OAuth2PasswordBearer\nscheme = OAuth2PasswordBearer(tokenUrl='t')\ndef get_user(token: str = Depends(scheme)):\n    return token\n",
    ),
    (
        "app/models.py",
        "from typing import Annotated, Literal\nfrom pydantic import BaseModel, Field, ConfigDict, EmailStr, StringConstraints\nfrom pydantic_settings import BaseSettings\n\
      Title = Annotated[str, StringConstraints(max_length=200)]\nclass Base(BaseModel):\n    model_config = ConfigDict(extra='forbid')\n\
      class TaskCreate(Base):\n    title: Title\n    note: str | None = Field(None, max_length=2000)\n    mail: EmailStr\n    state: Literal['a', 'b'] = 'a'\n    tags: list[str] = []\n\
      class Settings(BaseSettings):\n    database_url: str\n    debug: bool = False\n",
    ),
    (
        "app/routes.py",
        "from typing import Annotated\nfrom uuid import UUID\nfrom fastapi import APIRouter, Depends, Header, Query\nfrom .models import TaskCreate\nfrom .auth import get_user\n\
      router = APIRouter(prefix='/tasks')\nUser = Annotated[str, Depends(get_user)]\n\
      @router.post('/{task_id}', status_code=201, response_model=TaskCreate)\nasync def create(task_id: UUID, body: TaskCreate, user: User, q: str = Query(max_length=5), x_id: str = Header()) -> dict:\n    return body\n",
    ),
    ("tests/test_app.py", "from fastapi import FastAPI\napp = FastAPI()\n"),
];

#[test]
fn a_fastapi_application_is_put_together() {
    let facts = facts(API);
    assert_eq!(facts.apps.len(), 1);
    let app = &facts.apps[0];
    assert_eq!((app.framework, app.root.as_str(), app.modules.len()), (Framework::FastApi, "", 5));
    assert_eq!(
        app.middleware.iter().map(|m| m.path.as_str()).collect::<Vec<_>>(),
        ["fastapi.middleware.cors.CORSMiddleware"]
    );
    assert_eq!(
        app.error_handlers.iter().map(|h| h.handles.as_str()).collect::<Vec<_>>(),
        ["Exception"]
    );
    let paths: Vec<_> = app.routes.iter().map(|r| r.path.as_deref().unwrap_or("?")).collect();
    assert_eq!(paths, ["/health", "/api/tasks/{task_id}"]);
    let create = &app.routes[1];
    assert_eq!(
        (create.methods.as_slice(), create.response.as_deref()),
        (&["POST".to_owned()][..], Some("app.models.TaskCreate"))
    );
    let origins: Vec<Origin> = create.params.iter().map(|p| p.origin).collect();
    assert_eq!(
        origins,
        [Origin::Path, Origin::Body, Origin::Dependency, Origin::Query, Origin::Header]
    );
    assert_eq!(create.params[3].shape.constraint("max_length").and_then(|c| c.number), Some(5));
    let guards: Vec<_> = create.guards.iter().map(|g| (g.path.as_str(), g.level)).collect();
    let user = "app.auth.get_user";
    let scheme = "fastapi.security.OAuth2PasswordBearer";
    assert_eq!(
        guards,
        [
            (user, Level::Router),
            (scheme, Level::Nested),
            (user, Level::Param),
            (scheme, Level::Nested)
        ]
    );
}

#[test]
fn schemas_carry_types_and_constraints() {
    let facts = facts(API);
    let task = facts.schemas.iter().find(|s| s.name == "TaskCreate").expect("schema");
    assert_eq!(task.extra.as_ref().map(|e| e.mode.as_str()), Some("forbid"));
    let limits: Vec<_> = task
        .fields
        .iter()
        .map(|f| f.shape.constraint("max_length").and_then(|c| c.number))
        .collect();
    assert_eq!(limits, [Some(200), Some(2000), None, None, None]);
    let kinds: Vec<_> = task.fields.iter().map(|f| f.shape.kind.clone()).collect();
    assert!(
        matches!(
            kinds[..],
            [
                ShapeKind::Text,
                ShapeKind::Text,
                ShapeKind::CheckedText,
                ShapeKind::Choice,
                ShapeKind::List(_)
            ]
        ),
        "{kinds:?}"
    );
}

#[test]
fn reads_of_the_environment_say_what_happens_without_it() {
    let text = "import os\nA = os.environ['A']\nB = os.getenv('B')\nC = os.environ.get('C', 'x')\nD = os.getenv('D')\nif not D:\n    raise RuntimeError('D')\nE = os.getenv('E') or 'y'\n";
    let facts = facts(&[("a.py", text)]);
    let absent = |name: &str| {
        facts.env_reads.iter().find(|r| r.name.as_deref() == Some(name)).map(|r| &r.absent)
    };
    assert_eq!(absent("A"), Some(&Absent::Fails));
    assert_eq!(absent("B"), Some(&Absent::Nothing));
    assert!(matches!(absent("C"), Some(Absent::Fallback(e)) if e.as_str() == Some("x")));
    assert_eq!(absent("D"), Some(&Absent::Fails));
    assert!(matches!(absent("E"), Some(Absent::Fallback(_))));
}

#[test]
fn a_flask_application_is_put_together() {
    let facts = facts(&[(
        "web.py",
        "from flask import Flask, Blueprint, request\nfrom flask_login import login_required\nfrom flask_cors import CORS\nimport os\napp = Flask(__name__)\nCORS(app)\n\
         bp = Blueprint('b', __name__, url_prefix='/b')\napp.register_blueprint(bp)\n@bp.route('/x/<int:n>', methods=['POST'])\n@login_required\ndef x(n):\n    os.system(request.args['cmd'])\n",
    )]);
    let app = &facts.apps[0];
    assert_eq!(
        (app.framework, app.middleware[0].path.as_str()),
        (Framework::Flask, "flask_cors.CORS")
    );
    let route = &app.routes[0];
    assert_eq!(
        (route.path.as_deref(), route.methods.join(",").as_str()),
        (Some("/b/x/<int:n>"), "POST")
    );
    assert_eq!(
        route.guards.iter().map(|g| g.path.as_str()).collect::<Vec<_>>(),
        ["flask_login.login_required"]
    );
    assert_eq!(
        facts.flows.iter().map(|f| (f.kind, f.source.what.as_str())).collect::<Vec<_>>(),
        [(SinkKind::Command, "flask.request.args")]
    );
}

#[test]
fn a_django_application_is_put_together() {
    let facts = facts(&[
        (
            "site/settings.py",
            "INSTALLED_APPS = []\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n",
        ),
        (
            "site/urls.py",
            "from django.urls import path\nfrom . import views\nurlpatterns = [path('a/<str:q>/', views.a), path('b/', views.B.as_view())]\n",
        ),
        (
            "site/views.py",
            "from django.db import connection\nfrom django.views import View\nfrom django.contrib.auth.mixins import LoginRequiredMixin\nimport os\n\
          def a(request, q):\n    with connection.cursor() as cur:\n        cur.execute('select ' + q)\n    os.system(request.GET['x'])\n\
          class B(LoginRequiredMixin, View):\n    def get(self, request):\n        return None\n",
        ),
    ]);
    let app = &facts.apps[0];
    assert_eq!((app.framework, app.middleware.len(), app.routes.len()), (Framework::Django, 1, 2));
    assert_eq!(
        app.routes[1].guards.iter().filter(|g| g.path.ends_with("LoginRequiredMixin")).count(),
        1
    );
    assert!(app.routes.iter().all(|r| r.guards.iter().any(|g| g.level == Level::App)));
    let kinds: Vec<SinkKind> = facts.flows.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [SinkKind::Sql, SinkKind::Command]);
}

#[test]
fn hostile_shapes_end_in_time() {
    let handler = |body: String| {
        format!(
            "from fastapi import FastAPI\nimport os\napp = FastAPI()\n@app.get('/')\ndef f(q: str):\n    x = q\n{body}"
        )
    };
    let nested = handler(format!("    x = {}q{}\n", "open(".repeat(120), ")".repeat(120)));
    let branches = handler(
        "    if x:\n        x = x + q\n    else:\n        x = os.path.join(x, q)\n".repeat(400),
    );
    let helper = |i: usize| format!("def g{i}(x):\n    g{}(x)\n    g{}(x)\n", i + 1, i + 2);
    let helpers = (0..60).map(helper).collect::<Vec<_>>().concat();
    let calls = handler(format!("    g0(q)\n{helpers}"));
    let circle = "from a import a\nclass A(B): pass\nclass B(A): pass\nA = Annotated[A, Depends(A)]\ndef f(x: A = Depends(f)): return f(x)\n";
    for text in [&nested, &branches, &calls, circle] {
        facts(&[("a.py", text)]);
    }
}

proptest! {
    #[test]
    fn no_module_panics(text in "(def f\\(q\\):\n |@app.get\\('/\\{q\\}'\\)\n|class A\\(BaseModel\\):\n |os.system\\(|q|f'\\{q\\}'|if |:\n|return |\\(|\\)|=|\\+|\n|import os\n| |\\PC){0,60}") {
        if let Some(module) = python::lower(SourceId(0), "a.py", &text).module {
            CodeFacts::derive(&[module]);
        }
    }
}
