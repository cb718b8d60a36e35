"""The form of a team's hours."""

from datetime import time
from typing import Any

from django import forms

from portal.components.dates import clock_time
from portal.components.forms import DesignSystemForm, look
from portal.hours.policies import CLOSES_FIRST, NO_DAY
from portal.hours.working_days import DAY_NAMES

# From early in the morning to late in the evening, every half an hour.
TIMES = [time(minutes // 60, minutes % 60) for minutes in range(6 * 60, 22 * 60 + 1, 30)]


class TeamHoursForm(DesignSystemForm):
    """On which days, from when until when."""

    days = look(
        forms.TypedMultipleChoiceField(
            label="Days on which your team answers",
            choices=list(enumerate(DAY_NAMES)),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": NO_DAY},
        ),
        label_size="m",
    )
    opens = forms.ChoiceField(label="From", choices=[(str(t), clock_time(t)) for t in TIMES])
    closes = forms.ChoiceField(label="Until", choices=[(str(t), clock_time(t)) for t in TIMES])

    def clean_opens(self) -> time:
        return time.fromisoformat(self.cleaned_data["opens"])

    def clean_closes(self) -> time:
        return time.fromisoformat(self.cleaned_data["closes"])

    def clean(self) -> dict[str, Any]:
        """A team closes after it opens."""
        found = super().clean() or self.cleaned_data
        if "opens" in found and "closes" in found and found["closes"] <= found["opens"]:
            self.add_error("closes", CLOSES_FIRST)
        return found
