"""The HTTP surface: task routes for people, one route for the sidecar, health."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response, status

from app.auth import (
    CurrentPrincipal,
    Principal,
    current_principal,
    require_scope,
    require_sidecar,
)
from app.database import open_database
from app.limits import READ_LIMIT, SEARCH_LIMIT, WRITE_LIMIT, limiter
from app.models import Preferences, TaskCreate, TaskPage, TaskRead, TaskUpdate
from app.repository import TaskRepository

log = logging.getLogger("task_api.tasks")
RETENTION = timedelta(days=90)

tasks = APIRouter(prefix="/api", tags=["tasks"], dependencies=[Depends(current_principal)])
sidecar = APIRouter(prefix="/internal", dependencies=[Depends(require_sidecar)])
health = APIRouter(tags=["health"])


def repository(request: Request) -> Iterator[TaskRepository]:
    with open_database(request.app.state.settings.database_path) as connection:
        yield TaskRepository(connection)


def writable(request: Request) -> None:
    if request.app.state.flags.read_only():
        raise HTTPException(status.HTTP_503_SERVICE_UNAVAILABLE, "Writing is switched off")


Tasks = Annotated[TaskRepository, Depends(repository)]
Reader = Annotated[Principal, Depends(require_scope("tasks:read"))]
Writer = Annotated[Principal, Depends(require_scope("tasks:write"))]
PageLimit = Annotated[int, Query(ge=1, le=100)]
PageOffset = Annotated[int, Query(ge=0, le=100_000)]
SearchWords = Annotated[str, Query(min_length=1, max_length=100)]


@tasks.post(
    "/tasks",
    response_model=TaskRead,
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(writable)],
)
@limiter.limit(WRITE_LIMIT)
def create_task(request: Request, body: TaskCreate, who: Writer, store: Tasks) -> TaskRead:
    task = store.create(who.subject, body)
    log.info("task created", extra={"task_id": str(task.id)})
    return task


@tasks.get("/tasks", response_model=TaskPage)
@limiter.limit(READ_LIMIT)
def list_tasks(
    request: Request, who: Reader, store: Tasks, limit: PageLimit = 20, offset: PageOffset = 0
) -> TaskPage:
    items = store.page(who.subject, limit, offset)
    return TaskPage(items=items, limit=limit, offset=offset)


@tasks.get("/tasks/search", response_model=TaskPage)
@limiter.limit(SEARCH_LIMIT)
def search_tasks(
    request: Request, who: Reader, store: Tasks, q: SearchWords, limit: PageLimit = 20
) -> TaskPage:
    return TaskPage(items=store.search(who.subject, q, limit), limit=limit, offset=0)


@tasks.get("/tasks/{task_id}", response_model=TaskRead)
@limiter.limit(READ_LIMIT)
def read_task(request: Request, task_id: UUID, who: Reader, store: Tasks) -> TaskRead:
    return _found(store.get(who.subject, task_id))


@tasks.patch("/tasks/{task_id}", response_model=TaskRead, dependencies=[Depends(writable)])
@limiter.limit(WRITE_LIMIT)
def update_task(
    request: Request, task_id: UUID, body: TaskUpdate, who: Writer, store: Tasks
) -> TaskRead:
    task = _found(store.update(who.subject, task_id, body))
    log.info("task updated", extra={"task_id": str(task_id)})
    return task


@tasks.delete(
    "/tasks/{task_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(writable)],
)
@limiter.limit(WRITE_LIMIT)
def delete_task(request: Request, task_id: UUID, who: Writer, store: Tasks) -> Response:
    if not store.delete(who.subject, task_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such task")
    log.info("task deleted", extra={"task_id": str(task_id)})
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@tasks.get("/preferences", response_model=Preferences)
@limiter.limit(READ_LIMIT)
def read_preferences(request: Request, who: CurrentPrincipal) -> Preferences:
    return request.app.state.preferences.get(who.subject)


@tasks.put("/preferences", response_model=Preferences)
@limiter.limit(WRITE_LIMIT)
def write_preferences(request: Request, body: Preferences, who: Writer) -> Preferences:
    request.app.state.preferences.put(who.subject, body)
    return body


@sidecar.post("/purge-completed", status_code=status.HTTP_204_NO_CONTENT)
@limiter.limit(WRITE_LIMIT)
def purge_completed(request: Request, store: Tasks) -> Response:
    count = store.purge_completed(datetime.now(UTC) - RETENTION)
    log.info("completed tasks purged", extra={"count": count})
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@health.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


def _found(task: TaskRead | None) -> TaskRead:
    if task is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such task")
    return task
