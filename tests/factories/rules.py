"""Local rules as the portal comes with them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from content.rules.rates import Rates

SEED = Path(__file__).resolve().parent.parent.parent / "content/seed/rules.json"


def rates_of_2026() -> Rates:
    """What an employer pays from April 2026 to April 2027."""
    year = json.loads(SEED.read_text())["employer_rates"][0]
    figures = {name: Decimal(value) if isinstance(value, str) else value for name, value in _figures(year).items()}
    return Rates(starts_on=date.fromisoformat(year["starts_on"]), **figures)


def _figures(year: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in year.items() if name != "starts_on"}
