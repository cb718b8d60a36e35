"""The forms of a way to plan, and of the week to have a go."""

from datetime import date, timedelta
from typing import Any

from django import forms

from content.questions.forms import FreeWords
from planning.routes.enums import Route
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

HINTS = {
    Route.ALONE: "You write, and nobody looks over your shoulder.",
    Route.POINTERS: "You write. We show what a plan needs, and stories of people who made theirs.",
    Route.FAMILY: "You choose who can read, comment, or write with you.",
    Route.HELPER: "Local people who know their way, and want nothing but a good plan for you.",
    Route.WORKER: "They help you to find the words. They stay your words.",
}
LONGEST_POINTERS = 2_000
# Longer than this is no week to have a go: it is waiting.
LATEST = timedelta(days=183)
PAST = "That day is over. Choose one that is still to come."
FAR_OFF = "That is more than half a year away. Choose an earlier day."


class RouteForm(DesignSystemForm):
    """One of the five ways."""

    route = look(
        forms.ChoiceField(
            label="How do you want to plan?",
            choices=Route.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how you want to plan."},
        ),
        label_size="xl",
        label_heading=True,
        option_hints={str(route): hint for route, hint in HINTS.items()},
    )


class _WithADay(DesignSystemForm):
    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def _still_to_come(self, day: date) -> date:
        if day < self.today:
            raise forms.ValidationError(PAST)
        if day > self.today + LATEST:
            raise forms.ValidationError(FAR_OFF)
        return day


class OfferForm(_WithADay):
    """What the worker offers: a few pointers, and a day to talk."""

    pointers = look(
        FreeWords(
            longest=LONGEST_POINTERS,
            too_long="This has %(show_value)s characters. There is room for 2,000. Make it shorter.",
            label="A few pointers",
            help_text="What could they begin with? Whom could they ask? Two or three lines are enough.",
            required=False,
        ),
        label_size="m",
        rows=5,
        count_to=LONGEST_POINTERS,
    )
    talk_on = look(
        DateBoxesField(
            label="When do you talk?",
            help_text="One day. Nobody asks how it is going before then.",
            error_messages={"required": "Give the day on which you talk."},
        ),
        label_size="m",
    )

    def clean_talk_on(self) -> date:
        """Still to come."""
        return self._still_to_come(self.cleaned_data["talk_on"])


class OtherDayForm(_WithADay):
    """The day that the person would rather have."""

    day = look(
        DateBoxesField(
            label="Which day suits you better?",
            error_messages={"required": "Give the day that suits you better."},
        ),
        label_size="s",
    )

    def clean_day(self) -> date:
        """Still to come."""
        return self._still_to_come(self.cleaned_data["day"])
