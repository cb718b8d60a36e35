"""The first local rules, until the council's editors write their own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from content.rules.models import EmployerRates, HelpNumbers


def seed_help_numbers() -> bool:
    """Fill in the numbers where nobody has; returns whether it did."""
    if HelpNumbers.objects.exists():
        return False
    HelpNumbers.objects.create(**_rules()["help_numbers"])
    return True


def seed_employer_rates() -> list[str]:
    """Add the tax years that the portal comes with and nobody has written yet; returns them in words."""
    made = []
    for year in _rules()["employer_rates"]:
        starts_on = date.fromisoformat(year["starts_on"])
        if EmployerRates.objects.filter(starts_on=starts_on).exists():
            continue
        rates = EmployerRates(**{**year, "starts_on": starts_on}, live=False)
        rates.full_clean()
        rates.save()
        rates.save_revision().publish()
        made.append(str(rates))
    return made


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = json.loads((Path(settings.ROOT) / "content/seed/rules.json").read_text())
    return rules
