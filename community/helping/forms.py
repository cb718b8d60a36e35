"""Meetings, the last day, and what is said at the end."""

from datetime import date
from typing import Any

from django import forms

from community.helping.enums import HowItWas
from community.helping.models import LONGEST_LINE, LONGEST_WORDS, MOST_MINUTES
from content.questions.forms import FreeWords
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

LINE_TOO_LONG = "This has %(show_value)s characters. There is room for 300. Make it shorter."
TOO_LONG = "This has %(show_value)s characters. There is room for 2,000. Make it shorter."


def _line(label: str, hint: str) -> FreeWords:
    field = FreeWords(
        longest=LONGEST_LINE,
        too_long=LINE_TOO_LONG,
        label=label,
        help_text=hint,
        error_messages={"required": "Write one line."},
    )
    return look(field, label_size="s", rows=2, count_to=LONGEST_LINE)


def _words(label: str, hint: str = "") -> FreeWords:
    field = FreeWords(longest=LONGEST_WORDS, too_long=TOO_LONG, label=label, help_text=hint, required=False)
    return look(field, label_size="s", rows=3)


class MeetingForm(DesignSystemForm):
    """That two have met: when, how long, and one line."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = look(
        DateBoxesField(label="Which day did you meet?", error_messages={"required": "Give the day on which you met."}),
        label_size="s",
    )
    minutes = look(
        forms.IntegerField(
            label="How long, in minutes?",
            help_text="An hour is 60 minutes.",
            min_value=1,
            max_value=MOST_MINUTES,
            error_messages={
                "required": "Write how many minutes you met.",
                "min_value": "Write 1 minute or more.",
                "max_value": "That is more than a day. Write each day by itself.",
            },
        ),
        label_size="s",
        width=4,
        suffix="minutes",
    )
    line = _line("One line about it", "")

    def __init__(self, *args: Any, other: str, **kwargs: Any) -> None:
        """other: who reads it beside the writer; "" for nobody, once the help is over."""
        super().__init__(*args, **kwargs)
        who = f"You and {other} read" if other else "Only you read"
        self.fields["line"].help_text = f"{who} this. For example: we looked at the bus times."


class LineForm(DesignSystemForm):
    """What somebody has to say to a meeting that is written down."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    line = _line("What do you want to say to it?", "What was written stays. Your line stands below it.")


class LastDayForm(DesignSystemForm):
    """Until which day the help goes on."""

    day = look(
        DateBoxesField(
            label="Which day shall be the last?",
            help_text="From today to a year from now. Help goes on until midnight of that day.",
            error_messages={"required": "Give the last day."},
        ),
        label_size="s",
    )

    def day_given(self) -> date:
        """The day; once the form is valid."""
        day: date = self.cleaned_data["day"]
        return day


class PartingForm(DesignSystemForm):
    """A word to the coordinator, for who wants to say one."""

    words = _words("Is there anything that your coordinator should know?", "You do not have to write anything.")


class CloseForm(DesignSystemForm):
    """What the person reads when an organisation ends its help."""

    words = look(
        FreeWords(
            longest=LONGEST_WORDS,
            too_long=TOO_LONG,
            label="Why does it end?",
            error_messages={"required": "Write a sentence or two for them, so that they know why."},
        ),
        label_size="s",
        rows=4,
    )

    def __init__(self, *args: Any, person: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = f"{person} reads this. Say what they can do now."


class LookBackForm(DesignSystemForm):
    """Three short questions, none of which has to be answered."""

    how_it_was = look(
        forms.ChoiceField(label="How was it?", choices=HowItWas.choices, widget=forms.RadioSelect, required=False),
        label_size="s",
    )
    what_helped = _words("What helped?")
    to_say = _words("What would you tell the organisation?")
    for_organisation = look(
        forms.BooleanField(
            label="The organisation may read my answers, without my name",
            help_text="If they help few people, they may guess who wrote it. Without this tick only you read them.",
            required=False,
        )
    )
