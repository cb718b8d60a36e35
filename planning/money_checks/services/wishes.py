"""A social worker asks to look at the spending; the person chooses what to share, if anything."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from planning.money_checks.models import MoneyCheckWish
from planning.money_checks.policies import check_can_look
from planning.money_sharing.policies import check_can_manage_money
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify

TIME_TO_CHOOSE = timedelta(days=14)
NO_WORDS = "Write why you would like to look. They read it as you write it."
WAITING = "You have asked already, and {name} has not shared anything yet. Give it time."


@transaction.atomic
def wish_for_money_check(*, person: User, words: str, by: User, at: datetime) -> MoneyCheckWish:
    """Ask for a money check, saying why; the person is told. The same words again change nothing.

    Raises Denied for anybody but the person's worker and who stands in, without words, and within two weeks of the last
    time: alike whether the person has put that away or not.
    """
    person.hold()
    check_can_look(by, person, at)
    if not can_be_read(words):
        raise Denied(NO_WORDS)
    last: MoneyCheckWish | None = MoneyCheckWish.objects.filter(person=person, met_by=None).first()
    if last and last.asked_at > at - TIME_TO_CHOOSE:
        if last.words == words and last.asked_by_id == by.pk:
            return last
        raise Denied(WAITING.format(name=person.known_as))
    MoneyCheckWish.objects.filter(person=person).open().update(put_away_at=at)
    wish = MoneyCheckWish.objects.create(person=person, words=words, asked_by=by, asked_at=at)
    record("money check wished", by=by, person=person, about=wish, at=at)
    notify(user=person, kind=Kind.MONEY_NEWS, path=reverse("budget"), at=at)
    return wish


@transaction.atomic
def put_wish_away(*, wish: MoneyCheckWish, by: User, at: datetime) -> None:
    """Not now: it does not stand on the person's pages any more. Nobody is told. Twice is once.

    Raises Denied for anybody but the person and who manages the money.
    """
    wish.person.hold()
    check_can_manage_money(by, wish.person, at)
    MoneyCheckWish.objects.filter(pk=wish.pk, met_by=None, put_away_at=None).update(put_away_at=at)
