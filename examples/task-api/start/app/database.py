import sqlite3

from app import config


def connect() -> sqlite3.Connection:
    connection = sqlite3.connect(
        config.DATABASE_URL.removeprefix("sqlite:///"), check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def create_schema() -> None:
    with connect() as connection:
        connection.execute(
            """
            CREATE TABLE IF NOT EXISTS tasks (
                id TEXT PRIMARY KEY,
                owner TEXT,
                title TEXT,
                description TEXT,
                done INTEGER DEFAULT 0
            )
            """
        )


def insert_task(task_id: str, owner: str, title: str, description: str) -> None:
    with connect() as connection:
        connection.execute(
            "INSERT INTO tasks (id, owner, title, description) VALUES (?, ?, ?, ?)",
            (task_id, owner, title, description),
        )


def find_task(task_id: str) -> dict | None:
    with connect() as connection:
        row = connection.execute("SELECT * FROM tasks WHERE id = ?", (task_id,)).fetchone()
    return dict(row) if row else None


def list_tasks(owner: str) -> list[dict]:
    with connect() as connection:
        rows = connection.execute("SELECT * FROM tasks WHERE owner = ?", (owner,)).fetchall()
    return [dict(row) for row in rows]


def search_tasks(owner: str, words: str) -> list[dict]:
    with connect() as connection:
        rows = connection.execute(
            f"SELECT * FROM tasks WHERE owner = '{owner}' AND title LIKE '%{words}%'"
        ).fetchall()
    return [dict(row) for row in rows]


def update_task(task_id: str, changes: dict) -> None:
    with connect() as connection:
        for column, value in changes.items():
            connection.execute(f"UPDATE tasks SET {column} = ? WHERE id = ?", (value, task_id))


def delete_task(task_id: str) -> None:
    with connect() as connection:
        connection.execute("DELETE FROM tasks WHERE id = ?", (task_id,))
