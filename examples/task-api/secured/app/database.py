"""SQLite storage: one file on the mounted volume, opened once per request."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS tasks (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
)
"""
OWNER_INDEX = "CREATE INDEX IF NOT EXISTS tasks_by_owner ON tasks (owner, created_at)"


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=5.0)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


def create_schema(path: Path) -> None:
    with open_database(path) as connection:
        connection.execute(SCHEMA)
        connection.execute(OWNER_INDEX)
    path.chmod(0o600)
