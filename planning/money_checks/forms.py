"""Which days to share, a question about a line, its answer, a few words at the end."""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from content.questions.forms import FreeWords
from planning.money_checks.period import Chosen
from planning.money_checks.policies import check_period
from portal.access.decisions import Denied
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

LONGEST = 2_000
TOO_LONG = "This has %(show_value)s characters. There is room for 2,000. Make it shorter."


def _words(label: str, help_text: str = "", *, required: bool = True, missing: str = "", size: str = "m") -> FreeWords:
    field = FreeWords(longest=LONGEST, too_long=TOO_LONG, label=label, help_text=help_text, required=required)
    if missing:
        field.error_messages["required"] = missing
    return look(field, label_size=size, rows=4, count_to=LONGEST)


class PeriodForm(DesignSystemForm):
    """Which days, and whether the receipts go along. key: of the form; mark: of what was shown (Period.mark)."""

    first_day = look(
        DateBoxesField(label="From which day?", error_messages={"required": "Give the first day."}), label_size="m"
    )
    last_day = look(
        DateBoxesField(label="Up to which day?", error_messages={"required": "Give the last day."}), label_size="m"
    )
    with_receipts = forms.BooleanField(label="Share the receipts, too", required=False)
    words = _words("Is there anything you want to say about it?", "You can leave this empty.", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Days that have been, of no more than a year."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            try:
                check_period(first, last, timezone.now())
            except Denied as denied:
                self.add_error("last_day", denied.reason)
        return data

    @property
    def chosen(self) -> Chosen:
        """Of a form that is valid."""
        return Chosen(**{field.name: self.cleaned_data[field.name] for field in fields(Chosen)})

    @staticmethod
    def usual(today: date) -> dict[str, date]:
        """The last three months, until today."""
        return {"first_day": today - timedelta(days=91), "last_day": today}


class QuestionForm(DesignSystemForm):
    """What a social worker asks about one line."""

    words = _words(
        "What would you like to know?",
        "They read it as you write it. Ask as you would at the kitchen table.",
        missing="Write what you would like to know.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class AnswerForm(DesignSystemForm):
    """The answer."""

    words = _words("Your answer", missing="Write a word or two first.")


class ClosingForm(DesignSystemForm):
    """A few words at the end, or none."""

    # Smaller than the heading that it stands under.
    words = _words(
        "A word to them",
        "For example: Thank you, all is clear. You can leave this empty.",
        required=False,
        size="s",
    )


class WishForm(DesignSystemForm):
    """Why a social worker would like to look."""

    words = _words(
        "Why would you like to look at the spending?",
        "They read it as you write it. They choose what to share, if anything.",
        missing="Write why you would like to look. They read it as you write it.",
    )
