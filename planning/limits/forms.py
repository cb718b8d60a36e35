"""The form of a manager who sets a limit."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from portal.accounts.models import Team, User
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.components.money import MoneyField

# More than any package of care at home costs: somebody typed a nought too many.
MOST_A_WEEK = Decimal(20_000)
TOO_MUCH = "That is more than £20,000 a week. Check the figure."
OVER = "That day is over. Choose today, or a later day."
TEAM = "team"


class LimitForm(DesignSystemForm):
    """Whose limit, how much, and from which day."""

    whose = look(
        forms.ChoiceField(
            label="Whose limit is it?",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose whose limit it is."},
        ),
        label_size="m",
    )
    weekly = look(
        MoneyField(
            label="Up to how much a week?",
            help_text=(
                "What counts: the weekly cost, and a 52nd of what is paid once. "
                "Leave it empty if every plan should go to the manager. "
                "For one worker, write 0 for that: empty means that the limit of the team counts."
            ),
            required=False,
            max_value=MOST_A_WEEK,
            error_messages={
                "min_value": "A limit cannot be less than nothing. Write 0 or more.",
                "max_value": TOO_MUCH,
                "max_digits": TOO_MUCH,
                "max_whole_digits": TOO_MUCH,
                "max_decimal_places": "Write pounds and pence, for example 100.00.",
            },
        ),
        label_size="m",
        suffix="a week",
    )
    starts_on = look(
        DateBoxesField(label="From which day?", error_messages={"required": "Write the first day."}), label_size="m"
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team, workers: list[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.today = team, today
        self.workers = {str(worker.uuid): worker for worker in workers}
        whose: Any = self.fields["whose"]
        each = [(uuid, worker.full_name) for uuid, worker in self.workers.items()]
        whose.choices = [(TEAM, f"Everybody in {team} who has none of their own"), *each]

    def clean_starts_on(self) -> date:
        """Never for a day that is over: what was agreed then was agreed under another limit."""
        day: date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(OVER)
        return day

    def facts(self) -> dict[str, Any]:
        """As the service takes them."""
        data = self.cleaned_data
        worker = self.workers.get(data["whose"])
        return {
            "team": None if worker else self.team,
            "worker": worker,
            "weekly": data["weekly"],
            "starts_at": _begins(data["starts_on"]),
            "made_from": data["key"],
        }


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
