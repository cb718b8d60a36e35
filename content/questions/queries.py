"""Question sets in the field's words."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from content.questions.models import QuestionSetVersion


def latest_version(kind: str) -> "QuestionSetVersion | None":
    """The questions of a kind as they were published last, or None when none ever were."""
    versions = apps.get_model("content", "QuestionSetVersion").objects
    newest: QuestionSetVersion | None = (
        versions.filter(question_set__kind=kind)
        .select_related("question_set")
        .order_by("-published_at", "-number")
        .first()
    )
    return newest
