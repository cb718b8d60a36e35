"""`manage.py seed_question_sets`: the question sets that the portal comes with."""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from content.questions.models import QuestionSet
from content.questions.writing import stream_of

SEED = Path(__file__).resolve().parent.parent.parent / "seed/question_sets"
WORKFLOW = "Questions are looked over"


class Command(BaseCommand):
    """Adds the sets that are missing, and leaves alone whatever an editor has made of the others."""

    help = "Add the question sets that the portal comes with, where they are missing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent."""
        for path in sorted(SEED.glob("*.json")):
            self._add(json.loads(path.read_text()))
        self._approval()

    def _add(self, data: dict[str, Any]) -> None:
        if QuestionSet.objects.filter(kind=data["kind"]).exists():
            return
        question_set = QuestionSet(title=data["title"], kind=data["kind"], intro=data.get("intro", ""), live=False)
        question_set.steps = QuestionSet.steps.field.to_python(json.dumps(stream_of(data["steps"])))
        question_set.full_clean()
        question_set.save()
        question_set.save_revision().publish()

    def _approval(self) -> None:
        """Whoever edits questions may ask for a second look before they are published."""
        editors, _ = Group.objects.get_or_create(name="Editors")
        workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
        if made:
            task = GroupApprovalTask.objects.create(name="Another editor reads it")
            task.groups.add(editors)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(QuestionSet), defaults={"workflow": workflow}
        )
