"""Questions as Django form fields. Each field is one question; its boxes are drawn by the template of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import Problem, kind_of
from content.questions.kinds.base import Earlier


def nothing_earlier() -> Mapping[str, Mapping[str, Any]]:
    """Where no wording came before."""
    return {}


class QuestionWidget(forms.Widget):
    """Draws the boxes of one question and reads what was typed into them.

    standing: the answer as it is kept, which knows the files that a form never names; earlier: the entries it had
    before; taken: files that came with this form; files_url: below which address the files are served.
    """

    needs_multipart_form = True

    def __init__(self, question: QuestionDefinition, extra: int, *, standing: Any = None, files_url: str = "") -> None:
        super().__init__()
        self.question = question
        self.kind = kind_of(question)
        self.extra = extra
        self.standing = standing
        self.earlier: Earlier = nothing_earlier
        self.taken: Sequence[Mapping[str, Any]] = ()
        self.files_url = files_url
        self.template_name = f"content/wizards/widgets/{self.kind.template}.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the boxes, filled with what was typed."""
        context = super().get_context(name, value, attrs)
        context |= self.kind.boxes(self.question, value, name, self.extra)
        return {
            **context,
            "question": self.question,
            "kind": self.kind,
            "files_url": self.files_url,
            "described_by": (attrs or {}).get("aria-describedby", ""),
        }

    def format_value(self, value: Any) -> Any:
        """Stored answers stay what they are."""
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, in the shape of the kind."""
        typed = self.kind.read(self.question, data if isinstance(data, QueryDict) else _as_querydict(data), name)
        return self.kind.with_files(typed, self.standing, self.taken, self.earlier)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: an empty group of boxes is an answer, too."""
        return False

    def use_required_attribute(self, initial: Any) -> bool:
        """Nothing is required in a draft."""
        return False


class QuestionField(forms.Field):
    """One question. Its clean value is the stored answer; what makes no sense yet is an error with a sentence."""

    widget: QuestionWidget

    def __init__(
        self, question: QuestionDefinition, *, extra: int = 0, standing: Any = None, files_url: str = ""
    ) -> None:
        kind = kind_of(question)
        template = "content/wizards/group_field.html" if kind.group else "content/wizards/single_field.html"
        super().__init__(
            required=False,
            label=question.label,
            help_text=question.hint,
            widget=QuestionWidget(question, extra, standing=standing, files_url=files_url),
            template_name=template,
        )
        self.question = question
        self.words = kind.words

    def clean(self, value: Any) -> Any:
        """The answer as it will be kept. Raises ValidationError with a sentence for each problem in it."""
        problems = self.problems(value)
        if problems:
            raise ValidationError([problem.sentence for problem in problems])
        return value

    def problems(self, value: Any) -> list[Problem]:
        """What about an answer makes no sense yet."""
        return [] if value is None else kind_of(self.question).problems(self.question, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as stored."""
        return bool(initial != data)


def _as_querydict(data: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(data or {})
    return made
