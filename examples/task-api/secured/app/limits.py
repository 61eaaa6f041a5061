"""Rate limits per authenticated subject; one replica holds the counters."""

from fastapi import Request
from fastapi.responses import JSONResponse
from slowapi import Limiter
from slowapi.errors import RateLimitExceeded

READ_LIMIT = "120/minute"
WRITE_LIMIT = "30/minute"
SEARCH_LIMIT = "20/minute"


def caller(request: Request) -> str:
    """The verified subject, or the peer address before authentication."""
    subject = getattr(request.state, "subject", None)
    if subject:
        return f"subject:{subject}"
    return f"peer:{request.client.host}" if request.client else "peer:unknown"


limiter = Limiter(key_func=caller)


def too_many_requests(_request: Request, _error: RateLimitExceeded) -> JSONResponse:
    return JSONResponse(
        {"detail": "Too many requests"}, status_code=429, headers={"Retry-After": "60"}
    )
