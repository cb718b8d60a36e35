"""Publishing questions."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from content.questions.checking import problems_of
from content.questions.models import QuestionSet, QuestionSetVersion
from portal.access.decisions import Denied


@transaction.atomic
def publish_version(*, question_set: QuestionSet, at: datetime) -> QuestionSetVersion:
    """Keep what is published now as the next version; the newest one, where nothing has changed.

    Raises Denied with the first problem of a set that would confuse people.
    """
    definition = question_set.definition()
    problems = problems_of(definition["steps"])
    if problems:
        raise Denied(problems[0])
    # One publication at a time numbers its version.
    QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    newest = question_set.versions.order_by("-number").first()
    sha256 = fingerprint(definition)
    if newest and newest.sha256 == sha256:
        return newest
    return QuestionSetVersion.objects.create(
        question_set=question_set,
        number=newest.number + 1 if newest else 1,
        definition=definition,
        sha256=sha256,
        published_at=at,
    )


def fingerprint(definition: dict[str, Any]) -> str:
    """The SHA-256 of a definition, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()
