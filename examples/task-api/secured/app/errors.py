"""What a caller is told when something goes wrong, and what is logged instead."""

import logging

import httpx
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from slowapi.errors import RateLimitExceeded

from app.limits import too_many_requests
from app.middleware import request_id

log = logging.getLogger("task_api.errors")


async def invalid_input(_request: Request, error: RequestValidationError) -> JSONResponse:
    """Names the fields that were refused and never repeats what was sent in them."""
    problems = [{"field": list(item["loc"]), "type": item["type"]} for item in error.errors()]
    log.warning("input refused", extra={"event": "input.rejected", "problems": problems})
    return JSONResponse({"detail": "Invalid input", "problems": problems}, status_code=422)


async def sidecar_unavailable(_request: Request, _error: httpx.HTTPError) -> JSONResponse:
    log.exception("state store call failed")
    return JSONResponse({"detail": "Temporarily unavailable"}, status_code=503)


async def unexpected(_request: Request, error: Exception) -> JSONResponse:
    log.error("request failed", exc_info=error)
    return JSONResponse(
        {"detail": "Internal error", "request_id": request_id.get()}, status_code=500
    )


def register_handlers(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, invalid_input)
    app.add_exception_handler(RateLimitExceeded, too_many_requests)
    app.add_exception_handler(httpx.HTTPError, sidecar_unavailable)
    app.add_exception_handler(Exception, unexpected)
