//! Which calls are sites.

use ringfort_model::code::{Call, Expr, ExprKind};

use super::SinkKind;
use crate::code::Scope;

/// Calls by their full path: the kind, and the argument (position, name).
const SINKS: &[(&str, SinkKind, usize, &str)] = &[
    ("os.system", SinkKind::Command, 0, "command"),
    ("os.popen", SinkKind::Command, 0, "cmd"),
    ("subprocess.getoutput", SinkKind::Command, 0, "cmd"),
    ("subprocess.getstatusoutput", SinkKind::Command, 0, "cmd"),
    ("asyncio.create_subprocess_shell", SinkKind::Command, 0, "cmd"),
    ("asyncio.create_subprocess_exec", SinkKind::Command, 0, "program"),
    ("subprocess.run", SinkKind::Command, 0, "args"),
    ("subprocess.call", SinkKind::Command, 0, "args"),
    ("subprocess.check_call", SinkKind::Command, 0, "args"),
    ("subprocess.check_output", SinkKind::Command, 0, "args"),
    ("subprocess.Popen", SinkKind::Command, 0, "args"),
    ("pty.spawn", SinkKind::Command, 0, "argv"),
    ("eval", SinkKind::Eval, 0, "source"),
    ("exec", SinkKind::Eval, 0, "source"),
    ("compile", SinkKind::Eval, 0, "source"),
    ("__import__", SinkKind::Eval, 0, "name"),
    ("importlib.import_module", SinkKind::Eval, 0, "name"),
    ("pickle.load", SinkKind::Deserialize, 0, "file"),
    ("pickle.loads", SinkKind::Deserialize, 0, "data"),
    ("pickle.Unpickler", SinkKind::Deserialize, 0, "file"),
    ("dill.load", SinkKind::Deserialize, 0, "file"),
    ("dill.loads", SinkKind::Deserialize, 0, "str"),
    ("cloudpickle.load", SinkKind::Deserialize, 0, "file"),
    ("cloudpickle.loads", SinkKind::Deserialize, 0, "data"),
    ("marshal.load", SinkKind::Deserialize, 0, "file"),
    ("marshal.loads", SinkKind::Deserialize, 0, "bytes"),
    ("shelve.open", SinkKind::Deserialize, 0, "filename"),
    ("jsonpickle.decode", SinkKind::Deserialize, 0, "string"),
    ("joblib.load", SinkKind::Deserialize, 0, "filename"),
    ("torch.load", SinkKind::Deserialize, 0, "f"),
    ("pandas.read_pickle", SinkKind::Deserialize, 0, "filepath_or_buffer"),
    ("yaml.load", SinkKind::Deserialize, 0, "stream"),
    ("yaml.load_all", SinkKind::Deserialize, 0, "stream"),
    ("yaml.unsafe_load", SinkKind::Deserialize, 0, "stream"),
    ("yaml.full_load", SinkKind::Deserialize, 0, "stream"),
    ("flask.render_template_string", SinkKind::Template, 0, "source"),
    ("jinja2.Template", SinkKind::Template, 0, "source"),
    ("jinja2.Environment.from_string", SinkKind::Template, 0, "source"),
    ("mako.template.Template", SinkKind::Template, 0, "text"),
    ("django.template.Template", SinkKind::Template, 0, "template_string"),
    ("fastapi.responses.HTMLResponse", SinkKind::Html, 0, "content"),
    ("starlette.responses.HTMLResponse", SinkKind::Html, 0, "content"),
    ("django.http.HttpResponse", SinkKind::Html, 0, "content"),
    ("django.utils.safestring.mark_safe", SinkKind::Html, 0, "s"),
    ("markupsafe.Markup", SinkKind::Html, 0, "object"),
    ("flask.Markup", SinkKind::Html, 0, "object"),
    ("urllib.request.urlopen", SinkKind::Url, 0, "url"),
    ("urllib.request.Request", SinkKind::Url, 0, "url"),
    ("urllib.request.urlretrieve", SinkKind::Url, 0, "url"),
    ("open", SinkKind::Path, 0, "file"),
    ("io.open", SinkKind::Path, 0, "file"),
    ("os.open", SinkKind::Path, 0, "path"),
    ("os.remove", SinkKind::Path, 0, "path"),
    ("os.unlink", SinkKind::Path, 0, "path"),
    ("os.rmdir", SinkKind::Path, 0, "path"),
    ("os.listdir", SinkKind::Path, 0, "path"),
    ("os.makedirs", SinkKind::Path, 0, "name"),
    ("shutil.rmtree", SinkKind::Path, 0, "path"),
    ("shutil.copy", SinkKind::Path, 0, "src"),
    ("shutil.copyfile", SinkKind::Path, 0, "src"),
    ("shutil.move", SinkKind::Path, 0, "src"),
    ("aiofiles.open", SinkKind::Path, 0, "file"),
    ("flask.send_file", SinkKind::Path, 0, "path_or_file"),
    ("fastapi.responses.FileResponse", SinkKind::Path, 0, "path"),
    ("starlette.responses.FileResponse", SinkKind::Path, 0, "path"),
    ("fastapi.responses.RedirectResponse", SinkKind::Redirect, 0, "url"),
    ("starlette.responses.RedirectResponse", SinkKind::Redirect, 0, "url"),
    ("flask.redirect", SinkKind::Redirect, 0, "location"),
    ("django.shortcuts.redirect", SinkKind::Redirect, 0, "to"),
    ("django.http.HttpResponseRedirect", SinkKind::Redirect, 0, "redirect_to"),
    ("fastapi.responses.JSONResponse", SinkKind::Response, 0, "content"),
    ("starlette.responses.JSONResponse", SinkKind::Response, 0, "content"),
    ("fastapi.responses.PlainTextResponse", SinkKind::Response, 0, "content"),
    ("fastapi.Response", SinkKind::Response, 0, "content"),
    ("fastapi.HTTPException", SinkKind::Response, 1, "detail"),
    ("starlette.exceptions.HTTPException", SinkKind::Response, 1, "detail"),
    ("flask.jsonify", SinkKind::Response, 0, ""),
    ("flask.make_response", SinkKind::Response, 0, ""),
    ("flask.abort", SinkKind::Response, 1, "description"),
    ("django.http.JsonResponse", SinkKind::Response, 0, "data"),
    ("rest_framework.response.Response", SinkKind::Response, 0, "data"),
    ("sqlalchemy.text", SinkKind::Sql, 0, "text"),
    ("sqlalchemy.sql.text", SinkKind::Sql, 0, "text"),
    ("sqlalchemy.sql.expression.text", SinkKind::Sql, 0, "text"),
    ("pandas.read_sql", SinkKind::Sql, 0, "sql"),
    ("pandas.read_sql_query", SinkKind::Sql, 0, "sql"),
    ("django.db.models.expressions.RawSQL", SinkKind::Sql, 0, "sql"),
];

