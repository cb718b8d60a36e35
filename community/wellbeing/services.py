"""Asking those who help how they are, and keeping what they say for them.

Nothing of it is written down in “who looked”: it would tell others when somebody was asked, and that they answered.
"""

import logging
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from community.wellbeing.enums import HowItIs
from community.wellbeing.models import Asking, NotAsked
from community.wellbeing.policies import check_has_a_page
from community.wellbeing.queries import carer_rules, to_be_asked
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify

logger = logging.getLogger("imw.work")
PAGE = "/how-are-you/"
A_SECOND_TAP = timedelta(minutes=5)
# Whoever has joined in the night is asked in the day: an email at night is none that cares how they are.
ASKED_FROM, ASKED_UNTIL = time(9), time(18)
# How many are asked in one minute: after the first start of it, everybody is due at once.
MOST_AT_ONCE = 200


def ask_who_is_due(*, at: datetime) -> None:
    """Ask everybody whose round it is, by day: one card at home and one notice, and no second word about it."""
    rules = carer_rules()
    if not rules.asks or not ASKED_FROM <= timezone.localtime(at).time() < ASKED_UNTIL:
        return
    for user in to_be_asked(weeks=rules.every_weeks, at=at).order_by("pk")[:MOST_AT_ONCE]:
        try:
            _ask(user, rules.every_weeks, at)
        except Exception:
            # One who cannot be asked holds back nobody behind them; they are tried again in a minute.
            logger.exception("could not ask", extra={"task": "ask_who_is_due"})


@transaction.atomic
def _ask(user: User, weeks: int, at: datetime) -> None:
    user = user.hold()
    if not to_be_asked(weeks=weeks, at=at).filter(pk=user.pk).exists():
        return
    # What was asked before is over: one card, never two.
    Asking.objects.visible_to(user).waiting().update(put_away_at=at)
    Asking.objects.create(user=user, asked_at=at)
    notify(user=user, kind=Kind.HOW_ARE_YOU, path=PAGE, at=at)


@transaction.atomic
def say_how_it_is(*, answer: HowItIs, words: str, by: User, at: datetime) -> Asking:
    """Keep what somebody said of how they are, for them alone. They may say it without being asked.

    Sent twice within a moment, it is kept once. Raises Denied where they help nobody.
    """
    by = by.hold()
    check_has_a_page(by, at=at)
    own = Asking.objects.visible_to(by)
    known: Asking | None = own.answered().first()
    waiting: Asking | None = own.waiting().order_by("-asked_at").first()
    if waiting is None and known and _is_a_second_tap(known, answer, words, at):
        return known
    asking = waiting or Asking(user=by, asked_at=at)
    asking.answer, asking.words, asking.answered_at = answer, words, at
    asking.save()
    mark_read(user=by, path=PAGE, at=at)
    return asking


def _is_a_second_tap(known: Asking, answer: HowItIs, words: str, at: datetime) -> bool:
    just_now = known.answered_at is not None and known.answered_at > at - A_SECOND_TAP
    return just_now and (known.answer, known.words) == (str(answer), words)


@transaction.atomic
def put_away(*, by: User, at: datetime) -> None:
    """Not now: the card goes, and the next round comes as if it had been answered."""
    Asking.objects.visible_to(by.hold()).waiting().update(put_away_at=at)
    mark_read(user=by, path=PAGE, at=at)


@transaction.atomic
def stop_asking(*, by: User, at: datetime) -> None:
    """Never ask again, until they say otherwise."""
    put_away(by=by, at=at)
    NotAsked.objects.get_or_create(user=by, defaults={"since": at})


@transaction.atomic
def ask_again(*, by: User) -> None:
    """Ask me again, from the next round on."""
    NotAsked.objects.filter(user=by.hold()).delete()


@transaction.atomic
def forget(*, asking: Asking, by: User) -> None:
    """Take away what one said, for good. The day on which one was asked stays, so that nobody is asked sooner."""
    own = Asking.objects.visible_to(by.hold()).filter(pk=asking.pk)
    own.update(answer="", words="", answered_at=None, put_away_at=asking.answered_at)
