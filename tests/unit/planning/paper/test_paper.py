"""Typed in from paper: nobody's answer until its owner says so, and the typist learns nothing that is kept back."""

from datetime import datetime
from typing import Any

import pytest

from content.questions.definitions import SetDefinition
from content.wizards.stores import AnswerChange, Saved
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, Document
from planning.documents.services import stop_sharing
from planning.exports.paper import Heading, Space, Table, Ticks
from planning.paper.enums import Outcome
from planning.paper.models import PaperAnswer
from planning.paper.services import ChangedSinceError, say_they_are_mine, say_they_are_not_mine
from planning.paper.sheet import sheet_of
from planning.paper.store import PaperStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.models import Notice
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")
TYPED = "Singing, and my front door."


@pytest.fixture
def plan(cast: Cast) -> Document:
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle, can_suggest=True)
    return plan


def type_in(plan: Document, by: User, at: datetime, question: str = WORDS, value: Any = TYPED, seen: int = 0) -> Saved:
    [saved] = PaperStore(plan, by, at).save([AnswerChange(question, value, seen)])
    return saved


def row(plan: Document, question: str = WORDS) -> PaperAnswer:
    found: PaperAnswer = PaperAnswer.objects.select_related("document").get(document=plan, question_id=question)
    return found


def test_what_is_typed_in_is_no_answer_and_its_owner_is_told_once_without_a_word_of_it(
    cast: Cast, plan: Document, now: datetime
) -> None:
    type_in(plan, cast.beth, now)
    type_in(plan, cast.beth, now, question=SHORT, value="Soup")
    assert not plan.answers.exists()
    notice = Notice.objects.get(user=cast.maureen)
    assert (notice.kind, notice.path) == ("paper", f"/documents/{plan.uuid}/paper/")
    assert "Beth" not in notice.get_kind_display() and "Singing" not in notice.get_kind_display()


def test_only_who_may_suggest_or_write_types_in(cast: Cast, now: datetime) -> None:
    plan = make_document(cast.maureen)
    grant = share_with(plan, cast.beth_in_circle, can_comment=True)
    for user in (cast.beth, cast.maureen, cast.amira, cast.sunita):
        with pytest.raises(Denied):
            type_in(plan, user, now)
    grant.can_edit = True
    grant.save()
    share_with_worker(plan)
    assert type_in(plan, cast.beth, now).written
    assert type_in(plan, cast.sunita, now).written
    stop_sharing(grant=grant, by=cast.maureen, at=now)
    with pytest.raises(Denied):
        type_in(plan, cast.beth, now, value="More", seen=1)


def test_each_typist_knows_only_what_they_typed(cast: Cast, plan: Document, now: datetime) -> None:
    share_with_worker(plan)
    answer(plan, SHORT, "Soup on the stove.")
    type_in(plan, cast.beth, now)
    type_in(plan, cast.sunita, now, value="Singing")
    assert PaperStore(plan, cast.beth, now).answers()[WORDS].value == TYPED
    assert set(PaperStore(plan, cast.beth, now).answers()) == {WORDS}
    assert PaperStore(plan, cast.sunita, now).answers()[WORDS].value == "Singing"


def test_two_windows_of_a_typist_lose_nothing(cast: Cast, plan: Document, now: datetime) -> None:
    type_in(plan, cast.beth, now)
    late = type_in(plan, cast.beth, now, value="Other", seen=0)
    assert late.conflict and late.answer.value == TYPED
    assert type_in(plan, cast.beth, now, value="Other", seen=1).written
    assert PaperAnswer.objects.count() == 1


def test_a_kept_back_answer_tells_the_typist_nothing_and_stays_until_its_owner_chooses(
    cast: Cast, plan: Document, now: datetime
) -> None:
    answer(plan, WORDS, "The tin behind the clock.", audience=Audience.ONLY_ME)
    first = type_in(plan, cast.beth, now)
    assert (first.answer.number, first.conflict) == (1, False)
    empty = type_in(plan, cast.beth, now, question=PEOPLE, value=None)
    assert not empty.written
    assert say_they_are_mine(typed=row(plan), seen=(1, 1), by=cast.maureen, at=now)
    kept = Answer.objects.get(document=plan, question_id=WORDS)
    assert (kept.value, kept.audience, kept.typed_by) == (TYPED, Audience.ONLY_ME, cast.maureen)
    assert AnswerBefore.objects.get(answer=kept).value == "The tin behind the clock."
    # To the typist it looks as if nobody had looked: what they typed is gone from their boxes, however it ended.
    assert WORDS not in PaperStore(plan, cast.beth, now).answers()


