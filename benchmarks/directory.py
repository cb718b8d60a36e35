"""The search of the directory with 10,000 organisations beside the same search with 100, in one database each."""

import json
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.servers import database_server, environment, fresh_database, manage, run

FILL = "from benchmarks.directory_data import main; main({number})"
ASK = "from benchmarks.directory_data import ask; ask()"
FEW, MANY = 100, 10_000
# They take turns: what else the machine does falls on both alike.
ROUNDS = 3


def measure(folder: Path) -> list[Figure]:
    """The slow time (p95) of a page of the list, for several questions as people ask them."""
    folder.mkdir(parents=True, exist_ok=True)
    server = database_server(folder)
    sites = {}
    for number in (FEW, MANY):
        site = environment("benchmarks.ours", fresh_database(server, f"imw_bench_directory_{number}"), folder)
        manage(site, "migrate", "--verbosity", "0")
        manage(site, "createcachetable")
        manage(site, "collectstatic", "--noinput", "--verbosity", "0")
        _shell(site, FILL.format(number=number))
        sites[number] = site
    slow: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        for number, site in sites.items():
            slow[number].append(json.loads(_shell(site, ASK))["p95"])
    # The best round of each: a disturbed one says something about the machine.
    return [Figure("directory_p95", min(slow[MANY]), min(slow[FEW]), goal=1.5, better="lower", unit="ms")]


def _shell(site: dict[str, str], code: str) -> str:
    return run(site, "django", "shell", "--no-imports", "-c", code).splitlines()[-1]
