"""From sending a message until the other page has its words, beside a bare Channels consumer.

Ours: a form is sent to gunicorn, kept with all that belongs to it (numbered, read marks, audit, notices), hinted at
over Redis; daphne looks whether the reader is still let in, and tells their page; the page asks gunicorn for what is
new and gets it as HTML. The bare one: a frame to daphne, one row committed, echoed over the same Redis layer.
"""

import contextlib
import http.client
import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.figures import Figure
from benchmarks.servers import (
    LOOPBACK,
    ROOT,
    database_server,
    environment,
    free_port,
    fresh_database,
    manage,
    run,
    served,
    sockets,
)
from benchmarks.sockets import PageSocket

# As docs/operations.md runs the pages.
CONFIG = ROOT / "deploy/gunicorn.conf.py"
MESSAGES = 150
WARM_UP = 15
TOKEN = "b" * 32
FILL = "from benchmarks.delivery_data import main; main()"
ORIGIN = f"https://{LOOPBACK}"
HEADERS = {"X-Forwarded-Proto": "https", "Host": LOOPBACK, "Accept": "application/json"}


def measure(folder: Path) -> list[Figure]:
    """One message after the other, now the one way and now the other."""
    folder.mkdir(parents=True, exist_ok=True)
    with _redis(folder) as redis:
        database = fresh_database(database_server(folder), "imw_bench_delivery")
        site = {**environment("benchmarks.delivery_site", database, folder), "REDIS_URL": redis}
        manage(site, "migrate", "--verbosity", "0")
        manage(site, "collectstatic", "--noinput", "--verbosity", "0")
        told = json.loads(run(site, "django", "shell", "--no-imports", "-c", FILL).splitlines()[-1])
        with served("portal.wsgi", site, "/health/ready", as_in=CONFIG) as pages, sockets(site) as live:
            ours, beside = _deliveries(told, pages, live)
    slow = statistics.quantiles(ours, n=20)[-1], statistics.quantiles(beside, n=20)[-1]
    return [
        Figure("message_delivery", statistics.median(ours), statistics.median(beside), 2, "lower", "ms"),
        Figure("message_delivery_p95", *slow, 2, "lower", "ms"),
    ]


def _deliveries(told: dict[str, Any], pages: int, live: int) -> tuple[list[float], list[float]]:
    cookies = {who: f"{told['cookie']}={told[who]}; {told['csrf']}={TOKEN}" for who in ("writer", "reader")}
    reader = PageSocket(live, "/ws/messages/", origin=ORIGIN, cookies=cookies["reader"])
    reader.say({"watch": told["thread"], "revision": told["revision"]})
    revision = reader.hear()["revision"]
    bare = {who: PageSocket(live, "/ws/bare/", origin=ORIGIN, cookies=cookies[who]) for who in cookies}
    ours, beside = [], []
    for number in range(WARM_UP + MESSAGES):
        words = f"I will be at the allotment at half past {number}."
        took, revision = _ours(told["address"], words, revision, reader, cookies, pages)
        other = _bare(words, bare)
        if number >= WARM_UP:
            ours.append(took)
            beside.append(other)
    for page in (reader, *bare.values()):
        page.close()
    return ours, beside


def _ours(
    address: str, words: str, revision: int, reader: PageSocket, cookies: dict[str, str], port: int
) -> tuple[float, int]:
    """Milliseconds from sending until the reader's page has the words, and the state that it then has."""
    form = urlencode({"words": words, "client_id": str(uuid4()), "csrfmiddlewaretoken": TOKEN})
    sending = {
        **HEADERS,
        "Cookie": cookies["writer"],
        "Referer": f"{ORIGIN}{address}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    writer = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    writer.connect()
    began = time.perf_counter()
    writer.request("POST", address, body=form, headers=sending)
    while True:
        while reader.hear().get("revision", 0) <= revision:
            pass
        said = _since(address, revision, cookies["reader"], port)
        revision = said["revision"]
        if words in str(said["messages"]):
            took = (time.perf_counter() - began) * 1000
            break
    answer = writer.getresponse()
    answer.read()
    if answer.status != 201:
        raise RuntimeError(f"{address}: not sent, {answer.status}")
    writer.close()
    return took, revision


def _since(address: str, revision: int, cookies: str, port: int) -> dict[str, Any]:
    asking = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    asking.request("GET", f"{address}since/{revision}/", headers={**HEADERS, "Cookie": cookies})
    answer = asking.getresponse()
    content = answer.read()
    asking.close()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    found: dict[str, Any] = json.loads(content)
    return found


def _bare(words: str, pages: dict[str, PageSocket]) -> float:
    began = time.perf_counter()
    pages["writer"].say({"words": words})
    while pages["reader"].hear()["words"] != words:
        pass
    took = (time.perf_counter() - began) * 1000
    pages["writer"].hear()
    return took


@contextlib.contextmanager
def _redis(folder: Path) -> Iterator[str]:
    """A Redis of the benchmark's own; gives its address."""
    server = shutil.which("redis-server")
    if server is None:
        raise RuntimeError("There is no redis-server on this machine: make system-packages installs it.")
    port = free_port()
    command = [server, "--port", str(port), "--bind", LOOPBACK, "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://{LOOPBACK}:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=30)
