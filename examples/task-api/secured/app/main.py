"""Builds the application: settings in, routes and middleware out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import jwt
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app import routes
from app.auth import KeySource, TokenVerifier
from app.database import create_schema
from app.errors import register_handlers
from app.flags import FeatureFlags
from app.limits import limiter
from app.logs import configure_logging
from app.middleware import BodyLimit, RequestContext
from app.settings import SecretFiles, Settings, load_settings
from app.state import PreferenceStore


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    create_schema(app.state.settings.database_path)
    yield
    app.state.preferences.close()


def create_app(
    settings: Settings,
    keys: KeySource | None = None,
    sidecar_transport: httpx.BaseTransport | None = None,
) -> FastAPI:
    documented = settings.environment == "dev"
    app = FastAPI(
        title="Task API",
        debug=False,
        docs_url="/docs" if documented else None,
        redoc_url=None,
        openapi_url="/openapi.json" if documented else None,
        lifespan=lifespan,
    )
    secrets = SecretFiles(settings.secrets_dir)
    keys = keys or jwt.PyJWKClient(str(settings.auth_jwks_url), timeout=5, lifespan=300)
    app.state.settings = settings
    app.state.secrets = secrets
    app.state.limiter = limiter
    app.state.verifier = TokenVerifier(keys, str(settings.auth_issuer), settings.auth_audience)
    app.state.preferences = PreferenceStore(settings.state_store, secrets, sidecar_transport)
    app.state.flags = FeatureFlags(settings.pod_namespace, settings.flags_configmap)
    _add_middleware(app, settings)
    register_handlers(app)
    for router in (routes.tasks, routes.sidecar, routes.health):
        app.include_router(router)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """The last one added is the first to see a request."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_credentials=False,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts)
    app.add_middleware(RequestContext)


def build() -> FastAPI:
    """Factory for the server: `uvicorn --factory app.main:build`."""
    configure_logging()
    return create_app(load_settings())
