"""`manage.py demo`: the demonstration, from an empty folder to a running portal."""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.demonstration.cast import CAST, PASSWORD
from community.demonstration.run import end_when_told, run_together
from community.demonstration.seed import seed

ROLE = "imw_app"


class Command(BaseCommand):
    """Migrates, fills the portal with the cast and serves it on the loopback address."""

    help = "Start the demonstration with its invented cast."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="fill the database and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses with a sentence wherever real people's data could be."""
        if not settings.DEMONSTRATION:
            raise CommandError("These settings are not the demonstration's: it never runs beside real people's data.")
        end_when_told()
        self.stdout.write("Preparing the demonstration ...")
        call_command("migrate", verbosity=0)
        call_command("prepare_database", role=ROLE, verbosity=0)
        call_command("seed_question_sets", verbosity=0)
        call_command("seed_pages", verbosity=0)
        seed(at=timezone.now())
        if options["prepare_only"]:
            return
        self._welcome(options["port"])
        sys.exit(
            run_together(
                [
                    [sys.executable, "manage.py", "work"],
                    [
                        sys.executable,
                        "-m",
                        "daphne",
                        "-b",
                        "127.0.0.1",
                        "-p",
                        str(options["port"]),
                        "portal.asgi:application",
                    ],
                ],
                environment={"DATABASE_ROLE": ROLE, "BASE_URL": f"http://127.0.0.1:{options['port']}"},
            )
        )

    def _welcome(self, port: int) -> None:
        lines = [f"  {member.email:<24} {member.about}" for member in CAST]
        self.stdout.write(
            "\n".join(
                [
                    "",
                    f"In My Words, the demonstration:  http://127.0.0.1:{port}",
                    f"Everybody's password is {PASSWORD}; the sign-in page offers each of them by one click.",
                    "",
                    *lines,
                    "",
                    f"What would be sent by email:  http://127.0.0.1:{port}/demo/outbox/",
                    "Ctrl-C ends it and its database.",
                    "",
                ]
            )
        )
