"""The promises the service makes to everyone else."""

import json
import logging
import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.logs import JsonFormatter, RedactionFilter
from app.settings import SecretFiles, Settings

Headers = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    "change",
    [
        {"exp": int(time.time()) - 3600},
        {"aud": "another-api"},
        {"iss": "https://elsewhere.example.com/"},
        {"sub": None},
    ],
)
def test_tokens_that_are_not_ours_are_refused(
    client: TestClient, sign_in: Headers, change: dict[str, object]
):
    assert client.get("/api/tasks", headers=sign_in(**change)).status_code == 401


def test_a_token_is_required(client: TestClient):
    assert client.get("/api/tasks").status_code == 401


def test_a_reader_may_not_write(client: TestClient, sign_in: Headers):
    reader = sign_in(scope="tasks:read")
    assert client.get("/api/tasks", headers=reader).status_code == 200
    assert client.post("/api/tasks", json={"title": "x"}, headers=reader).status_code == 403


def test_too_many_writes_are_refused(client: TestClient, sign_in: Headers):
    ada = sign_in()
    codes = [
        client.post("/api/tasks", json={"title": "x"}, headers=ada).status_code for _ in range(31)
    ]
    assert codes[-1] == 429
    assert codes.count(201) == 30


def test_responses_carry_the_security_headers(client: TestClient):
    headers = client.get("/healthz").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=31536000")


def test_unknown_hosts_and_large_bodies_are_refused(client: TestClient, sign_in: Headers):
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    large = {"title": "x", "description": "x" * 20_000}
    assert client.post("/api/tasks", json=large, headers=sign_in()).status_code == 413


def test_documentation_is_not_served_in_production(client: TestClient):
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404


def test_a_fault_tells_the_caller_nothing(
    client: TestClient, sign_in: Headers, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise RuntimeError("disk on /data is gone")

    monkeypatch.setattr("app.repository.TaskRepository.page", broken)
    response = client.get("/api/tasks", headers=sign_in())
    assert response.status_code == 500
    assert "disk" not in response.text


def test_the_service_stops_when_configuration_is_missing(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ValidationError, match="database_url"):
        Settings(**settings.model_dump(exclude={"database_url"}))
    (settings.secrets_dir / "app_api_token").unlink()
    with pytest.raises(FileNotFoundError):
        SecretFiles(settings.secrets_dir)


def test_credentials_never_reach_a_log_line():
    record = logging.makeLogRecord(
        {"msg": "header was Bearer abc.def\nforged", "api_token": "abc", "task_id": "42"}
    )
    assert RedactionFilter().filter(record)
    line = JsonFormatter().format(record)
    assert "abc" not in line
    assert "\n" not in line
    assert json.loads(line)["task_id"] == "42"
