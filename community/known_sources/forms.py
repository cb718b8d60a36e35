"""What a worker keeps about a place, and says to a person about it."""

from collections.abc import Iterable
from typing import Any

from django import forms

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


class PointForm(DesignSystemForm):
    """Which places, and a sentence for the person."""

    sources = look(
        forms.MultipleChoiceField(
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

    def __init__(self, typed: Any, *, sources: Iterable[KnownSource], known_as: str, chosen: str) -> None:
        """sources: the worker's places; chosen: the uuid of the organisation that is ticked already, or nothing."""
        self.places = {str(each.uuid): each for each in sources}
        ticked = [uuid for uuid, each in self.places.items() if str(each.organisation.uuid) == chosen]
        super().__init__(typed, initial={"sources": ticked})
        offered: Any = self.fields["sources"]
        offered.choices = [(uuid, each.organisation.name) for uuid, each in self.places.items()]
        self.fields["words"].label = f"A sentence for {known_as}"

    def chosen(self) -> list[KnownSource]:
        """The places that were ticked; once the form is valid."""
        return [self.places[uuid] for uuid in self.cleaned_data["sources"]]
