"""`manage.py seed_pages`: the first pages, local rules and rights of editors."""

from typing import Any

from django.core.management.base import BaseCommand

from content.pages.seeding import seed_site
from content.practice.seeding import seed_practice
from content.questions.approval import offer_a_second_reader
from content.rules.seeding import seed_employer_rates, seed_help_numbers
from portal.accounts.services import editors


class Command(BaseCommand):
    """May run again at any time: it makes what is missing and leaves the editors' work alone."""

    help = "Make the first pages where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what it made."""
        made = seed_site() + seed_practice()
        numbers = seed_help_numbers()
        years = seed_employer_rates()
        editors()
        offer_a_second_reader()
        if options["verbosity"]:
            self.stdout.write(f"Pages made: {len(made)}. Help numbers made: {'yes' if numbers else 'no'}.")
            self.stdout.write(f"Years of employers’ rates made: {len(years)}.")
