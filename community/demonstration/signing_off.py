"""Up to how much the workers of both teams agree plans alone; and Tom's plan, which was agreed months ago."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from planning.clock.services.payments import date_first_payment
from planning.documents.models import Document
from planning.documents.services import open_document
from planning.limits.models import SignOffLimit
from planning.signing_off.enums import Action, Difference, State, Step
from planning.signing_off.figures import Part
from planning.signing_off.freezing import figures_of, newest_indicative
from planning.signing_off.models import SignOff
from planning.signing_off.services import Yes, agree, take_step
from portal.accounts.models import User

# By team: who set it, and who was the second. The limit of York's pilot.
LIMITS = (("morag", "yusuf"), ("yusuf", "morag"))
WEEKLY = Decimal("100.00")
# Days before the demonstration begins.
OPENED, VIEW, AGREED, PAID = (timedelta(days=days) for days in (143, 139, 126, 112))
SUNITAS_VIEW = (
    "Tom knows what he wants, and shows it. The farm and the trains are his, and nine hours are enough for them."
)
MORAGS_YES = "The plan is Tom’s own. It meets his needs with a little less than the first figure."
LESS = "Tom shares the lift to the farm, so he planned a little less."


def seed_limits(users: Mapping[str, User], *, at: datetime) -> None:
    """£100 a week for each team, since a year ago, unless somebody set another meanwhile."""
    since = at - timedelta(days=365)
    for first, second in LIMITS:
        if not SignOffLimit.objects.filter(team=users[first].team).exists():
            SignOffLimit.objects.create(
                team=users[first].team,
                weekly=WEEKLY,
                starts_at=since,
                set_by=users[first],
                set_at=since,
                confirmed_by=users[second],
                confirmed_at=since,
            )


def seed_decisions(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: Morag agreed Tom's plan, which is above Sunita's limit, and two weeks later the first money came."""
    tom, sunita, morag = users["tom"], users["sunita"], users["morag"]
    waits = SignOff.objects.for_pages().filter(version__document__owner=tom, state=State.WITH_MANAGER).first()
    if waits is None or waits.turns.exists():
        return
    for document in Document.objects.owned_by(tom):
        for reader in (sunita, users["jan"]):
            open_document(document=document, by=reader, at=at - OPENED, path=document.get_absolute_url())
    take_step(sign_off=waits, action=Action.SAY_VIEW, words=SUNITAS_VIEW, by=sunita, at=at - VIEW)
    figures, first = figures_of(waits.version), newest_indicative(tom)
    parts = [Part(Step.TO_PLANNED, Difference.PERSONS_CHOICE, LESS, figures.to_planned)]
    yes = Yes(figures.weekly, figures.once, parts, first.pk if first else None)
    agree(sign_off=waits, words=MORAGS_YES, yes=yes, by=morag, at=at - AGREED)
    date_first_payment(person=tom, paid_on=timezone.localdate(at) - PAID, by=sunita, at=at - PAID + timedelta(days=1))
