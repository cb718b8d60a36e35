"""The pages of a money diary with 50,000 entries beside the same pages with 100, in one database each."""

import json
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.servers import database_server, environment, fresh_database, manage, run

FILL = "from benchmarks.diary_data import main; main({number})"
ASK = "from benchmarks.diary_data import ask; ask()"
FEW, MANY = 100, 50_000
# They take turns: what else the machine does falls on both alike.
ROUNDS = 3


def measure(folder: Path) -> list[Figure]:
    """The middle time (p50) of its pages, and how many queries the busiest of them takes."""
    folder.mkdir(parents=True, exist_ok=True)
    server = database_server(folder)
    sites = {}
    for number in (FEW, MANY):
        site = environment("benchmarks.ours", fresh_database(server, f"imw_bench_diary_{number}"), folder)
        manage(site, "migrate", "--verbosity", "0")
        manage(site, "createcachetable")
        manage(site, "collectstatic", "--noinput", "--verbosity", "0")
        _shell(site, FILL.format(number=number))
        sites[number] = site
    found: dict[int, list[dict[str, Any]]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        for number, site in sites.items():
            found[number].append(json.loads(_shell(site, ASK)))
    # The best round of each: a disturbed one says something about the machine.
    times = {number: min(each["p50"] for each in rounds) for number, rounds in found.items()}
    queries = {number: rounds[0]["queries"] for number, rounds in found.items()}
    return [
        Figure("diary_p50", times[MANY], times[FEW], goal=2, better="lower", unit="ms"),
        Figure("diary_queries", max(queries[MANY]), max(queries[FEW]), goal=1, better="lower", unit="queries"),
    ]


def _shell(site: dict[str, str], code: str) -> str:
    return run(site, "django", "shell", "--no-imports", "-c", code).splitlines()[-1]
