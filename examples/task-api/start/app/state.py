import httpx

from app import config


def load(key: str) -> dict:
    response = httpx.get(f"{config.DAPR_URL}/v1.0/state/{config.STATE_STORE}/{key}", timeout=None)
    return response.json() if response.content else {}


def save(key: str, value: dict) -> None:
    httpx.post(
        f"{config.DAPR_URL}/v1.0/state/{config.STATE_STORE}",
        json=[{"key": key, "value": value}],
        timeout=None,
    )
