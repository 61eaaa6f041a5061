//! What a web application consists of.

use ringfort_model::code::Call;
use ringfort_source::Span;

use super::{ClassId, FunctionId, Shape};

/// The web frameworks that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Framework {
    /// `FastAPI`.
    FastApi,
    /// Starlette alone.
    Starlette,
    /// Flask or Quart.
    Flask,
    /// Django, with or without REST framework.
    Django,
}

/// A web application: a folder with a framework instance and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    /// The framework.
    pub framework: Framework,
    /// The folder; empty for the scanned root.
    pub root: String,
    /// Where the application object is made; the settings file for Django.
    pub span: Span,
    /// The calls that make application objects, in file order (`FastAPI(debug=True)`).
    pub instances: Vec<Call>,
    /// Its modules, as indices: those of the folder without tests, and what they import.
    pub modules: Vec<usize>,
    /// Its routes.
    pub routes: Vec<Route>,
    /// Middleware and extensions that are registered.
    pub middleware: Vec<Middleware>,
    /// Handlers of exceptions and error codes.
    pub error_handlers: Vec<ErrorHandler>,
    /// Were all its modules fully understood? If not, nothing follows from what is absent.
    pub complete: bool,
}

/// A route.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The methods, in upper case; empty where the framework's default holds or they are not known.
    pub methods: Vec<String>,
    /// The path with the prefixes of routers and blueprints; `None` where it is not a constant.
    pub path: Option<String>,
    /// The function that answers.
    pub function: Option<FunctionId>,
    /// Its name.
    pub name: String,
    /// The parameters, classified.
    pub params: Vec<RouteParam>,
    /// Everything that runs before it: dependencies, guards, decorators, permission classes.
    pub guards: Vec<Guard>,
    /// The declared response: `response_model` or the return type, as a resolved path.
    pub response: Option<String>,
    /// Where the response is declared.
    pub response_span: Option<Span>,
    /// The route's own registration: the decorator or the call.
    pub call: Option<Call>,
    /// Where the route is declared.
    pub span: Span,
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body, as a model or value.
    Body,
    /// A form field.
    Form,
    /// An uploaded file.
    File,
    /// A dependency of the application.
    Dependency,
    /// The framework itself (request, response, background tasks).
    Framework,
}

/// A parameter of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteParam {
    /// Its name.
    pub name: String,
    /// Where its value comes from.
    pub origin: Origin,
    /// Its type with its constraints.
    pub shape: Shape,
    /// Where it is declared.
    pub span: Span,
}

/// At which level a guard is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A parameter of the function.
    Param,
    /// The route's own registration or another decorator.
    Route,
    /// The view class (permission classes, mixins).
    Class,
    /// The router or blueprint, or where it is included.
    Router,
    /// The application or its settings.
    App,
    /// A dependency of another guard.
    Nested,
}

/// Something that runs before a route and may refuse.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// What it is, as a resolved path: `app.auth.get_current_user`, `flask_login.login_required`,
    /// `fastapi.security.OAuth2PasswordBearer` for an instance of it.
    pub path: String,
    /// The function in this project, if it is one.
    pub function: Option<FunctionId>,
    /// Does it ask for scopes or take arguments (`Security(x, scopes=[...])`, `requires("admin")`)?
    pub with_arguments: bool,
    /// Where it is declared.
    pub level: Level,
    /// Where.
    pub span: Span,
}

/// A registered middleware or extension.
#[derive(Clone, Debug, PartialEq)]
pub struct Middleware {
    /// Its class or function, as a resolved path: `fastapi.middleware.cors.CORSMiddleware`.
    pub path: String,
    /// The call that registers it, with its options; `None` for an entry of a settings list.
    pub call: Option<Call>,
    /// The function in this project, if it is one.
    pub function: Option<FunctionId>,
    /// The class in this project, if it is one.
    pub class: Option<ClassId>,
    /// Where.
    pub span: Span,
}

/// A handler of exceptions or error codes.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorHandler {
    /// What it handles: a resolved exception path (`Exception`), or a code (`500`).
    pub handles: String,
    /// The function.
    pub function: Option<FunctionId>,
    /// Where.
    pub span: Span,
}
