import logging

import jwt
from fastapi import Header, HTTPException

from app import config

log = logging.getLogger("task_api")


def current_user(authorization: str = Header("")) -> str:
    token = authorization.removeprefix("Bearer ")
    log.info("request with token %s", token)
    try:
        claims = jwt.decode(token, config.JWT_SECRET, algorithms=["HS256"])
    except jwt.PyJWTError as error:
        raise HTTPException(401, str(error))
    return claims["sub"]
