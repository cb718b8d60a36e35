"""`python -m benchmarks`: speed as ratios within one run, printed and written to var/bench.json. Exits 0 always."""

import json
import os
import traceback
from pathlib import Path

from benchmarks.diary import measure as diary
from benchmarks.directory import measure as directory
from benchmarks.exports import measure as exports
from benchmarks.figures import Figure
from benchmarks.guidance_page import measure as guidance_page
from benchmarks.message_delivery import measure as message_delivery
from benchmarks.reports import measure as reports
from benchmarks.statements import measure as statements
from benchmarks.wizard_step import measure as wizard_step

VAR = Path(os.environ.get("VAR_FOLDER") or Path(__file__).resolve().parent.parent / "var")
# Each is a function that returns Figures; whatever is slow about the product gets one here.
MEASURES = [guidance_page, wizard_step, exports, message_delivery, directory, diary, statements, reports]


def main() -> None:
    """Every measure in turn; one that fails says why, and the others still run."""
    figures: list[Figure] = []
    for measure in MEASURES:
        try:
            figures += measure(VAR / "bench")
        except Exception:
            traceback.print_exc()
    for figure in figures:
        print(figure)
    VAR.mkdir(parents=True, exist_ok=True)
    results = {figure.name: figure.as_json() for figure in figures}
    (VAR / "bench.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
