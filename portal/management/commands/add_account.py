"""`manage.py add_account`: the accounts of those who work here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.services import add_account


class Command(BaseCommand):
    """Makes one account. It has no password; its owner signs in with a code sent by email."""

    help = "Make the account of somebody who works here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("full_name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--known-as", default="", help="what people call them (their first name)")
        parser.add_argument("--team", default="", help="the name of their team; it is made if it is new")
        parser.add_argument("--may-not-publish", action="store_true", help="an editor whose work another one approves")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with one sentence when nothing could be made."""
        if not options["full_name"].strip():
            raise CommandError("Say the full name, in quotation marks.")
        try:
            validate_email(options["email"])
            user = add_account(
                email=options["email"],
                full_name=options["full_name"].strip(),
                known_as=options["known_as"],
                role=Role(options["role"]),
                team=options["team"],
                may_publish=not options["may_not_publish"],
            )
        except ValidationError as wrong:
            raise CommandError(f"{options['email']} is not an email address.") from wrong
        except Denied as denied:
            raise CommandError(denied.reason) from denied
        if options["verbosity"]:
            self.stdout.write(f"{user.full_name} can sign in now, with a code sent to {user.email}.")
