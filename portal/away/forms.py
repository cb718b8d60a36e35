"""Forms of being away."""

from typing import Any

from django import forms

from portal.accounts.models import User
from portal.away.queries import colleagues_of
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look


class _Colleague(forms.ModelChoiceField[User]):
    """One of the team, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


def _colleague(worker: User, label: str, **more: Any) -> _Colleague:
    field = _Colleague(
        colleagues_of(worker), label=label, empty_label=None, to_field_name="uuid", widget=forms.RadioSelect, **more
    )
    field.error_messages["invalid_choice"] = "Choose one of the team."
    return look(field, label_size="s")


class AwayForm(DesignSystemForm):
    """The first and the last day away, and who answers meanwhile."""

    first_day = look(
        DateBoxesField(label="The first day away", error_messages={"required": "Write the first day away."}),
        label_size="s",
    )
    last_day = look(
        DateBoxesField(
            label="The last day away",
            help_text="Whole days. The same day again where it is one.",
            error_messages={"required": "Write the last day away."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, worker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues_of(worker).exists():
            self.fields["cover"] = _colleague(
                worker, "Who answers meanwhile?", error_messages={"required": "Choose who answers meanwhile."}
            )
            usual = getattr(worker, "stand_in", None)
            self.fields["cover"].initial = usual.by.uuid if usual else None


class ColleagueForm(DesignSystemForm):
    """One colleague."""

    def __init__(self, *args: Any, worker: User, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"] = _colleague(worker, label, error_messages={"required": "Choose a colleague."})
