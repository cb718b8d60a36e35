"""`manage.py seed_directory`: what the directory of help comes with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from community.organisations.seeding import seed_directory


class Command(BaseCommand):
    """May run again at any time: it adds what is missing and leaves the editors' work alone."""

    help = "Add the lists, the places and the approval that the directory of help comes with."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent."""
        seed_directory()