const SQL_METHODS: &[&str] = &[
    "execute",
    "executemany",
    "executescript",
    "execute_fetchall",
    "execute_insert",
    "exec_driver_sql",
    "fetch",
    "fetchrow",
    "fetchval",
    "fetch_all",
    "fetch_one",
    "fetch_val",
    "iterate",
    "raw",
    "extra",
    "scalar",
    "scalars",
    "exec",
];
const SQL_LIBRARIES: &[&str] = &[
    "sqlite3",
    "aiosqlite",
    "psycopg",
    "psycopg2",
    "psycopg_pool",
    "asyncpg",
    "aiopg",
    "MySQLdb",
    "pymysql",
    "aiomysql",
    "mysql",
    "sqlalchemy",
    "sqlmodel",
    "databases",
    "duckdb",
    "oracledb",
    "cx_Oracle",
    "pyodbc",
    "pymssql",
    "snowflake",
    "clickhouse_driver",
    "django",
    "flask_sqlalchemy",
    "apsw",
];
const SQL_VARIABLES: &[&str] =
    &["conn", "connection", "cur", "cursor", "db", "database", "session", "engine", "tx", "con"];
const HTTP_METHODS: &[&str] =
    &["get", "post", "put", "patch", "delete", "head", "options", "request", "stream"];
const HTTP_CLIENTS: &[&str] = &[
    "requests",
    "requests.Session",
    "httpx",
    "httpx.Client",
    "httpx.AsyncClient",
    "aiohttp.ClientSession",
    "urllib3.PoolManager",
    "urllib3",
];
const LOG_METHODS: &[&str] =
    &["debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"];
const PATH_METHODS: &[&str] = &[
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "open",
    "unlink",
    "mkdir",
    "rmdir",
    "iterdir",
];

/// What makes a call a site.
pub(super) struct Sink<'e> {
    pub(super) kind: SinkKind,
    pub(super) callee: String,
    /// The dangerous arguments.
    pub(super) arguments: Vec<&'e Expr>,
}

