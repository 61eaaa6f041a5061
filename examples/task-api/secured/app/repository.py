"""Queries on tasks. Every statement is filtered by the owner it is asked for."""

import sqlite3
from datetime import UTC, datetime
from uuid import UUID, uuid4

from app.models import TaskCreate, TaskRead, TaskUpdate


class TaskRepository:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def create(self, owner: str, task: TaskCreate) -> TaskRead:
        task_id = uuid4()
        created_at = datetime.now(UTC).isoformat()
        self._connection.execute(
            "INSERT INTO tasks (id, owner, title, description, created_at) VALUES (?, ?, ?, ?, ?)",
            (str(task_id), owner, task.title, task.description, created_at),
        )
        return TaskRead(
            id=task_id,
            title=task.title,
            description=task.description,
            done=False,
            created_at=datetime.fromisoformat(created_at),
        )

    def get(self, owner: str, task_id: UUID) -> TaskRead | None:
        row = self._connection.execute(
            "SELECT id, title, description, done, created_at FROM tasks WHERE id = ? AND owner = ?",
            (str(task_id), owner),
        ).fetchone()
        return _to_task(row) if row else None

    def page(self, owner: str, limit: int, offset: int) -> list[TaskRead]:
        rows = self._connection.execute(
            "SELECT id, title, description, done, created_at FROM tasks "
            "WHERE owner = ? ORDER BY created_at DESC LIMIT ? OFFSET ?",
            (owner, limit, offset),
        ).fetchall()
        return [_to_task(row) for row in rows]

    def search(self, owner: str, words: str, limit: int) -> list[TaskRead]:
        rows = self._connection.execute(
            "SELECT id, title, description, done, created_at FROM tasks "
            "WHERE owner = ? AND instr(lower(title), lower(?)) > 0 "
            "ORDER BY created_at DESC LIMIT ?",
            (owner, words, limit),
        ).fetchall()
        return [_to_task(row) for row in rows]

    def update(self, owner: str, task_id: UUID, change: TaskUpdate) -> TaskRead | None:
        self._connection.execute(
            "UPDATE tasks SET title = coalesce(?, title), "
            "description = coalesce(?, description), done = coalesce(?, done) "
            "WHERE id = ? AND owner = ?",
            (change.title, change.description, change.done, str(task_id), owner),
        )
        return self.get(owner, task_id)

    def delete(self, owner: str, task_id: UUID) -> bool:
        cursor = self._connection.execute(
            "DELETE FROM tasks WHERE id = ? AND owner = ?", (str(task_id), owner)
        )
        return cursor.rowcount == 1

    def purge_completed(self, before: datetime) -> int:
        cursor = self._connection.execute(
            "DELETE FROM tasks WHERE done = 1 AND created_at < ?", (before.isoformat(),)
        )
        return cursor.rowcount


def _to_task(row: sqlite3.Row) -> TaskRead:
    return TaskRead(
        id=UUID(row["id"]),
        title=row["title"],
        description=row["description"],
        done=bool(row["done"]),
        created_at=datetime.fromisoformat(row["created_at"]),
    )
