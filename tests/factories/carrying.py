"""A one-page profile and the way from it to a support plan."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from content.questions.models import QuestionMapping, QuestionSet
from content.questions.queries import latest_version
from planning.carrying.models import CarriedAnswer, Carrying
from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.content import SEED, publish
from tests.factories.planning import make_document

PROFILE = SEED / "one_page_profile.json"
# Questions of the profile.
LIKED = "9cd3985f-f08d-552e-ba6f-1d1ea89ece60"
IMPORTANT = "b64815c0-1cd1-5f47-b5d2-6acdad243246"
SPOILS = "8de32330-7b65-5bff-9a5e-7b48d399b7a5"
WELL = "08d4d87b-d2fc-5e47-b335-62efc55caa6d"
NEVER = "555d0b4d-e1a3-5aeb-a2e9-b728b28ed9ee"
# Questions of the plan.
MATTERS = "44c1c7fb-1ca0-4222-9017-584ea402e11a"
GOOD_DAY = "dcbd10ca-9975-4081-b8e7-68178f98060c"
PEOPLE = "3cf27308-7f47-410a-b2d7-b287a98ace5d"
HOW = "33b680f8-6a99-4e66-ba81-58c6455b74ca"
WEEK = "7ba66245-7a10-42e8-a655-24bee17ff374"
TODO = "5407dedc-7474-4141-9708-1d8749eb5dfe"
ROWS = ((IMPORTANT, MATTERS, "as_it_is"), (WELL, HOW, "as_it_is"), (NEVER, HOW, "as_it_is"))


def profile_definition() -> dict[str, Any]:
    """The one-page profile that the portal comes with, as JSON."""
    definition: dict[str, Any] = json.loads(Path(PROFILE).read_text())
    return definition


def make_profile(owner: User, *, title: str = "My one-page profile") -> Document:
    """An empty one-page profile (published for it when there is none yet)."""
    version = latest_version("one_page_profile") or publish(profile_definition())
    return make_document(owner, version=version, title=title)


def make_mapping(
    *rows: tuple[str, str, str], source: str = "one_page_profile", target: str = "support_plan"
) -> QuestionMapping:
    """A published way from one set to another; from the profile to the plan when nothing else is said."""
    published = {"one_page_profile": profile_definition}
    for kind in (source, target):
        if latest_version(kind) is None:
            publish(published[kind]() if kind in published else None)
    mapping = QuestionMapping(
        source_set=QuestionSet.objects.get(kind=source),
        target_set=QuestionSet.objects.get(kind=target),
        button="Turn this into my support plan",
    )
    raw = [{"type": "row", "value": {"source": a, "target": b, "how": how}} for a, b, how in rows or ROWS]
    mapping.rows = QuestionMapping.rows.field.to_python(json.dumps(raw))
    mapping.full_clean()
    mapping.save()
    return mapping


def carry_by_hand(source: Document, source_question: str, document: Document, question: str) -> CarriedAnswer:
    """An answer that is offered to the document, beside the words that stand there."""
    carrying = Carrying.objects.create(
        document=document, source=source, source_title=source.title, carried_at=timezone.now()
    )
    return CarriedAnswer.objects.create(
        carrying=carrying,
        question_id=question,
        source_question=source_question,
        source_label="What is important to you, day by day?",
        how="as_it_is",
        source_number=0,
        source_base=0,
        number=1,
        base=1,
    )