/// The site that `call` in `module` is, if it is one.
pub(super) fn sink<'e>(scope: &Scope<'_>, module: usize, call: &'e Call) -> Option<Sink<'e>> {
    let path = scope.resolve(module, &call.callee);
    if let Some(path) = &path
        && let Some((_, kind, position, name)) = SINKS.iter().find(|(p, ..)| p == path)
    {
        let argument = call.arg(*position, name);
        return (!is_harmless(path, call)).then(|| Sink {
            kind: *kind,
            callee: path.clone(),
            arguments: argument.into_iter().collect(),
        });
    }
    let method = call.callee.last_name()?;
    let (kind, argument) = by_method(call, method, path.as_deref())?;
    let callee = path.or_else(|| call.callee.dotted()).unwrap_or_else(|| method.to_owned());
    let arguments = match kind {
        SinkKind::Log => call.values().collect(),
        _ => argument.into_iter().collect(),
    };
    Some(Sink { kind, callee, arguments })
}

fn by_method<'e>(
    call: &'e Call,
    method: &str,
    path: Option<&str>,
) -> Option<(SinkKind, Option<&'e Expr>)> {
    let ExprKind::Attribute { value, .. } = &call.callee.kind else { return None };
    let owner = path.and_then(|p| p.rsplit_once('.')).map(|(owner, _)| owner);
    let library = path.and_then(|p| p.split('.').next()).unwrap_or("");
    let variable = value.last_name().unwrap_or("").trim_start_matches('_').to_ascii_lowercase();
    if SQL_METHODS.contains(&method) {
        // Of a receiver that does not resolve, the name decides, and only for the plain methods.
        let known = SQL_LIBRARIES.contains(&library)
            && !matches!(owner, Some(o) if o == library && !matches!(library, "duckdb"));
        let manager = matches!(method, "raw" | "extra")
            && matches!(&value.kind, ExprKind::Attribute { attr, .. } if &**attr == "objects");
        let guessed = path.is_none_or(|p| p.starts_with(&variable))
            && method.starts_with("exec")
            && method != "exec"
            && SQL_VARIABLES.iter().any(|v| variable == *v || variable.ends_with(&format!("_{v}")));
        let wraps_text = call
            .args
            .first()
            .and_then(Expr::as_call)
            .is_some_and(|c| c.callee.last_name() == Some("text"));
        let loose = matches!(method, "raw" | "extra" | "iterate" | "fetch");
        return ((known && !loose
            || manager
            || guessed
            || (loose && matches!(library, "asyncpg" | "databases")))
            && !wraps_text)
            .then(|| (SinkKind::Sql, call.args.first().or_else(|| call.keyword("query"))));
    }
    if HTTP_METHODS.contains(&method) && owner.is_some_and(|o| HTTP_CLIENTS.contains(&o)) {
        let position = usize::from(matches!(method, "request" | "stream"));
        return Some((SinkKind::Url, call.arg(position, "url")));
    }
    let logger = matches!(
        owner,
        Some(
            "logging"
                | "logging.Logger"
                | "structlog.Logger"
                | "loguru.logger"
                | "flask.Flask.logger"
        )
    ) || owner.is_none_or(|o| !o.contains('.'))
        && matches!(variable.as_str(), "logger" | "log" | "logging");
    if LOG_METHODS.contains(&method) && logger {
        return Some((SinkKind::Log, None));
    }
    (PATH_METHODS.contains(&method) && owner == Some("pathlib.Path"))
        .then_some((SinkKind::Path, Some(&**value)))
}

/// `yaml.load` with a safe loader, `torch.load(weights_only=True)`.
fn is_harmless(path: &str, call: &Call) -> bool {
    let loader = call.arg(1, "Loader").and_then(Expr::last_name).unwrap_or("");
    (path.starts_with("yaml.load") && matches!(loader, "SafeLoader" | "CSafeLoader" | "BaseLoader"))
        || (path == "torch.load"
            && call.keyword("weights_only").and_then(Expr::as_bool) == Some(true))
}

/// Does a process start without a shell, so that its arguments are only arguments?
pub(super) fn without_shell(sink: &Sink<'_>, call: &Call) -> bool {
    let runs = sink.callee.starts_with("subprocess.") && !sink.callee.contains("get")
        || sink.callee.ends_with("create_subprocess_exec")
        || sink.callee == "pty.spawn";
    let shell = call.keyword("shell").is_some_and(|s| s.as_bool() != Some(false));
    let words = sink.arguments.first().map_or(&[][..], |a| a.items());
    let invokes_shell = words.first().and_then(Expr::as_str).is_some_and(|w| {
        matches!(w.rsplit('/').next(), Some("sh" | "bash" | "zsh" | "cmd" | "powershell"))
    });
    runs && !shell
        && !(invokes_shell && words.get(1).and_then(Expr::as_str).is_some_and(|f| f.contains('c')))
}
