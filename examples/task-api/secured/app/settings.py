"""Configuration of the service, read from the environment at start-up."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import AnyHttpUrl, DirectoryPath, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REQUIRED_SECRETS = ("dapr_api_token", "app_api_token")


class Settings(BaseSettings):
    """Every value is required: a missing one stops the process before it serves."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    environment: Literal["dev", "prod"]
    database_url: str = Field(max_length=500)
    secrets_dir: DirectoryPath
    allowed_hosts: list[str] = Field(min_length=1, max_length=20)
    cors_origins: list[str] = Field(max_length=20)
    auth_issuer: AnyHttpUrl
    auth_audience: str = Field(min_length=1, max_length=200)
    auth_jwks_url: AnyHttpUrl
    state_store: str = Field(pattern=r"^[a-z0-9-]{1,63}$")
    flags_configmap: str = Field(pattern=r"^[a-z0-9-]{1,63}$")
    pod_namespace: str = Field(pattern=r"^[a-z0-9-]{1,63}$")

    @field_validator("database_url")
    @classmethod
    def only_sqlite(cls, value: str) -> str:
        if not value.startswith("sqlite:///"):
            raise ValueError("DATABASE_URL must be a sqlite:/// URL")
        return value

    @field_validator("auth_issuer", "auth_jwks_url")
    @classmethod
    def only_https(cls, value: AnyHttpUrl) -> AnyHttpUrl:
        if value.scheme != "https":
            raise ValueError("the identity provider must be reached over https")
        return value

    @field_validator("cors_origins")
    @classmethod
    def no_wildcard(cls, value: list[str]) -> list[str]:
        if "*" in value:
            raise ValueError("CORS_ORIGINS must name each origin")
        return value

    @property
    def database_path(self) -> Path:
        return Path(self.database_url.removeprefix("sqlite:///"))


class SecretFiles:
    """Secrets mounted as files; read on each use so that a rotation takes effect."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        for name in REQUIRED_SECRETS:
            self.get(name)

    def get(self, name: str) -> SecretStr:
        if name not in REQUIRED_SECRETS:
            raise KeyError(name)
        value = (self._directory / name).read_text(encoding="utf-8").strip()
        if not value:
            raise RuntimeError(f"secret file {name} is empty")
        return SecretStr(value)


@lru_cache
def load_settings() -> Settings:
    return Settings()  # type: ignore[call-arg]
