"""Two answers of which one came from the other: what each says now, and what of it could be brought across."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from content.questions.conversion import convert, in_words, merged, reversible
from content.questions.definitions import QuestionDefinition
from content.questions.enums import How
from content.questions.kinds import kind_of
from content.questions.kinds.base import as_list, as_mapping
from content.questions.kinds.lists import ListKind
from planning.carrying.models import CarriedAnswer
from planning.documents.composition import compose
from planning.documents.models import Answer, AnswerBefore, Document

TEXTS = {"short_text", "long_text"}


@dataclass(frozen=True)
class Side:
    """One end of a pair. question: None when it is not asked now.

    then: what it said when it was looked at last; agreed: when both sides last said the same.
    """

    document: Document
    question: QuestionDefinition | None
    value: Any = None
    number: int = 0
    then: Any = None
    agreed: Any = None
    audience: str = ""


@dataclass(frozen=True)
class Change:
    """A change at one side that could come to the other.

    there, here: the two sides, from where it is offered; result: what `here` would say, None for nothing left;
    by_hand: whether only its writer can say how (then there is no result).
    """

    pair: "Pair"
    there: Side
    here: Side
    result: Any = None
    by_hand: bool = False


@dataclass(frozen=True)
class Pair:
    """A carried answer with both of its sides; sole: whether nothing else came to the same place."""

    link: CarriedAnswer
    source: Side
    target: Side
    sole: bool

    @cached_property
    def came(self) -> Any:
        """What came across from the source last, as it is at the target; None while nothing did."""
        return self._there(self.source.agreed) if self.link.brought else None

    @cached_property
    def comes(self) -> Any:
        """The same of what it says now."""
        return self._there(self.source.value)

    def _there(self, value: Any) -> Any:
        if self.source.question is None or self.target.question is None:
            return None
        return convert(value, self.source.question, self.target.question, self.link.how)

    def to_target(self) -> Change | None:
        """What the source says now and the target does not."""
        if self.target.question is None or self.source.question is None:
            return None
        if self.source.number == self.link.source_number or self._there(self.source.then) == self.comes:
            return None
        result = merged(self.target.question, self.target.value, self.came, self.comes)
        if result == self.target.value:
            return None
        return Change(self, self.source, self.target, result)

    def to_source(self) -> Change | None:
        """What the target says now of what came from the source, and the source does not."""
        here, there = self.source.question, self.target.question
        if here is None or there is None or not self.link.brought or self.target.number == self.link.number:
            return None
        went, goes = self._own_part(self.target.agreed), self._own_part(self.target.value)
        if goes in (went, self._own_part(self.target.then)) or self._still_says(goes):
            return None
        if not self._goes_back(went):
            return Change(self, self.target, self.source, by_hand=True)
        back = How.AS_WORDS if self.link.how == How.AS_WORDS else How.AS_IT_IS
        result = merged(here, self.source.value, convert(went, there, here, back), convert(goes, there, here, back))
        return None if result == self.source.value else Change(self, self.target, self.source, result)

    def _own_part(self, value: Any) -> Any:
        """Of a list, the entries that came from this source; of everything else all."""
        if self.target.question is None or not isinstance(kind_of(self.target.question), ListKind):
            return value
        known = {as_mapping(entry).get("id") for said in (self.came, self.comes) for entry in as_list(said)}
        return [entry for entry in as_list(value) if as_mapping(entry).get("id") in known] or None

    def _still_says(self, goes: Any) -> bool:
        """Whether a text still has the words that came, whatever was written around them."""
        question = self.target.question
        if question is None or question.kind not in TEXTS or not self.came or goes is None:
            return False
        return bool(merged(question, goes, None, self.came) == goes)

    def _goes_back(self, went: Any) -> bool:
        source, target = self.source.question, self.target.question
        if source is None or target is None or not reversible(source, target, self.link.how):
            return False
        return isinstance(kind_of(target), ListKind) or (self.sole and went == self.came)

    @property
    def parts(self) -> list[str]:
        """The names of the parts that came from there and are still here: "Monday", "“Beth”"."""
        question = self.target.question
        if question is None or self.came is None or self.target.value is None:
            return []
        came = {piece.place for piece in kind_of(question).pieces(question, self.came)}
        here = kind_of(question).pieces(question, self.target.value)
        named = [piece.name for piece in here if piece.place in came and piece.name]
        # Where all of a list came from one place, there is nothing to tell apart.
        return [] if self.sole and len(named) == len(here) and isinstance(kind_of(question), ListKind) else named

    @property
    def changed_here(self) -> bool:
        """Whether what came was worked on since."""
        question = self.target.question
        if question is None or self.came is None or self.target.value is None:
            return False
        own = self._own_part(self.target.value)
        if question.kind in TEXTS:
            return not self._still_says(own)
        return bool(in_words(question, own) != in_words(question, self.came)) if own is not None else True


def pairs(links: Iterable[CarriedAnswer]) -> list[Pair]:
    """Each with what both sides say and said, read for all of them at once, as far as both are still here.

    links: with both documents.
    """
    links = [link for link in links if link.carrying.both_are_here]
    documents = {d.pk: d for link in links for d in (link.carrying.document, link.carrying.source) if d is not None}
    questions = {pk: {q.id: q for q in compose(d).questions()} for pk, d in documents.items()}
    said = _Said(documents, links)
    crowd = _crowd(links)
    return [
        Pair(
            link,
            _side(link.carrying.source, link.source_question, (link.source_number, link.source_base), questions, said),
            _side(link.carrying.document, link.question_id, (link.number, link.base), questions, said),
            sole=crowd[(link.carrying.document_id, str(link.question_id))] == 1,
        )
        for link in links
    ]


def _side(
    document: Document | None,
    question_id: UUID,
    numbers: tuple[int, int],
    questions: Mapping[int, Mapping[str, QuestionDefinition]],
    said: "_Said",
) -> Side:
    assert document is not None  # noqa: S101 - pairs() leaves out those of which one is gone
    question = str(question_id)
    row = said.now.get((document.pk, question))
    then, agreed = (said.then(document.pk, question, number) for number in numbers)
    return Side(
        document,
        questions[document.pk].get(question),
        value=row.value if row else None,
        number=row.number if row else 0,
        then=then,
        agreed=agreed,
        audience=row.audience if row else "everyone",
    )


class _Said:
    """What the documents say, and said at the moments that the pairs speak of: two queries for all of them."""

    def __init__(self, documents: Mapping[int, Document], links: Iterable[CarriedAnswer]) -> None:
        wanted = Q(pk=None)
        before = Q(pk=None)
        for link in links:
            ends = (
                (link.carrying.source_id, link.source_question, {link.source_number, link.source_base}),
                (link.carrying.document_id, link.question_id, {link.number, link.base}),
            )
            for document, question, numbers in ends:
                wanted |= Q(document=document, question_id=question)
                before |= Q(answer__document=document, answer__question_id=question, number__in=numbers)
        self.now = {(row.document_id, str(row.question_id)): row for row in Answer.objects.filter(wanted)}
        earlier = AnswerBefore.objects.filter(before).select_related("answer")
        self._then = {(row.answer.document_id, str(row.answer.question_id), row.number): row.value for row in earlier}

    def then(self, document: int, question: str, number: int) -> Any:
        row = self.now.get((document, question))
        if row and row.number == number:
            return row.value
        return self._then.get((document, question, number))


def _crowd(links: Iterable[CarriedAnswer]) -> dict[tuple[int, str], int]:
    """How many answers came to each place, also those that are not asked about now."""
    places = {(link.carrying.document_id, link.question_id) for link in links}
    wanted = Q(pk=None)
    for document, question in places:
        wanted |= Q(carrying__document=document, question_id=question)
    counts: dict[tuple[int, str], int] = {}
    for document, question in CarriedAnswer.objects.filter(wanted).values_list("carrying__document", "question_id"):
        counts[(document, str(question))] = counts.get((document, str(question)), 0) + 1
    return counts
