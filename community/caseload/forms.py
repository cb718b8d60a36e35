"""The forms of a worker's list."""

from typing import Any

from django import forms

from content.questions.forms import FreeWords
from portal.components.forms import DesignSystemForm, look

LONGEST = 1000
LONGEST_REASON = 500
REASON_TOO_LONG = "This has %(show_value)s characters. There is room for 500."
WHO = "Type their email address, or their full name and the year they were born."
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


class OpenRecordForm(DesignSystemForm):
    """Whose record a worker has to open who is not theirs, and why."""

    full_name = forms.CharField(
        label="Their full name",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    year_of_birth = look(
        forms.IntegerField(
            label="The year they were born",
            required=False,
            min_value=1900,
            max_value=2100,
            error_messages={
                "invalid": "Type the year as four numbers, for instance 1955.",
                "min_value": "Type the year as four numbers, for instance 1955.",
                "max_value": "Type the year as four numbers, for instance 1955.",
            },
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        ),
        width=4,
    )
    email = forms.EmailField(
        label="Or the email address they use here",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = look(
        FreeWords(
            longest=LONGEST_REASON,
            too_long=REASON_TOO_LONG,
            label="Why do you open it?",
            help_text="The person reads these words, and so do the managers.",
            error_messages={"required": "Write why you open this record. The person reads it."},
        ),
        rows=3,
    )

    def clean_full_name(self) -> str:
        """As it is kept: one space between two names."""
        return " ".join(str(self.cleaned_data["full_name"]).split())

    def clean(self) -> dict[str, Any]:
        """One of the two ways to say exactly who it is."""
        cleaned = super().clean() or self.cleaned_data
        by_name = cleaned.get("full_name") and cleaned.get("year_of_birth")
        if (
            not self.errors.keys() & {"full_name", "year_of_birth", "email"}
            and not cleaned.get("email")
            and not by_name
        ):
            self.add_error("full_name", WHO)
        return cleaned
