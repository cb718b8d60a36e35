"""The forms in which a manager names who comes next, or says from when it is nobody."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Lower

from community.handover.policies import FAR_OFF, LATEST, PAST
from content.questions.forms import FreeWords
from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

LONGEST_REASON = 500


class WorkerField(forms.ModelChoiceField[User]):
    """A social worker, by name and team."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name}, {obj.team.name}" if obj.team else obj.full_name


class FromADayForm(DesignSystemForm):
    """What is so from a day on, at most half a year ahead."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        """From today on, within half a year."""
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(PAST)
        if day > self.today + LATEST:
            raise forms.ValidationError(FAR_OFF)
        return day


def _day(label: str, *, missing: str) -> DateBoxesField:
    help_text = "From midnight on that day. Today means from now on."
    return look(DateBoxesField(label=label, help_text=help_text, error_messages={"required": missing}), label_size="s")


def _reason(label: str, *, hint: str, missing: str = "") -> FreeWords:
    """Words for the person to read. missing: what to say where there are none; without it they may be left out."""
    field = FreeWords(
        longest=LONGEST_REASON,
        too_long=f"This has %(show_value)s characters. There is room for {LONGEST_REASON}. Make it shorter.",
        label=label,
        help_text=f"They read this, word for word. {hint}",
        required=bool(missing),
        error_messages={"required": missing} if missing else None,
    )
    return look(field, label_size="s", rows=3, count_to=LONGEST_REASON)


class NextWorkerForm(FromADayForm):
    """Who comes, from which day, and why."""

    worker = look(
        WorkerField(
            queryset=User.objects.none(),
            label="Who is the next social worker?",
            empty_label="Choose one",
            error_messages={"required": "Choose the next social worker."},
        ),
        label_size="s",
    )
    day = _day("From which day?", missing="Give the day on which the next social worker begins.")
    reason = _reason("Why does it change?", hint="You may leave it empty.")

    def __init__(self, *args: Any, team: Team | None, but: User | None = None, **kwargs: Any) -> None:
        """team: whose workers stand first; but: who has them now."""
        super().__init__(*args, **kwargs)
        workers = User.objects.filter(role=Role.SOCIAL_WORKER, is_active=True).select_related("team")
        own_first = Case(When(team=team, then=Value(0)), default=Value(1), output_field=IntegerField())
        chosen = workers.exclude(pk=but.pk) if but else workers
        field = self.fields["worker"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        field.queryset = chosen.order_by(own_first, Lower("full_name"))


class EndingForm(FromADayForm):
    """From which day somebody has no social worker, and why."""

    day = _day(
        "From which day is nobody their social worker?",
        missing="Give the day from which nobody is their social worker.",
    )
    reason = _reason(
        "Why does it end?",
        hint="For instance: Sunita leaves us. We look for somebody new.",
        missing="Write why it ends. They read it.",
    )
