"""Who is calling: verified JWTs for people, the app token for the Dapr sidecar."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated, Any, Protocol

import jwt
from fastapi import Depends, Header, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

log = logging.getLogger("task_api.security")
bearer = HTTPBearer(auto_error=False)

ALGORITHMS = ["RS256"]
REQUIRED_CLAIMS = ["exp", "iat", "aud", "iss", "sub"]


class KeySource(Protocol):
    def get_signing_key_from_jwt(self, token: str) -> Any: ...


@dataclass(frozen=True)
class Principal:
    subject: str
    scopes: frozenset[str]


class TokenVerifier:
    """Checks signature, expiry, audience and issuer against the provider's keys."""

    def __init__(self, keys: KeySource, issuer: str, audience: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    def verify(self, token: str) -> Principal:
        signing_key = self._keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            signing_key.key,
            algorithms=ALGORITHMS,
            audience=self._audience,
            issuer=self._issuer,
            leeway=10,
            options={"require": REQUIRED_CLAIMS},
        )
        scopes = frozenset(str(claims.get("scope", "")).split())
        return Principal(subject=str(claims["sub"]), scopes=scopes)


def current_principal(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Principal:
    if credentials is None:
        log.warning("sign-in refused", extra={"event": "auth.missing"})
        raise _unauthorized()
    try:
        principal = request.app.state.verifier.verify(credentials.credentials)
    except jwt.PyJWTError as error:
        log.warning(
            "sign-in refused", extra={"event": "auth.invalid", "reason": type(error).__name__}
        )
        raise _unauthorized() from error
    request.state.subject = principal.subject
    log.info("sign-in accepted", extra={"event": "auth.accepted", "subject": principal.subject})
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def require_scope(scope: str) -> Callable[[Principal], Principal]:
    def check(principal: CurrentPrincipal) -> Principal:
        if scope not in principal.scopes:
            log.warning(
                "permission refused",
                extra={"event": "authz.denied", "subject": principal.subject, "scope": scope},
            )
            raise HTTPException(status.HTTP_403_FORBIDDEN, "Not permitted")
        return principal

    return check


def require_sidecar(
    request: Request, dapr_api_token: Annotated[str, Header(max_length=512)]
) -> None:
    expected = request.app.state.secrets.get("app_api_token").get_secret_value()
    if not compare_digest(dapr_api_token.encode(), expected.encode()):
        log.warning("sidecar call refused", extra={"event": "auth.sidecar"})
        raise _unauthorized()


def _unauthorized() -> HTTPException:
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED, "Not authenticated", {"WWW-Authenticate": "Bearer"}
    )
