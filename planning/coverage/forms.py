"""Ticks on the map of a plan."""

from collections.abc import Sequence
from typing import Any

from django import forms

from planning.coverage.enums import Coverage
from planning.coverage.items import ITEMS
from planning.coverage.mapping import Place
from portal.components.forms import DesignSystemForm, look

NO_PLACE = "I would rather not say"


def _where(places: Sequence[Place]) -> list[tuple[str, str]]:
    return [("", NO_PLACE), *((place.value, place.words) for place in places)]


class WhereForm(DesignSystemForm):
    """Where in the plan it is. place: the chosen one, None where none is said."""

    where = look(
        forms.ChoiceField(
            label="Where does your plan say this?",
            required=False,
            help_text="You do not have to say. Others see a tick only if you do, and only if they can see that part.",
            error_messages={"invalid_choice": "Choose a part of your plan, or none."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.value: place for place in places}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = _where(places)

    @property
    def place(self) -> Place | None:
        """What was chosen."""
        return self.places.get(self.cleaned_data.get("where", ""))


class TicksForm(WhereForm):
    """Several ticks at once. seen: those that were there when the page was opened, so that another window's
    stay as they are."""

    ticks = forms.MultipleChoiceField(choices=[(key, key) for key in ITEMS], required=False)
    seen = forms.MultipleChoiceField(choices=[(key, key) for key in ITEMS], required=False)

    @property
    def added(self) -> list[str]:
        """What was ticked now."""
        return [key for key in self.cleaned_data["ticks"] if key not in self.cleaned_data["seen"]]

    @property
    def taken_back(self) -> list[str]:
        """What was ticked before, and is not now."""
        return [key for key in self.cleaned_data["seen"] if key not in self.cleaned_data["ticks"]]


class ItemForm(WhereForm):
    """One thing: how far, and where."""

    state = look(
        forms.ChoiceField(
            label="Does your plan say something about this?",
            choices=[
                (Coverage.COVERED, "Yes, it does"),
                (Coverage.PARTLY, "Partly"),
                (Coverage.NOT_YET, "Not yet"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of these.", "invalid_choice": "Choose one of these."},
        ),
        label_size="s",
    )
    field_order = ["state", "where"]
