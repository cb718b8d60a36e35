"""One step as a form: a field for each question, and for each the number of the answer that was seen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.forms.utils import ErrorDict

from content.questions.definitions import StepDefinition
from content.questions.kinds.base import TOO_LONG
from content.wizards.fields import QuestionField
from content.wizards.stores import AnswerChange, StoredAnswer
from portal.components.forms import DesignSystemForm


class StepForm(DesignSystemForm):
    """The questions of one step.

    answers: what stands; with data, what was typed is shown instead. extra_rows: empty rows by question id.
    earlier: gives the entries that an answer had before, by question id; files_url: where its files are served.
    What makes no sense yet is an error at its question, whether it was typed just now or kept as it was.
    """

    _errors: ErrorDict

    def __init__(
        self,
        *args: Any,
        step: StepDefinition,
        answers: Mapping[str, StoredAnswer],
        extra_rows: Mapping[str, int] | None = None,
        earlier: Callable[[str], Mapping[str, Mapping[str, Any]]] | None = None,
        files_url: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {q.id: answers[q.id].value for q in step.questions if q.id in answers}
        kwargs["auto_id"] = "q-%s"
        # Answers are known by their question alone, never by the form they were typed into.
        kwargs["prefix"] = None
        super().__init__(*args, **kwargs)
        self.step = step
        self.answers = answers
        for question in step.questions:
            field = QuestionField(
                question,
                extra=(extra_rows or {}).get(question.id, 0),
                standing=answers.get(question.id, StoredAnswer()).value,
                files_url=files_url,
            )
            self.fields[question.id] = field
            if earlier:
                field.widget.earlier = partial(earlier, question.id)

    def full_clean(self) -> None:
        """Beside Django's own: what is kept and makes no sense yet says so each time the page is opened."""
        super().full_clean()
        if self.is_bound:
            return
        for question_id, field in self.fields.items():
            if isinstance(field, QuestionField) and (found := field.problems(self.initial.get(question_id))):
                self._errors[question_id] = self.error_class(
                    [problem.sentence for problem in found], renderer=self.renderer
                )

    def take(self, question_id: str, files: Sequence[Mapping[str, Any]]) -> None:
        """These files came with the form: they are part of what was typed from now on."""
        field = self.fields[question_id]
        assert isinstance(field, QuestionField)  # noqa: S101 - every field here is a question
        field.widget.taken = files

    def typed(self, question_id: str) -> Any:
        """What somebody typed as the answer to one question, with its files, whether it makes sense yet or not."""
        return self[question_id].data

    def seen(self, question_id: str) -> int:
        """The number of the answer that they had before them."""
        number = self.data.get(f"{question_id}-version", "")
        return int(number) if number.isdecimal() and len(number) < 10 else 0

    def changes(self) -> list[AnswerChange]:
        """Everything typed that can be kept: all of it, but for a text that is too long to keep."""
        found = []
        for question_id, field in self.fields.items():
            value = self.typed(question_id)
            if not isinstance(field, QuestionField) or self._beyond_keeping(field, value):
                continue
            if value is None and f"{question_id}-version" not in self.data:
                # The page that was sent did not ask this yet. That is no empty answer.
                continue
            found.append(AnswerChange(question_id, value, self.seen(question_id)))
        return found

    def _beyond_keeping(self, field: QuestionField, value: Any) -> bool:
        return any(TOO_LONG in problem.sentence for problem in field.problems(value))

    def bars_going_on(self, *, but: Collection[str] = ()) -> bool:
        """Whether something typed must be mended first: only what could not be kept at all.

        but: questions whose typed text is given up anyway.
        """
        return any(
            self._beyond_keeping(field, self.typed(question_id))
            for question_id, field in self.fields.items()
            if isinstance(field, QuestionField) and question_id not in but
        )
