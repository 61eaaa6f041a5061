"""Notes: a title and a text, kept for a day."""

import os
import uuid
from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field
from redis.asyncio import Redis

DAY = 24 * 60 * 60
store = Redis.from_url(os.environ["STORE_URL"])
app = FastAPI()


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(max_length=2000)]


@app.post("/notes", status_code=201)
async def create(note: Note) -> dict[str, str]:
    key = str(uuid.uuid4())
    await store.set(key, note.model_dump_json(), ex=DAY)
    return {"id": key}


@app.get("/notes/{key}")
async def read(key: uuid.UUID) -> Note | None:
    text = await store.get(str(key))
    return Note.model_validate_json(text) if text else None
