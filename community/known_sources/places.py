"""Where the pages about known sources are."""

from django.urls import reverse


def pointed_path() -> str:
    """What the person's worker pointed out to them; the notice leads there."""
    return reverse("pointed_sources")
