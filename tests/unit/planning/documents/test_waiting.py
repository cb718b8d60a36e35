"""Who waited for another change is asked again what they may do: it may have been taken from them meanwhile."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from community.caseload.services import keep_note
from planning.comments.services import add_comment, mark_as_done, reply, suggest
from planning.direct_planning import services as direct
from planning.documents.models import Document, Grant, OwnQuestion
from planning.documents.services import (
    add_heading,
    add_question,
    begin_heading,
    remove_question,
    rename_question,
    share_with_named_worker,
    share_with_supporter,
)
from planning.documents.store import DocumentAnswerStore
from planning.routes.services import offer_have_a_go
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.crisis.services import mark_crisis
from portal.relationships.models import Allocation, CircleMembership
from tests.factories.comments import comment as make_comment
from tests.factories.comments import shared_plan
from tests.factories.content import default_definition, question_id
from tests.factories.direct_planning import make_direct_plan
from tests.factories.planning import share_with
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
Doing = Callable[[Cast, Document, datetime], Any]


@pytest.fixture
def plan(cast: Cast) -> Document:
    return shared_plan(cast, WORDS, "The choir on Thursdays.")


def meanwhile(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, change: Callable[[], object]) -> None:
    """Whoever takes this lock has waited for somebody who changed something."""
    held = getattr(owner, name)

    def waited(*args: Any) -> Any:
        change()
        return held(*args)

    monkeypatch.setattr(owner, name, waited)


def of(document: Document) -> OwnQuestion:
    return OwnQuestion.objects.get(document=document)


def question(document: Document, by: User, at: datetime) -> Any:
    asked = DocumentAnswerStore(document, by, at).definition.questions()
    return next(each for each in asked if each.id == WORDS)


BESIDE: dict[str, Doing] = {
    "comment": lambda c, d, at: add_comment(document=d, question_id=WORDS, text="Which day?", by=c.beth, at=at),
    "reply": lambda c, d, at: reply(comment=d.comments.get(), text="Which day?", by=c.beth, at=at),
    "done": lambda c, d, at: mark_as_done(comment=d.comments.get(), by=c.beth, at=at),
    "suggestion": lambda c, d, at: suggest(
        document=d, question=question(d, c.beth, at), words="Other words", by=c.beth, at=at
    ),
    "heading": lambda c, d, at: add_heading(document=d, title="Mine", by=c.beth, at=at),
    "first heading": lambda c, d, at: begin_heading(document=d, title="Mine", by=c.beth, at=at),
    "question": lambda c, d, at: add_question(
        document=d, step_id=compose_step(d), label="And what else?", by=c.beth, at=at
    ),
    "other question": lambda c, d, at: rename_question(question=of(d), label="What else?", by=c.beth, at=at),
    "no question": lambda c, d, at: remove_question(question=of(d), by=c.beth, at=at),
}


def compose_step(document: Document) -> str:
    return str(of(document).step_id)


@pytest.mark.parametrize("doing", BESIDE)
def test_a_tick_that_was_taken_away(
    cast: Cast, plan: Document, now: datetime, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    ticks = {"can_comment": True, "can_suggest": True, "can_edit": True}
    Grant.objects.filter(circle_membership=cast.beth_in_circle).delete()
    grant = share_with(plan, cast.beth_in_circle, **ticks)
    make_comment(plan, WORDS, cast.beth, "Which choir?")
    begin_heading(document=plan, title="Mine too", by=cast.maureen, at=now)
    no_more = Grant.objects.filter(pk=grant.pk)
    meanwhile(monkeypatch, Document, "hold", lambda: no_more.update(**dict.fromkeys(ticks, False)))
    with pytest.raises(Denied):
        BESIDE[doing](cast, plan, now)


def test_a_place_in_the_circle_that_has_ended(
    cast: Cast, plan: Document, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grant.objects.filter(circle_membership=cast.beth_in_circle).delete()
    hers = CircleMembership.objects.filter(pk=cast.beth_in_circle.pk)
    meanwhile(monkeypatch, Document, "hold", lambda: hers.update(ends_at=now))
    with pytest.raises(Denied):
        share_with_supporter(document=plan, membership=cast.beth_in_circle, by=cast.maureen, at=now)
    assert not Grant.objects.filter(circle_membership=cast.beth_in_circle).exists()


def no_worker(cast: Cast, now: datetime) -> Callable[[], object]:
    return lambda: Allocation.objects.filter(person=cast.maureen).update(ends_at=now)


def test_a_share_with_a_worker_who_is_not_theirs_any_more(
    cast: Cast, plan: Document, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grant.objects.filter(to_named_worker=True).delete()
    meanwhile(monkeypatch, Document, "hold", no_worker(cast, now))
    with pytest.raises(Denied):
        share_with_named_worker(document=plan, by=cast.maureen, at=now)


FOR_A_PERSON: dict[str, Callable[[Cast, datetime], Any]] = {
    "crisis": lambda c, at: mark_crisis(person=c.maureen, by=c.sunita, at=at),
    "note": lambda c, at: keep_note(worker=c.sunita, person=c.maureen, words="Rings after two", seen=0, at=at),
    "offer": lambda c, at: offer_have_a_go(person=c.maureen, pointers="", talk_on=at.date(), by=c.sunita, at=at),
}


@pytest.mark.parametrize("doing", FOR_A_PERSON)
def test_a_worker_who_was_followed_by_another(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    meanwhile(monkeypatch, User, "hold", no_worker(cast, now))
    with pytest.raises(Denied):
        FOR_A_PERSON[doing](cast, now)


@pytest.mark.parametrize("doing", ["save", "add", "show", "day", "answer"])
def test_a_direct_plan_of_a_worker_who_was_followed_by_another(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.")
    part, by = plan.parts.written().get(), {"by": cast.sunita, "at": now}
    meanwhile(monkeypatch, direct, "_hold", no_worker(cast, now))
    with pytest.raises(Denied):
        match doing:
            case "save":
                direct.save_parts(plan=plan, changes=[direct.PartChange(part.uuid, "", "", part.number)], **by)
            case "add":
                direct.add_part(plan=plan, heading="More", **by)
            case "show":
                direct.show_direct_plan(plan=plan, **by)
            case "day":
                direct.set_day(plan=plan, day=now.date(), **by)
            case _:
                direct.answer_part(part=part, said="yes", words="", seen=1, said_by="Mum", how="by phone", **by)
