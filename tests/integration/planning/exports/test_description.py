"""docs/export.md and its schema describe what is really written, and what is really read."""

import json
import re
from datetime import datetime
from typing import Any

import pytest

from content.questions.kinds import KINDS
from planning.documents.models import Document
from planning.exports.incoming import parse
from tests.factories.comments import comment, suggestion
from tests.factories.planning import make_version, share_with
from tests.integration.planning.exports.conftest import WORDS, content_of
from tests.integration.planning.exports.described import ROOT, problems
from tests.integration.planning.exports.test_copies import Take, data_in
from tests.personas import Cast

GUIDE = (ROOT / "docs/export.md").read_text()


def example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.search(r"```json\n(.*?)```", GUIDE, re.DOTALL).group(1))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("parts", ["shared", "worker", "all"])
def test_what_is_written_is_as_described(cast: Cast, plan: Document, take: Take, parts: str, now: datetime) -> None:
    share_with(plan, cast.beth_in_circle, can_comment=True)
    first = comment(plan, WORDS, cast.beth, "Lovely", opened_at=now)
    comment(plan, WORDS, cast.maureen, "Thank you", parent=first)
    suggestion(plan, WORDS, cast.beth, "Other words")
    version = make_version(plan)
    gone = plan.own_questions.get()
    for who in (cast.maureen, cast.beth):
        assert problems(data_in(content_of(take(who, plan, "data", parts)))) == []
        assert problems(data_in(content_of(take(who, plan, "data", parts, version=version.number)))) == []
    gone.removed_at = now
    gone.save()
    data = data_in(content_of(take(cast.maureen, plan, "data", parts)))
    assert problems(data) == []
    assert bool(data["earlier_answers"]) is (parts == "all")
    assert data["comments"]


def test_the_example_is_as_described_and_can_be_read() -> None:
    assert problems(example()) == []
    read = parse(json.dumps(example()).encode())
    assert [q.in_words for step in read.steps for q in step.questions] == [
        question["answer"]["in_words"] for step in example()["steps"] for question in step["questions"]
    ]


def test_the_description_finds_what_is_odd() -> None:
    for odd in ({"schema": "x"}, {"title": 5}, {"steps": [{}]}, {"more": 1}, {"exported_at": "today"}):
        assert problems({**example(), **odd})


def test_every_kind_of_answer_is_described() -> None:
    assert not [name for name in KINDS if f"`{name}`" not in GUIDE]
