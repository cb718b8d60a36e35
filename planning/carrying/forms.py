"""Where answers go: into a new document or one that is there, and the place of each that has none."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from content.questions.definitions import QuestionDefinition, StepDefinition
from planning.carrying.services import LEAVE, OWN_HEADING
from planning.documents.models import Document
from portal.components.forms import DesignSystemForm, look

NEW = "new"


class CarryForm(DesignSystemForm):
    """A new document, or one of those that are there. key: names the form, so that sending it twice makes one."""

    into = look(
        forms.ChoiceField(
            label="Where shall it go?",
            widget=forms.RadioSelect,
            initial=NEW,
            error_messages={
                "required": "Choose where it shall go.",
                "invalid_choice": "Choose one of these.",
            },
        )
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, new: str, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(document.uuid): document for document in documents}
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(NEW, new), *((key, f"Into “{d.title}”") for key, d in self.documents.items())]

    def document(self) -> Document | None:
        """The one that was chosen; None for a new one."""
        return self.documents.get(self.cleaned_data["into"])


class PlaceForm(DesignSystemForm):
    """The place for one answer."""

    question = forms.CharField(widget=forms.HiddenInput)
    place = look(
        forms.ChoiceField(
            label="Where shall it go?",
            error_messages={"required": "Choose a place for it.", "invalid_choice": "Choose one of these places."},
        ),
        label_size="s",
    )

    def __init__(
        self,
        *args: Any,
        places: Iterable[tuple[StepDefinition, list[QuestionDefinition]]],
        may_have_heading: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        own = [(OWN_HEADING, "Keep it as a heading of my own")] if may_have_heading else []
        steps = [(step.title, [(question.id, question.label) for question in here]) for step, here in places]
        field.choices = [("", "Choose a place"), *own, *steps, (LEAVE, "Leave it where it is")]
