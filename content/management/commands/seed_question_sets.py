"""`manage.py seed_question_sets`: the question sets that the portal comes with, and how one becomes another."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from content.questions.approval import offer_a_second_reader
from content.questions.mappings import Row, problems_of_mapping
from content.questions.models import QuestionMapping, QuestionSet
from content.questions.queries import latest_version
from content.questions.writing import stream_of

SEED = Path(__file__).resolve().parent.parent.parent / "seed/question_sets"
MAPPINGS = SEED.parent / "question_mappings.json"
# In the order in which people are offered them.
KINDS = ("support_plan", "my_own_way", "pa_job_description", "one_page_profile", "rehearsal", "help_request")


class Command(BaseCommand):
    """Adds the sets that are missing, and leaves alone whatever an editor has made of the others."""

    help = "Add the question sets that the portal comes with, where they are missing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent."""
        for kind in KINDS:
            self._add(json.loads((SEED / f"{kind}.json").read_text()))
        for mapping in json.loads(MAPPINGS.read_text())["mappings"]:
            self._carry(mapping)
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
            makes_documents=data.get("makes_documents", True),
            live=False,
        )
        question_set.steps = QuestionSet.steps.field.to_python(json.dumps(stream_of(data["steps"])))
        question_set.full_clean()
        question_set.save()
        question_set.save_revision().publish()

    def _carry(self, data: dict[str, Any]) -> None:
        """What goes from one set to another, as far as an editor has left both questions there."""
        sets = [QuestionSet.objects.filter(kind=data[end]).first() for end in ("from", "to")]
        versions = [latest_version(data[end]) for end in ("from", "to")]
        if None in sets or None in versions or QuestionMapping.objects.filter(source_set=sets[0], target_set=sets[1]):
            return
        source, target = (version.as_definition() for version in versions if version)
        rows = [row for row in data["rows"] if not problems_of_mapping([Row(**row)], source, target)]
        mapping = QuestionMapping(
            source_set=sets[0],
            target_set=sets[1],
            button=data["button"],
            intro=data["intro"],
            places_the_rest=data["places_the_rest"],
            live=False,
        )
        raw = json.dumps([{"type": "row", "value": row} for row in rows])
        mapping.rows = QuestionMapping.rows.field.to_python(raw)
        mapping.full_clean()
        mapping.save()
        mapping.save_revision().publish()
