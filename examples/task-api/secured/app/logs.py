"""Structured logs on stdout, with credentials removed before a line is written."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

from app.middleware import request_id

SENSITIVE_NAMES = re.compile(r"token|password|secret|authorization|cookie|api[-_]?key", re.I)
BEARER_VALUE = re.compile(r"\b(bearer)\s+\S+", re.I)
JWT_SHAPE = re.compile(r"\beyJ[\w-]{8,512}\.[\w-]{8,4096}\.[\w-]{8,1024}")
STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}
REDACTED = "[redacted]"


def redact(text: str) -> str:
    return JWT_SHAPE.sub(REDACTED, BEARER_VALUE.sub(rf"\1 {REDACTED}", text))


class RedactionFilter(logging.Filter):
    """Masks sensitive fields by name and credential shapes by value."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact(record.getMessage())
        record.args = ()
        for name, value in list(record.__dict__.items()):
            if name in STANDARD_FIELDS:
                continue
            if SENSITIVE_NAMES.search(name):
                setattr(record, name, REDACTED)
            elif isinstance(value, str):
                setattr(record, name, redact(value))
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line; JSON escapes newlines, so entries cannot be forged."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        for name, value in record.__dict__.items():
            if name not in STANDARD_FIELDS:
                entry[name] = value
        if record.exc_info:
            entry["trace"] = redact(self.formatException(record.exc_info))
        return json.dumps(entry, default=str)


def configure_logging() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(RedactionFilter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error"):
        server = logging.getLogger(name)
        server.handlers = []
        server.propagate = True
