"""What a signed-in user relies on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

Headers = Callable[..., dict[str, str]]


def create(client: TestClient, headers: dict[str, str], title: str = "Write the report") -> str:
    response = client.post("/api/tasks", json={"title": title}, headers=headers)
    assert response.status_code == 201
    return response.json()["id"]


def test_a_task_can_be_created_read_changed_and_deleted(client: TestClient, sign_in: Headers):
    ada = sign_in("ada")
    path = f"/api/tasks/{create(client, ada)}"
    assert client.get(path, headers=ada).json()["title"] == "Write the report"
    assert client.patch(path, json={"done": True}, headers=ada).json()["done"] is True
    assert client.delete(path, headers=ada).status_code == 204
    assert client.get(path, headers=ada).status_code == 404


def test_nobody_sees_or_changes_the_tasks_of_another(client: TestClient, sign_in: Headers):
    path = f"/api/tasks/{create(client, sign_in('ada'))}"
    bob = sign_in("bob")
    assert client.get(path, headers=bob).status_code == 404
    assert client.patch(path, json={"done": True}, headers=bob).status_code == 404
    assert client.delete(path, headers=bob).status_code == 404
    assert client.get("/api/tasks", headers=bob).json()["items"] == []
    assert client.get("/api/tasks/search?q=report", headers=bob).json()["items"] == []


def test_search_treats_its_words_as_data(client: TestClient, sign_in: Headers):
    ada = sign_in()
    create(client, ada, "Buy milk")
    assert len(client.get("/api/tasks/search?q=MILK", headers=ada).json()["items"]) == 1
    hostile = client.get("/api/tasks/search", params={"q": "' OR '1'='1"}, headers=ada)
    assert hostile.json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"title": "x", "description": "x" * 2001},
        {"title": "x", "owner": "bob"},
        {"description": "no title"},
    ],
)
def test_input_outside_the_model_is_refused(
    client: TestClient, sign_in: Headers, body: dict[str, str]
):
    response = client.post("/api/tasks", json=body, headers=sign_in())
    assert response.status_code == 422
    assert "input" not in response.text.replace("Invalid input", "")


def test_preferences_are_kept_in_the_state_store(client: TestClient, sign_in: Headers):
    ada = sign_in()
    assert client.get("/api/preferences", headers=ada).json()["page_size"] == 20
    chosen = {"page_size": 50, "theme": "dark"}
    assert client.put("/api/preferences", json=chosen, headers=ada).status_code == 200
    assert client.get("/api/preferences", headers=ada).json() == chosen


def test_the_purge_route_answers_the_sidecar_only(client: TestClient, secret_files: Path):
    path = "/internal/purge-completed"
    wrong = {"dapr-api-token": "not-the-token"}
    right = {"dapr-api-token": (secret_files / "app_api_token").read_text(encoding="utf-8")}
    assert client.post(path).status_code == 422
    assert client.post(path, headers=wrong).status_code == 401
    assert client.post(path, headers=right).status_code == 204
