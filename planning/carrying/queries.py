"""What was carried from one document into another, in the field's words."""

from typing import Any, Self

from django.db.models import F, Q, QuerySet


class CarryingQuerySet(QuerySet[Any]):
    """Documents that became others."""

    def for_pages(self) -> Self:
        """With both documents and what is needed to read their questions."""
        return self.select_related("document", "source").order_by("-carried_at", "-pk")


class CarriedAnswerQuerySet(QuerySet[Any]):
    """Answers that came from another document, or are offered from there."""

    def of(self, document: Any) -> Self:
        """Those with either end in this document."""
        return self.filter(Q(carrying__document=document) | Q(carrying__source=document))

    def beside(self, document: Any, question_ids: Any) -> Self:
        """Those with either end at one of these answers."""
        here = Q(carrying__document=document, question_id__in=question_ids)
        there = Q(carrying__source=document, source_question__in=question_ids)
        return self.filter(here | there).with_both_documents()

    def with_both_documents(self) -> Self:
        """With both documents and their own headings and questions, in a constant number of queries."""
        ends = ("carrying__document", "carrying__source")
        own = [f"{end}__{parts}" for end in ends for parts in ("own_headings", "own_questions")]
        joined = self.select_related(*(f"{end}__question_set_version" for end in ends))
        return joined.defer(*(f"{end}__question_set_version__definition" for end in ends)).prefetch_related(*own)

    def in_order(self) -> Self:
        """As they were carried."""
        return self.order_by(F("carrying").asc(), "pk")
