"""Quotes of the day."""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Path

QUOTES = ("Stay calm.", "Read the logs.", "Rotate the keys.")

app = FastAPI()


@app.get("/quotes/{number}")
def quote(number: Annotated[int, Path(ge=0, le=999)]) -> dict[str, str]:
    if number >= len(QUOTES):
        raise HTTPException(status_code=404)
    return {"text": QUOTES[number]}
