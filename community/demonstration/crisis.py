"""Kofi said today that things are bad; Sunita has begun to plan with him in her own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from planning.direct_planning.enums import Said, Why
from planning.direct_planning.models import DirectPlan
from planning.direct_planning.services import (
    PartChange,
    answer_part,
    begin_direct_plan,
    save_parts,
    set_day,
    show_direct_plan,
)
from portal.accounts.models import User
from portal.crisis.models import Crisis
from portal.crisis.services import mark_crisis
from portal.hours.working_days import answer_by

KOFIS_WORDS = "Not slept since Sunday. Steve says to say so here before it gets worse. So I am saying so."
# What Sunita wrote so far, heading by heading; the rest of the headings is still empty.
PARTS = (
    "You have hardly slept since Sunday, and the noise in the flat above is worse. You rang me this morning, "
    "and Steve was with you.",
    "Ama and Joel on Saturday. The workshop. That nobody talks to you in that voice.",
    "I ring you each day at ten. Steve sleeps on your sofa until Friday. The crisis team knows your name and has "
    "my number. Your own plan waits; we do not touch it.",
    "I speak to your doctor about the tablets by tomorrow noon. Steve takes Ama and Joel to football on Saturday "
    "if you are not well enough.",
)
ANSWER = "The kids stay Saturday if I am up at all. Not football with Steve, just home with me."
# Which part he has answered.
ANSWERED = 3


def seed_crisis(users: Mapping[str, User], *, at: datetime) -> None:
    """Marked once: whoever ends it in the demonstration finds it ended. Written once, the same."""
    kofi, sunita = users["kofi"], users["sunita"]
    if not Crisis.objects.filter(person=kofi).exists():
        mark_crisis(person=kofi, by=kofi, at=_today(at, hours=3), words=KOFIS_WORDS)
    if not DirectPlan.objects.filter(person=kofi).exists() and Crisis.objects.filter(person=kofi, ends_at=None):
        _plan(kofi, sunita, at=_today(at, hours=2), now=at)


def _today(at: datetime, *, hours: int) -> datetime:
    """Some hours ago, and today all the same."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(at - timedelta(hours=hours), midnight)


def _plan(kofi: User, sunita: User, *, at: datetime, now: datetime) -> None:
    plan = begin_direct_plan(person=kofi, why=Why.CRISIS, by=sunita, at=at)
    parts = list(plan.parts.all())
    changes = [
        PartChange(part.uuid, part.heading, words, part.number) for part, words in zip(parts, PARTS, strict=False)
    ]
    save_parts(plan=plan, changes=changes, by=sunita, at=at)
    again = answer_by(timezone.localdate(now) + timedelta(days=2), working_days=sunita.working_days, within=1)
    set_day(plan=plan, day=again, by=sunita, at=at)
    show_direct_plan(plan=plan, by=sunita, at=at)
    answered = parts[ANSWERED]
    answered.refresh_from_db()
    answer_part(part=answered, said=Said.PARTLY, words=ANSWER, seen=answered.number, by=kofi, at=now)
