"""ASGI middleware: request id, response headers and an upper bound on body size."""

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("task_api.access")
request_id: ContextVar[str] = ContextVar("request_id", default="-")

MAX_BODY_BYTES = 16 * 1024
REQUEST_ID_PATTERN = re.compile(r"[A-Za-z0-9-]{1,64}")
SECURITY_HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class RequestContext:
    """Gives each request an id, adds the security headers and writes one access line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        marker = request_id.set(given if REQUEST_ID_PATTERN.fullmatch(given) else str(uuid4()))
        started = time.monotonic()
        outcome = {"status": 500}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                outcome["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id.get()
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            log.info(
                "request served",
                extra={
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": outcome["status"],
                    "milliseconds": round((time.monotonic() - started) * 1000),
                },
            )
            request_id.reset(marker)


class BodyTooLarge(Exception):
    """Raised while reading a body that exceeds the bound."""


class BodyLimit:
    """Refuses bodies above MAX_BODY_BYTES, whether declared or streamed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > MAX_BODY_BYTES:
            await _too_large()(scope, receive, send)
            return
        seen = 0

        async def receive_bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                raise BodyTooLarge
            return message

        try:
            await self._app(scope, receive_bounded, send)
        except BodyTooLarge:
            await _too_large()(scope, receive, send)


def _too_large() -> JSONResponse:
    return JSONResponse({"detail": "Request body too large"}, status_code=413)
