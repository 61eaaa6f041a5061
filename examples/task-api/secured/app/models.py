"""Request and response models. Write models hold only what a caller may decide."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Description = Annotated[str, StringConstraints(max_length=2000)]


class TaskCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Title
    description: Description = ""


class TaskUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Title | None = None
    description: Description | None = None
    done: bool | None = None


class TaskRead(BaseModel):
    id: UUID
    title: str
    description: str
    done: bool
    created_at: datetime


class TaskPage(BaseModel):
    items: list[TaskRead]
    limit: int
    offset: int


class Preferences(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page_size: int = Field(default=20, ge=1, le=100)
    theme: Literal["light", "dark"] = "light"
