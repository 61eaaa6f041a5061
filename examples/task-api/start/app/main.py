import logging
import traceback
from uuid import uuid4

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from app import database, state
from app.auth import current_user
from app.models import Preferences, TaskCreate, TaskUpdate

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger("task_api")

app = FastAPI(title="Task API", debug=True)
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
database.create_schema()


@app.exception_handler(Exception)
async def show_error(request: Request, error: Exception) -> JSONResponse:
    log.error("request failed: %s headers=%s", request.url, dict(request.headers))
    return JSONResponse({"error": str(error), "trace": traceback.format_exc()}, status_code=500)


@app.post("/api/tasks", status_code=201)
def create_task(body: TaskCreate, user: str = Depends(current_user)):
    task_id = str(uuid4())
    database.insert_task(task_id, user, body.title, body.description)
    log.info("task created: %s", task_id)
    return database.find_task(task_id)


@app.get("/api/tasks")
def list_tasks(user: str = Depends(current_user)):
    return database.list_tasks(user)


@app.get("/api/tasks/search")
def search_tasks(q: str, user: str = Depends(current_user)):
    return database.search_tasks(user, q)


@app.get("/api/tasks/{task_id}")
def read_task(task_id: str, user: str = Depends(current_user)):
    task = database.find_task(task_id)
    if task is None:
        raise HTTPException(404, "No such task")
    return task


@app.patch("/api/tasks/{task_id}")
def update_task(task_id: str, body: TaskUpdate, user: str = Depends(current_user)):
    database.update_task(task_id, body.model_dump(exclude_none=True))
    return database.find_task(task_id)


@app.delete("/api/tasks/{task_id}", status_code=204)
def delete_task(task_id: str):
    database.delete_task(task_id)


@app.get("/api/preferences")
def read_preferences(user: str = Depends(current_user)):
    return state.load(f"preferences-{user}")


@app.put("/api/preferences")
def write_preferences(body: Preferences, user: str = Depends(current_user)):
    state.save(f"preferences-{user}", body.values)
    return body.values


@app.get("/healthz")
def healthz():
    return {"status": "ok"}
