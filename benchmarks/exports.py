"""Copies of a plan with 200 answers and 40 photos: how long each takes, and how much memory a fresh process needs."""

import json
import statistics
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.servers import database_server, environment, fresh_database, manage, run

FILL = "from benchmarks.exports_data import main; main()"
COPY = "from benchmarks.exports_copy import main; main({form!r}, {uuid!r})"
FORMS = ("pdf", "pdf-large", "word", "data", "calendar")
BARE = "bare"
ROUNDS = 2
# No copy may need more, whatever is in the plan.
MOST_MEGABYTES = 300


def measure(folder: Path) -> list[Figure]:
    """PDF is held against WeasyPrint alone on the same page, the others against our PDF; memory against its limit."""
    folder.mkdir(parents=True, exist_ok=True)
    site = environment("benchmarks.ours", fresh_database(database_server(folder), "imw_bench_exports"), folder)
    manage(site, "migrate", "--verbosity", "0")
    told = json.loads(_shell(site, FILL))
    seconds: dict[str, list[float]] = {form: [] for form in (*FORMS, BARE)}
    megabytes: dict[str, float] = dict.fromkeys(FORMS, 0.0)
    for _ in range(ROUNDS):
        for form, times in seconds.items():
            found = json.loads(_shell(site, COPY.format(form=form, uuid=told["document"])))
            times.append(found["seconds"])
            megabytes[form] = max(megabytes.get(form, 0.0), found["megabytes"])
    took = {form: statistics.median(times) for form, times in seconds.items()}
    figures = [
        Figure("export_pdf_seconds", took["pdf"], took[BARE], goal=1.5, better="lower", unit="s"),
        Figure("export_pdf_large_seconds", took["pdf-large"], took[BARE], goal=2, better="lower", unit="s"),
        *(
            Figure(f"export_{form}_seconds", took[form], took["pdf"], goal=1, better="lower", unit="s")
            for form in ("word", "data", "calendar")
        ),
    ]
    return figures + [
        Figure(
            f"export_{form.replace('-', '_')}_memory",
            megabytes[form],
            MOST_MEGABYTES,
            goal=1,
            better="lower",
            unit="MB",
        )
        for form in FORMS
    ]


def _shell(site: dict[str, str], code: str) -> str:
    return run(site, "django", "shell", "--no-imports", "-c", code).splitlines()[-1]