def test_a_yes_makes_it_hers_and_the_answer_knows_who_typed_it_while_it_stands(
    cast: Cast, plan: Document, now: datetime
) -> None:
    type_in(plan, cast.beth, now)
    typed = row(plan)
    assert say_they_are_mine(typed=typed, seen=(1, 0), by=cast.maureen, at=now)
    assert not say_they_are_mine(typed=typed, seen=(1, 0), by=cast.maureen, at=now)
    kept = Answer.objects.get(document=plan, question_id=WORDS)
    assert (kept.value, kept.number) == (TYPED, 1)
    assert row(plan).became == 1


def test_both_changed_and_no(cast: Cast, plan: Document, now: datetime) -> None:
    answer(plan, WORDS, "My garden.")
    type_in(plan, cast.beth, now)
    say_they_are_mine(typed=row(plan), seen=(1, 1), by=cast.maureen, at=now, outcome=Outcome.BOTH)
    assert Answer.objects.get(question_id=WORDS).value == f"My garden.\n\n{TYPED}"
    type_in(plan, cast.beth, now, question=SHORT, value="Soop")
    say_they_are_mine(
        typed=row(plan, SHORT), seen=(1, 0), by=cast.maureen, at=now, outcome=Outcome.CHANGED, value="Soup"
    )
    assert Answer.objects.get(question_id=SHORT).value == "Soup"
    type_in(plan, cast.beth, now, question=PEOPLE, value=[{"id": "", "name": "Leo", "relation": "", "does": ""}])
    assert say_they_are_not_mine(typed=row(plan, PEOPLE), by=cast.maureen, at=now)
    assert not Answer.objects.filter(question_id=PEOPLE).exists()


def test_an_old_page_does_not_ask_again_about_words_that_were_settled(
    cast: Cast, plan: Document, now: datetime
) -> None:
    number = type_in(plan, cast.beth, now).answer.number
    say_they_are_not_mine(typed=row(plan), by=cast.maureen, at=now)
    assert not type_in(plan, cast.beth, now, seen=number).written
    assert not PaperAnswer.objects.waiting().exists()
    assert type_in(plan, cast.beth, now, value="Something else.", seen=number).written


def test_a_yes_to_other_words_than_these_changes_nothing(cast: Cast, plan: Document, now: datetime) -> None:
    type_in(plan, cast.beth, now)
    type_in(plan, cast.beth, now, value="Other words", seen=1)
    with pytest.raises(ChangedSinceError):
        say_they_are_mine(typed=row(plan), seen=(1, 0), by=cast.maureen, at=now)
    for user in (cast.beth, cast.sunita):
        with pytest.raises(Denied):
            say_they_are_mine(typed=row(plan), seen=(2, 0), by=user, at=now)
        with pytest.raises(Denied):
            say_they_are_not_mine(typed=row(plan), by=user, at=now)
    assert not plan.answers.exists()


def test_a_sheet_has_room_for_every_question_and_no_answer_on_it() -> None:
    definition = SetDefinition.from_json(default_definition())
    paper = sheet_of(definition)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 3]
    assert [text.split(". ", 1)[1] for text in headings] == [question.label for question in definition.questions()]
    assert headings[0].startswith("1. ")
    texts = " ".join(getattr(block, "text", "") for block in paper.blocks)
    assert "Only if you chose “" in texts
    assert any(isinstance(block, Space) and block.lines == 8 for block in paper.blocks)
    assert any(isinstance(block, Ticks) and "Yes" in block.choices for block in paper.blocks)
    week = next(
        block for block in paper.blocks if isinstance(block, Table) and block.head[0] == "Day" and len(block.rows) == 7
    )
    assert week.roomy and week.rows[0][0] == "Monday"
