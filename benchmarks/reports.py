"""The council's figures over 100,000 people beside the same over 1,000, in one database each: their page, and how long
making them takes."""

import json
import os
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.servers import database_server, environment, fresh_database, manage, run

FILL = "from benchmarks.reports_data import main; main({number})"
ASK = "from benchmarks.reports_data import ask; ask()"
FEW = 1_000
# Fewer on a small machine, for instance while others share it.
MANY = int(os.environ.get("REPORT_PEOPLE") or 100_000)
# They take turns: what else the machine does falls on both alike.
ROUNDS = 3


def measure(folder: Path) -> list[Figure]:
    """The slow time (p95) of the page; and, as seconds, how long making the figures takes once a month."""
    folder.mkdir(parents=True, exist_ok=True)
    server = database_server(folder)
    sites, seconds = {}, {}
    for number in (FEW, MANY):
        site = environment("benchmarks.ours", fresh_database(server, f"imw_bench_reports_{number}"), folder)
        manage(site, "migrate", "--verbosity", "0")
        manage(site, "createcachetable")
        manage(site, "collectstatic", "--noinput", "--verbosity", "0")
        seconds[number] = _shell(site, FILL.format(number=number))["seconds"]
        sites[number] = site
    # The best round of each: a disturbed one says something about the machine.
    times = {number: float("inf") for number in sites}
    for _ in range(ROUNDS):
        for number, site in sites.items():
            times[number] = min(times[number], _shell(site, ASK)["p95"])
    return [
        Figure("report_page_p95", times[MANY], times[FEW], goal=2, better="lower", unit="ms"),
        # As many times the people, as many times the work: it may not grow faster than they do.
        Figure("report_made", seconds[MANY], seconds[FEW], goal=MANY / FEW, better="lower", unit="s"),
    ]


def _shell(site: dict[str, str], code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(site, "django", "shell", "--no-imports", "-c", code).splitlines()[-1])
    return found
