"""Question sets in the field's words."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from content.questions.models import QuestionSetVersion


def latest_version(kind: str) -> "QuestionSetVersion | None":
    """The questions of a kind as they were published last, or None when none are published now.

    Their bulky text is fetched only where it is read.
    """
    versions = apps.get_model("content", "QuestionSetVersion").objects
    newest: QuestionSetVersion | None = (
        versions.filter(question_set__kind=kind, question_set__live=True)
        .select_related("question_set")
        .defer("definition")
        .order_by("-published_at", "-number")
        .first()
    )
    return newest
