"""What a worker keeps about a place, and says to a person about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from community.known_sources.models import LONGEST_NOTE, LONGEST_WORDS, KnownSource
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look


class SourceForm(DesignSystemForm):
    """A note for oneself."""

    note = look(
        forms.CharField(
            label="What you know about them",
            help_text="Only you read it. For example: visited in May, good with dementia.",
            max_length=LONGEST_NOTE,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        ),
        label_size="s",
        rows=4,
        count_to=LONGEST_NOTE,
    )
    seen_on = look(DateBoxesField(label="When were you there last, or spoke to them?", required=False), label_size="s")


class SourceChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The worker's places, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of the organisation."""
        return str(obj.organisation.name)


class PointForm(DesignSystemForm):
    """Which places, and a sentence for the person."""

    sources = look(
        SourceChoice(
            queryset=KnownSource.objects.none(),
            label="Which places?",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one place."},
        ),
        label_size="s",
    )
    words = look(
        forms.CharField(
            label="A sentence for them",
            help_text="Say why you think of this place. They see it with your name.",
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": "Write a sentence that says why you think of this place."},
        ),
        label_size="s",
        rows=4,
        count_to=LONGEST_WORDS,
    )

    def __init__(self, typed: Any, *, sources: "QuerySet[KnownSource]", known_as: str, chosen: list[int]) -> None:
        super().__init__(typed, initial={"sources": chosen})
        places = self.fields["sources"]
        assert isinstance(places, forms.ModelMultipleChoiceField)  # noqa: S101 - for types only
        places.queryset = sources
        self.fields["words"].label = f"A sentence for {known_as}"
