"""Feature flags in one ConfigMap, read with this pod's own rotating token."""

import logging
import ssl
import time
from pathlib import Path

import httpx

log = logging.getLogger("task_api.flags")

API_SERVER = "https://kubernetes.default.svc"
IDENTITY_DIR = Path("/var/run/secrets/task-api-identity")
MAX_AGE_SECONDS = 60.0


class FeatureFlags:
    def __init__(self, namespace: str, name: str, identity: Path = IDENTITY_DIR) -> None:
        self._path = f"/api/v1/namespaces/{namespace}/configmaps/{name}"
        self._identity = identity
        self._values: dict[str, str] = {}
        self._read_at = float("-inf")

    def read_only(self) -> bool:
        """True while an operator has switched writing off."""
        return self._current().get("read-only") == "true"

    def _current(self) -> dict[str, str]:
        if time.monotonic() - self._read_at > MAX_AGE_SECONDS:
            self._read_at = time.monotonic()
            self._refresh()
        return self._values

    def _refresh(self) -> None:
        try:
            token = (self._identity / "token").read_text(encoding="utf-8").strip()
            context = ssl.create_default_context(cafile=str(self._identity / "ca.crt"))
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            with httpx.Client(base_url=API_SERVER, verify=context, timeout=3.0) as client:
                response = client.get(self._path, headers={"Authorization": f"Bearer {token}"})
            response.raise_for_status()
            self._values = dict(response.json().get("data") or {})
        except (OSError, httpx.HTTPError, ValueError) as error:
            log.warning("flags kept as they were", extra={"reason": type(error).__name__})
