"""A profile whose answers are carried into a plan."""

from datetime import datetime
from typing import Any

import pytest

from content.questions.models import QuestionMapping
from content.wizards.stores import AnswerChange
from planning.carrying.models import CarriedAnswer, Carrying
from planning.carrying.services import carry_over
from planning.carrying.sides import Change, Pair, pairs
from planning.documents.models import Document
from planning.documents.store import DocumentAnswerStore
from tests.factories.carrying import (
    IMPORTANT,
    NEVER,
    SPOILS,
    WELL,
    make_mapping,
    make_profile,
)
from tests.factories.planning import answer
from tests.personas import Cast


@pytest.fixture
def profile(cast: Cast) -> Document:
    profile = make_profile(cast.maureen)
    answer(profile, IMPORTANT, "Singing.")
    answer(profile, WELL, "Stand on my left.")
    answer(profile, NEVER, "Do not rush me.")
    answer(profile, SPOILS, "Loud voices.")
    return profile


@pytest.fixture
def mapping(profile: Document) -> QuestionMapping:
    return make_mapping()


def words(document: Document) -> dict[str, Any]:
    return {str(row.question_id): row.value for row in document.answers.all() if row.value is not None}


def write(document: Document, question: str, value: Any, at: datetime) -> None:
    store = DocumentAnswerStore(document, document.owner, at)
    number = store.answers()[question].number if question in store.answers() else 0
    [saved] = store.save([AnswerChange(question, value, number)])
    assert saved.written


def pair(document: Document, source_question: str) -> Pair:
    links = CarriedAnswer.objects.of(document).filter(source_question=source_question).with_both_documents()
    [found] = pairs(links)
    return found


def seen(change: Change) -> tuple[int, int]:
    return change.pair.source.number, change.pair.target.number


def carried(cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime, **more: Any) -> Carrying:
    return carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now, **more)


def pairs_of(document: Document) -> list[Pair]:
    return pairs(CarriedAnswer.objects.of(document).with_both_documents())
