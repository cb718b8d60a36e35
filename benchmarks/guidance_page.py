"""A public guidance page of ours beside the page of the site that `wagtail start` makes."""

import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.load import Load, load
from benchmarks.servers import database_server, environment, fresh_database, manage, served

OURS = "/guidance/your-indicative-budget/"
BESIDE = "/"
# Short rounds that take turns: what else the machine does falls on both alike.
ROUNDS = 9
SECONDS = 1.5


def measure(folder: Path) -> list[Figure]:
    """Requests a second and p95, in rounds that take turns; the middle round counts."""
    folder.mkdir(parents=True, exist_ok=True)
    server = database_server(folder)
    ours = environment("benchmarks.ours", fresh_database(server, "imw_bench_ours"), folder)
    beside = environment("benchmarks.beside", fresh_database(server, "imw_bench_beside"), folder / "stock-site")
    manage(ours, "migrate", "--verbosity", "0")
    manage(ours, "createcachetable")
    manage(ours, "seed_pages", "--verbosity", "0")
    manage(ours, "collectstatic", "--noinput", "--verbosity", "0")
    _stock_site(folder / "stock-site")
    manage(beside, "migrate", "--verbosity", "0")
    manage(beside, "collectstatic", "--noinput", "--verbosity", "0")
    first: list[Load] = []
    second: list[Load] = []
    with served("portal.wsgi", ours, OURS) as our_port, served("stock.wsgi", beside, BESIDE) as their_port:
        for port, path in ((our_port, OURS), (their_port, BESIDE)):
            load(port, path, seconds=1)
        for _ in range(ROUNDS):
            first.append(load(our_port, OURS, seconds=SECONDS))
            second.append(load(their_port, BESIDE, seconds=SECONDS))
    return [
        Figure("guidance_page_rate", _rate(first), _rate(second), goal=10, better="higher", unit="requests/s"),
        Figure("guidance_page_p95", _p95(first), _p95(second), goal=1, better="lower", unit="ms"),
    ]


def _stock_site(site: Path) -> None:
    """The site that `wagtail start` makes, made anew: the package `stock` and its apps."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    command = [sys.executable, "-c", "from wagtail.bin.wagtail import main; main()", "start", "stock", str(site)]
    subprocess.run(command, check=True, capture_output=True)


def _rate(loads: list[Load]) -> float:
    return statistics.median(one.rate for one in loads)


def _p95(loads: list[Load]) -> float:
    return statistics.median(one.p95 for one in loads)
