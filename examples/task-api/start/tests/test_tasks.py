import jwt
import pytest
from fastapi.testclient import TestClient

from app import config, database, main, state


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "DATABASE_URL", f"sqlite:///{tmp_path}/tasks.db")
    database.create_schema()
    return TestClient(main.app)


@pytest.fixture
def headers():
    return {"Authorization": "Bearer " + jwt.encode({"sub": "ada"}, config.JWT_SECRET, "HS256")}


def test_create_and_read(client, headers):
    created = client.post("/api/tasks", json={"title": "Write the report"}, headers=headers)
    assert created.status_code == 201
    path = f"/api/tasks/{created.json()['id']}"
    assert client.get(path, headers=headers).json()["title"] == "Write the report"
    assert len(client.get("/api/tasks", headers=headers).json()) == 1


def test_update_and_delete(client, headers):
    task = client.post("/api/tasks", json={"title": "Buy milk"}, headers=headers).json()
    path = f"/api/tasks/{task['id']}"
    assert client.patch(path, json={"done": True}, headers=headers).json()["done"] == 1
    assert client.delete(path, headers=headers).status_code == 204
    assert client.get(path, headers=headers).status_code == 404


def test_search(client, headers):
    client.post("/api/tasks", json={"title": "Buy milk"}, headers=headers)
    assert len(client.get("/api/tasks/search?q=milk", headers=headers).json()) == 1
    assert client.get("/api/tasks/search?q=bread", headers=headers).json() == []


def test_preferences(client, headers, monkeypatch):
    saved = {}
    monkeypatch.setattr(state, "save", lambda key, value: saved.update({key: value}))
    monkeypatch.setattr(state, "load", lambda key: saved.get(key, {}))
    client.put("/api/preferences", json={"values": {"page_size": 50}}, headers=headers)
    assert client.get("/api/preferences", headers=headers).json() == {"page_size": 50}


def test_sign_in_is_needed(client):
    assert client.get("/api/tasks").status_code == 401
