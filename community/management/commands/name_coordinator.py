"""`manage.py name_coordinator`: who looks after an organisation's entry."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.organisations.services import end_membership, name_coordinator
from portal.access.decisions import Denied
from portal.accounts.models import User


class Command(BaseCommand):
    """Gives an account its organisation, or ends that. The account is made by `add_account --role coordinator`."""

    help = "Name the coordinator of an organisation of the directory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("organisation", help="its name, exactly as it stands in the directory")
        parser.add_argument("--end", action="store_true", help="from now on it is not theirs any more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with one sentence when nothing could be done."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"{options['email']} has no account.")
        named = list(Organisation.objects.filter(name=options["organisation"])[:2])
        if len(named) != 1:
            many = "More than one organisation is" if named else "No organisation is"
            raise CommandError(f"{many} called “{options['organisation']}”.")
        at = timezone.now()
        if options["end"]:
            own = Membership.objects.filter(organisation=named[0], user=user, part=Part.COORDINATOR, ends_at=None)
            for membership in own:
                end_membership(membership=membership, by=None, at=at)
            return
        try:
            name_coordinator(organisation=named[0], user=user, by=None, at=at)
        except Denied as denied:
            raise CommandError(denied.reason) from denied
