"""Published question sets."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from content.questions.models import QuestionSet, QuestionSetVersion

SEED = Path(__file__).resolve().parent.parent.parent / "content/seed/question_sets"


@cache
def _seed(kind: str) -> str:
    return (SEED / f"{kind}.json").read_text()


def default_definition() -> dict[str, Any]:
    """The default question set, with every kind of question, as JSON."""
    return definition_of("support_plan")


def definition_of(kind: str) -> dict[str, Any]:
    """A set of questions that the portal comes with, as JSON."""
    definition: dict[str, Any] = json.loads(_seed(kind))
    return definition


def publish(definition: dict[str, Any] | None = None, *, question_set: QuestionSet | None = None) -> QuestionSetVersion:
    """A published version of these questions (the default set when there are none given)."""
    definition = definition or default_definition()
    question_set = question_set or QuestionSet.objects.create(title=definition["title"], kind=definition["kind"])
    text = json.dumps(definition, sort_keys=True)
    return QuestionSetVersion.objects.create(
        question_set=question_set,
        number=question_set.versions.count() + 1,
        definition=definition,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_at=timezone.now(),
    )


def question_id(definition: dict[str, Any], kind: str) -> str:
    """The id of the first question of a kind."""
    return next(q["id"] for s in definition["steps"] for q in s["questions"] if q["type"] == kind)
