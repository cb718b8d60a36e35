"""From an answer to a page for everybody: a worker takes out whose it is, a manager checks, the person agrees; then an
editor has the draft of a page, and publishes it in the usual way."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from content.pages.models import GuidanceIndexPage
from content.pages.precedents import PrecedentPage
from planning.spending.enums import Stage
from planning.spending.models import SpendingAnswer, SpendingGuidance
from planning.spending.policies import (
    NOT_TO_AGREE,
    OTHER_WORDS,
    check_can_agree,
    check_can_check,
    check_can_write_guidance,
    check_still_counts,
)
from planning.spending.services.telling import deciding, hold, write_down
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify, withdraw

NEEDS_WORDS = "Write what was asked, and what was answered."
NEEDS_REASON = "Write what should change. The worker reads it."
NO_PLACE = "There is no place for such pages yet. An editor has to make one first. Nothing has changed."
ON_ITS_WAY = "It is on its way already. Nothing has changed."
CMS_PAGES = "/cms/pages/"


@dataclass(frozen=True)
class Wording:
    """An answer as everybody may read it. outcome: the letter of one of the ten, or ""."""

    title: str
    asked: str
    replied: str
    outcome: str = ""
    makes_possible: str = ""


@transaction.atomic
def write_guidance(*, answer: SpendingAnswer, wording: Wording, by: User, at: datetime) -> SpendingGuidance:
    """Write an answer down without whose it is, and ask a manager to check it; again, after it came back.

    Raises Denied for anybody but the person's workers, for an answer that does not count, without words, and once the
    person was asked.
    """
    question = hold(answer.question)
    current = SpendingAnswer.objects.for_pages().get(pk=answer.pk)
    check_can_write_guidance(by, current, at)
    if not (can_be_read(wording.title) and can_be_read(wording.asked) and can_be_read(wording.replied)):
        raise Denied(NEEDS_WORDS)
    known = SpendingGuidance.objects.filter(answer=current).first()
    if known and known.stage not in (Stage.WRITTEN, Stage.SENT_BACK):
        raise Denied(ON_ITS_WAY)
    guidance = known or SpendingGuidance(answer=current, number=0)
    managers = deciding(question, by, at=at)
    guidance.number += 1
    guidance.stage, guidance.sent_back_why = Stage.WRITTEN, ""
    guidance.written_by, guidance.written_at = by, at
    guidance.team = by.team if by.team_id and any(one.team_id == by.team_id for one in managers) else None
    for name, words in vars(wording).items():
        setattr(guidance, name, words)
    guidance.save()
    write_down("spending guidance written", question, by=by, at=at, about=question)
    for manager in managers:
        notify(user=manager, kind=Kind.SPENDING_GUIDANCE, path=guidance.get_absolute_url(), at=at)
    return guidance


@transaction.atomic
def check_guidance(
    *, guidance: SpendingGuidance, fits: bool, why: str, seen: int, by: User, at: datetime
) -> SpendingGuidance:
    """A manager says that nothing in it tells whose it is, and the person is asked; or gives it back, saying why.

    seen: the wording that they read. Raises Denied.
    """
    held = _hold(guidance)
    check_can_check(by, held, at)
    if held.number != seen:
        raise Denied(OTHER_WORDS)
    if fits:
        check_still_counts(held.answer)
    elif not can_be_read(why):
        raise Denied(NEEDS_REASON)
    question = held.answer.question
    held.stage = Stage.CHECKED if fits else Stage.SENT_BACK
    held.sent_back_why = "" if fits else why
    held.checked_by, held.checked_at = by, at
    held.save()
    withdraw(below=held.get_absolute_url())
    write_down("spending guidance checked", question, by=by, at=at, about=question, fits=fits)
    told = question.person if fits else held.written_by
    notify(user=told, kind=Kind.SPENDING_GUIDANCE, path=held.get_absolute_url(), at=at)
    return held


@transaction.atomic
def agree_to_guidance(*, guidance: SpendingGuidance, seen: int, by: User, at: datetime) -> SpendingGuidance:
    """The person agrees to the words that they read: an editor has them now, and nothing else. Twice counts once.

    Raises Denied for anybody else, for other words, before a manager has checked, and once the answer was ended.
    """
    held = _hold(guidance)
    check_can_agree(by, held)
    if held.stage == Stage.AGREED:
        return held
    if held.number != seen:
        raise Denied(OTHER_WORDS)
    check_still_counts(held.answer)
    page = _draft(held)
    held.stage, held.answered_at, held.page = Stage.AGREED, at, page
    held.save()
    write_down("spending guidance agreed", held.answer.question, by=by, at=at, about=held.answer.question)
    _tell_editors(f"{CMS_PAGES}{page.pk}/edit/", at)
    return held


@transaction.atomic
def say_no_to_guidance(*, guidance: SpendingGuidance, by: User, at: datetime) -> SpendingGuidance:
    """The person says no, or takes their yes back: no reason is asked. A page made of it is gone at once, also where
    others could read it already. Raises Denied for anybody else."""
    held = _hold(guidance)
    check_can_agree(by, held)
    had_agreed, page = held.stage == Stage.AGREED, held.page
    held.stage, held.answered_at, held.page = (Stage.TAKEN_BACK if had_agreed else Stage.REFUSED), at, None
    held.save()
    if page:
        above = page.get_parent()
        withdraw(below=f"{CMS_PAGES}{page.pk}/")
        page.specific.delete()
        _tell_editors(f"{CMS_PAGES}{above.pk}/", at)
    write_down("spending guidance refused", held.answer.question, by=by, at=at, about=held.answer.question)
    return held


def _hold(guidance: SpendingGuidance) -> SpendingGuidance:
    hold(guidance.answer.question)
    held: SpendingGuidance | None = SpendingGuidance.objects.for_pages().filter(pk=guidance.pk).first()
    if held is None:
        raise Denied(NOT_TO_AGREE)
    return held


def _draft(guidance: SpendingGuidance) -> Page:
    """A page that nobody but editors sees. Neither it nor its address says from whom it comes, or who answered."""
    index = GuidanceIndexPage.objects.first()
    if index is None:
        raise Denied(NO_PLACE)
    page = PrecedentPage(
        title=guidance.title,
        slug=f"answer-{secrets.token_hex(4)}",
        asked=guidance.asked,
        said=guidance.answer.said,
        replied=guidance.replied,
        outcome=guidance.outcome,
        makes_possible=guidance.makes_possible,
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision()
    return page


def _tell_editors(path: str, at: datetime) -> None:
    for editor in User.objects.filter(role=Role.EDITOR, is_active=True):
        notify(user=editor, kind=Kind.PAGE_NEWS, path=path, at=at)
