"""`manage.py seed_question_sets`: the question sets that the portal comes with."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from content.questions.approval import offer_a_second_reader
from content.questions.models import QuestionSet
from content.questions.writing import stream_of

SEED = Path(__file__).resolve().parent.parent.parent / "seed/question_sets"
# In the order in which people are offered them.
KINDS = ("support_plan", "my_own_way", "one_page_profile")


class Command(BaseCommand):
    """Adds the sets that are missing, and leaves alone whatever an editor has made of the others."""

    help = "Add the question sets that the portal comes with, where they are missing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent."""
        for kind in KINDS:
            self._add(json.loads((SEED / f"{kind}.json").read_text()))
        offer_a_second_reader()

    def _add(self, data: dict[str, Any]) -> None:
        if QuestionSet.objects.filter(kind=data["kind"]).exists():
            return
        question_set = QuestionSet(
            title=data["title"],
            kind=data["kind"],
            intro=data.get("intro", ""),
            is_plan=data.get("plan", False),
            begins_blank=data.get("begins_blank", False),
            live=False,
        )
        question_set.steps = QuestionSet.steps.field.to_python(json.dumps(stream_of(data["steps"])))
        question_set.full_clean()
        question_set.save()
        question_set.save_revision().publish()
