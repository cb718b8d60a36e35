"""What Pat and Gwen wrote down, who looks after safeguarding, and a worry that was looked after and closed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from community.help_requests.models import Helping
from community.helping.models import Meeting
from community.helping.services import add_line, add_meeting
from community.organisations.models import Organisation
from community.worries.enums import Step
from community.worries.models import Worry
from community.worries.services import name_lead, open_worry, take_step, write_worry
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice

OLUS = "Age UK Northmoor"
MEETINGS = (
    ("7c1f5f0e-6f0b-4b1e-9a57-3c0f2f1b7d01", 3, 45, "We had tea and wrote down what a good morning looks like."),
    ("7c1f5f0e-6f0b-4b1e-9a57-3c0f2f1b7d02", 1, 60, "We looked at who could bring the shopping on Fridays."),
)
GWENS = (UUID("7c1f5f0e-6f0b-4b1e-9a57-3c0f2f1b7d03"), "And I showed Pat the garden. It was nearer to two hours!")
WORRY = UUID("7c1f5f0e-6f0b-4b1e-9a57-3c0f2f1b7d04")
WORDS = (
    "On Monday there was nothing in the fridge but milk, and the heating was off. "
    "Gwen said she had not liked to ring anybody."
)
DONE = "I rang Gwen, and with her yes the ward’s discharge team. Meals come from today, and the heating works again."


def seed_helping(users: Mapping[str, User], *, at: datetime) -> None:
    """Each made once, where Pat helps Gwen."""
    organisation = Organisation.objects.get(name=OLUS)
    name_lead(organisation=organisation, user=users["olu"], by=users["olu"], at=at - timedelta(days=50))
    helping = Helping.objects.for_pages().filter(match__person=users["gwen"], match__helper=users["pat"]).first()
    if helping is None:
        return
    if not Meeting.objects.filter(match=helping.match).exists():
        _met(helping, users, at)
    if not Worry.objects.exists():
        _worried(helping, users, at)


def _met(helping: Helping, users: Mapping[str, User], at: datetime) -> None:
    for name, days, minutes, line in MEETINGS:
        then = at - timedelta(days=days)
        last = add_meeting(
            helping=helping,
            on=timezone.localdate(then),
            minutes=minutes,
            line=line,
            key=UUID(name),
            by=users["pat"],
            at=then,
        )
    hers, line = GWENS
    add_line(helping=helping, meeting=last, line=line, key=hers, by=users["gwen"], at=at - timedelta(hours=20))


def _worried(helping: Helping, users: Mapping[str, User], at: datetime) -> None:
    """Pat wrote it after the first meeting; Olu saw it within the hour."""
    then = at - timedelta(days=2, hours=20)
    worry = write_worry(
        organisation=helping.organisation,
        match=helping.match,
        about="",
        words=WORDS,
        key=WORRY,
        by=users["pat"],
        at=then,
    )
    olu = users["olu"]
    open_worry(worry=worry, by=olu, at=then + timedelta(minutes=40))
    take_step(worry=worry, step=Step.SEEN, by=olu, at=then + timedelta(minutes=41))
    take_step(worry=worry, step=Step.DONE, words=DONE, by=olu, at=then + timedelta(hours=3))
    take_step(worry=worry, step=Step.CLOSED, by=olu, at=then + timedelta(days=1))
    Notice.objects.filter(kind=Kind.WORRY, path=worry.get_absolute_url(), read_at=None).update(read_at=then)
