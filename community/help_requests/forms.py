"""The small forms around a request for help."""

from datetime import date
from typing import Any

from django import forms

from community.help_requests.policies import PAST, TOO_LONG
from content.questions.forms import FreeWords
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

LONGEST_WORDS = 2000
TOO_MUCH = "This has %(show_value)s characters. There is room for 2,000. Make it shorter."


class BeginForm(DesignSystemForm):
    """The name of the form itself, so that sending it twice begins one request; and whom somebody has in mind."""

    key = forms.UUIDField()
    organisation = forms.UUIDField(required=False)


class AgainForm(DesignSystemForm):
    """The name of the form itself, so that sending it twice begins one request."""

    key = forms.UUIDField()


class ShowForm(DesignSystemForm):
    """Whether who helps may see one document."""

    shown = look(forms.BooleanField(label="Whoever helps me may read this", required=False), label_size="s")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].help_text = "They may also comment and suggest. They never change your words."


class WordsForm(DesignSystemForm):
    """A few words to somebody who reads them."""

    words = look(FreeWords(longest=LONGEST_WORDS, too_long=TOO_MUCH), label_size="s", rows=5, count_to=LONGEST_WORDS)

    def __init__(self, *args: Any, label: str, hint: str = "", required: str, **kwargs: Any) -> None:
        """required: what to say where nothing is written."""
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = required


class LastDayForm(DesignSystemForm):
    """The last day on which somebody helps."""

    day = look(
        DateBoxesField(
            label="Until which day may they help you?",
            help_text="This is the last day. You can end it before, and change it later.",
            error_messages={"required": "Give the last day on which they may help you."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, today: date, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.latest = today, latest

    def clean_day(self) -> date:
        """From today on, within a year."""
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(PAST)
        if day >= self.latest:
            raise forms.ValidationError(TOO_LONG)
        return day
