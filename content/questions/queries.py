"""Question sets in the field's words."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import QuerySet

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


class QuestionMappingQuerySet(QuerySet[Any]):
    """Mappings from one set of questions to another."""

    def published(self) -> Self:
        """Those on offer: published, and so is where they lead to."""
        return self.filter(live=True, target_set__live=True)

    def from_set(self, question_set: int) -> Self:
        """Those for documents that were begun with this set, by its number."""
        return self.filter(source_set=question_set).select_related("target_set").order_by("pk")
