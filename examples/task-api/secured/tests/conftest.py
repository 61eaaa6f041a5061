"""A running application with its own key pair, database and a stand-in sidecar."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from app.limits import limiter
from app.main import create_app
from app.settings import Settings

ISSUER = "https://login.example.com/"
AUDIENCE = "task-api"


@pytest.fixture(scope="session")
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def secret_files(tmp_path: Path) -> Path:
    directory = tmp_path / "secrets"
    directory.mkdir()
    for name in ("dapr_api_token", "app_api_token"):
        (directory / name).write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return directory


@pytest.fixture
def settings(tmp_path: Path, secret_files: Path) -> Settings:
    return Settings(
        environment="prod",
        database_url=f"sqlite:///{tmp_path / 'tasks.db'}",
        secrets_dir=secret_files,
        allowed_hosts=["testserver"],
        cors_origins=["https://tasks.example.com"],
        auth_issuer=ISSUER,
        auth_audience=AUDIENCE,
        auth_jwks_url="https://login.example.com/keys",
        state_store="task-state",
        flags_configmap="task-api-settings",
        pod_namespace="task-api",
    )


@pytest.fixture
def sidecar() -> httpx.MockTransport:
    state: dict[str, object] = {}

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            for entry in json.loads(request.content):
                state[entry["key"]] = entry["value"]
            return httpx.Response(204)
        key = request.url.path.rsplit("/", 1)[-1]
        return httpx.Response(200, json=state[key]) if key in state else httpx.Response(204)

    return httpx.MockTransport(handle)


@pytest.fixture
def client(
    settings: Settings, signing_key: rsa.RSAPrivateKey, sidecar: httpx.MockTransport
) -> Iterator[TestClient]:
    keys = SimpleNamespace(
        get_signing_key_from_jwt=lambda _: SimpleNamespace(key=signing_key.public_key())
    )
    limiter.reset()
    with TestClient(create_app(settings, keys, sidecar), raise_server_exceptions=False) as running:
        yield running


@pytest.fixture
def sign_in(signing_key: rsa.RSAPrivateKey) -> Callable[..., dict[str, str]]:
    def headers(subject: str = "ada", **changes: object) -> dict[str, str]:
        now = int(time.time())
        claims = {
            "sub": subject,
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 60,
            "scope": "tasks:read tasks:write",
        } | changes
        return {"Authorization": f"Bearer {jwt.encode(claims, signing_key, 'RS256')}"}

    return headers
