"""The name under which somebody writes: they choose it, a moderator looks at it before others see it."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from community.peers.enums import Outcome
from community.peers.models import ChosenName, Naming
from community.peers.names import cleaned, key_of
from community.peers.policies import (
    NO_MODERATOR,
    NOT_FAIR,
    NOTHING_WAITS,
    TAKEN,
    check_name,
    check_reads,
    check_reason,
    tells,
)
from community.peers.queries import moderates, moderators_of_name
from community.peers.services.waiting import tell_author, tell_moderators
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record

TOLD_BY_NOW = "Your account has another name now, and this one told who you are."
_TAKEN_MEANWHILE = "Somebody else has this name by now. Ask for another one."


@transaction.atomic
def choose_name(*, name: str, by: User, at: datetime) -> ChosenName:
    """Choose the name to write under, or another one. What others have seen already keeps the name before until a
    moderator has looked at the new one; then it carries the new one. Raises Denied."""
    by = by.hold()
    check_reads(by, at=at)
    name = cleaned(name)
    key = check_name(by, name)
    voice = ChosenName.objects.select_for_update(no_key=True).filter(user=by).first()
    try:
        with transaction.atomic():
            return _chosen(voice, name, key, by=by, at=at)
    except IntegrityError as taken:
        # By somebody else, between the look and the taking.
        raise Denied(TAKEN) from taken


def _chosen(voice: ChosenName | None, name: str, key: str, *, by: User, at: datetime) -> ChosenName:
    if voice is None:
        return ChosenName.objects.create(user=by, name=name, key=key, chosen_at=at)
    if voice.looked_at is None:
        _take(voice, name, key, at=at)
        return voice
    waiting = voice.namings.filter(outcome="").first()
    if waiting and waiting.name == name:
        return voice
    if waiting:
        _settle(waiting, Outcome.REPLACED, by=None, at=at)
    if voice.name == name:
        # Kept. What a moderator wrote about another one is answered with it.
        _take(voice, name, key, at=at)
    else:
        Naming.objects.create(voice=voice, name=name, key=key, sent_at=at)
        tell_moderators(list(moderators_of_name(voice, at=at)), at=at)
    return voice


@transaction.atomic
def approve_name(*, naming: Naming, by: User, at: datetime) -> None:
    """Let others see a name that waits, on everything that was written under the one before. Raises Denied."""
    held = _held(naming, by=by, at=at)
    _settle(held, Outcome.APPROVED, by=by, at=at)
    try:
        with transaction.atomic():
            _take(held.voice, held.name, held.key, at=at)
    except IntegrityError as taken:
        raise Denied(_TAKEN_MEANWHILE) from taken
    record("peer name approved", by=by, person=None, about=held, at=at)
    tell_author(held.voice.user, at=at)


@transaction.atomic
def send_name_back(*, naming: Naming, why: str, by: User, at: datetime) -> None:
    """Ask for another name than the one that waits; others see the one before. Raises Denied."""
    held = _held(naming, by=by, at=at)
    check_reason(why)
    _settle(held, Outcome.SENT_BACK, by=by, at=at, why=why)
    record("peer name sent back", by=by, person=None, about=held, at=at)
    tell_author(held.voice.user, at=at)


def put_out_of_use(voice: ChosenName, *, why: str, by: User | None, at: datetime) -> Naming:
    """From this moment nobody sees this name any more; everything says “Somebody” and a number, until its author has
    chosen another one and a moderator has looked at that. In the transaction of whoever asks.

    by: the moderator; nobody, where the portal compared it with the name of the account.
    """
    gone: Naming = Naming.objects.create(
        voice=voice,
        name=voice.name,
        key=voice.key,
        sent_at=voice.chosen_at,
        outcome=Outcome.SENT_BACK,
        settled_at=at,
        settled_by=by,
        why=why,
    )
    neutral = _neutral()
    _take(voice, neutral, key_of(neutral), at=at)
    voice.looked_at = voice.looked_at or at
    voice.save(update_fields=["looked_at"])
    tell_author(voice.user, at=at)
    return gone


@transaction.atomic
def look_again(user: User, at: datetime) -> None:
    """The name of an account has changed: a chosen name that tells who somebody is by now goes, also one that waits."""
    voice = ChosenName.objects.select_for_update(no_key=True).filter(user=user).first()
    if voice is None:
        return
    for waiting in voice.namings.filter(outcome=""):
        if tells(user, waiting.name):
            _settle(waiting, Outcome.SENT_BACK, by=None, at=at, why=TOLD_BY_NOW)
            tell_author(user, at=at)
    if tells(user, voice.name):
        put_out_of_use(voice, why=TOLD_BY_NOW, by=None, at=at)


def _held(naming: Naming, *, by: User, at: datetime) -> Naming:
    """It, waiting still, and fair for this moderator to look at. Raises Denied."""
    voice = ChosenName.objects.select_for_update(no_key=True).get(pk=naming.voice_id)
    held: Naming = Naming.objects.select_for_update().get(pk=naming.pk)
    held.voice = voice
    if not moderates(by, at=at):
        raise Denied(NO_MODERATOR)
    if not Naming.objects.fair_for(by).filter(pk=held.pk).exists():
        raise Denied(NOT_FAIR)
    if held.outcome:
        raise Denied(NOTHING_WAITS)
    return held


def _take(voice: ChosenName, name: str, key: str, *, at: datetime) -> None:
    voice.name, voice.key, voice.chosen_at = name, key, at
    voice.save(update_fields=["name", "key", "chosen_at"])


def _settle(naming: Naming, outcome: Outcome, *, by: User | None, at: datetime, why: str = "") -> None:
    naming.outcome, naming.settled_by, naming.settled_at, naming.why = outcome, by, at, why
    naming.save(update_fields=["outcome", "settled_by", "settled_at", "why"])


def _neutral() -> str:
    """A name that nobody has."""
    while ChosenName.objects.filter(key=key_of(name := f"Somebody {secrets.randbelow(900_000) + 100_000}")).exists():
        continue
    return name
