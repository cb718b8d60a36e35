"""The forms of a worker's list."""

from typing import Any

from django import forms

from content.questions.forms import FreeWords
from portal.components.forms import DesignSystemForm, look

LONGEST = 1000
TOO_LONG = "This has %(show_value)s characters. There is room for 1,000."


class NoteForm(DesignSystemForm):
    """A note for oneself."""

    words = look(
        FreeWords(
            longest=LONGEST,
            too_long=TOO_LONG,
            label="Your note",
            required=False,
            help_text="Only you see it. Whoever comes after you does not get it.",
        ),
        rows=4,
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A form whose hidden part was lost is one that saw no note: then nothing is written over."""
        cleaned = super().clean() or self.cleaned_data
        if "seen" in self.errors:
            del self.errors["seen"]
            cleaned["seen"] = 0
        return cleaned
