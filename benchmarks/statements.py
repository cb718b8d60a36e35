"""A bank statement of 50,000 lines: how long 10,000 of them take from the file to the diary, and how much more memory
that needs."""

import json
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.servers import database_server, environment, fresh_database, manage, run

IMPORT = "from benchmarks.statements_import import main; main({lines})"
MANY, FEW = 50_000, 10_000
# For 10,000 lines; and for all of them.
MOST_SECONDS, MOST_MEGABYTES = 10, 100


def measure(folder: Path) -> list[Figure]:
    """Held against what was promised; and a line of a long file against a line of a short one."""
    folder.mkdir(parents=True, exist_ok=True)
    site = environment("benchmarks.ours", fresh_database(database_server(folder), "imw_bench_statements"), folder)
    manage(site, "migrate", "--verbosity", "0")
    few, many = (
        json.loads(run(site, "django", "shell", "--no-imports", "-c", IMPORT.format(lines=lines)).splitlines()[-1])
        for lines in (FEW, MANY)
    )
    a_share = many["seconds"] * FEW / MANY
    return [
        Figure("statement_10000_lines_seconds", few["seconds"], MOST_SECONDS, goal=1, better="lower", unit="s"),
        Figure("statement_of_50000_seconds", a_share, MOST_SECONDS, goal=1, better="lower", unit="s"),
        Figure("statement_memory", few["megabytes"], MOST_MEGABYTES, goal=1, better="lower", unit="MB"),
        Figure("statement_of_50000_memory", many["megabytes"], MOST_MEGABYTES, goal=1, better="lower", unit="MB"),
    ]
