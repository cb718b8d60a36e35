"""The portal, pages and sockets, served by real daphne processes on the test's database."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 90


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(*, layers: dict[str, Any] | None = None, database: dict[str, Any] | None = None) -> Iterator[str]:
    """One daphne; gives its address once it answers. layers: of channels; without, the one in its memory."""
    port = free_port()
    wanted = database or {k: v for k, v in connection.settings_dict.items() if k != "TEST"}
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.sockets.settings",
        "SOCKETS_DATABASE": json.dumps({**wanted, "CONN_MAX_AGE": 0}, default=str),
        "SOCKETS_LAYERS": json.dumps(layers or {}),
    }
    command = [sys.executable, "-m", "daphne", "-v", "0", "-b", LOOPBACK, "-p", str(port), "portal.asgi:application"]
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        _wait_for(port, process)
        yield f"http://{LOOPBACK}:{port}"
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        process.kill()
        process.wait(timeout=15)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("The server does not start.")
