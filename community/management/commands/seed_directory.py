"""`manage.py seed_directory`: what the directory of help comes with, and which checks volunteers need."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from community.organisations.seeding import seed_directory
from community.volunteers.seeding import seed_checks


class Command(BaseCommand):
    """May run again at any time: it adds what is missing and leaves the editors' work alone."""

    help = "Add the lists, places, approval and checks of volunteers that the directory of help comes with."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent."""
        seed_directory()
        seed_checks()
