"""Two sites on one PostgreSQL server, each behind its own gunicorn with the same settings."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from portal.embedded.settings import databases

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
# One of the workers that docs/operations.md names.
GUNICORN = ["--log-level", "warning"]


def database_server(folder: Path) -> dict[str, Any]:
    """The server of DATABASE_URL, else the embedded one in `folder`; as Django's settings."""
    url = os.environ.get("DATABASE_URL", "")
    return databases(url=url, folder=folder / "postgres", role="", max_age=60)["default"]


def fresh_database(server: dict[str, Any], name: str) -> dict[str, Any]:
    """An empty database called `name`, as Django's settings."""
    connection = psycopg2.connect(
        dbname=server["NAME"],
        user=server["USER"],
        password=server.get("PASSWORD") or None,
        host=server["HOST"],
        port=server["PORT"] or None,
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()
    return {**server, "NAME": name}


def environment(settings: str, database: dict[str, Any], folder: Path) -> dict[str, str]:
    """What a process of one of the sites gets to know."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "BENCH_DATABASE": json.dumps(database),
        "VAR_FOLDER": str(folder),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]),
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "ERROR",
    }


def manage(env: dict[str, str], *words: str) -> None:
    """One of Django's commands."""
    run(env, "django", *words)


def run(env: dict[str, str], module: str, *words: str) -> str:
    """A module as a program; returns what it printed. Raises RuntimeError with the end of what it complained of."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env=env, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def served(application: str, env: dict[str, str], path: str, *, as_in: Path | None = None) -> Iterator[int]:
    """A running gunicorn; gives its port once `path` answers, and ends it afterwards.

    as_in: a configuration to run it with; one worker without.
    """
    port = free_port()
    shape = ["--config", str(as_in)] if as_in else ["--workers", "1"]
    command = ["gunicorn", *shape, *GUNICORN, "--bind", f"{LOOPBACK}:{port}", application]
    with _running(command, {**env, "CONN_MAX_AGE": "60"}):
        _wait(port, path)
        yield port


@contextlib.contextmanager
def sockets(env: dict[str, str]) -> Iterator[int]:
    """A running daphne, as docs/operations.md starts it; gives its port."""
    port = free_port()
    with _running(["daphne", "-v", "0", "-b", LOOPBACK, "-p", str(port), "portal.asgi:application"], env):
        _wait(port, "/health/ready")
        yield port


@contextlib.contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen([sys.executable, "-m", *command], env=env, cwd=ROOT)
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, path: str) -> None:
    request = urllib.request.Request(f"http://{LOOPBACK}:{port}{path}", headers={"X-Forwarded-Proto": "https"})
    for _ in range(120):
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(request, timeout=5)  # noqa: S310
            return
        time.sleep(0.5)
    raise RuntimeError(f"{path} does not answer")
