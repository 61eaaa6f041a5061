"""Preferences in the Dapr state store, through the sidecar on this pod's loopback."""

from hashlib import sha256

import httpx

from app.models import Preferences
from app.settings import SecretFiles

SIDECAR_URL = "http://localhost:3500"
TIMEOUT = httpx.Timeout(3.0, connect=1.0)


class PreferenceStore:
    def __init__(
        self, store: str, secrets: SecretFiles, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._path = f"/v1.0/state/{store}"
        self._secrets = secrets
        self._client = httpx.Client(
            base_url=SIDECAR_URL,
            timeout=TIMEOUT,
            follow_redirects=False,
            transport=transport,
        )

    def get(self, owner: str) -> Preferences:
        response = self._client.get(f"{self._path}/{_key(owner)}", headers=self._headers())
        if response.status_code == httpx.codes.NO_CONTENT:
            return Preferences()
        response.raise_for_status()
        return Preferences.model_validate_json(response.content)

    def put(self, owner: str, preferences: Preferences) -> None:
        entry = [{"key": _key(owner), "value": preferences.model_dump()}]
        response = self._client.post(self._path, json=entry, headers=self._headers())
        response.raise_for_status()

    def close(self) -> None:
        self._client.close()

    def _headers(self) -> dict[str, str]:
        return {"dapr-api-token": self._secrets.get("dapr_api_token").get_secret_value()}


def _key(owner: str) -> str:
    return f"preferences-{sha256(owner.encode()).hexdigest()}"
