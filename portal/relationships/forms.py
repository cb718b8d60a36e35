"""Forms of the circle and of joining codes."""

from typing import Any

from django import forms

from portal.accounts.models import User
from portal.components.forms import ADDRESS_TOO_LONG, LONGEST_ADDRESS, DesignSystemForm, look

FIRST_YEAR = 1900


class InvitationForm(DesignSystemForm):
    """Whom somebody would like to have beside them."""

    name = forms.CharField(
        label="Their name", max_length=60, error_messages={"required": "Type the name you call them by."}
    )
    relation = forms.CharField(
        label="Who they are to you",
        max_length=60,
        required=False,
        help_text="For instance: my daughter, my neighbour. You may leave this empty.",
    )
    email = forms.EmailField(
        label="Their email address",
        max_length=LONGEST_ADDRESS,
        help_text="Only somebody who signs in with this address can accept.",
        error_messages={
            "required": "Type their email address.",
            "max_length": ADDRESS_TOO_LONG,
            "invalid": "An email address looks like name@example.org. Check it for a missing part.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class JoiningForm(DesignSystemForm):
    """A joining code, and once the two facts by which staff tell people apart."""

    code = look(
        forms.CharField(
            label="The code",
            max_length=40,
            help_text="It is on the paper from your social worker, for instance K7QM-4XPD. "
            "Small letters and spaces do not matter.",
            error_messages={"required": "Type the code from the paper."},
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
            ),
        ),
        width=10,
    )
    full_name = forms.CharField(
        label="Your full name",
        max_length=150,
        help_text="As it stands on letters from the council.",
        error_messages={"required": "Type your full name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    year_of_birth = look(
        forms.IntegerField(
            label="The year you were born",
            help_text="For instance 1955. With it we make sure that nobody opens the wrong person's page.",
            error_messages={
                "required": "Type the year you were born.",
                "invalid": "Type the year as four numbers, for instance 1955.",
            },
            widget=forms.TextInput(attrs={"autocomplete": "bday-year", "inputmode": "numeric"}),
        ),
        width=4,
    )

    def __init__(self, *args: Any, person: User, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        if person.year_of_birth:
            # Asked once before.
            del self.fields["full_name"], self.fields["year_of_birth"]

    def clean_year_of_birth(self) -> int:
        year = int(self.cleaned_data["year_of_birth"])
        if not FIRST_YEAR <= year <= self.this_year:
            raise forms.ValidationError("Type the year as four numbers, for instance 1955.", code="invalid")
        return year


class GiveCodeForm(DesignSystemForm):
    """A line by which the worker knows later for whom a code was."""

    note = forms.CharField(
        label="For whom is it?",
        max_length=100,
        required=False,
        help_text="Only you see this. You may leave it empty.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
