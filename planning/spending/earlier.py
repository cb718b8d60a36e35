"""What was answered before about the same thing: the same cost of the plan, or words like these."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from planning.spending.fitting import contradicts
from planning.spending.models import SpendingAnswer, SpendingQuestion

MOST_ALIKE, MOST_OTHERS = 10, 100


@dataclass(frozen=True)
class Earlier:
    """Answers that count now, each once. same: to this question, or about the same cost of the plan; alike: to a
    question with words like these; others: all the rest, the newest first."""

    same: list[SpendingAnswer]
    alike: list[SpendingAnswer]
    others: list[SpendingAnswer]

    @property
    def any(self) -> bool:
        """Whether there is anything to read before answering."""
        return bool(self.same or self.alike)

    def not_fitting(
        self, *, said: str, words: str, ticked: Collection[UUID], shown: Collection[UUID]
    ) -> list[SpendingAnswer]:
        """Those about the same thing that a new answer does not fit.

        About the same thing are: all of `same`, whatever anybody ticks; of `alike` those that were not shown with an
        empty box (what came since the page was opened counts, until somebody has looked); of the others the ticked.
        """
        about_it = [
            *self.same,
            *(answer for answer in self.alike if answer.uuid in ticked or answer.uuid not in shown),
            *(answer for answer in self.others if answer.uuid in ticked),
        ]
        return [a for a in about_it if contradicts(a.said, said, earlier_words=a.words, new_words=words)]


def earlier_answers(question: SpendingQuestion) -> Earlier:
    """What counts now for this question's person, sorted by how near it is to it."""
    counting = SpendingAnswer.objects.counting().filter(question__person=question.person_id).for_pages()
    rows = list(counting.order_by("-given_at", "-pk"))
    same = [row for row in rows if _same(row.question, question)]
    words = f"{question.words} {question.line_words}"
    near = SpendingQuestion.objects.of(question.person).alike(words).exclude(pk=question.pk)[:MOST_ALIKE]
    place = {pk: number for number, pk in enumerate(near.values_list("pk", flat=True))}
    rest = [row for row in rows if row not in same]
    alike = sorted((row for row in rest if row.question_id in place), key=lambda row: place[row.question_id])
    return Earlier(same, alike, [row for row in rest if row.question_id not in place][:MOST_OTHERS])


def _same(one: SpendingQuestion, other: SpendingQuestion) -> bool:
    return one.pk == other.pk or (one.line_entry is not None and one.line_entry == other.line_entry)
