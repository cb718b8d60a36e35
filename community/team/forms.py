"""The forms of a team's manager."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models.functions import Lower

from community.handover.forms import NextWorkerForm, WorkerField
from community.team.policies import LONGEST, OVER, TOO_LONG
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

EVERYBODY = "everybody"
NOBODY_TICKED = "Tick whom it is about."


class SeveralForm(NextWorkerForm):
    """The next worker for several people of one worker at once."""

    field_order = ("people", "worker", "day", "reason")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = [(str(person.uuid), _called(person)) for person in people]
        everybody = [(EVERYBODY, "Everybody on this list")] if len(called) > 1 else []
        self.fields["people"] = look(
            forms.MultipleChoiceField(
                label="For whom?",
                choices=[*everybody, *called],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": NOBODY_TICKED},
            ),
            label_size="s",
        )
        self.order_fields(self.field_order)


def _called(person: User) -> str:
    return f"{person.full_name}, born {person.year_of_birth}" if person.year_of_birth else person.full_name


class SomebodyForm(NextWorkerForm):
    """The first social worker of somebody who never had one."""

    field_order = ("email", "worker", "day", "reason")

    email = look(
        forms.EmailField(
            label="The email address with which they sign in",
            help_text="They told you or the council. Only an exact match is found.",
            error_messages={
                "required": "Type their email address.",
                "invalid": "An email address looks like name@example.org. Check it for a missing part.",
            },
            widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        ),
        label_size="s",
    )


class BuddyForm(DesignSystemForm):
    """Who is there for a new worker's questions, and until when."""

    buddy = look(
        WorkerField(
            queryset=User.objects.none(),
            label="Who is the buddy?",
            empty_label="Choose one",
            error_messages={"required": "Choose who is the buddy."},
        ),
        label_size="s",
    )
    last_day = look(
        DateBoxesField(
            label="Until which day?",
            error_messages={"required": "Give the last day with a buddy."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, worker: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["buddy"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        others = (
            User.objects.filter(role=Role.SOCIAL_WORKER, is_active=True).exclude(pk=worker.pk).select_related("team")
        )
        field.queryset = others.order_by(Lower("full_name"))

    def clean_last_day(self) -> date:
        """From today on, within a year."""
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(OVER)
        if day > self.today + LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return day
