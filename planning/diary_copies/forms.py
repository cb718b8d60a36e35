"""Which days of a diary to take along."""

from typing import Any

from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look

BACKWARDS = "The last day is before the first one. Choose a later day."


class DaysForm(DesignSystemForm):
    """From the first of these days to the last, both of them included."""

    since = look(DateBoxesField(label="From which day?"), label_size="s")
    until = look(DateBoxesField(label="Until which day?"), label_size="s")

    def clean(self) -> dict[str, Any]:
        """In their order."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", BACKWARDS)
        return data
