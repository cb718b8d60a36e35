"""A photo or a file."""

from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Shown, as_mapping, tidy


class File(Kind):
    """Stored as {"file": uuid, "name", "caption", "content_type"}. The store keeps the file itself."""

    name, label, template, group = "file", "A photo or a file", "file", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, Any] | None:
        """Only the words about it: which file it is comes from the store, never from the form."""
        caption = tidy(data.get(f"{name}-caption"))
        return {"caption": caption} if caption else None

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        found = as_mapping(value)
        return Shown("file", text=str(found.get("caption", "")), file=found)

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found = as_mapping(value)
        return {"file": found if found.get("file") else None, "caption": found.get("caption", "")}
