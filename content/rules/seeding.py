"""The first local rules, until the council's editors write their own."""

import json
from pathlib import Path

from django.conf import settings

from content.rules.models import HelpNumbers


def seed_help_numbers() -> bool:
    """Fill in the numbers where nobody has; returns whether it did."""
    if HelpNumbers.objects.exists():
        return False
    rules = json.loads((Path(settings.ROOT) / "content/seed/rules.json").read_text())
    HelpNumbers.objects.create(**rules["help_numbers"])
    return True
