"""The form in which a manager names who comes next."""

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


class NextWorkerForm(DesignSystemForm):
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
    day = look(
        DateBoxesField(
            label="From which day?",
            help_text="From midnight on that day. Today means from now on.",
            error_messages={"required": "Give the day on which the next social worker begins."},
        ),
        label_size="s",
    )
    reason = look(
        FreeWords(
            longest=LONGEST_REASON,
            too_long="This has %(show_value)s characters. There is room for 500. Make it shorter.",
            label="Why does it change?",
            help_text="They read this, word for word. You may leave it empty.",
            required=False,
        ),
        label_size="s",
        rows=3,
        count_to=LONGEST_REASON,
    )

    def __init__(self, *args: Any, team: Team | None, but: User | None = None, today: date, **kwargs: Any) -> None:
        """team: whose workers stand first; but: who has them now."""
        super().__init__(*args, **kwargs)
        self.today = today
        workers = User.objects.filter(role=Role.SOCIAL_WORKER, is_active=True).select_related("team")
        own_first = Case(When(team=team, then=Value(0)), default=Value(1), output_field=IntegerField())
        chosen = workers.exclude(pk=but.pk) if but else workers
        field = self.fields["worker"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for types only
        field.queryset = chosen.order_by(own_first, Lower("full_name"))

    def clean_day(self) -> date:
        """From today on, within half a year."""
        return _within_half_a_year(self.cleaned_data["day"], self.today)


class EndingForm(DesignSystemForm):
    """From which day somebody has no social worker, and why."""

    day = look(
        DateBoxesField(
            label="From which day is nobody their social worker?",
            help_text="From midnight on that day. Today means from now on.",
            error_messages={"required": "Give the day from which nobody is their social worker."},
        ),
        label_size="s",
    )
    reason = look(
        FreeWords(
            longest=LONGEST_REASON,
            too_long="This has %(show_value)s characters. There is room for 500. Make it shorter.",
            label="Why does it end?",
            help_text="They read this, word for word. For instance: Sunita leaves us. We look for somebody new.",
            error_messages={"required": "Write why it ends. They read it."},
        ),
        label_size="s",
        rows=3,
        count_to=LONGEST_REASON,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        """From today on, within half a year."""
        return _within_half_a_year(self.cleaned_data["day"], self.today)


def _within_half_a_year(day: date, today: date) -> date:
    if day < today:
        raise forms.ValidationError(PAST)
    if day > today + LATEST:
        raise forms.ValidationError(FAR_OFF)
    return day
