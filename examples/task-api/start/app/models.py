from typing import Any

from pydantic import BaseModel


class TaskCreate(BaseModel):
    title: str
    description: str = ""


class TaskUpdate(BaseModel):
    title: str | None = None
    description: str | None = None
    done: bool | None = None
    owner: str | None = None


class Preferences(BaseModel):
    values: dict[str, Any]
