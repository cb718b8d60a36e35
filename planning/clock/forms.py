"""What is said while somebody waits, and the day of the first payment."""

from datetime import date
from typing import Any

from django import forms

from content.questions.forms import FreeWords
from planning.clock.policies import check_payment_day
from portal.access.decisions import Denied
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

LONGEST = 2_000
NO_NEED = "You do not have to write anything. For example: {} twice this week."
TOO_LONG = "This has %(show_value)s characters. There is room for 2,000. Make it shorter, or send it in two parts."


class WorseForm(DesignSystemForm):
    """A few words, or none. key: of the form, so that a second tap is known."""

    words = look(
        FreeWords(
            longest=LONGEST,
            too_long=TOO_LONG,
            label="What has changed?",
            help_text=NO_NEED.format("I fell"),
            required=False,
        ),
        label_size="m",
        words=True,
        rows=5,
        count_to=LONGEST,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, mine: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mine:
            self.fields["words"].help_text = NO_NEED.format("They fell")


class AnswerForm(DesignSystemForm):
    """What happens now, in the words of who looks after it."""

    words = look(
        FreeWords(
            longest=LONGEST,
            too_long=TOO_LONG,
            label="What happens now?",
            help_text="They read this as you write it. Say what you do, and by when.",
            error_messages={"required": "Write a word or two about what you do now."},
        ),
        label_size="m",
        rows=5,
        count_to=LONGEST,
    )


class FirstPaymentForm(DesignSystemForm):
    """One day."""

    paid_on = look(
        DateBoxesField(
            label="When did the first money come?",
            help_text="The day on which it was there, for example 3 11 2026.",
            error_messages={"required": "Give the day on which the money came."},
        ),
        label_size="m",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_paid_on(self) -> date:
        """A day that has been."""
        paid_on: date = self.cleaned_data["paid_on"]
        try:
            check_payment_day(paid_on, today=self.today)
        except Denied as denied:
            raise forms.ValidationError(denied.reason) from denied
        return paid_on
