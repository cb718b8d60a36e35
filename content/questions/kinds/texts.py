"""Free words."""

from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Problem, Shown, one_line, tidy, too_long


class LongText(Kind):
    """As many words as somebody likes. Stored as text."""

    name, label, template, words = "long_text", "Long text", "long_text", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> str | None:
        return tidy(data.get(name)) or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        return too_long(str(value or ""))

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("text", text=str(value))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        return {"text": value or ""}

    def both(self, mine: Any, theirs: Any) -> Any:
        return f"{theirs}\n\n{mine}"


class ShortText(LongText):
    """A line. A longer answer than there seems room for is kept all the same."""

    name, label, template = "short_text", "Short text", "short_text"
    words = True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> str | None:
        return one_line(data.get(name)) or None

    def both(self, mine: Any, theirs: Any) -> Any:
        return f"{theirs}; {mine}"


class Place(ShortText):
    """Where: a town, or a postcode. Its kind says what it means, so that whoever reads answers finds it in any set;
    whether anybody knows the place is no business of the question."""

    name, label = "place", "Town or postcode"
    words = False
