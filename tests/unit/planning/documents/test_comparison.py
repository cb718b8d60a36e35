"""What changed between two readings, answer by answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.documents.comparison import Change, Comparison, State, compare
from planning.documents.models import Answer, Document, Version
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from portal.components.changes import mark_changes
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")
HELP = question_id(default_definition(), "several_of")
IDS = [f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in range(1, 4)]


def entry(number: int, name: str, does: str = "") -> dict[str, str]:
    return {"id": IDS[number], "name": name, "relation": "", "does": does}


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def since(version: Version) -> Comparison:
    owner, at = version.document.owner, timezone.now()
    return compare(VersionStore(version, owner, at), DocumentAnswerStore(version.document, owner, at))


def change_of(found: Comparison, question: str) -> Change:
    return next(c for step in found.steps for c in (*step.changes, *step.same) if c.question.id == question)


def becomes(plan: Document, question: str, value: Any) -> None:
    Answer.objects.filter(document=plan, question_id=question).update(value=value, number=2)


def test_each_answer_is_the_same_changed_added_or_taken_out(plan: Document) -> None:
    for question in (WORDS, SHORT, PEOPLE):
        answer(plan, question, "The choir." if question != PEOPLE else [entry(0, "Beth")])
    version = make_version(plan)
    becomes(plan, SHORT, "The choir on Thursday.")
    becomes(plan, PEOPLE, None)
    answer(plan, HELP, {"chosen": ["pa"], "something_else": ""})
    found = since(version)
    states = {question: change_of(found, question).state for question in (WORDS, SHORT, PEOPLE, HELP)}
    assert states == {WORDS: State.SAME, SHORT: State.CHANGED, PEOPLE: State.TAKEN_OUT, HELP: State.ADDED}
    assert (found.changed, found.same) == (3, 1)


def test_words_are_marked_and_said(plan: Document) -> None:
    answer(plan, WORDS, "I like <b>the choir</b> on Mondays.")
    version = make_version(plan)
    becomes(plan, WORDS, "I like <b>the choir</b> on Thursdays.")
    text = change_of(since(version), WORDS).text
    assert "<del>" in text and "Mondays" in text and "(taken out: " in text
    assert "<ins>" in text and "Thursdays" in text and "(added: " in text
    assert "I like &lt;b&gt;the choir&lt;/b&gt; on " in text


def test_lists_are_compared_entry_by_entry_by_their_ids(plan: Document) -> None:
    """Also when they change places, and when two entries swap names."""
    answer(plan, PEOPLE, [entry(0, "Beth", "shopping"), entry(1, "Leo", "bus")])
    version = make_version(plan)
    becomes(plan, PEOPLE, [entry(2, "Ann", "garden"), entry(0, "Beth", "shopping and cooking")])
    rows = change_of(since(version), PEOPLE).rows
    assert [row.state for row in rows] == [State.ADDED, State.CHANGED, State.TAKEN_OUT]
    assert "cooking" in rows[1].cells[2][1] and "<del>" not in rows[1].cells[0][1]
    assert "Leo" in rows[2].cells[0][1]
    becomes(plan, PEOPLE, [entry(0, "Leo", "bus"), entry(1, "Beth", "shopping")])
    assert [row.state for row in change_of(since(version), PEOPLE).rows] == [State.CHANGED, State.CHANGED]


def test_choices_come_and_go(plan: Document) -> None:
    answer(plan, HELP, {"chosen": ["pa"], "something_else": "my neighbour"})
    version = make_version(plan)
    becomes(plan, HELP, {"chosen": ["pa"], "something_else": "my sister"})
    assert [row.state for row in change_of(since(version), HELP).rows] == [State.SAME, State.ADDED, State.TAKEN_OUT]


def test_a_question_that_is_gone_shows_what_was_said(plan: Document) -> None:
    own = plan.own_questions.create(step_id=default_definition()["steps"][0]["id"], label="What about the dog?")
    answer(plan, str(own.question_id), "He sleeps on my feet.")
    version = make_version(plan)
    plan.own_questions.update(removed_at=timezone.now())
    change = change_of(since(version), str(own.question_id))
    assert (change.state, change.before.value) == (State.TAKEN_OUT, "He sleeps on my feet.")


def test_very_long_texts_are_compared_line_by_line() -> None:
    lines = [f"Line {n} says something about my week and what I do in it." for n in range(600)]
    other = [*lines[:300], "A new line.", *lines[300:]]
    began = timezone.now()
    marked = mark_changes("\n".join(lines), "\n".join(other), show_removed=True)
    assert marked.count("<ins>") == 1 and "<ins>A new line.</ins>" in marked
    whole = mark_changes("one " * 4000, "two " * 4000, show_removed=True)
    assert whole.count("<ins>") == whole.count("<del>") == 1
    assert timezone.now() - began < timedelta(minutes=1)
